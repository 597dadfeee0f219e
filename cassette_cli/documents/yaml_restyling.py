"""A YAML scalar and another style -> the same value in that style, with the line breaks that the old source had."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from .edits import Span
from .styles import Style
from .yaml_headers import BREAK, BREAKS, BlockHeader
from .yaml_quoting import escaped, is_writable, literal
from .yaml_source import ScalarSource

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_BLOCKS = (Style.LITERAL, Style.FOLDED)


def restyled(scalar: ScalarSource, style: Style) -> ScalarSource | None:
    """The scalar in a style that can hold more than its own; None if this one cannot hold its value either."""
    context, after = scalar.context, ""
    source: str | None
    if style is Style.LITERAL:
        header = BlockHeader.of(scalar.source, context.parent_indent)
        source = literal(scalar.value, context, header.indent, comment=header.comment)
    elif scalar.style in _BLOCKS:
        source, after = _unblocked(scalar)
    elif style is Style.SINGLE:
        source = _requoted(scalar, "'", lambda text: text.replace("'", "''")) if is_writable(scalar.value) else None
    else:
        source = _requoted(scalar, '"', lambda text: escaped(text, ascii_only=context.ascii_only))
    if source is None:
        return None
    other = ScalarSource.of(source, style, context, after)
    return other if other.value == scalar.value else None


def _requoted(scalar: ScalarSource, quote: str, written: Callable[[str], str]) -> str:
    """Folds are the same in all three flow styles, so they stay; all else is written anew."""
    source, runs = scalar.source, scalar.pieces.runs
    parts = [quote, written(scalar.value[: runs[0].length])]
    for last, run in pairwise(runs):
        gap = source[last.outer + last.length : run.outer]
        said = scalar.value[last.inner + last.length : run.inner]
        parts += (
            gap if BREAK.search(gap) else written(said),
            written(scalar.value[run.inner : run.inner + run.length]),
        )
    return "".join([*parts, quote])


def _unblocked(scalar: ScalarSource) -> tuple[str, str]:
    """A block scalar in double quotes, line by line, each line break escaped twice: as text and as a fold."""
    header = BlockHeader.of(scalar.source, scalar.context.parent_indent)
    written = [escaped(line, ascii_only=scalar.context.ascii_only) for line in _LINES.findall(scalar.value)]
    lines = [written[0] if written else "", *(f"\\{line}" if line[0] == " " else line for line in written[1:])]
    joint = "\\" + (header.line_break or scalar.context.line_break) + " " * header.indent
    core = len(scalar.value.rstrip("\n"))
    tail = scalar.source[scalar.outside(Span(core, core)).end :] if core else header.line_break
    if header.chomping == "+":
        first = BREAK.match(tail)
        tail = first[0] if first else ""
    if not tail and scalar.source[-1] in BREAKS:  # the value ends with U+2028, which ended the line as well
        tail = scalar.context.line_break
    return f'"{joint.join(lines)}"', header.comment + tail
