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
_SPARE_AT_LAST = ("tokens", "id", "method")
_WIDEST = {"id": 12, "method": 10}
_HOST = 8  # cells that a host keeps beside a model
_APIS = 3  # that are named above the rows
_NAME = 20  # cells that a file's name needs beside who wrote it
_RIGHT = ("tokens", "duration", "size")
_GAP = "  "


def table(cassette: Cassette, summaries: Sequence[Summary], page: Page) -> Iterator[Line]:
    """The whole of one file."""
    yield from heading(cassette, page)
    shared = common_to(summaries)
    yield from _said_once(shared, page)
    if summaries:
        yield ()
    yield from _rows(summaries, shared, page)


def heading(cassette: Cassette, page: Page) -> Iterator[Line]:
    """The file on the left, who wrote it and how much is in it on the right, or below; then what one should know."""
    count = figures.counted(len(cassette.interactions), "interaction")
    recorder = page.word(f"{cassette.recorder} {cassette.format_version}".rstrip())
    left, right = page.word(cassette.name or "-"), f"{recorder} {page.glyphs.dot} {count}"
    room = page.measure(left) if page.width is None else page.width - page.measure(right) - len(_GAP)
    if room < min(_NAME, page.measure(left)):
        yield line(Segment(page.cut_path(left, page.width or room), "heading"))
        yield line(Segment(page.cut(right, page.width or room), "dim"))
    else:
        yield page.spread(Segment(page.cut_path(left, room), "heading"), Segment(right, "dim"))
    for note in cassette.notes:
        yield from page.wrapped(Row(line(Segment(f"! {page.word(note)}", "warning")), 2), page.width)


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
    apis = Segment(", ".join(map(page.word, shared.apis)) if len(shared.apis) <= _APIS else "", "dim")
    if apis.text and page.measure(plain(joined([*words, apis], Segment("   ")))) <= page.rule_width:
        words.append(apis)
    if words:
        yield from _on_few_lines(words, page)
    for warning in shared.warnings:
        yield from page.wrapped(Row(line(Segment(f"! all: {page.word(warning)}", "warning")), 2), page.width)


def _on_few_lines(words: Sequence[Segment], page: Page) -> Iterator[Line]:
    """The address gives way to the model behind it, as far as it can; else each has a line of its own."""
    dot = Segment(f" {page.glyphs.dot} ", "dim")
    first, *rest = words
    left = (page.width or 0) - sum(page.measure(dot.text + each.text) for each in rest)
    if page.width is None or left >= _ADDRESS:
        cut = first if page.width is None else page.cut_line((first,), left, middle=True)[0]
        yield joined([cut, *rest], dot)
    else:
        yield from (each for word in words for each in page.wrapped(Row((word,), 2), page.width))


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
            row = line(index, *_row(rows[at], columns, page))
            yield row if page.width is None else page.cut_line(row, page.width)
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
    widths = {name: min(width, _WIDEST.get(name, width)) for name, width in widths.items() if width}
    if page.width is None:
        return widths
    wanted = _PREVIEW if "preview" in widths else 0
    _shrink(widths, "address", _ADDRESS, wanted - _left(widths, page.width, margin))
    for name in _SPARE:
        if _left(widths, page.width, margin) < wanted:
            widths.pop(name, None)
    _shrink(widths, "address", _ADDRESS_LEAST, wanted - _left(widths, page.width, margin))
    for name in _SPARE_AT_LAST:
        if _left(widths, page.width, margin) < wanted / 2:
            widths.pop(name, None)
    if "preview" in widths:
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
        cell = _short_address(row[name], width, page) if name == "address" else page.cut_line(row[name], width)
        space = " " * (width - page.measure(plain(cell)))
        yield Segment(_GAP)
        yield from (Segment(space), *cell) if name in _RIGHT else (*cell, Segment(space))


def _short_address(cell: Line, width: int, page: Page) -> Line:
    """An address is cut in its middle; a host gives way to the model that stands apart from it."""
    if len(cell) == 1 or page.measure(plain(cell)) <= width:
        return page.cut_line(cell, width, middle=True)
    host, model = (each.text.rstrip() for each in cell)
    host = page.cut(host, max(width - 1 - page.measure(model), _HOST))
    return line(f"{host} ", page.cut(model, width - 1 - page.measure(host)))


def _warnings(each: Summary, shared: Shared, margin: int, page: Page) -> Iterator[Line]:
    for warning in each.warnings:
        if warning not in shared.warnings:
            said = line(" " * margin + _GAP, Segment(f"! {page.word(warning)}", "warning"))
            yield from page.wrapped(Row(said, margin + 4), page.width)
