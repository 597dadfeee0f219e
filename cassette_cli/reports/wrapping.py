"""A styled line -> lines no wider than a page, broken at spaces, between ideographs, and anywhere if it must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .lines import Line, Segment

_CJK = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。，．！？：；）」』】〉》〕｝"  # what may not begin a line
_WORDS = re.compile(rf" +|[{_CJK}][{_CLOSING}]*|[^ {_CJK}]+")


class Ruler(NamedTuple):
    """How texts are measured where they are shown, and cut into pieces of a width, in cells."""

    measure: Callable[[str], int]
    chop: Callable[[str, int], list[str]]


def wrap(line: Line, width: int, hang: int, ruler: Ruler) -> Iterator[Line]:
    """Lines of at most `width` cells; all but the first begin with `hang` spaces."""
    hang = hang if hang < width // 2 else 0
    row: list[Segment] = []
    used = 0
    for word, style in _words(line, width - hang, ruler):
        needed = ruler.measure(word)
        if used + needed > width and row:
            yield _trimmed(row)
            row, used = ([Segment(" " * hang)] if hang else []), hang
            if word.isspace():
                continue
        row.append(Segment(word, style))
        used += needed
    yield _trimmed(row)


def _words(line: Line, width: int, ruler: Ruler) -> Iterator[Segment]:
    """The words of the line; one that no line has room for in pieces."""
    for text, style in line:
        for word in _WORDS.findall(text):
            if word.isspace() or ruler.measure(word) <= width:
                yield Segment(word, style)
            else:
                yield from (Segment(piece, style) for piece in ruler.chop(word, width))


def _trimmed(row: list[Segment]) -> Line:
    while len(row) > 1 and row[-1].text.isspace():
        row.pop()
    return tuple(row)
