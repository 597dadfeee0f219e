"""Headers and status of every recorder, set, added and removed (`heading`, `relining`, `header_layers`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import pytest

from cassette_cli.cassette import Cassette, Interaction
from cassette_cli.documents.edits import apply
from cassette_cli.documents.json_text import parse
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import edit, settle
from cassette_cli.errors import EditError
from cassette_cli.header_layers import layer_of
from cassette_cli.heading import recorder_of, with_header, with_status, without_header
from cassette_cli.loading import load
from cassette_cli.recorders.header_lines import headers_of
from cassette_cli.relining import added, removed
from tests.editable import editable
from tests.shared import SAMPLES

TAPES = editable()
IDS = [tape.name for tape in TAPES]
SIDES = ("request", "response")


def lines(interaction: Interaction, side: str) -> list[tuple[str, str]]:
    message = interaction.request if side == "request" else interaction.response
    return [(header.name, header.value) for header in message.headers]


def others(cassette: Cassette, but: int) -> list[object]:
    return [
        (each.request.url, each.request.body.kept, each.response.status, *map(partial(lines, each), SIDES))
        for each in cassette.interactions
        if each.index != but
    ]


def made(cassette: Cassette, changes: Sequence[Change]) -> Interaction:
    """Interaction 0 after an edit that touched no other one."""
    after = edit(cassette, changes)
    assert others(after, 0) == others(cassette, 0)
    return after.interactions[0]


@pytest.mark.parametrize("tape", TAPES, ids=IDS)
@pytest.mark.parametrize("side", SIDES)
def test_a_header_gets_another_value_and_no_other_line_changes(tape: Cassette, side: str) -> None:
    before = lines(tape.interactions[0], side)
    name = next((name for name, _ in before if name.lower() == "content-type"), None)
    if name is None:
        return  # nothing to set
    found = lines(made(tape, with_header(tape, tape.interactions[0], side, name.upper(), "a/b")), side)
    assert found == [(each, "a/b" if each == name else value) for each, value in before]


@pytest.mark.parametrize("tape", TAPES, ids=IDS)
@pytest.mark.parametrize("side", SIDES)
def test_a_header_that_is_new_comes_last_or_is_refused_in_words(tape: Cassette, side: str) -> None:
    before = lines(tape.interactions[0], side)
    with suppress(EditError):  # a side that has no place for headers, or keeps them as one text
        found = lines(made(tape, with_header(tape, tape.interactions[0], side, "X-New", "1")), side)
        assert sorted(found) == sorted([*before, ("X-New", "1")])  # EasyVCR keeps those of the body apart


@pytest.mark.parametrize("tape", TAPES, ids=IDS)
def test_a_header_that_is_removed_is_gone_and_no_other_line(tape: Cassette) -> None:
    before = lines(tape.interactions[0], "response")
    names = [name for name, _ in before if not name.lower().startswith("content-")]
    if not names:
        return
    with suppress(EditError):  # lines of a message that is kept as one text
        after = made(tape, without_header(tape, tape.interactions[0], "response", names[0]))
        assert lines(after, "response") == [(name, value) for name, value in before if name.lower() != names[0].lower()]


@pytest.mark.parametrize("tape", TAPES, ids=IDS)
def test_a_status_is_read_as_it_was_set(tape: Cassette) -> None:
    if tape.interactions[0].response.status is None:
        with pytest.raises(EditError, match="an answer without a status"):
            with_status(tape, tape.interactions[0], 418)
        return
    after = made(tape, with_status(tape, tape.interactions[0], 418))
    assert after.response.status == 418
    assert lines(after, "response") == lines(tape.interactions[0], "response")


def test_the_reason_follows_where_it_was_the_usual_one() -> None:
    tape = load((SAMPLES / "openrouter_weather.yaml").read_bytes())
    after = edit(tape, with_status(tape, tape.interactions[0], 503))
    assert "status: 503 Service Unavailable" in after.text
    assert recorder_of(after).name == "go-vcr"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("a b", "1", "no name of a header"), ("X-New", "1\r\nX-Other: 2", "a line end in request.headers.X-New")],
)
def test_what_is_no_header_is_refused(name: str, value: str, said: str) -> None:
    tape = load((SAMPLES / "openrouter_weather.yaml").read_bytes())
    with pytest.raises(EditError, match=said):
        with_header(tape, tape.interactions[0], "request", name, value)


def test_a_header_that_is_not_there_cannot_be_removed() -> None:
    tape = load((SAMPLES / "openrouter_weather.yaml").read_bytes())
    with pytest.raises(EditError, match=r"response\.headers\.X-None, which is not there"):
        without_header(tape, tape.interactions[0], "response", "X-None")


@pytest.mark.parametrize("code", [99, 1000])
def test_a_status_has_three_digits(code: int) -> None:
    tape = load((SAMPLES / "openrouter_weather.yaml").read_bytes())
    with pytest.raises(EditError, match=f"found status {code}"):
        with_status(tape, tape.interactions[0], code)


@pytest.mark.parametrize("tape", TAPES, ids=IDS)
def test_the_layer_of_a_header_says_its_value(tape: Cassette) -> None:
    for header in tape.interactions[0].response.headers:
        layer = layer_of(header)
        assert layer is None or header.value in layer.text


FORMS = {
    "lists": '{"A": ["1", "2"], "B": ["3"]}',
    "strings": '{"A": "1", "B": "3"}',
    "named": '[{"name": "A", "value": "1"}, {"name": "B", "value": "3"}]',
    "pairs": '[["A", "1"], ["B", "3"]]',
    "in turn": '["A", "1", "B", "3"]',
    "lines": '["A: 1", "B: 3"]',
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_lines_are_put_in_and_taken_out_in_the_form_that_keeps_them(form: str) -> None:
    def read(text: str) -> list[tuple[str, str]]:
        return [(line.name, line.value) for line in headers_of([parse(Source(text)).root])]

    node = parse(Source(form)).root
    assert read(apply(form, settle(added(node, node, "C", "4")))) == [*read(form), ("C", "4")]
    assert read(apply(form, settle(removed(node, "a")))) == [("B", "3")]


def test_of_several_lines_of_a_name_one_can_stay() -> None:
    node = parse(Source(FORMS["lists"])).root
    values = node.get("A")
    assert values is not None
    kept = list(values.items)[1]
    assert apply(FORMS["lists"], settle(removed(node, "A", kept))) == '{"A": ["2"], "B": ["3"]}'
