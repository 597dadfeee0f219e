"""A text inside a text: what it says, and the way back out. Here are the contract, the outermost layer and the map.

Reading goes inward, layer by layer; a change is wished of the text where it was seen and *lifted* outward. A layer
is local where it can name the stretch outside that holds a stretch inside (a scalar, a joined message: `Pieces`),
and whole where it re-encodes (base64, gzip). Layers form a DAG: what lies in several texts lifts to changes of
several layers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from ..errors import EditError
from .edits import Edit, Span


class Layer(Protocol):
    """A text, and how a change of it is said of the text outside.

    Equal layers are the same text in the same place (they hash by where they stand, not by what they say), so that
    changes wished by different people meet.
    """

    @property
    def text(self) -> str:
        """What the layer says; bytes are shown as latin-1, one character a byte."""
        ...

    @property
    def depth(self) -> int:
        """0 for a file's own text, else greater than every layer outside of it."""
        ...

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """All edits of this text at once (sorted, apart from each other) -> the changes outside.

        Raises EditError where the text outside cannot say the new text.
        """
        ...


class Change(NamedTuple):
    """What a verb wants, said where it saw it: not lifted yet."""

    layer: Layer
    edit: Edit


class Source:
    """The outermost layer: the file's own text. Edits of it are made, not lifted."""

    __slots__ = ("text",)
    depth = 0

    def __init__(self, text: str) -> None:
        self.text = text

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        raise EditError("the file's own text lies in no other text")


class Run(NamedTuple):
    """`length` characters that stand inside at `inner` and outside, the same, at `outer`."""

    inner: int
    outer: int
    length: int


class Pieces(NamedTuple):
    """Which stretch outside says which stretch inside, both ways.

    `runs` are the verbatim stretches in order; what lies between two runs is one thing written in another way (an
    escape, a fold, an indentation) and cannot be taken apart. A run of length 0 parts two such neighbours. The first
    run begins at inner 0, the last one ends at the inner end.
    """

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, runs: Iterable[Run]) -> Pieces:
        """Join what touches on both sides, so that the map is as short as it can be."""
        joined: list[Run] = []
        for run in runs:
            last = joined[-1] if joined else None
            if last and last.inner + last.length == run.inner and last.outer + last.length == run.outer:
                joined[-1] = Run(last.inner, last.outer, last.length + run.length)
            else:
                joined.append(run)
        return cls(tuple(joined))

    def widen(self, span: Span) -> tuple[Span, Span]:
        """The smallest (inner, outer) stretch that covers the inner span and cuts through no piece."""
        first = bisect_right(self.runs, (span.start, float("inf"))) - 1
        before = self.runs[first]
        within = min(span.start - before.inner, before.length)
        start = (before.inner + within, before.outer + within)
        last = first
        while self.runs[last].inner + self.runs[last].length < span.end:
            last += 1
        after = self.runs[last]
        within = max(span.end - after.inner, 0)
        end = (after.inner + within, after.outer + within)
        return Span(start[0], end[0]), Span(start[1], end[1])
