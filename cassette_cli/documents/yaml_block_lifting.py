"""Edits of a block scalar's value -> edits of its source: of its header, of the lines they touch, of its last breaks.

An edited line is indented as its neighbours are; blank lines behind a scalar that does not keep them stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .edits import Edit, Span, apply, difference
from .styles import Style
from .yaml_headers import BlockHeader
from .yaml_marks import joined
from .yaml_quoting import chomping, indentation_indicator, is_writable, literal
from .yaml_source import ScalarSource, grouped, narrowed

_DEFAULT_INDENT = 2
_NEWLINES = re.compile("\n+")


def block_edits(scalar: ScalarSource, edits: Sequence[Edit], *, wide: bool) -> list[Edit] | None:
    """The edits of the source; None where a block scalar cannot say what is wished."""
    context, value = scalar.context, scalar.value
    header = BlockHeader.of(scalar.source, context.parent_indent)
    wished = apply(value, edits)
    core, new_core = value.rstrip("\n"), wished.rstrip("\n")
    if not core or not new_core:
        indent = header.indent if core else max(context.parent_indent, 0) + _DEFAULT_INDENT
        source = None if context.is_crowded else literal(wished, context, indent, scalar.source[0], header.comment)
        return None if source is None else difference(scalar.source, source)
    digit = header.digit or indentation_indicator(new_core, context.parent_indent, header.indent)
    if edits[-1].span.end > len(core) or apply(core, edits) != new_core:
        edits = difference(core, new_core)
    body = _body_edits(scalar, header, core, edits, wide=wide)
    if digit is None or body is None:
        return None
    chomped, tail = _tail_edits(scalar, header, len(core), len(wished) - len(new_core))
    old = header.indicators
    indicators = old if (header.digit, header.chomping) == (digit, chomped) else digit + chomped
    return joined([*narrowed(scalar.source, Span(1, 1 + len(old)), indicators), *body, *tail])


def _body_edits(
    scalar: ScalarSource, header: BlockHeader, core: str, edits: Sequence[Edit], *, wide: bool
) -> list[Edit] | None:
    """A literal's touched lines are written anew; in a folded scalar only what is touched, so that folds stay."""
    line_break, pad = header.line_break or scalar.context.line_break, " " * header.indent
    is_literal = scalar.style is Style.LITERAL
    found: list[Edit] = []

    def whole_lines(span: Span) -> Span:
        end = core.find("\n", span.end)
        return Span(core.rfind("\n", 0, span.start) + 1, len(core) if end < 0 else end)

    def stretch(span: Span) -> Span:
        start, end = scalar.beyond(span) if wide else scalar.exactly(span)
        return Span(start, min(end, len(core)))

    reach = whole_lines if is_literal else stretch
    for span, text in grouped(core, edits, reach):
        if not is_writable(text):
            return None
        start, end = scalar.outside(span)
        if is_literal:
            while scalar.source[start - 1] == " ":
                start -= 1
            written = line_break.join(pad + line if line else "" for line in text.split("\n"))
        else:
            written = _NEWLINES.sub(lambda run: line_break * (len(run[0]) + 1) + pad, text)
        found += narrowed(scalar.source, Span(start, end), written)
    return found


def _tail_edits(scalar: ScalarSource, header: BlockHeader, core: int, line_breaks: int) -> tuple[str, list[Edit]]:
    """The chomping indicator and the end of the source for a value that ends in so many line breaks."""
    start, old = scalar.outside(Span(core, core)).end, header.chomping
    tail = scalar.source[start:]
    if line_breaks == len(scalar.value) - core:
        return old, []
    new = "+" if old == "+" and line_breaks else chomping("x", line_breaks)
    line_break = header.line_break or scalar.context.line_break
    kept = old != "+" and tail  # blank lines that the value does not hold
    said = line_break * line_breaks if new == "+" else kept or line_break
    return new, narrowed(scalar.source, Span(start, len(scalar.source)), said)
