"""Styled text: a Line is a row of Segments, each a text and what it is; painting and measuring come later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal[
    "",
    "heading",
    "rule",
    "light",
    "dim",
    "user",
    "assistant",
    "tool",
    "reasoning",
    "key",
    "good",
    "bad",
    "warning",
]


class Segment(NamedTuple):
    """Some text of one line, and what it is. A style in the terminal's own words (`bold red`) is taken as it is."""

    text: str
    style: Style | str = ""


Line: TypeAlias = tuple[Segment, ...]


class Row(NamedTuple):
    """A line that may be wrapped; what is carried over begins in column `hang`."""

    line: Line
    hang: int = 0


def line(*pieces: str | Segment) -> Line:
    """Pieces, plain or styled, as one line."""
    return tuple(Segment(piece) if isinstance(piece, str) else piece for piece in pieces)


def joined(pieces: Iterable[Segment], between: Segment) -> Line:
    """The pieces with the same segment between each two."""
    row: list[Segment] = []
    for piece in pieces:
        row += (between, piece) if row else (piece,)
    return tuple(row)


def plain(line: Line) -> str:
    """The line without styles and without spaces at its end."""
    return "".join(segment.text for segment in line).rstrip(" ")
