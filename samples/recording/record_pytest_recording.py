"""The sample server -> samples/pytest-recording/*: recorded by the real pytest-recording, in a test that httpx sends.

    python3 -m venv /tmp/pytest-recording
    /tmp/pytest-recording/bin/pip install pytest-recording httpx brotli zstandard
    /tmp/pytest-recording/bin/python samples/recording/record_pytest_recording.py

It wants an environment of its own: its plugin would be there in this project's tests as well. Recording again gives
the same bytes, as long as VCR.py and httpx are of the same versions.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from server import running
from tour import emptied, told, tour

TESTS = """\
import json
from pathlib import Path

import httpx
import pytest

STAGES = json.loads(Path("stages.json").read_text())
DROPPED = ["User-Agent", "Connection", "Host", "Accept-Encoding"]


@pytest.fixture(scope="module")
def vcr_config():
    return {"filter_headers": DROPPED}


def visit(stage):
    with httpx.Client(follow_redirects=True) as client:
        for step in STAGES[stage]:
            client.request(step["method"], step["url"], headers=step["headers"], content=step["body"])


@pytest.mark.vcr
def test_session():
    visit("session")


@pytest.mark.vcr
def test_chat():
    visit("chat")


@pytest.mark.vcr(serializer="json")
def test_feed():
    visit("feed")
"""


def main() -> None:
    folder = emptied("pytest-recording")
    with running() as origin, TemporaryDirectory() as name:
        place = Path(name)
        (place / "stages.json").write_text(json.dumps(tour(origin)))
        (place / "test_harbours.py").write_text(TESTS)
        command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--record-mode=once")
        subprocess.run(command, cwd=place, check=True)
        for cassette in (place / "cassettes" / "test_harbours").iterdir():
            shutil.copy(cassette, folder)
    told(folder)


if __name__ == "__main__":
    main()
