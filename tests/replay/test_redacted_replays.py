"""The real VCR.py and Betamax replay what was redacted: the same answers, without the secrets that were planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.redacting import redact
from tests.replay.edits import Answer
from tests.replay.test_betamax_replays import replayed as replayed_by_betamax
from tests.replay.test_vcrpy_replays import ask_by_httpx, tape_of
from tests.shared import SAMPLES

TOKEN = "sk-or-" + "v1-" + "0123456789abcdef" * 4
VCRPY = sorted(path for folder in ("vcrpy", "apis", "pytest-recording") for path in (SAMPLES / folder).iterdir())
BETAMAX = sorted(SAMPLES / "betamax" / name for name in ("chat.json", "gzip.json", "session.json"))
PLAIN = {"encoding_header_says_gzip.yaml": "the body is plain, and httpx undoes what the header says"}

of_utc_now = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")


def planted(sample: Path) -> Cassette:
    """With a key where each request says that there was one, and a cookie."""
    data = sample.read_bytes().replace(b"Bearer REDACTED", f"Bearer {TOKEN}".encode())
    return load(data.replace(b"sample-server", f"{TOKEN} sample-server".encode()), sample.name)


def redacted(cassette: Cassette) -> Cassette:
    after = edit(cassette, [change for found in redact(cassette) for change in found.changes])
    assert TOKEN not in after.text
    return after


def answers(cassette: Cassette) -> list[Answer]:
    return [Answer(each.response.status, each.response.body.content) for each in cassette.interactions]


@pytest.mark.parametrize("sample", [path for path in VCRPY if path.name not in PLAIN], ids=lambda path: path.name)
def test_vcrpy_replays_what_was_redacted(sample: Path, tmp_path: Path) -> None:
    before = planted(sample)
    after = redacted(before)
    copy = tmp_path / sample.name
    copy.write_bytes(after.to_bytes())
    with tape_of(copy) as tape:
        given = [ask_by_httpx(interaction.request) for interaction in before.interactions]
        assert tape.all_played
    assert given == answers(after)
    assert before.text == after.text or TOKEN in before.text


@of_utc_now
@pytest.mark.parametrize("sample", BETAMAX, ids=lambda path: path.name)
def test_betamax_replays_what_was_redacted(sample: Path, tmp_path: Path) -> None:
    before = planted(sample)
    after = redacted(before)
    copy = tmp_path / sample.name
    copy.write_bytes(after.to_bytes())
    assert replayed_by_betamax(copy, before) == answers(after)
