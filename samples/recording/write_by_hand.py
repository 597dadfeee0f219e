"""The sample server -> samples/by-hand/* and samples/refused/*: its answers, laid out as other recorders write them.

    .venv/bin/python samples/recording/write_by_hand.py

The layouts are those of the package `by_hand`, a module for each recorder. Running again gives the same bytes. Three
files stay as they are, since they were written by hand: `go_vcr_compact_*`, `httpx_*` and `pydantic_ai_*`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from by_hand import laid_out
from server import running

SAMPLES = Path(__file__).parents[1]


def main() -> None:
    with running():
        for place, content in laid_out():
            path = SAMPLES / place
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            sys.stdout.write(f"{len(content):7} {place.as_posix()}\n")


if __name__ == "__main__":
    main()
