"""A streamed Interaction -> its unstreamed answer whose leaves can be edited: an edit goes back into the events.

A leaf that was joined is one text: what is put in goes into the first piece that it touches, the others only lose
what is taken out. What repeats the leaf elsewhere follows, where it says the same.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from .aligned_tokens import emptied
from .apis import Answer, Api, Copy, Kind, Origin, Place
from .cassette import Interaction
from .documents.edits import Edit, Span, apply, shared_out
from .documents.json_text import parse
from .documents.layers import Change, Layer
from .documents.nodes import Node, Tree
from .documents.revaluing import revalue
from .errors import EditError, ParseError
from .framings import Event
from .parts import Json, JsonPath
from .reassembling import api_of_stream, said_to, stream_of, value_of


class StreamedAnswer:
    """A stream put together. Each event is parsed once, when somebody asks, so that equal places are equal layers."""

    def __init__(self, api: Api, events: Sequence[Event], values: Sequence[Json]) -> None:
        self.api = api
        self.events = events
        self.values = values
        self._trees: dict[int, Tree | None] = {}

    @cached_property
    def answer(self) -> Answer:
        """Put together when somebody asks: most streams have nothing to edit."""
        return self.api.unstream(said_to(self.api, self._heard()))

    def plain_texts(self) -> dict[JsonPath, str] | None:
        """What the leaves say that were joined, by their paths, where that is told without their origins."""
        return self.api.plain_texts(said_to(self.api, self._heard()))

    def _heard(self) -> Iterator[tuple[Event, Json]]:
        return zip(self.events, self.values, strict=True)

    def tree(self, number: int) -> Tree | None:
        """The JSON of an event; None if it is none."""
        if number not in self._trees:
            try:
                self._trees[number] = parse(self.events[number].layer)
            except ParseError:
                self._trees[number] = None
        return self._trees[number]

    def node(self, place: Place) -> Node | None:
        """The value at a place; None where an event is no JSON."""
        tree = self.tree(place.event)
        return tree.root.at(place.path) if tree else None

    def text(self, place: Place) -> str:
        """What the string at a place says; nothing is parsed for it."""
        value = self.values[place.event]
        if self.api.reads_text and place.path == ():
            return self.events[place.event].data
        for step in place.path:
            value = value[step]
        return value if isinstance(value, str) else ""

    def text_layer(self, place: Place) -> Layer:
        """The string at a place, or the whole text of an event that is no JSON."""
        if self.api.reads_text and place.path == ():
            return self.events[place.event].layer
        node = self.node(place)
        if node is None:
            raise EditError(f"event {place.event} has nothing at {'/'.join(map(str, place.path))}")
        return node.layer

    def revalued(self, path: JsonPath, value: Json) -> list[Change]:
        """Changes that give a leaf another value wherever an event says it."""
        origin = self.answer.origin(path)
        nodes = (self.node(place) for place in (origin.places if origin else ()))
        return [change for node in nodes if node is not None for change in revalue(node, value)]

    def leaves(self) -> Iterator[LeafLayer]:
        """All leaves that were joined out of pieces, in the order of the answer."""
        for path, origin in self.answer.origins.items():
            if origin.kind is Kind.JOINED and origin.places:
                yield LeafLayer.of(self, path, origin)


def streamed_answer(interaction: Interaction) -> StreamedAnswer | None:
    """The stream of an interaction put together; None without one, and for an API that is not known."""
    found = stream_of(interaction)
    if found is None:
        return None
    framing, layer = found
    events = list(framing.events(layer))
    values = [value_of(event) for event in events]
    api = api_of_stream(interaction, zip(events, values, strict=True))
    return StreamedAnswer(api, events, values) if api else None


@dataclass(frozen=True, slots=True)
class LeafLayer:
    """The text of a leaf at `path` of the unstreamed answer; of arguments that came as JSON text, that text."""

    answer: StreamedAnswer
    path: JsonPath
    text: str = field(compare=False)
    origin: Origin = field(compare=False, repr=False)
    ends: tuple[int, ...] = field(compare=False, repr=False)  # of each piece, in the text

    @classmethod
    def of(cls, answer: StreamedAnswer, path: JsonPath, origin: Origin) -> LeafLayer:
        pieces = [answer.text(place) for place in origin.places]
        return cls(answer, path, "".join(pieces), origin, tuple(accumulate(map(len, pieces))))

    @property
    def depth(self) -> int:
        """Greater than that of every string in the events."""
        return self.answer.events[0].layer.depth + 2

    def pieces(self, span: Span) -> int:
        """In how many pieces a stretch lies."""
        first, last = (bisect_right(self.ends, at) for at in (span.start, span.end - 1))
        return last - first + 1

    def lift_pieces(self, edits: Sequence[Edit]) -> list[Change]:
        """The edits of the pieces."""
        return [
            Change(self.answer.text_layer(self.origin.places[number]), part)
            for edit in edits
            for number, part in shared_out(edit, self.ends)
        ]

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The edits of the pieces, then of what repeats them."""
        changes = self.lift_pieces(edits)
        for copy in self.origin.copies:
            changes += self._copied(copy, edits)
        for path, value in emptied(self.answer.answer.value, self.path, self.text, edits):
            changes += self.answer.revalued(path, value)
        return changes

    def _touches(self, span: Span, copy: Copy) -> bool:
        """Whether an edit is one of the copy, too. What is put in between two pieces is said by the one behind it."""
        if span.start < span.end:
            return span.start < copy.end and span.end > copy.start
        return copy.start <= span.start < copy.end or span.start == copy.end == len(self.text)

    def _copied(self, copy: Copy, edits: Sequence[Edit]) -> list[Change]:
        """The same edits where a copy says the leaf, or a part of it, once more."""
        touching = [edit for edit in edits if self._touches(edit.span, copy)]
        before = self.text[copy.start : copy.end]
        node = self.answer.node(copy.place)
        if not touching or (node is not None and node.is_scalar and node.text != before):
            return []
        within = [_within(edit, copy) for edit in touching]
        if node is None or node.is_scalar:
            layer = self.answer.text_layer(copy.place)
            return [Change(layer, edit) for edit in within]
        return revalue(node, json.loads(apply(before, within)))


def _within(edit: Edit, copy: Copy) -> Edit:
    """The part of an edit that a copy holds; what is put in stands where the edit begins."""
    (start, end), text = edit
    span = Span(max(start, copy.start) - copy.start, min(end, copy.end) - copy.start)
    return Edit(span, text if start >= copy.start else "")
