"""The real Betamax replays, with nobody to ask, what came out of this program: as it was recorded, and edited."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from betamax import Betamax

from cassette_cli.cassette import Cassette
from tests.replay.edits import Answer, versions
from tests.shared import SAMPLES

REFUSED = {  # what cannot be replayed, edited or not
    "image_lost.json": "U+FFFD for an image's bytes: longer than Content-Length says, and requests counts",
}
RECORDED = sorted(path for path in (SAMPLES / "betamax").iterdir() if path.name not in REFUSED)

# Betamax 0.9.0 asks datetime.utcnow for the time, which Python 3.12 has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")


def replayed(file: Path, cassette: Cassette) -> list[Answer]:
    """What Betamax answers to the requests of the cassette, through a client that counts Content-Length's bytes."""
    with requests.Session() as session:
        session.trust_env = False
        with Betamax(session, cassette_library_dir=str(file.parent)).use_cassette(file.stem, record="none"):
            responses = [
                session.request(asked.method, asked.url, allow_redirects=False, timeout=1)
                for asked in (interaction.request for interaction in cassette.interactions)
            ]
    return [Answer(response.status_code, response.content) for response in responses]


@pytest.mark.parametrize("sample", RECORDED, ids=lambda path: path.name)
def test_betamax_replays_a_cassette_and_every_edit_of_a_body(sample: Path, tmp_path: Path) -> None:
    for version in versions(sample):
        given = replayed(version.saved(tmp_path), version.cassette)
        assert (version.name, given) == (version.name, version.answers)
