"""A styled line -> lines no wider than a page, broken at spaces, between ideographs, and anywhere if it must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .lines import Line, Segment

_CJK = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_CLOSING = "、。，．！？：；）」』】〉》〕｝"  # what may not begin a line
_LEAST = 8  # cells; where less is left in a line, a word that must be broken begins in the next one
_WORDS = re.compile(rf" +|[{_CJK}][{_CLOSING}]*|[^ {_CJK}]+")


class Ruler(NamedTuple):
    """How texts are measured where they are shown, and cut into pieces of a width, in cells."""

    measure: Callable[[str], int]
    chop: Callable[[str, int], list[str]]


def wrap(line: Line, width: int, hang: int, ruler: Ruler) -> Iterator[Line]:
    """Lines of at most `width` cells; all but the first begin with `hang` spaces."""
    hang = hang if hang < width // 2 else 0
    start = [Segment(" " * hang)] if hang else []
    row: list[Segment] = []
    used = 0
    for word, style in _words(line):
        for piece in _pieces(word, width - used, width - hang, ruler):
            needed = ruler.measure(piece)
            if used + needed > width and row:
                if any(not each.text.isspace() for each in row):
                    yield _trimmed(row)
                row, used = [*start], hang
                if piece.isspace():
                    continue
            row.append(Segment(piece, style))
            used += needed
    yield _trimmed(row)


def _words(line: Line) -> Iterator[Segment]:
    return (Segment(word, style) for text, style in line for word in _WORDS.findall(text))


def _pieces(word: str, left: int, width: int, ruler: Ruler) -> list[str]:
    """The word whole, or, if no line has room for it, in pieces of which the first fills what is left of this line."""
    if word.isspace() or ruler.measure(word) <= width:
        return [word]
    first = ruler.chop(word, left)[0] if _LEAST <= left < width else ""
    return [*([first] if first else []), *ruler.chop(word[len(first) :], width)]


def _trimmed(row: list[Segment]) -> Line:
    while len(row) > 1 and row[-1].text.isspace():
        row.pop()
    return tuple(row)
