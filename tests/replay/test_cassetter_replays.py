"""The real cassetter replays, with nobody to ask, what came out of this program: as it was recorded, and edited."""

from __future__ import annotations

from pathlib import Path

import cassetter
import httpx
import pytest

from cassette_cli.cassette import Cassette
from tests.replay.edits import Answer, versions
from tests.shared import SAMPLES

REFUSED = {"sockets.yaml": "frames of a WebSocket and a gRPC call, no interaction of HTTP"}
RECORDED = sorted(path for path in (SAMPLES / "cassetter").iterdir() if path.name not in REFUSED)


def replayed(file: Path, cassette: Cassette) -> list[Answer]:
    """What cassetter answers to the requests of the cassette."""
    given = []
    with (
        cassetter.use_cassette(file, record_mode="none", intercept=["httpx"]),
        httpx.Client(trust_env=False, verify=False) as client,  # noqa: S501 - no connection is made
    ):
        for asked in (interaction.request for interaction in cassette.interactions):
            response = client.request(asked.method, asked.url)
            assert response.headers.get("content-length") in (None, str(len(response.content)))
            given.append(Answer(response.status_code, response.content))
    return given


@pytest.mark.parametrize("sample", RECORDED, ids=lambda path: path.name)
def test_cassetter_replays_a_cassette_and_every_edit_of_a_body(sample: Path, tmp_path: Path) -> None:
    for version in versions(sample):
        given = replayed(version.saved(tmp_path), version.cassette)
        assert (version.name, given) == (version.name, version.answers)
