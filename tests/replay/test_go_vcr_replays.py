"""The real go-vcr replays what came out of this program: as it was recorded, and edited."""

from __future__ import annotations

import base64
import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import brotli
import pytest

from cassette_cli.cassette import Response
from cassette_cli.loading import load
from tests.replay.edits import Answer, versions, wire
from tests.shared import SAMPLES

DEBIAN = Path("/usr/share/gocode")
PLAYER = Path(__file__).parent / "go_vcr" / "main.go"
UNDONE = {"gzip": gzip.decompress, "br": brotli.decompress}  # each is strict: what is cut or damaged is an error
RECORDED = sorted((SAMPLES / "go-vcr-1").iterdir())

needs_go_vcr = pytest.mark.skipif(
    not (shutil.which("go") and (DEBIAN / "src/github.com/dnaeon/go-vcr").is_dir()),
    reason="needs golang-go and golang-github-dnaeon-go-vcr-dev (Debian)",
)


def replayed(cassettes: list[Path]) -> list[list[dict[str, Any]]]:
    """What the recorder answers to the requests of each cassette. One run for all: building it takes a while."""
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(DEBIAN), "GOFLAGS": "", "CGO_ENABLED": "0"}
    names = [str(path.with_suffix("")) for path in cassettes]
    done = subprocess.run(["go", "run", str(PLAYER), *names], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def read(recorded: Response, given: dict[str, Any]) -> Answer:
    """What a client makes of it that undoes the content coding."""
    body = base64.b64decode(given["Body"])
    coding = recorded.header("content-encoding")
    return Answer(given["Status"], UNDONE[coding](body) if coding else body)


@needs_go_vcr
def test_go_vcr_replays_the_bytes_that_we_read(tmp_path: Path) -> None:
    cassettes = [load(path.read_bytes(), path.name) for path in RECORDED]
    copies = [tmp_path / cassette.name for cassette in cassettes]
    for copy, cassette in zip(copies, cassettes, strict=True):
        copy.write_bytes(cassette.to_bytes())
    for cassette, answers in zip(cassettes, replayed(copies), strict=True):
        assert [
            (answer["Method"], answer["URL"], answer["RequestBody"].encode(), answer["Status"], answer["Body"])
            for answer in answers
        ] == [
            (
                interaction.request.method,
                interaction.request.url,
                wire(interaction.request.body),
                interaction.response.status,
                base64.b64encode(wire(interaction.response.body)).decode(),
            )
            for interaction in cassette.interactions
        ]


@needs_go_vcr
def test_go_vcr_replays_a_cassette_and_every_edit_of_a_body(tmp_path: Path) -> None:
    made = [version for path in RECORDED for version in versions(path)]
    files = [version.saved(tmp_path) for version in made]
    for file, version, given in zip(files, made, replayed(files), strict=True):
        read_by_client = [
            read(interaction.response, answer)
            for interaction, answer in zip(version.cassette.interactions, given, strict=True)
        ]
        assert (file.name, read_by_client) == (file.name, version.answers)
