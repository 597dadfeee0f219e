"""What a report is laid out on: how wide, how texts are measured there, in which signs, and what is masked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .escaping import visible_lines, visible_word
from .glyphs import UNICODE, Glyphs
from .lines import Line, Row, Segment, plain

PIPED_WIDTH = 80  # how long rules are, and how long a tool call may be, where nothing is wrapped
NARROW = 60  # a page narrower than that has no room for a gutter


def chop(text: str, width: int) -> list[str]:
    """The text in pieces of so many characters."""
    return [text[at : at + width] for at in range(0, len(text), width)]


class Page(NamedTuple):
    """The values that all reports for people share.

    `width` in cells; None for a pipe, where nothing is wrapped and nothing is cut to fit. `full` folds and shortens
    nothing. `spell` writes a text in the characters that the output has. `markdown` renders a text to lines of a
    width, None to show it as it is.
    """

    width: int | None = None
    measure: Callable[[str], int] = len
    chop: Callable[[str, int], list[str]] = chop
    glyphs: Glyphs = UNICODE
    mask: Callable[[str], str] = str
    spell: Callable[[str], str] = str
    full: bool = False
    markdown: Callable[[str, int], list[Line]] | None = None

    @property
    def rule_width(self) -> int:
        return self.width or PIPED_WIDTH

    @property
    def is_narrow(self) -> bool:
        return self.rule_width < NARROW

    def word(self, text: str) -> str:
        """Recorded text as it may be shown inside of a line."""
        return self.spell(visible_word(self.mask(text)))

    def lines(self, text: str) -> list[str]:
        """Recorded text as it may be shown, line by line."""
        return [self.spell(each) for each in visible_lines(self.mask(text))]

    def cut(self, text: str, width: int) -> str:
        """The text, shortened to so many cells."""
        if self.measure(text) <= width:
            return text
        room = width - len(self.glyphs.ellipsis)
        return self.chop(text, room)[0].rstrip() + self.glyphs.ellipsis if room > 0 else ""

    def cut_path(self, path: str, width: int) -> str:
        """The path, shortened to so many cells at its start, if it can be to whole names."""
        if self.measure(path) <= width:
            return path
        kept = path
        while kept and self.measure(kept) > width - len(self.glyphs.ellipsis):
            kept = kept[1:]
        whole = kept[kept.find("/") :]
        return self.glyphs.ellipsis + (whole if 2 * len(whole) > len(kept) else kept)

    def cut_line(self, line: Line, width: int, *, middle: bool = False) -> Line:
        """The line, shortened to so many cells at its end or in its middle. What is not cut keeps its styles."""
        text = plain(line)
        if self.measure(text) <= width:
            return line
        if middle:
            tail, front = text, width // 3
            while self.measure(tail) > width - front:
                tail = tail[1:]
            return (Segment(self.cut(text, front) + tail, line[0].style),)
        kept: list[Segment] = []
        for segment in line:
            room = width - sum(self.measure(piece.text) for piece in kept)
            kept.append(Segment(self.cut(segment.text, room), segment.style))
            if kept[-1].text != segment.text:
                break
        return tuple(kept)

    def wrapped(self, row: Row, width: int | None) -> Iterator[Line]:
        if width is None or self.measure(plain(row.line)) <= width:
            return iter([row.line])
        from .wrapping import Ruler, wrap  # noqa: PLC0415  (deferred for start-up time: piped text is never wrapped)

        return wrap(row.line, width, row.hang, Ruler(self.measure, self.chop))

    def spread(self, left: Segment, right: Segment) -> Line:
        """Two texts at the two ends of a line; a page of a width has room for both."""
        gap = max(2, self.rule_width - self.measure(left.text) - self.measure(right.text))
        return left, Segment(" " * gap), right
