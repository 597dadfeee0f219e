"""Bytes -> the frames of an AWS event stream, by their lengths; a frame -> its headers.

A frame is a prelude (its length, the headers' length, a CRC of the two), headers, a payload, and a CRC of all before
it; numbers are big-endian (botocore/eventstream.py 1.44, STREAMS.md section 1.4). A frame with a wrong CRC is cut out
all the same where its length leads to the next frame or to the end. Where no frame can be told any more, all that is
left is one piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple
from uuid import UUID
from zlib import crc32

from ..documents.edits import Span
from .aws_event_stream_payload import text_of
from .framing import Field

PRELUDE = Struct(">III")  # the frame's length, the headers' length, the CRC of these eight bytes
CRC = Struct(">I")

_TRUTHS = ("true", "false")  # types 0 and 1, which are their own value
_SIZES = {2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}  # bytes of a value by its type: four integers, a time, a UUID
_BYTES, _STRING = 6, 7  # behind their length in two bytes
_UUID = 9
_REPLACED = b"\xef\xbf\xbd"  # what decoding as text puts in place of a byte that is no UTF-8


class Frame(NamedTuple):
    """Where a frame and its payload stand. `faults` say why nobody can read it; `is_rest`: it is no whole frame."""

    span: Span
    payload: Span
    faults: tuple[Field, ...] = ()
    is_rest: bool = False

    @property
    def headers(self) -> Span:
        return Span(min(self.span.start + PRELUDE.size, self.payload.start), self.payload.start)


def frames(content: bytes, start: int = 0) -> Iterator[Frame]:
    """All frames from the one that holds `start` on, and what is left behind the last one."""
    at = 0
    while at < len(content):
        frame = frame_at(content, at)
        if frame.span.end > start:
            yield frame
        at = frame.span.end


def frame_at(content: bytes, start: int) -> Frame:
    """The frame that begins there."""
    left = len(content) - start
    if left < PRELUDE.size:
        return _rest(content, start, "cut", f"{left} of the {PRELUDE.size} bytes that a frame begins with")
    size, headers, said = PRELUDE.unpack_from(content, start)
    end, is_sound = start + size, begins(content, start)
    least = PRELUDE.size + (headers if is_sound else 0) + CRC.size
    if size < least or not (is_sound or end == len(content) or begins(content, end)):
        return _rest(content, start, "error", f"{left} bytes that are no frame")
    if end > len(content):
        return _rest(content, start, "cut", f"{left} of a frame's {size} bytes")
    faults = [] if is_sound else [_wrong("the lengths", content, Span(start, start + 8), said)]
    body = Span(start, end - CRC.size)
    (said,) = CRC.unpack_from(content, body.end)
    if crc32(content[slice(*body)]) != said:
        faults.append(_wrong("the frame", content, body, said))
    return Frame(Span(start, end), Span(min(start + PRELUDE.size + headers, body.end), body.end), tuple(faults))


def begins(content: bytes, at: int) -> bool:
    """Whether the bytes there are a prelude, by its CRC."""
    prelude = content[at : at + PRELUDE.size]
    return len(prelude) == PRELUDE.size and crc32(prelude[:8]) == CRC.unpack_from(prelude, 8)[0]


def is_destroyed(content: bytes) -> bool:
    """Whether the bytes went through text: what was no UTF-8 was replaced, and no length fits any more."""
    broken = 0  # where the frame begins whose bytes are wrong, or what follows the last right one
    for frame in frames(content):
        if frame.is_rest:
            return not begins(content, frame.span.start) and _REPLACED in content[broken:]
        broken = broken if frame.faults else frame.span.end
    return False


def headers(content: bytes, frame: Frame) -> Iterator[Field]:
    """The headers as fields; what cannot be read of them is an error."""
    at, end = frame.headers
    while at < end:
        found = _header(content, at, end)
        if found is None:
            yield Field("error", f"{end - at} bytes that are no header", Span(at, end), Span(at, end))
            return
        yield found
        at = found.line.end


def _header(content: bytes, start: int, end: int) -> Field | None:
    """The length of a name, the name, a type, and the value, which may have its length before it."""
    kind_at = start + 1 + content[start]
    kind = content[kind_at] if kind_at < end else -1
    at = kind_at + 1
    if kind in (_BYTES, _STRING):
        at += 2
        size = int.from_bytes(content[at - 2 : at])
    elif kind in _SIZES:
        size = _SIZES[kind]
    elif kind in range(len(_TRUTHS)):
        at, size = kind_at, 1
    else:
        return None
    if at + size > end:
        return None
    value = Span(at, at + size)
    return Field(
        text_of(content[start + 1 : kind_at]), _said(kind, content[slice(*value)]), Span(start, at + size), value
    )


def _said(kind: int, value: bytes) -> str:
    if kind < len(_TRUTHS):
        return _TRUTHS[kind]
    if kind in (_BYTES, _STRING):
        return text_of(value)
    return str(UUID(bytes=value)) if kind == _UUID else str(int.from_bytes(value, signed=True))


def _rest(content: bytes, start: int, name: str, why: str) -> Frame:
    span = Span(start, len(content))
    return Frame(span, Span(start, start), (Field(name, why, span, span),), is_rest=True)


def _wrong(what: str, content: bytes, span: Span, said: int) -> Field:
    place = Span(span.end, span.end + CRC.size)
    return Field(
        "error", f"the CRC of {what} is {said:08x}, the bytes give {crc32(content[slice(*span)]):08x}", place, place
    )
