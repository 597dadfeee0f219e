"""Summaries of one file -> what all of them share, the cells of each row, and the runs of repeats among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..messages import Usage
from ..summarizing import Summary
from . import figures
from .lines import Line, Segment, line
from .page import Page
from .places import host_of, path_of, short_url, status_style


class Shared(NamedTuple):
    """What all interactions of the file have in common; "" where they differ. One alone shares all with itself.

    `apis` are the few that were spoken, in the order in which they were met.
    """

    method: str
    url: str
    host: str
    model: str
    apis: tuple[str, ...]
    warnings: tuple[str, ...]


class Fold(NamedTuple):
    """So many rows that repeat earlier ones; a row that repeats nothing is a fold of one, its labels empty."""

    length: int
    label: str = ""
    as_: str = ""


def common_to(summaries: Sequence[Summary]) -> Shared:
    """What can be said once for all of them."""
    first = summaries[0].warnings if len(summaries) > 1 else ()
    return Shared(
        _one({each.method for each in summaries}),
        _one({each.url for each in summaries}),
        _one({host_of(each.url) for each in summaries}),
        _one({each.model or "" for each in summaries}),
        tuple(dict.fromkeys(each.api for each in summaries if each.api)),
        tuple(warning for warning in first if all(warning in each.warnings for each in summaries)),
    )


def folds(summaries: Sequence[Summary]) -> Iterator[Fold]:
    """The rows in their order, runs of repeats together: 4, 5, 6 as 0, 1, 2, or all of them as 0."""
    at = 0
    while at < len(summaries):
        first = summaries[at]
        if first.duplicate_of is None:
            yield Fold(1)
            at += 1
            continue
        lengths = {step: _run(summaries, at, step) for step in (1, 0)}
        step = max(lengths, key=lambda step: lengths[step])
        count = lengths[step]
        yield Fold(count, span(first.position, count), span(first.duplicate_of, count if step else 1))
        at += count


def span(first: int, count: int) -> str:
    """`4-6`, or `4` alone."""
    return str(first) if count == 1 else f"{first}-{first + count - 1}"


def cells(each: Summary, shared: Shared, page: Page) -> dict[str, Line]:
    """The cells of one row, by column, in the order of the columns; empty where there is nothing to say."""
    differs = each.id is not None and each.id != str(each.position)
    return {
        "id": line(Segment(f"#{page.word(each.id or '')}", "dim")) if differs else (),
        "status": line(Segment(str(each.status or "-"), status_style(each.status))),
        "method": line(page.word(each.method)) if not shared.method else (),
        "address": line(*(page.word(part) for part in _address(each, shared))),
        "stream": line(Segment(each.stream or "", "dim")),
        "tokens": line(tokens(each.usage, page)),
        "duration": line(Segment(figures.duration(each.duration_ms) if each.duration_ms else "", "dim")),
        "size": line(Segment("" if each.response_bytes is None else figures.size(each.response_bytes), "dim")),
        "preview": preview(each.preview, page),
    }


def preview(text: str, page: Page) -> Line:
    """The first words; the name of a called tool stands out."""
    text = page.word(page.glyphs.fit(text))
    if not text.startswith(page.glyphs.right):
        return line(text)
    name, mark, arguments = text.partition("(")
    return line(Segment(name, "tool"), mark + arguments)


def tokens(usage: Usage | None, page: Page) -> str:
    """`160 → 27`: what was read, what was written."""
    if usage is None or (usage.input_tokens is None and usage.output_tokens is None):
        return ""
    read, written = ("?" if count is None else str(count) for count in (usage.input_tokens, usage.output_tokens))
    return f"{read} {page.glyphs.right} {written}"


def _address(each: Summary, shared: Shared) -> tuple[str, ...]:
    """Host and path, or the host and, apart from it, the model instead of the path; without what all share."""
    model = "" if shared.model else each.model or ""
    if shared.url:
        return (model,)
    if shared.host:
        return (model or path_of(each.url),)
    return (f"{host_of(each.url)} ", model) if model else (short_url(each.url),)


def _one(values: set[str]) -> str:
    return values.pop() if len(values) == 1 else ""


def _run(summaries: Sequence[Summary], at: int, step: int) -> int:
    """How many rows from there on repeat what stands each `step` after what the one before it repeats."""
    count = 1
    while at + count < len(summaries):
        before, each = summaries[at + count - 1 : at + count + 1]
        if each.duplicate_of is None or before.duplicate_of is None:
            break
        if (each.position, each.duplicate_of) != (before.position + 1, before.duplicate_of + step):
            break
        count += 1
    return count
