"""JSON lines (NDJSON): a body's text -> its lines as blocks and events, one JSON object a line.

A blank line is a block that is not dispatched; any other line is an event, also one that is no JSON (an edit by hand,
a server's cry): what cannot be parsed is still to be seen. Lines end at a line feed, a carriage return before it is
no part of the data. The last line needs no line end; where it is not whole either, the stream ends within it.
Ollama sends `application/x-ndjson`, Cohere v1 `application/stream+json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ..documents.edits import Span
from ..documents.layers import Layer
from .framing import Event, Field, Framing, StretchLayer

_MEDIA_TYPES = ("application/x-ndjson", "application/stream+json", "application/jsonl")
_BOM = "\ufeff"
_BLANK = " \t\r"
_OTHER_LINE = re.compile(r"\n[ \t\r]*+[^ \t\r\n{]")  # a line that begins as no object does
_MORE = re.compile(r"\s*\S")


def recognises(text: str, media_type: str) -> bool:
    """Told by two lines that each are an object, or, of one line, by the media type. Of many lines all begin so."""
    is_named = media_type in _MEDIA_TYPES
    first = _BLANK + "\n" + _BOM
    if not text.startswith("{"):  # as nearly every body that is JSON does
        text = text.lstrip(first)
        if not text.startswith("{"):
            return is_named and not text
    line, _, others = text.partition("\n")
    if not _MORE.match(others):
        return is_named
    if not _is_object(line) or (not is_named and _OTHER_LINE.search(text)):
        return False
    if is_named:
        return True
    second, _, third = others.lstrip(first).partition("\n")
    return _is_object(second) or not third.strip()  # a cut one, as every line begins as an object


def blocks(layer: Layer, start: int = 0) -> Iterator[Event]:
    """All lines from the one that holds `start` on."""
    text = layer.text
    at = text.rfind("\n", 0, max(start, 0)) + 1
    while at < len(text):
        stop = text.find("\n", at) + 1 or len(text)
        yield _block(layer, text, at, stop)
        at = stop


def last_blocks(layer: Layer) -> Iterator[Event]:
    """All lines from the last one to the first."""
    text = layer.text
    stop = len(text)
    while stop:
        at = text.rfind("\n", 0, stop - 1) + 1
        yield _block(layer, text, at, stop)
        stop = at


def count(text: str) -> int:
    """How many lines are not blank."""
    return sum(map(bool, (line.strip(_BLANK) for line in text.removeprefix(_BOM).split("\n"))))


def fields(text: str, span: Span) -> tuple[Field, ...]:
    """The line as the data that it is; nothing of a blank one."""
    value = _value(text, *span)
    data = text[slice(*value)]
    return (Field("data", data, span, value),) if data.strip(_BLANK) else ()


def data_layer(event: Event) -> Layer:
    """The line, which can be edited; a line break would part it."""
    span = _value(event.source, *event.span)
    return StretchLayer(event.body, span, event.source[slice(*span)], "\r\n")


def _block(layer: Layer, text: str, start: int, stop: int) -> Event:
    data = text[slice(*_value(text, start, stop))]
    if not data.strip(_BLANK):
        return Event(JSON_LINES, layer, text, Span(start, stop), "", "", dispatched=False)
    unterminated = stop == len(text) and text[-1] != "\n" and not _is_object(data)
    return Event(JSON_LINES, layer, text, Span(start, stop), "", data, unterminated=unterminated)


def _value(text: str, start: int, stop: int) -> Span:
    """Where the line from start to stop says something: without its line end and the byte order mark."""
    stop -= text.endswith("\n", start, stop)
    stop -= text.endswith("\r", start, stop)
    return Span(start + (start == 0 and text.startswith(_BOM)), stop)


def _is_object(line: str) -> bool:
    if not line.strip(_BLANK).endswith("}"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


JSON_LINES = Framing(
    name="json_lines",
    recognises=recognises,
    blocks=blocks,
    last_blocks=last_blocks,
    count=count,
    fields=fields,
    layer=data_layer,
)
