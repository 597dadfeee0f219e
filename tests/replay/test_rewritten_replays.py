"""The real recorders replay a conversation in which a word was rewritten: the client is given the new one."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.replay.edits import Answer
from tests.replay.rewrites import has_words, rewrites
from tests.replay.test_betamax_replays import replayed as replayed_by_betamax
from tests.replay.test_cassetter_replays import replayed as replayed_by_cassetter
from tests.replay.test_go_vcr_replays import needs_go_vcr, read
from tests.replay.test_go_vcr_replays import replayed as replayed_by_go_vcr
from tests.replay.test_ruby_vcr_replays import has_ruby_vcr
from tests.replay.test_ruby_vcr_replays import replayed as replayed_by_ruby_vcr
from tests.replay.test_vcrpy_replays import NOT_BY_HTTPX, ask, ask_by_httpx, tape_of
from tests.shared import SAMPLES

CALLS = {
    folder: [path for path in sorted((SAMPLES / folder).iterdir()) if has_words(path)]
    for folder in ("vcrpy", "apis", "pytest-recording", "betamax", "cassetter", "go-vcr-1", "ruby-vcr")
}
VCRPY = [*CALLS["vcrpy"], *CALLS["apis"], *CALLS["pytest-recording"]]


def named(sample: Path) -> str:
    return sample.name


@pytest.mark.parametrize("sample", VCRPY, ids=named)
def test_vcrpy_replays_the_new_word(sample: Path, tmp_path: Path) -> None:
    client = ask if sample.name in NOT_BY_HTTPX else ask_by_httpx
    for version in rewrites(sample):
        with tape_of(version.saved(tmp_path)) as tape:
            given = [client(interaction.request) for interaction in version.cassette.interactions]
            assert (version.name, given) == (version.name, version.answers)
            assert tape.all_played


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")
@pytest.mark.parametrize("sample", CALLS["betamax"], ids=named)
def test_betamax_replays_the_new_word(sample: Path, tmp_path: Path) -> None:
    for version in rewrites(sample):
        assert replayed_by_betamax(version.saved(tmp_path), version.cassette) == version.answers


@pytest.mark.parametrize("sample", CALLS["cassetter"], ids=named)
def test_cassetter_replays_the_new_word(sample: Path, tmp_path: Path) -> None:
    for version in rewrites(sample):
        assert replayed_by_cassetter(version.saved(tmp_path), version.cassette) == version.answers


@needs_go_vcr
def test_go_vcr_replays_the_new_word(tmp_path: Path) -> None:
    made = [version for path in CALLS["go-vcr-1"] for version in rewrites(path)]
    files = [version.saved(tmp_path) for version in made]
    for version, given in zip(made, replayed_by_go_vcr(files), strict=True):
        interactions = version.cassette.interactions
        read_by_client = [read(each.response, answer) for each, answer in zip(interactions, given, strict=True)]
        assert (version.cassette.name, read_by_client) == (version.cassette.name, version.answers)


def test_ruby_vcr_replays_the_new_word(tmp_path: Path) -> None:
    if not has_ruby_vcr():
        pytest.skip("needs ruby-vcr, ruby-webmock, ruby-multi-json (Debian)")
    files = {version.saved(tmp_path).name: version for path in CALLS["ruby-vcr"] for version in rewrites(path)}
    given = replayed_by_ruby_vcr(tmp_path)
    for name, version in files.items():
        read_by_client = [Answer(line["status"], base64.b64decode(line["body"])) for line in given[name]]
        assert (name, read_by_client) == (name, version.answers)


def test_conversations_of_every_recorder_are_rewritten() -> None:
    assert all(CALLS.values())
    assert len(VCRPY) > 60
