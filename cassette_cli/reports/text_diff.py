"""Two texts -> a unified diff of their lines, as `diff -u` prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import unified_diff

from .lines import Line, Segment, line
from .page import Page

_CONTEXT = 3  # lines
_STYLES = {"-": "bad", "+": "good", "@": "dim"}


def text_diff(name: str, before: str, after: str, page: Page) -> Iterator[Line]:
    """Nothing for equal texts. What is equal at both ends is not compared: an edit of a large file is cheap."""
    old, new = _lines(before), _lines(after)
    head = _equal(old, new)
    tail = _equal(old[head:][::-1], new[head:][::-1])
    start = max(head - _CONTEXT, 0)
    rows = unified_diff(
        old[start : len(old) - max(tail - _CONTEXT, 0)], new[start : len(new) - max(tail - _CONTEXT, 0)], lineterm=""
    )
    for number, row in enumerate(rows):
        if number < 2:
            yield line(Segment(f"{'-+'[number] * 3} {page.word(name)}", "heading"))
            continue
        said, *unended = row.split("\n")
        shown = _moved(row, start) if row.startswith("@@") else f"{row[:1]}{page.word(said[1:])}"
        yield line(Segment(shown, _STYLES.get(row[:1], "")))
        yield from (line(Segment(each, "dim")) for each in unended)


def _lines(text: str) -> list[str]:
    """Without their line feeds; a last line that has none says so."""
    *lines, rest = text.split("\n")
    return [*lines, f"{rest}\n\\ No newline at end of file"] if rest else lines


def _equal(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are equal from the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _moved(row: str, lines: int) -> str:
    """`@@ -3,7 +3,7 @@` so many lines further down."""
    return re.sub(r"([-+])(\d+)", lambda found: f"{found[1]}{int(found[2]) + lines}", row)
