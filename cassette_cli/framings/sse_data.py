"""An event's data as a layer: an edit of the data -> edits of the body's data lines, in the event's own manner.

A line break in the data is a further `data:` line in the body, with the line end and the space after the colon that
the event has. What was written is read again; where that is not what was wished (a value that begins with a space
behind a colon without one), the event's data lines are written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..documents.edits import Edit, Span, apply
from ..documents.layers import Change, Layer, Pieces, Run
from ..errors import EditError
from .framing import Event, Field

_NAME = "data"


@dataclass(frozen=True, slots=True)
class DataLayer:
    """The data of the event that stands at `span` in the body's text."""

    body: Layer
    span: Span
    event: Event = field(compare=False, repr=False)

    @classmethod
    def of(cls, event: Event) -> DataLayer:
        return cls(event.body, event.span, event)

    @property
    def text(self) -> str:
        return self.event.data

    @property
    def depth(self) -> int:
        return self.body.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The edits of the body. Raises EditError for a carriage return, which no event can hold."""
        if any("\r" in edit.text for edit in edits):
            raise EditError("a carriage return cannot stand in a server-sent event", "expected line feeds only")
        lines = [line for line in self.event.fields if line.name == _NAME]
        wished = apply(self.text, edits)
        changes = self._local(lines, edits)
        if self._read(changes) != wished:
            changes = self._anew(lines, wished)
        return [Change(self.body, change) for change in changes]

    def _local(self, lines: Sequence[Field], edits: Sequence[Edit]) -> list[Edit]:
        runs, inner = [], 0
        for line in lines:
            runs.append(Run(inner, line.value.start, len(line.text)))
            inner += len(line.text) + 1  # the line feed that joins it to the next one
        pieces = Pieces(tuple(runs))
        line_break = self._line_break(lines[0])
        return [Edit(pieces.widen(edit.span)[1], edit.text.replace("\n", line_break)) for edit in edits]

    def _line_break(self, line: Field) -> str:
        """What a line break in the data is in the body: the line's own end and beginning."""
        source = self.event.source
        beginning = source[line.line.start : line.value.start]
        return self._line_end(line) + (beginning if ":" in beginning else f"{_NAME}: ")

    def _line_end(self, line: Field) -> str:
        """The line's own end; where the body ends without one, the end of the event's first line, or a line feed."""
        source = self.event.source
        first = self.event.fields[0]
        return source[line.value.end : line.line.end] or source[first.value.end : first.line.end] or "\n"

    def _read(self, changes: Sequence[Edit]) -> str:
        """The data that the changed block would give."""
        start, end = self.span
        moved = [Edit(Span(span.start - start, span.end - start), text) for span, text in changes]
        block = apply(self.event.source[start:end], moved)
        found = self.event.framing.fields(block, Span(0, len(block)))
        return "\n".join(line.text for line in found if line.name == _NAME)

    def _anew(self, lines: Sequence[Field], wished: str) -> list[Edit]:
        """The first data line says all of it, the others go."""
        first, *others = lines
        text = wished.replace("\n", f"{self._line_end(first)}{_NAME}: ")
        whole = Span(first.line.start + len(_NAME), first.value.end)
        return [Edit(whole, f": {text}"), *(Edit(line.line, "") for line in others)]
