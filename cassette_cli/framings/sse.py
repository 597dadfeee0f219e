"""Server-sent events: a body's text -> its blocks and events, as WHATWG HTML section 9.2.6 reads them.

Two things differ on purpose. An event that the end of the body cuts off is kept and flagged, where a browser drops
it: a recording is often cut. An event whose data is empty is kept if it has a data line (Replicate sends empty
tokens so). Each line keeps its own line end: LF, CRLF or a lone CR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents.edits import Span
from ..documents.layers import Layer
from .framing import Event, Field, Framing

_BOM = "\ufeff"
_LINES = re.compile(r"(?:[^\r\n]++(?>\r\n|\n|\r|\Z))++")
_LINE = re.compile(r"([^:\r\n]*+)(?:: ?([^\r\n]*+))?(?>\r\n|\n|\r|\Z)")
_START = re.compile(r"[\r\n]*(?:(?:data|event|id|retry):|:)")
_KNOWN_LINE = re.compile(r"(?:^|[\r\n])(?:data|event|id|retry|error|):")
_DATA_LINE = re.compile(r"(?:^|[\r\n])data(?:[:\r\n]|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_DATA_AND_MORE = re.compile(r"\ndata:[^\n]*+\n(?=[^\r\n])")  # begins with a literal, so the search runs at C speed
_FIRST_DATA_AND_MORE = re.compile(r"data:[^\n]*+\n(?=[^\r\n])")


def recognises(text: str, media_type: str) -> bool:
    """Told by its lines. Recorders and servers get Content-Type wrong; it only decides where the first line is odd."""
    first = len(_BOM) if text.startswith(_BOM) else 0
    if media_type == "text/event-stream":
        return not text.strip("\r\n" + _BOM) or bool(_KNOWN_LINE.search(text, first))
    return bool(_START.match(text, first)) and bool(_DATA_LINE.search(text, first))


def blocks(layer: Layer, start: int = 0) -> Iterator[Event]:
    """All blocks from the one that holds `start` on."""
    text = layer.text
    for span in _runs(text, _block_start(text, start)):
        block = _block(layer, text, *span)
        if block.span.end > start:
            yield block


def last_blocks(layer: Layer) -> Iterator[Event]:
    """All blocks from the last one to the first."""
    text = layer.text
    line_end = _line_end(text)
    if line_end is None:  # several kinds of line end, never met in 1,012 recorded bodies: found forward, turned round
        yield from reversed(list(blocks(layer)))
        return
    first, stop = _first(text), len(text)
    while (stop := _before_empty_lines(text, line_end, stop)) > first:
        start = _after_empty_line(text, line_end, stop)
        yield _block(layer, text, start, stop)
        stop = start


def count(text: str) -> int:
    """How many events are dispatched, by scanning for data lines where no event has two of them, else one by one."""
    first = _first(text)
    lines = text.count("\ndata")
    plain = (
        lines == text.count("\ndata:")
        and ("\r" not in text or text.count("\r") == text.count("\r\n"))
        and (text.startswith("data:", first) or not text.startswith("data", first))
        and not _DATA_AND_MORE.search(text)
        and not _FIRST_DATA_AND_MORE.match(text, first)
    )
    if plain:
        return lines + text.startswith("data:", first)
    return sum(_DATA_LINE.search(text[start:stop]) is not None for start, stop in _runs(text, first))


def fields(text: str, span: Span) -> tuple[Field, ...]:
    """The lines of a block. A line without a colon is a field without a value."""
    found = []
    for line in _LINE.finditer(text, span.start, span.end):
        if line.start() == line.end() or line[0] in ("\n", "\r\n", "\r"):
            continue
        value = Span(*line.span(2)) if line[2] is not None else Span(line.end(1), line.end(1))
        found.append(Field(line[1], line[2] or "", Span(*line.span()), value))
    return tuple(found)


def data_layer(event: Event) -> Layer:
    """The event's data, which can be edited."""
    from .sse_data import DataLayer  # noqa: PLC0415 - start-up time: only who edits a stream needs it

    return DataLayer.of(event)


def _runs(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where the blocks stand: runs of lines that are not empty, however many empty ones are between them."""
    line_end = _line_end(text)
    if line_end is None:
        yield from (match.span() for match in _LINES.finditer(text, at))
        return
    empty_line, length = 2 * line_end, len(line_end)
    while at < len(text):
        if text.startswith(line_end, at):
            at += length
            continue
        stop = text.find(empty_line, at) + length
        stop = stop if stop >= length else len(text)
        yield at, stop
        at = stop


def _block(layer: Layer, text: str, start: int, stop: int) -> Event:
    """The block of the lines from start to stop; the empty line behind them belongs to it."""
    empty_line = _LINE_END.match(text, stop)
    span = Span(start, empty_line.end() if empty_line else stop)
    unterminated = empty_line is None
    plain = _plain(text, start, stop)
    if plain:
        return Event(SSE, layer, text, span, *plain, unterminated=unterminated)
    name, data = "", []
    for field in fields(text, Span(start, stop)):
        if field.name == "data":
            data.append(field.text)
        elif field.name == "event":
            name = field.text
    return Event(SSE, layer, text, span, name, "\n".join(data), bool(data), unterminated)


def _plain(text: str, start: int, stop: int) -> tuple[str, str] | None:
    """Name and data of what nearly every event is: perhaps a name, then one line of data. None for any other."""
    name = ""
    if text.startswith("event: ", start):
        line_end = text.find("\n", start, stop)
        name = text[start + 7 : line_end].removesuffix("\r")
        start = line_end + 1
    if not text.startswith("data: ", start):
        return None
    line = text[start + 6 : stop].removesuffix("\n").removesuffix("\r")
    return None if "\n" in line or "\r" in line or "\r" in name else (name, line)


def _first(text: str) -> int:
    """Where the lines begin: one leading byte order mark is no part of them."""
    return len(_BOM) if text.startswith(_BOM) else 0


def _line_end(text: str) -> str | None:
    """The one line end of the whole text, None if it has lone CRs or several kinds."""
    if "\r" not in text:
        return "\n"
    return "\r\n" if text.count("\r") == text.count("\r\n") == text.count("\n") else None


def _before_empty_lines(text: str, line_end: str, stop: int) -> int:
    """The end of the last line before `stop` that is not empty, its line end included; the beginning if all are."""
    first, length = _first(text), len(line_end)
    while text.endswith(line_end, first, stop) and (stop == first + length or text.endswith(2 * line_end, first, stop)):
        stop -= length
    return stop


def _after_empty_line(text: str, line_end: str, before: int) -> int:
    """The start of the lines that reach up to `before` without an empty line between them."""
    first = _first(text)
    empty = text.rfind(2 * line_end, first, before)
    if empty >= 0:
        return empty + 2 * len(line_end)
    return first + len(line_end) if text.startswith(line_end, first) else first


def _block_start(text: str, offset: int) -> int:
    """The start of the block that holds the offset; a place before it where line ends are of several kinds."""
    line_end = _line_end(text)
    return _after_empty_line(text, line_end, offset) if line_end and offset > 0 else _first(text)


SSE = Framing(
    name="sse",
    recognises=recognises,
    blocks=blocks,
    last_blocks=last_blocks,
    count=count,
    fields=fields,
    layer=data_layer,
)
