from __future__ import annotations

from pathlib import Path

import pytest

from cassette_cli.cassette import Cassette, Interaction
from cassette_cli.dropping import dropped, renumbered
from cassette_cli.editing import edit
from cassette_cli.errors import EditError
from cassette_cli.loading import load
from tests.shared import CASSETTES, SAMPLES


def loaded(path: Path) -> Cassette:
    return load(path.read_bytes(), path.name, sibling=lambda name: (path.parent / name).read_bytes())


def said(one: Interaction) -> tuple[object, ...]:
    return (
        one.id,
        one.request.method,
        one.request.url,
        one.request.body.kept,
        one.response.status,
        one.response.body.kept,
    )


@pytest.mark.parametrize(
    "path", [path for path in CASSETTES if not {"refused", "broken"} & set(path.parts)], ids=lambda path: path.name
)
def test_dropped_interactions_are_gone_and_the_others_are_as_they_were(path: Path) -> None:
    cassette = loaded(path)
    count = len(cassette.interactions)
    for gone in [{0}, {count - 1}, set(range(1, count)), set(range(0, count, 2))] if count > 1 else []:
        if cassette.read_only or cassette.name.endswith(".zip") or len(gone) == count:
            continue
        try:
            after = edit(cassette, dropped(cassette, gone))
        except EditError:
            assert cassette.tree.targets
            continue
        kept = [said(one) for one in cassette.interactions if one.index not in gone]
        assert [said(one) for one in after.interactions] == kept
        for one in cassette.interactions:
            if one.index not in gone:
                assert one.node.source.strip() in after.text


def test_nothing_is_dropped_for_no_position_and_the_last_one_stays() -> None:
    cassette = loaded(SAMPLES / "vcrpy/website.yaml")
    assert dropped(cassette, []) == []
    with pytest.raises(EditError, match="no interaction would be left"):
        dropped(cassette, [*range(len(cassette.interactions)), 0])


def test_a_file_that_is_one_interaction_is_left() -> None:
    with pytest.raises(EditError, match="no interaction would be left"):
        dropped(loaded(SAMPLES / "by-hand/ddapm_chat.json"), [0])


def test_answers_that_stand_apart_go_with_their_requests() -> None:
    text = "requests:\n- {method: GET, uri: 'http://a', body: null, headers: {}}\n"
    text += "- {method: GET, uri: 'http://b', body: null, headers: {}}\n"
    answer = "- {status: {code: 200, message: OK}, headers: {}, body: {string: %s}}\n"
    cassette = load((text + "responses:\n" + answer % "one" + answer % "two").encode())
    after = edit(cassette, dropped(cassette, [0]))
    assert [(one.request.url, one.response.body.text) for one in after.interactions] == [("http://b", "two")]


def test_an_interaction_that_an_alias_means_is_not_dropped() -> None:
    one = "{request: {method: GET, uri: 'http://a', body: null, headers: {}}, response: %s}"
    answer = "{status: {code: 200, message: OK}, headers: {}, body: {string: ''}}"
    text = f"version: 1\ninteractions:\n- {one % ('&r ' + answer)}\n- {one % '*r'}\n"
    cassette = load(text.encode())
    with pytest.raises(EditError, match=r"\*r"):
        dropped(cassette, [0])
    assert len(edit(cassette, dropped(cassette, [1])).interactions) == 1


def test_go_vcrs_numbers_count_from_0_again() -> None:
    cassette = loaded(SAMPLES / "go-vcr-2/website.yaml")
    after = edit(cassette, dropped(cassette, [0, 2]))
    numbered = edit(after, renumbered(after))
    assert [one.id for one in after.interactions] != [one.id for one in numbered.interactions]
    assert [one.id for one in numbered.interactions] == [str(at) for at in range(len(after.interactions))]
    assert renumbered(numbered) == []


@pytest.mark.parametrize("name", ["go-vcr-1/website.yaml", "vcrpy/website.yaml", "polly/gzip_440735541/recording.har"])
def test_what_has_no_numbers_is_not_renumbered(name: str) -> None:
    with pytest.raises(EditError, match="which have no numbers"):
        renumbered(loaded(SAMPLES / name))
