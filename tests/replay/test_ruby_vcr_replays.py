"""The real VCR, for Ruby, replays what came out of this program: as it was recorded, and edited."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.replay.edits import Answer, versions
from tests.shared import SAMPLES

PLAYER = Path(__file__).parent / "ruby_vcr" / "player.rb"
RECORDED = sorted((SAMPLES / "ruby-vcr").iterdir())


def has_ruby_vcr() -> bool:
    """Whether ruby is there, and what the player and VCR's JSON serializer require."""
    command = ("ruby", "-rvcr", "-rwebmock", "-rmulti_json", "-e", "")
    return bool(shutil.which("ruby")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def replayed(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What the recorder answers to the requests of each cassette in the folder. One run for all: it starts slowly.

    Nothing on standard error: VCR warns there of a body that is not in the encoding that the cassette names.
    """
    done = subprocess.run(["ruby", str(PLAYER), str(folder)], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {file: list(given) for file, given in groupby(lines, key=lambda line: line["file"])}


def test_ruby_vcr_replays_a_cassette_and_every_edit_of_a_body(tmp_path: Path) -> None:
    if not has_ruby_vcr():
        pytest.skip("needs ruby-vcr, ruby-webmock, ruby-multi-json (Debian)")
    files = {version.saved(tmp_path).name: version for path in RECORDED for version in versions(path)}
    given = replayed(tmp_path)
    for name, version in files.items():
        interactions = version.cassette.interactions
        assert (name, [(line["method"], line["uri"]) for line in given[name]]) == (
            name,
            [(interaction.request.method, interaction.request.url) for interaction in interactions],
        )
        read_by_client = [Answer(line["status"], base64.b64decode(line["body"])) for line in given[name]]
        assert (name, read_by_client) == (name, version.answers)
