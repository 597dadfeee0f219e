"""What holds of every framing that cuts a body without a gap, asked of one body; and edits of an event's data."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply, merged
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import settle
from cassette_cli.errors import EditConflict
from cassette_cli.framings import Event, Framing


def blocks(framing: Framing, text: str) -> list[Event]:
    return list(framing.blocks(Source(text), 0))


def said(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.name, event.data) for event in events]


def hold_of(framing: Framing, text: str) -> None:
    """Blocks cover the body, backward they are the same, they are counted right, and reading can begin anywhere."""
    source = Source(text)
    every = list(framing.blocks(source, 0))
    assert [block.span.start for block in every] == [0, *(block.span.end for block in every)][: len(every)]
    assert "".join(text[slice(*block.span)] for block in every) == text
    assert all(block.span.start < block.span.end for block in every)
    assert list(framing.last_blocks(source)) == every[::-1]
    assert framing.count(text) == sum(block.dispatched for block in every)
    assert not any(block.unterminated for block in every[:-1])
    for block in every:
        assert block.layer.text == block.data or not block.dispatched
        for field in block.fields:
            assert block.span.start <= field.line.start <= field.value.start
            assert field.value.end <= field.line.end <= block.span.end
        for start in (block.span.start, block.span.end - 1):
            assert next(framing.blocks(source, start)) == block


def cut_is_a_prefix(framing: Framing, text: str, end: int) -> None:
    """The events of what is left of a body are its first ones; only the last may be another, flagged."""
    whole = said([block for block in blocks(framing, text) if block.dispatched])
    cut = blocks(framing, text[:end])
    events = [block for block in cut if block.dispatched]
    terminated = said([event for event in events if not event.unterminated])
    assert terminated == whole[: len(terminated)]
    assert len(events) - len(terminated) <= 1
    hold_of(framing, text[:end])


def wishes(draw: st.DataObject, text: str, new: st.SearchStrategy[str]) -> list[Edit]:
    """One or two edits of a text."""
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=4).filter(lambda found: len(found) % 2 == 0)
    ends = sorted(draw.draw(places))
    edits = [Edit(Span(*pair), draw.draw(new)) for pair in zip(ends[::2], ends[1::2], strict=True)]
    try:
        return merged(edits)
    except EditConflict:
        assume(False)
        raise


def edited(events: list[Event], wished: dict[int, list[Edit]]) -> str:
    """The body after edits of several events' data, all of them at once, each read anew."""
    changes = [Change(events[number].layer, edit) for number, edits in wished.items() for edit in edits]
    return apply(events[0].source, settle(changes))
