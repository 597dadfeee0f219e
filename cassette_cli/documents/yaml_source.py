"""The source of one YAML scalar and what surrounds it -> the scalar read, and the stretches that edits of it touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .edits import Edit, Span, apply, difference, merged
from .layers import Pieces
from .styles import Style
from .yaml_quoting import Context
from .yaml_reading import decode


@dataclass(frozen=True, slots=True)
class ScalarSource:
    """One scalar, read. `after` is what has to follow it where it is not a block scalar any more."""

    source: str
    style: Style
    value: str
    pieces: Pieces
    context: Context
    after: str = ""

    @classmethod
    def of(cls, source: str, style: Style, context: Context, after: str = "") -> ScalarSource:
        value, pieces = decode(source, style, context.parent_indent)
        return cls(source, style, value, pieces, context, after)

    def exactly(self, span: Span) -> Span:
        """The stretch of the value around `span` that cuts through no escape and no fold."""
        return self.pieces.widen(span)[0]

    def beyond(self, span: Span) -> Span:
        """`exactly`, with the white space around it and one character more: no fold is left beside the edit."""
        start = max(len(self.value[: span.start].rstrip(" \t\n")) - 1, 0)
        rest = self.value[span.end :]
        end = min(len(self.value) - len(rest.lstrip(" \t\n")) + 1, len(self.value))
        return self.exactly(Span(start, end))

    def outside(self, span: Span) -> Span:
        """The stretch of the source that says this stretch of the value."""
        return self.pieces.widen(span)[1]


def grouped(value: str, edits: Iterable[Edit], reach: Callable[[Span], Span]) -> Iterator[Edit]:
    """The edits, each as wide as its reach; those whose reaches meet are made one."""
    groups: list[tuple[Span, list[Edit]]] = []
    for edit in merged(edits):
        span = reach(edit.span)
        if groups and span.start <= groups[-1][0].end:
            last, inside = groups[-1]
            groups[-1] = (Span(last.start, max(last.end, span.end)), [*inside, edit])
        else:
            groups.append((span, [edit]))
    for span, inside in groups:
        shifted = (Edit(Span(start - span.start, end - span.start), text) for (start, end), text in inside)
        yield Edit(span, apply(value[span.start : span.end], shifted))


def narrowed(source: str, span: Span, text: str) -> list[Edit]:
    """The smallest edit that puts `text` where `span` of the source stands."""
    return [
        Edit(Span(start + span.start, end + span.start), new)
        for (start, end), new in difference(source[span.start : span.end], text)
    ]
