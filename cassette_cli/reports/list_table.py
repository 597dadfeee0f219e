"""Summaries of a file -> its table for people: a heading, what all share said once, a line an interaction.

A column that nobody has vanishes, what all interactions share stands above them, and exact repeats that follow each
other fold into one line (`4-6  as 0-2`). What will hurt is marked `!` and said in a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..cassette import Cassette
from ..summarizing import Summary
from . import figures
from .lines import Line, Row, Segment, joined, line, plain
from .list_rows import Fold, Shared, cells, common_to, folds
from .page import Page
from .places import short_url

# Cells that the answer's words should have. Where less is left for them the address is cut, then columns go.
_PREVIEW = 24
_ADDRESS = 24
_ADDRESS_LEAST = 16
_SPARE = ("duration", "size", "stream")
_RIGHT = ("tokens", "duration", "size")
_GAP = "  "


def table(cassette: Cassette, summaries: Sequence[Summary], page: Page) -> Iterator[Line]:
    """The whole of one file."""
    yield heading(cassette, page)
    shared = common_to(summaries)
    yield from _said_once(shared, page)
    if summaries:
        yield ()
    yield from _rows(summaries, shared, page)


def heading(cassette: Cassette, page: Page) -> Line:
    """The file on the left, who wrote it and how much is in it on the right."""
    count = figures.counted(len(cassette.interactions), "interaction")
    version = f" {cassette.format_version}" if cassette.format_version else ""
    right = f"{cassette.recorder}{version} {page.glyphs.dot} {count}"
    return page.spread(Segment(page.word(cassette.name or "-"), "heading"), Segment(right, "dim"))


def total(summaries: Iterable[Summary], files: int) -> str:
    """All files in one line."""
    count = read = written = size = 0
    time = 0.0
    for each in summaries:
        count += 1
        read += (each.usage and each.usage.input_tokens) or 0
        written += (each.usage and each.usage.output_tokens) or 0
        size += each.response_bytes or 0
        time += each.duration_ms or 0
    said = [figures.counted(files, "cassette"), figures.counted(count, "interaction")]
    said += [f"{read:,} tokens in, {written:,} out"] if read or written else []
    said += [figures.duration(time)] if time else []
    return ", ".join([*said, figures.size(size)])


def _said_once(shared: Shared, page: Page) -> Iterator[Line]:
    address = page.word(short_url(shared.url) or shared.host)
    call = Segment(f"{page.word(shared.method)} {address}".strip()) if address else Segment("")
    words = [piece for piece in (call, Segment(page.word(shared.model))) if piece.text]
    if words:
        yield from _on_few_lines(joined(words, Segment(f" {page.glyphs.dot} ", "dim")), page)
    for warning in shared.warnings:
        yield from page.wrapped(Row(line(Segment(f"! all: {page.word(warning)}", "warning")), 2), page.width)


def _on_few_lines(said: Line, page: Page) -> Iterator[Line]:
    """The address gives way to what stands behind it, as far as it can."""
    address, *rest = said
    left = (page.width or 0) - page.measure(plain(tuple(rest)))
    if left < _ADDRESS:
        yield from page.wrapped(Row(said), page.width)
    else:
        yield (*page.cut_line((address,), left, middle=True), *rest)


def _rows(summaries: Sequence[Summary], shared: Shared, page: Page) -> Iterator[Line]:
    rows = [cells(each, shared, page) for each in summaries]
    runs = list(folds(summaries))
    labels = [fold.label or str(each.position) for fold, each in _beginning(runs, summaries)]
    margin = max((len(label) for label in labels), default=0) + 2
    columns = _columns(rows, page, margin)
    at = 0
    for fold, label in zip(runs, labels, strict=True):
        index = label.rjust(margin)
        if fold.label:
            yield line(index, _GAP, Segment(f"as {fold.as_}", "dim"))
        else:
            yield line(index, *_row(rows[at], columns, page))
            yield from _warnings(summaries[at], shared, margin, page)
        at += fold.length


def _beginning(runs: Sequence[Fold], summaries: Sequence[Summary]) -> Iterator[tuple[Fold, Summary]]:
    """Each run with its first row."""
    at = 0
    for fold in runs:
        yield fold, summaries[at]
        at += fold.length


def _columns(rows: Sequence[dict[str, Line]], page: Page, margin: int) -> dict[str, int]:
    """The columns that somebody has, with their widths; the preview gets what is left."""
    names = rows[0] if rows else ()
    widths = {name: max(page.measure(plain(row[name])) for row in rows) for name in names}
    widths = {name: width for name, width in widths.items() if width}
    if page.width is None or "preview" not in widths:
        return widths
    _shrink(widths, "address", _ADDRESS, _PREVIEW - _left(widths, page.width, margin))
    for name in _SPARE:
        if _left(widths, page.width, margin) < _PREVIEW:
            widths.pop(name, None)
    _shrink(widths, "address", _ADDRESS_LEAST, _PREVIEW - _left(widths, page.width, margin))
    widths["preview"] = max(_left(widths, page.width, margin), 0)
    return widths


def _shrink(widths: dict[str, int], name: str, least: int, missing: int) -> None:
    """Give up to so many cells of a column away, but keep the least."""
    if missing > 0 and widths.get(name, 0) > least:
        widths[name] = max(widths[name] - missing, least)


def _left(widths: dict[str, int], width: int, margin: int) -> int:
    """How many cells the other columns leave for the preview."""
    return width - margin - sum(len(_GAP) + wide for name, wide in widths.items() if name != "preview") - len(_GAP)


def _row(row: dict[str, Line], columns: dict[str, int], page: Page) -> Iterator[Segment]:
    for name, width in columns.items():
        cell = page.cut_line(row[name], width, middle=name == "address")
        space = " " * (width - page.measure(plain(cell)))
        yield Segment(_GAP)
        yield from (Segment(space), *cell) if name in _RIGHT else (*cell, Segment(space))


def _warnings(each: Summary, shared: Shared, margin: int, page: Page) -> Iterator[Line]:
    for warning in each.warnings:
        if warning not in shared.warnings:
            said = line(" " * margin + _GAP, Segment(f"! {page.word(warning)}", "warning"))
            yield from page.wrapped(Row(said, margin + 4), page.width)
