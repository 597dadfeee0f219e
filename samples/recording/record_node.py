"""The sample server -> samples/nock/*, samples/polly/* and samples/playwright/*: recorded by the real ones, in Node.

    apt-get install nodejs npm chromium
    .venv/bin/python samples/recording/record_node.py nock polly         the two whose files come out the same again
    .venv/bin/python samples/recording/record_node.py playwright         holds the time, durations and the browser

Their packages are installed into a temporary folder, of the versions below. What a recorder does is in node/*.mjs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from server import running
from tour import emptied, recorded_by, told, tour

SCRIPTS = Path(__file__).parent / "node"
PACKAGES = {
    "nock": ("nock@14.0.17", "nock13@npm:nock@13.5.6"),
    "polly": (
        "@pollyjs/core@6.0.6",
        "@pollyjs/adapter-node-http@6.0.6",
        "@pollyjs/adapter-fetch@6.0.7",
        "@pollyjs/persister-fs@6.0.6",
    ),
    "playwright": ("playwright-core@1.65.1",),
}


def main() -> None:
    for recorder in sys.argv[1:] or ("nock", "polly"):
        folder = emptied(recorder)
        with running() as origin, TemporaryDirectory() as place:
            subprocess.run(["npm", "install", "--silent", "--prefix", place, *PACKAGES[recorder]], check=True)
            script = shutil.copy(SCRIPTS / f"{recorder}.mjs", place)
            recorded_by("node", script, str(folder), stages=tour(origin))
        told(folder)


if __name__ == "__main__":
    main()
