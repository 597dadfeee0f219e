"""A cassette's text and the edits that redact it -> a unified diff for reading, in which no secret stands.

What an edit takes out is shown as dots, always as many, so that not even its length is told. What else is known to be
secret, and stays because it cannot be edited, is shown as dots, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ..documents.edits import Edit, Span
from .lines import Line, Segment, line
from .page import Page

_DOTS = "......"
_CONTEXT = 3  # lines


def difference(name: str, text: str, edits: Sequence[Edit], hidden: Iterable[Span], page: Page) -> Iterator[Line]:
    """The edits are those of the text, in order. `hidden` are stretches of it that nobody may see."""
    if not edits:
        return
    starts = [0, *(found.end() for found in re.finditer("\n", text) if found.end() < len(text))]
    shown = _Shown(text, edits, sorted(hidden))
    yield line(Segment(f"--- {page.word(name)}", "heading"))
    yield line(Segment(f"+++ {page.word(name)}", "heading"))
    grown = 0
    for group in _grouped(edits, starts):
        first, last = _lines(group[0], starts)[0], _lines(group[-1], starts)[1]
        low, high = max(first - _CONTEXT, 0), min(last + _CONTEXT, len(starts) - 1)
        rows = [(" ", row) for row in shown.old(low, first, starts)]
        rows += _changed(shown, group, starts)
        rows += [(" ", row) for row in shown.old(last + 1, high + 1, starts)]
        old, new = (sum(1 for mark, _ in rows if mark != other) for other in "+-")
        yield line(Segment(f"@@ -{low + 1},{old} +{low + 1 + grown},{new} @@", "dim"))
        for mark, row in rows:
            style = {"-": "bad", "+": "good"}.get(mark, "")
            yield line(Segment(f"{mark}{page.word(row)}", style))
        grown += new - old


def _grouped(edits: Sequence[Edit], starts: Sequence[int]) -> Iterator[list[Edit]]:
    """Edits whose lines, with those around them, touch each other are shown together."""
    group: list[Edit] = []
    for each in edits:
        if group and _lines(each, starts)[0] - _lines(group[-1], starts)[1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(each)
    yield group


def _changed(shown: _Shown, group: Sequence[Edit], starts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The lines from the first edit to the last one, those between two edits once."""
    while group:
        first, last = _lines(group[0], starts)
        count = 1
        while count < len(group) and _lines(group[count], starts)[0] <= last:
            last = max(last, _lines(group[count], starts)[1])
            count += 1
        yield from (("-", row) for row in shown.old(first, last + 1, starts))
        yield from (("+", row) for row in shown.new(first, last + 1, starts, group[:count]))
        following = group[count:]
        if following:
            until = _lines(following[0], starts)[0]
            yield from ((" ", row) for row in shown.old(last + 1, until, starts))
        group = following


def _lines(each: Edit, starts: Sequence[int]) -> tuple[int, int]:
    """The numbers, from 0, of the lines on which an edit begins and ends."""
    start, end = each.span
    return bisect_right(starts, start) - 1, bisect_right(starts, max(end - 1, start)) - 1


class _Shown:
    """The text before and after, both without what nobody may see."""

    def __init__(self, text: str, edits: Sequence[Edit], hidden: Sequence[Span]) -> None:
        self._text = text
        self._edits = edits
        self._hidden = hidden

    def old(self, first: int, last: int, starts: Sequence[int]) -> list[str]:
        """The lines from `first` up to `last`, what is taken out as dots, line by line."""
        taken = [Edit(span, _dotted(self._text[slice(*span)])) for span, _ in self._edits if span.end > span.start]
        return self._rows(first, last, starts, taken)

    def new(self, first: int, last: int, starts: Sequence[int], edits: Sequence[Edit]) -> list[str]:
        return self._rows(first, last, starts, edits)

    def _rows(self, first: int, last: int, starts: Sequence[int], edits: Sequence[Edit]) -> list[str]:
        if first >= last:
            return []
        begin = starts[first]
        end = starts[last] if last < len(starts) else len(self._text)
        edits = [each for each in edits if begin <= each.span.start and each.span.end <= end]
        dots = [Edit(span, _dotted(self._text[slice(*span)])) for span in self._hidden]
        wanted = sorted([*edits, *(each for each in dots if not any(_overlap(each, other) for other in edits))])
        pieces: list[str] = []
        done = begin
        for (start, stop), put in wanted:
            if start >= done and stop <= end:
                pieces += (self._text[done:start], put)
                done = stop
        pieces.append(self._text[done:end])
        return "".join(pieces).removesuffix("\n").split("\n")


def _overlap(one: Edit, other: Edit) -> bool:
    return one.span.start < other.span.end and other.span.start < one.span.end


def _dotted(taken: str) -> str:
    """Dots for each line."""
    return "\n".join(_DOTS if row else "" for row in taken.split("\n"))
