"""An edit of an event's data is an edit of its data lines, in the event's own manner."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Source
from cassette_cli.errors import EditConflict, EditError
from cassette_cli.framings.sse import SSE
from tests.framings.test_sse import any_stream


def edited(text: str, number: int, *edits: tuple[int, int, str]) -> str:
    event = list(SSE.events(Source(text)))[number]
    changes = event.layer.lift([Edit(Span(start, end), new) for start, end, new in edits])
    assert all(change.layer == event.body for change in changes)
    return apply(text, [change.edit for change in changes])


@given(any_stream, st.data())
def test_the_data_after_a_lifted_edit_is_the_edited_data(text, data):
    events = list(SSE.events(Source(text)))
    assume(events)
    number = data.draw(st.integers(0, len(events) - 1))
    before = events[number].data
    places = sorted(
        data.draw(st.lists(st.integers(0, len(before)), min_size=2, max_size=4).filter(lambda p: len(p) % 2 == 0))
    )
    new = st.text(" a:\n{é", max_size=4)
    edits = [Edit(Span(*pair), data.draw(new)) for pair in zip(places[::2], places[1::2], strict=True)]
    try:
        wished = apply(before, edits)
    except EditConflict:
        assume(False)
    after = [event.data for event in SSE.events(Source(edited(text, number, *((*e.span, e.text) for e in edits))))]
    assert after == [
        *(event.data for event in events[:number]),
        wished,
        *(event.data for event in events[number + 1 :]),
    ]


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("data: abc\n\n", (1, 2, "X"), "data: aXc\n\n"),
        ("data:abc\r\n\r\n", (1, 2, "X\nY"), "data:aX\r\ndata:Yc\r\n\r\n"),
        ("data: a\nid: 1\ndata: b\n\n", (2, 3, "B"), "data: a\nid: 1\ndata: B\n\n"),
        ("event: e\r\ndata: a", (1, 1, "\nb"), "event: e\r\ndata: a\r\ndata: b"),
        ("data\n\n", (0, 0, "x"), "data: x\n\n"),
        ("data:ab\n\n", (0, 1, " "), "data:  b\n\n"),
    ],
)
def test_an_edit_keeps_the_manner_of_the_event(before, edit, after):
    assert edited(before, 0, edit) == after


def test_a_carriage_return_is_refused():
    with pytest.raises(EditError, match="carriage return"):
        edited("data: a\n\n", 0, (0, 1, "\r"))


def test_the_same_event_read_twice_has_the_same_layer():
    source = Source("data: a\n\ndata: a\n\n")
    once, again = list(SSE.events(source)), list(SSE.last_events(source))
    assert once[0].layer == again[1].layer
    assert once[0].layer != once[1].layer
    assert once[0].layer.depth == 1
