"""Headers and the status of every recorder's samples are edited in the form in which they are kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from cassette_cli.cassette import Cassette, Interaction
from cassette_cli.documents.edits import difference
from cassette_cli.editing import edit
from cassette_cli.errors import EditError
from cassette_cli.heading import recorder_of, with_header, with_status, without_header
from cassette_cli.loading import load
from cassette_cli.pointers import SideName
from tests.locality import changed
from tests.shared import CASSETTES, SAMPLES

SIDES: tuple[SideName, ...] = ("request", "response")
EDITED = [
    path for path in CASSETTES if not {"refused", "broken"} & set(path.parts) and path.suffix != ".zip"
    and path.stem != "anchors_and_aliases"
]  # fmt: skip
NO_HEADERS = ("nock", "ExVCR", "vcr for R", "VCR.py")  # may keep none, or null, of one side
everywhere = pytest.mark.parametrize("path", EDITED, ids=lambda path: f"{path.parent.name}/{path.name}")


def loaded(path: Path) -> Cassette:
    return load(path.read_bytes(), path.name, sibling=lambda name: (path.parent / name).read_bytes())


def made(text: str, **more: object) -> Cassette:
    return load(text.encode(), **more)


def lines(interaction: Interaction, side: SideName) -> list[tuple[str, str]]:
    return [(header.name, header.value) for header in getattr(interaction, side).headers]


def sides(path: Path) -> Iterator[tuple[Cassette, Interaction, SideName]]:
    cassette = loaded(path)
    for interaction in cassette.interactions[:2] if not cassette.read_only else ():
        yield from ((cassette, interaction, side) for side in SIDES)


def reread(cassette: Cassette, changes, interaction: Interaction, side: SideName) -> list[tuple[str, str]]:
    return lines(edit(cassette, changes).interactions[interaction.index], side)


@everywhere
def test_a_header_is_set_whatever_its_case_and_all_else_stays(path: Path) -> None:
    for cassette, interaction, side in sides(path):
        before = lines(interaction, side)
        for name, times in Counter(name for name, _ in before).items():
            changes = with_header(cassette, interaction, side, name.swapcase(), "another/value; q=1")
            after = reread(cassette, changes, interaction, side)
            kept = [line for line in before if line[0] != name]
            assert [line for line in after if line[0] != name] == kept
            assert [line for line in after if line[0] == name] == [(name, "another/value; q=1")]
            if times == 1 and cassette.recorder != "httprr":  # which says in front how long it is
                assert len(changed(cassette.text, edit(cassette, changes).text)) == 1


@everywhere
def test_a_header_is_removed_and_all_else_stays(path: Path) -> None:
    for cassette, interaction, side in sides(path):
        before = lines(interaction, side)
        for name in dict.fromkeys(name for name, _ in before):
            changes = without_header(cassette, interaction, side, name.swapcase())
            assert reread(cassette, changes, interaction, side) == [line for line in before if line[0] != name]
        with pytest.raises(EditError, match=rf"{side}.headers.X-Absent"):
            without_header(cassette, interaction, side, "X-Absent")


@everywhere
def test_a_header_is_added_in_its_neighbours_form(path: Path) -> None:
    for cassette, interaction, side in sides(path):
        before = lines(interaction, side)
        try:
            changes = with_header(cassette, interaction, side, "X-New", "fresh")
        except EditError:
            assert not before
            assert cassette.recorder in NO_HEADERS
            continue
        assert sorted(reread(cassette, changes, interaction, side)) == sorted([*before, ("X-New", "fresh")])
        ((span, text),) = difference(cassette.text, edit(cassette, changes).text)
        assert not before or "httprr" in cassette.recorder or (span.start == span.end and "X-New" in text)


@everywhere
@pytest.mark.parametrize("code", [404, 799])
def test_the_status_is_set_and_its_usual_phrase_follows(path: Path, code: int) -> None:
    for cassette, interaction, side in sides(path):
        before = interaction.response
        if side == "request" or before.status is None:
            continue
        after = edit(cassette, with_status(cassette, interaction, code)).interactions[interaction.index].response
        assert after.status == code
        usual = before.status in set(HTTPStatus) and before.reason == HTTPStatus(before.status).phrase
        told = ("Not Found",) if code == 404 else ("", "799")  # go-vcr says the number once more
        assert after.reason in (told if usual and before.reason else (before.reason,))
        assert (lines(interaction, "response"), after.body.kept) == (lines(interaction, "response"), before.body.kept)


REQUEST = "request: {method: GET, uri: 'http://a.example', body: null, headers: {}}"
PYTHON = (
    "version: 1\ninteractions:\n- {}\n"
    "  response: {{status: {{code: 200, message: OK}}, body: {{string: ''}}, headers: {}}}\n"
)


@pytest.mark.parametrize(
    ("kept", "one", "more", "none"),
    [
        ("{A: [x, y], B: [z]}", "{A: [v], B: [z]}", "{A: [x, y], B: [z], C: [v]}", "{B: [z]}"),
        ("{A: x, B: z}", "{A: v, B: z}", "{A: x, B: z, C: v}", "{B: z}"),
        ("{A: 5}", "{A: v}", "{A: 5, C: v}", "{}"),
        ("{A: }", "{A: v }", "{A: , C: v}", "{}"),
        ("{A: [x], a: [y], B: [z]}", "{A: [v], B: [z]}", "{A: [x], a: [y], B: [z], C: [v]}", "{B: [z]}"),
        ("[[A, x], [B, z], [a, y]]", "[[A, v], [B, z]]", "[[A, x], [B, z], [a, y], [C, v]]", "[[B, z]]"),
        ("[[A, [x, y]], [B, [z]]]", "[[A, [v]], [B, [z]]]", "[[A, [x, y]], [B, [z]], [C, [v]]]", "[[B, [z]]]"),
        ("[A, x, B, z, a, y]", "[A, v, B, z]", "[A, x, B, z, a, y, C, v]", "[B, z]"),
        ("['A: x', 'B: z', 'a:y']", "['A: v', 'B: z']", "['A: x', 'B: z', 'a:y', 'C: v']", "['B: z']"),
        ("['A:', 'B: z']", "['A:v', 'B: z']", "['A:', 'B: z', 'C: v']", "['B: z']"),
        ("[{name: A, value: x}]", "[{name: A, value: v}]", "[{name: A, value: x}, {name: C, value: v}]", "[]"),
        ("!!python/object/apply:frozenset [[[A, x], [B, z]]]", "!!python/object/apply:frozenset [[[A, v], [B, z]]]",
         "!!python/object/apply:frozenset [[[A, x], [B, z], [C, v]]]", "!!python/object/apply:frozenset [[[B, z]]]"),
        ("{? !!python/object/apply:istr [A] : [x], B: [z]}", "{? !!python/object/apply:istr [A] : [v], B: [z]}",
         "{? !!python/object/apply:istr [A] : [x], B: [z], C: [v]}", "{B: [z]}"),
        ("{A: [!!binary eA==]}", "{A: [!!binary dg==]}", "{A: [!!binary eA==], C: [v]}", "{}"),
    ],
)  # fmt: skip
def test_each_form_of_header_lines_keeps_its_form(kept: str, one: str, more: str, none: str) -> None:
    cassette = made(PYTHON.format(REQUEST, kept))
    (interaction,) = cassette.interactions
    for changes, after in (
        (with_header(cassette, interaction, "response", "a", "v"), one),
        (with_header(cassette, interaction, "response", "C", "v"), more),
        (without_header(cassette, interaction, "response", "A"), none),
    ):
        assert edit(cassette, changes).text == PYTHON.format(REQUEST, after)


def test_headers_that_are_null_or_empty_take_the_form_of_others_in_the_file() -> None:
    for empty in ("", "null", "{}"):
        text = PYTHON.format(REQUEST, "{A: x}").replace("headers: {}", f"headers: {empty}")
        cassette = made(text)
        changes = with_header(cassette, cassette.interactions[0], "request", "C", "v")
        assert lines(edit(cassette, changes).interactions[0], "request") == [("C", "v")]
        assert "[v]" not in edit(cassette, changes).text


def test_a_number_stays_a_number_and_text_that_looks_like_one_stays_text() -> None:
    cassette = made(PYTHON.format(REQUEST, "{Age: 5, Via: x}"))
    (interaction,) = cassette.interactions
    assert "{Age: 7," in edit(cassette, with_header(cassette, interaction, "response", "age", "7")).text
    assert "Via: '7'" in edit(cassette, with_header(cassette, interaction, "response", "via", "7")).text
    assert "Age: '07'" in edit(cassette, with_header(cassette, interaction, "response", "age", "07")).text


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0", "\n"])
def test_a_value_of_several_lines_is_refused(value: str) -> None:
    cassette = loaded(SAMPLES / "vcrpy/website.yaml")
    with pytest.raises(EditError, match=r"response.headers.X"):
        with_header(cassette, cassette.interactions[0], "response", "X", value)


@pytest.mark.parametrize("name", ["", "a b", "a:b", "é", "a\n"])
def test_a_new_header_has_a_name_that_can_be_sent(name: str) -> None:
    cassette = loaded(SAMPLES / "vcrpy/website.yaml")
    with pytest.raises(EditError, match="no name of a header"):
        with_header(cassette, cassette.interactions[0], "request", name, "v")


def test_what_an_alias_shares_or_a_merge_key_brings_in_is_refused() -> None:
    shared = made(PYTHON.format(REQUEST.replace("{}}", "&h {A: &v [x]}}"), "{A: *v}"))
    merged = made(PYTHON.format(REQUEST.replace("{}}", "&h {A: [x]}}"), "{<<: *h, B: [z]}"))
    for cassette, side in ((shared, "request"), (merged, "response")):
        with pytest.raises(EditError):
            without_header(cassette, cassette.interactions[0], side, "A")


@pytest.mark.parametrize("code", [99, 1000, 0, -1])
def test_a_status_has_three_digits(code: int) -> None:
    cassette = loaded(SAMPLES / "vcrpy/website.yaml")
    with pytest.raises(EditError, match=str(code)):
        with_status(cassette, cassette.interactions[0], code)


@pytest.mark.parametrize(
    ("status", "after"),
    [("200 OK", "404 Not Found"), ("200 Fine", "404 Fine"), ("200", "404"), ("OK", "Not Found"), ("", "")],
)
def test_go_vcrs_status_line_follows_its_code(status: str, after: str) -> None:
    asked = {"body": "", "headers": {}, "url": "http://a.example", "method": "GET"}
    answered = {"body": "", "headers": {}, "status": status, "code": 200}
    file = {"version": 2, "interactions": [{"id": 0, "request": asked, "response": answered}]}
    cassette = made(json.dumps(file))
    text = edit(cassette, with_status(cassette, cassette.interactions[0], 404)).text
    assert json.loads(text)["interactions"][0]["response"] == answered | {"status": after, "code": 404}
    assert recorder_of(cassette).name == "go-vcr"


def test_an_answer_without_a_status_is_refused() -> None:
    cassette = made(PYTHON.format(REQUEST, "{}").replace("{code: 200, message: OK}", "{code: null, message: OK}"))
    with pytest.raises(EditError, match="without a status"):
        with_status(cassette, cassette.interactions[0], 404)
