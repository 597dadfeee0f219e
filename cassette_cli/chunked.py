"""The chunked transfer coding (RFC 9112 section 7.1) as one more `Encoding`: what was sent in chunks -> the bytes.

Encoding keeps the chunks that were there: each of them that an edit does not touch stays byte for byte, with its
extension, and so do the last chunk and the trailer fields behind it; one that becomes empty goes, since a chunk of no
length would end the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from .documents.edits import apply, difference, shared_out
from .encodings import Encoding
from .errors import DecodeError

_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})([ \t]*(?:;[^\r\n]*)?\r?\n)")  # the size, and what follows it on its line


_LINE_END = re.compile(rb"\r?\n")


class _Chunk(NamedTuple):
    """One chunk: the line that says its size and where its data stands; the last one has no data."""

    line: re.Match[bytes]
    start: int
    end: int


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """All chunks, the last one included. Raises DecodeError."""
    place = 0
    while True:
        line = _SIZE.match(data, place)
        if line is None:
            raise DecodeError(f"broken chunks at byte {place}", "the size of a chunk")
        end = line.end() + int(line[1], 16)
        if end > len(data):
            raise DecodeError("chunks that end too early", "the whole body")
        yield _Chunk(line, line.end(), end)
        if end == line.end():
            return
        line_end = _LINE_END.match(data, end)
        if line_end is None:
            raise DecodeError(f"broken chunks at byte {end}", "a line end")
        place = line_end.end()


def _from_chunks(data: bytes, limit: int) -> bytes:
    return b"".join(data[start:end] for _, start, end in _chunks(data))  # less than what is in memory already


def _to_chunks(data: bytes, like: bytes) -> bytes:
    *chunks, last = _chunks(like)
    tail = like[last.line.start() :]
    if not chunks:
        return _chunk(data, last.line[2]) + tail
    said = [like[start:end].decode("latin-1") for _, start, end in chunks]
    ends = list(accumulate(map(len, said)))
    made = [like[chunk.line.start() : following.line.start()] for chunk, following in pairwise([*chunks, last])]
    for edit in difference("".join(said), data.decode("latin-1")):
        for number, share in shared_out(edit, ends):
            wished = apply(said[number], [share])
            if wished != said[number]:
                made[number] = _chunk(wished.encode("latin-1"), chunks[number].line[2])
    return b"".join(made) + tail


def _chunk(data: bytes, line_end: bytes) -> bytes:
    return b"%x%b%b\r\n" % (len(data), line_end, data) if data else b""


CHUNKED = Encoding("chunked", _from_chunks, _to_chunks)
