"""The real recorders replay what was redacted: the same answers, without the secrets that were planted."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.redacting import redact
from tests.replay.edits import Answer, Version
from tests.replay.test_betamax_replays import replayed as replayed_by_betamax
from tests.replay.test_cassetter_replays import replayed as replayed_by_cassetter
from tests.replay.test_go_vcr_replays import needs_go_vcr, read
from tests.replay.test_go_vcr_replays import replayed as replayed_by_go_vcr
from tests.replay.test_ruby_vcr_replays import has_ruby_vcr
from tests.replay.test_ruby_vcr_replays import replayed as replayed_by_ruby_vcr
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


def versions(folder: str) -> list[Version]:
    """The samples of a recorder, redacted, with what a client must be given."""
    made = []
    for sample in sorted((SAMPLES / folder).iterdir()):
        after = redacted(planted(sample))
        made.append(Version(after, f"{sample.stem}-redacted", answers(after)))
    return made


@pytest.mark.parametrize("version", versions("cassetter"), ids=lambda version: version.name)
def test_cassetter_replays_what_was_redacted(version: Version, tmp_path: Path) -> None:
    assert replayed_by_cassetter(version.saved(tmp_path), version.cassette) == version.answers


@needs_go_vcr
def test_go_vcr_replays_what_was_redacted(tmp_path: Path) -> None:
    made = versions("go-vcr-1")
    files = [version.saved(tmp_path) for version in made]
    for version, given in zip(made, replayed_by_go_vcr(files), strict=True):
        pairs = zip(version.cassette.interactions, given, strict=True)
        assert (version.name, [read(each.response, answer) for each, answer in pairs]) == (
            version.name,
            version.answers,
        )


def test_ruby_vcr_replays_what_was_redacted(tmp_path: Path) -> None:
    if not has_ruby_vcr():
        pytest.skip("needs ruby-vcr, ruby-webmock, ruby-multi-json (Debian)")
    files = {version.saved(tmp_path).name: version for version in versions("ruby-vcr")}
    given = replayed_by_ruby_vcr(tmp_path)
    for name, version in files.items():
        read_by_client = [Answer(line["status"], base64.b64decode(line["body"])) for line in given[name]]
        assert (name, read_by_client) == (name, version.answers)
