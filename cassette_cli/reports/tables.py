"""A Table -> text for people, lines for pipes, Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .lines import Line, Row, Segment, line
from .page import Page

_MARGIN = 4


class Table(NamedTuple):
    """What is said of each of a family. The first two columns name it, the third tells it without the column's name."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_text(table: Table, page: Page) -> Iterator[Line]:
    """A heading each, and below it what is said; piped, a tab-separated line each."""
    for row in table.rows:
        if page.width is None:
            yield line("\t".join(row))
            continue
        name, aside, told, *others = row
        heading = line(Segment(name, "heading"), Segment(f" {page.glyphs.dot} {aside}", "dim"))
        yield from page.wrapped(Row(heading, _MARGIN), page.width)
        labelled = [f"{column}: {cell}" for column, cell in zip(table.columns[3:], others, strict=True) if cell]
        for text in (told, *labelled):
            indented = line(Segment(" " * _MARGIN), text)
            yield from page.wrapped(Row(indented, _MARGIN), page.width)


def as_markdown(table: Table) -> Iterator[str]:
    """The rows of a table as GitHub reads it."""
    yield f"| {' | '.join(table.columns)} |"
    yield "|" + "---|" * len(table.columns)
    for row in table.rows:
        yield f"| {' | '.join(row)} |"
