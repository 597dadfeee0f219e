"""What a framing is: a row that says how a streamed body is cut into events; and the Event, a view on one of them.

A framing reads a body's text and copies nothing but what an event says. What is no event (comments, fields that
nobody knows) is a block too, one that was not dispatched, so that nothing of a body is out of sight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..documents.edits import Edit, Span
from ..documents.layers import Change, Layer
from ..errors import EditError


class Field(NamedTuple):
    """One line of an event: `data: x` is ("data", "x"), a comment `: x` is ("", "x"); or one header of a frame.

    `line` is where the whole line stands in the body's text, its line end included, `value` where its value stands.
    What nobody sent but a framing found is a field too, and lies where it was found: "error" says what is broken,
    "cut" what the end of the body left of an event.
    """

    name: str
    text: str
    line: Span
    value: Span


class Event(NamedTuple):
    """One block of a streamed body. `source` is the body's text, as read: a layer decodes anew whenever it is asked.

    `name` is "" where the stream gives none (a browser then says `message`). `span` is the whole block in the body's
    text, its closing blank line included. `dispatched` is False for a block without data: comments, unknown fields.
    `unterminated` is True for the last one of a stream that ends within it; browsers drop such an event, we keep it.
    """

    framing: Framing
    body: Layer
    source: str
    span: Span
    name: str
    data: str
    dispatched: bool = True
    unterminated: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """All lines in their order: data, event, id, retry, comments (named ""), unknown ones; or headers."""
        return self.framing.fields(self.source, self.span)

    @property
    def comments(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.fields if not line.name)

    @property
    def id(self) -> str | None:
        """The id that this event gives; that it holds for later ones too (WHATWG) is not followed."""
        return next((line.text for line in reversed(self.fields) if line.name == "id" and "\0" not in line.text), None)

    @property
    def layer(self) -> Layer:
        """`data` as a layer that can be edited."""
        return self.framing.layer(self)


@dataclass(frozen=True, slots=True)
class StretchLayer:
    """A stretch of a body's text as it stands there. `unsayable` are characters that would not stay inside of it."""

    body: Layer
    span: Span
    text: str = field(compare=False)
    unsayable: str = field(default="", compare=False)

    @property
    def depth(self) -> int:
        return self.body.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The same edits, moved. Raises EditError for an unsayable character."""
        for letter in self.unsayable:
            if any(letter in text for _, text in edits):
                raise EditError(f"{letter!r} in an event that ends with its line", "a text of one line")
        start = self.span.start
        return [Change(self.body, Edit(Span(start + span.start, start + span.end), text)) for span, text in edits]


class Framing(NamedTuple):
    """One way to cut a body into events.

    `blocks(layer, start)` goes forward from the block that holds `start`, `last_blocks(layer)` backward from the
    end; both are lazy and give the same blocks. `count(text)` is how many of them are dispatched. A framing of bytes
    (`is_binary`) is asked only for bodies that are no text, and sees them as latin-1.
    """

    name: str
    recognises: Callable[[str, str], bool]  # (text, media type)
    blocks: Callable[[Layer, int], Iterator[Event]]
    last_blocks: Callable[[Layer], Iterator[Event]]
    count: Callable[[str], int]
    fields: Callable[[str, Span], tuple[Field, ...]]
    layer: Callable[[Event], Layer]
    is_binary: bool = False

    def events(self, layer: Layer, start: int = 0) -> Iterator[Event]:
        """What a reader of the stream gets, in order, from the block that holds `start`."""
        return (block for block in self.blocks(layer, start) if block.dispatched)

    def last_events(self, layer: Layer) -> Iterator[Event]:
        """The same from the end backward."""
        return (block for block in self.last_blocks(layer) if block.dispatched)
