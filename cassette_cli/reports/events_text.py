"""The events of a stream -> a block each: what they say, leaf by leaf, without what they all say.

The chunks of one answer repeat its id, model and time in every event. A leaf that has the same value wherever it
stands, and stands in most events, is said once, as `constant`; nulls and empty texts are left out. With --full each
event is shown as it was sent.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..documents.layers import Layer
from ..framings import Event, Framing
from .blocks import LONG, Block, room, text_rows
from .lines import Line, Row, Segment, line, plain
from .page import Page
from .values import without_media

_FEW = 2  # rows that are filled with leaves; more of them are easier to read with a leaf a row
_NOTHING: tuple[Any, ...] = (None, "", [], {})


def event_blocks(framing: Framing, body: Layer, page: Page, most: int | None = None) -> Iterator[Block]:
    """What all events share, then one block an event, numbered from 0; comments between them as they were sent.

    Of more events than `most` the rest is counted.
    """
    everything = list(framing.blocks(body, 0))
    events = everything if page.full else everything[:most]
    leaves = [None if page.full else _leaves(event, page) for event in events]
    constant = _constant([each for each in leaves if each])
    if constant:
        yield Block("constant", _leaf_rows("", constant, page), "dim", LONG)
    number = 0
    for event, found in zip(events, leaves, strict=True):
        if event.dispatched:
            yield Block(str(number), _event_rows(event, found, constant, page), "dim", LONG)
            number += 1
        elif rows := _silent_rows(event, page):
            yield Block(page.glyphs.fold, rows, "dim", LONG)
        if event.unterminated:
            yield Block("!", [Row(line(Segment("the stream ends within this event", "warning")))], "warning")
    if left := sum(event.dispatched for event in everything[len(events) :]):
        said = f"{left:,} more {'event' if left == 1 else 'events'} (--events)"
        yield Block(page.glyphs.fold, [Row(line(Segment(said, "dim")))], "dim")


def _event_rows(event: Event, leaves: dict[str, Any] | None, constant: dict[str, Any], page: Page) -> list[Row]:
    if leaves is None:
        name = [Row(line(Segment(page.word(event.name), "key")))] if event.name else []
        return [*name, *(text_rows(event.data, page) if event.data else [Row(line(Segment("empty", "dim")))])]
    own = {place: value for place, value in leaves.items() if place not in constant and value not in _NOTHING}
    return _leaf_rows(event.name, own, page)


def _silent_rows(event: Event, page: Page) -> list[Row]:
    """A block that is no event: text as it was sent, of a frame what can be read of it; nothing of blank lines."""
    if not event.framing.is_binary:
        said = event.source[slice(*event.span)].strip()
        return text_rows(said, page, "dim") if said else []
    return [row for field in event.fields for row in text_rows(f"{field.name} {field.text}", page, "dim")]


def _leaves(event: Event, page: Page) -> dict[str, Any] | None:
    """Each leaf by its JSON Pointer (RFC 6901), but none that only repeats the event's name; None for no object."""
    try:
        value = json.loads(event.data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return {
        place: leaf
        for place, leaf in _walk("", without_media(value, page))
        if (place, leaf) != ("/type", event.name) or not event.name
    }


def _walk(place: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _walk(f"{place}/{key.replace('~', '~0').replace('/', '~1')}", each)
    elif isinstance(value, list) and value:
        for at, each in enumerate(value):
            yield from _walk(f"{place}/{at}", each)
    else:
        yield place, value


def _constant(leaves: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The leaves that most events have and that never differ."""
    if len(leaves) < 3:  # of two events nothing can be said
        return {}
    counts = Counter(place for each in leaves for place in each)
    first = {place: value for each in reversed(leaves) for place, value in each.items()}
    return {
        place: value
        for place, value in sorted(first.items(), key=lambda item: _order(item[0], leaves))
        if 2 * counts[place] > len(leaves)
        and value not in _NOTHING
        and all(each[place] == value for each in leaves if place in each)
    }


def _order(place: str, leaves: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """Where the leaf was met first."""
    return next((at, list(each).index(place)) for at, each in enumerate(leaves) if place in each)


def _leaf_rows(name: str, leaves: dict[str, Any], page: Page) -> list[Row]:
    """All in one row or two if there is room, else a row each."""
    said = [line(Segment(page.word(name), "key"))] if name else []
    for place, value in leaves.items():
        said.append(line(Segment(page.word(place), "dim"), f" {page.word(json.dumps(value, ensure_ascii=False))}"))
    if not said:
        return [Row(line(Segment("nothing new", "dim")))]
    dot = Segment(f" {page.glyphs.dot} ", "dim")
    rows: list[Line] = []
    for each in said:
        if rows and page.measure(plain((*rows[-1], dot, *each))) <= room(page):
            rows[-1] = (*rows[-1], dot, *each)
        else:
            rows.append(each)
    return [Row(each, 2) for each in (rows if len(rows) <= _FEW else said)]
