"""A text and the edits wished of it -> the edited text; the one way in which this program changes a text.

Edits speak of the text before any of them is made, so their order means nothing. What no edit covers is the same
characters afterwards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..errors import EditConflict


class Span(NamedTuple):
    """A half-open stretch of one text, in characters: `text[start:end]`."""

    start: int
    end: int


class Edit(NamedTuple):
    """Put `text` where `span` stands. An empty span inserts, an empty text removes."""

    span: Span
    text: str


def merged(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of their places, identical ones once.

    Raises EditConflict where two overlap, or where two different ones insert at the same place (their order would
    be a guess).
    """
    ordered = sorted(set(edits))
    for before, after in pairwise(ordered):
        same_gap = before.span == after.span and before.span.start == before.span.end
        if after.span.start < before.span.end or same_gap:
            raise EditConflict(
                f"two edits of the same text: {_said(before)} and {_said(after)}", "edits that do not overlap"
            )
    return ordered


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Make all edits at once. Raises EditConflict where they overlap, ValueError where one lies outside the text."""
    pieces: list[str] = []
    done = 0
    for (start, end), new in merged(edits):
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}-{end} is not inside a text of {len(text)} characters")
        pieces += (text[done:start], new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def difference(before: str, after: str) -> list[Edit]:
    """The one smallest stretch that makes `after` out of `before`; no edit if they are equal."""
    if before == after:
        return []
    shorter = min(len(before), len(after))
    start = _common_prefix(before, after, shorter)
    tail = _common_prefix(before[start:][::-1], after[start:][::-1], shorter - start)
    return [Edit(Span(start, len(before) - tail), after[start : len(after) - tail])]


def shared_out(edit: Edit, ends: Sequence[int]) -> Iterator[tuple[int, Edit]]:
    """An edit of several texts in a row, the n-th of which ends at `ends[n]`, as an edit of each that it touches.

    What is put in goes into the first of them; from the others it only takes out.
    """
    (start, end), text = edit
    first = min(bisect_right(ends, start), len(ends) - 1)
    last = max(bisect_left(ends, end), first)
    for number in range(first, last + 1):
        begin = ends[number - 1] if number else 0
        yield (
            number,
            Edit(Span(max(start, begin) - begin, min(end, ends[number]) - begin), text if number == first else ""),
        )


def _common_prefix(one: str, other: str, limit: int) -> int:
    """How many of the first `limit` characters are equal, found by halving: a comparison of slices runs in C."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _said(edit: Edit) -> str:
    return f"characters {edit.span.start}-{edit.span.end}"
