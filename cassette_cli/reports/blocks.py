"""A labelled stretch of a report -> lines on the grid: the label right-aligned in a gutter, the text beside it.

Long texts are shortened here and nowhere else, and always say by how much. What is shortened does not depend on the
page's width, so that piped text and a terminal show the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .lines import Line, Row, Segment, Style, line, plain
from .page import Page

GUTTER = 9
TEXT = GUTTER + 2  # the column in which text begins
BRIEF = 8  # lines of what nobody reads: system prompts, tool results
LONG = 40  # lines of any other text
LINE = 400  # characters of one line


class Block(NamedTuple):
    """Some rows with a label; `limit` is how many of them are shown, None for all of them, at whatever length."""

    label: str
    rows: Sequence[Row]
    style: Style = ""
    limit: int | None = None


def room(page: Page) -> int:
    """How many cells there are beside the gutter."""
    return page.rule_width - (2 if page.is_narrow else TEXT)


def drawn(block: Block, page: Page) -> Iterator[Line]:
    """The block's lines."""
    indent = " " * (2 if page.is_narrow else TEXT)
    label = line(Segment(block.label.rjust(GUTTER), block.style), "  ")
    if page.is_narrow:
        if block.label:
            yield line(Segment(block.label, block.style))
        label = line(indent)
    elif not block.label:
        label = line(indent)
    width = None if page.width is None else room(page)
    for row in _shortened(block, page):
        for each in page.wrapped(row, width):
            yield (*label, *each)
            label = line(indent)


def text_rows(text: str, page: Page, style: Style = "") -> list[Row]:
    """Recorded text, a row a line; what is wrapped keeps the line's indentation."""
    return [Row(line(Segment(each, style)), _indentation(each)) for each in page.lines(text)]


def _indentation(text: str) -> int:
    """Where the words begin, behind spaces and the mark of a list's item."""
    bare = text.lstrip(" ")
    mark = 2 if bare.startswith(("- ", "* ", "• ")) else 0
    return len(text) - len(bare) + mark


def _shortened(block: Block, page: Page) -> Iterator[Row]:
    if page.full or block.limit is None:
        yield from block.rows
        return
    for row in block.rows[: block.limit]:
        yield _cut(row, page)
    left = len(block.rows) - block.limit
    if left > 0:
        noun = "line" if left == 1 else "lines"
        yield Row(line(Segment(f"{page.glyphs.fold} {left:,} more {noun} (--full)", "dim")))


def _cut(row: Row, page: Page) -> Row:
    text = plain(row.line)
    left = len(text) - LINE
    if left <= 0:
        return row
    kept: list[Segment] = []
    space = LINE
    for segment in row.line:
        kept.append(Segment(segment.text[:space], segment.style))
        space -= len(kept[-1].text)
    more = Segment(f"{page.glyphs.ellipsis} {left:,} more characters (--full)", "dim")
    return Row((*(segment for segment in kept if segment.text), more), row.hang)
