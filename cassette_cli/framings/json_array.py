"""A JSON array that was streamed: a body's text -> its elements as blocks and events.

Gemini answers `streamGenerateContent` so where nobody asked for `alt=sse`. An element is an event as soon as it is
whole; the comma before it belongs to its block, the closing bracket to that of the last one. What a cut leaves behind
the last whole element is one block that is not dispatched. A number or a word may go on behind the end of a cut body,
so it is an event only if something follows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..documents.edits import Span
from ..documents.layers import Layer
from .framing import Event, Field, Framing, StretchLayer

_MEMBERS = ("candidates", "usageMetadata", "promptFeedback")
_OPENING = re.compile(r"\ufeff?[ \t\r\n]*+\[[ \t\r\n]*+")
_COMMA = re.compile(r"[ \t\r\n]*+,[ \t\r\n]*+")
_CLOSING = re.compile(r"[ \t\r\n]*+\][ \t\r\n]*+\Z")
_CUT_OBJECT = re.compile(r'\{\s*+"(?:' + "|".join(_MEMBERS) + r')"\s*+:|\{\s*+"error"\s*+:\s*+\{')
_CLOSED = ("{", "[", '"')  # what begins so says itself where it ends
_ENDS = (" ", "\t", "\r", "\n", ",", "]")  # what ends a number or a word

# Only the extent is asked for: no number is made, however long it is, and no character is refused.
_SCANNER = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)


def recognises(text: str, media_type: str) -> bool:
    """Told by its first element: an object with a member that Gemini's answers have. Media types say only JSON."""
    opening = _OPENING.match(text)
    if opening is None or not text.startswith("{", opening.end()):
        return False
    try:
        first, _ = _SCANNER.raw_decode(text, opening.end())
    except (ValueError, RecursionError):
        return bool(_CUT_OBJECT.match(text, opening.end()))
    return any(member in first for member in _MEMBERS) or isinstance(first.get("error"), dict)


def blocks(layer: Layer, start: int = 0) -> Iterator[Event]:
    """All blocks from the one that holds `start` on."""
    text = layer.text
    return (_block(layer, text, *found) for found in _elements(text) if found[0].end > start)


def last_blocks(layer: Layer) -> Iterator[Event]:
    """All blocks from the last one to the first. Where an element begins only those before it tell."""
    text = layer.text
    return (_block(layer, text, *found) for found in reversed(list(_elements(text))))


def count(text: str) -> int:
    """How many elements are whole."""
    return sum(value is not None for _, value in _elements(text))


def fields(text: str, span: Span) -> tuple[Field, ...]:
    """The element as the data that it is, or what the cut left."""
    value = _next(text, span.start)
    if value:
        return (Field("data", text[slice(*value)], span, value),)
    return () if _is_empty(text, span) else (Field("cut", text[slice(*span)], span, span),)


def data_layer(event: Event) -> Layer:
    """The element, which can be edited; of what is no element all of it."""
    span = _next(event.source, event.span.start) or event.span
    return StretchLayer(event.body, span, event.source[slice(*span)])


def _block(layer: Layer, text: str, span: Span, value: Span | None) -> Event:
    data = text[slice(*value)] if value else ""
    return Event(JSON_ARRAY, layer, text, span, "", data, value is not None, not (value or _is_empty(text, span)))


def _elements(text: str) -> Iterator[tuple[Span, Span | None]]:
    """Where each block stands, and the element in it; None for what is no whole element, which is the last."""
    at = 0
    while at < len(text):
        found = _next(text, at)
        closing = _CLOSING.match(text, found.end) if found else None
        end = closing.end() if closing else found.end if found else len(text)
        yield Span(at, end), found
        at = end


def _next(text: str, start: int) -> Span | None:
    """The element of the block that begins there, if it is whole."""
    before = (_COMMA if start else _OPENING).match(text, start)
    if before is None:
        return None
    try:
        _, end = _SCANNER.raw_decode(text, before.end())
    except (ValueError, RecursionError):
        return None
    is_whole = text.startswith(_CLOSED, before.end()) or text.startswith(_ENDS, end)
    return Span(before.end(), end) if is_whole else None


def _is_empty(text: str, span: Span) -> bool:
    """An array without elements, as it was sent: nothing is missing."""
    opening = None if span.start else _OPENING.match(text)
    return opening is not None and _CLOSING.match(text, opening.end()) is not None


JSON_ARRAY = Framing(
    name="json_array",
    recognises=recognises,
    blocks=blocks,
    last_blocks=last_blocks,
    count=count,
    fields=fields,
    layer=data_layer,
)
