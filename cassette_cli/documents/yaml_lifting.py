"""Edits of a scalar's value -> edits of its source: the smallest in its style, else the smallest change of style.

Every way tried is read back, and taken only if it says exactly what was wished. In quoted and plain scalars the folds
outside the edited stretch stay as they are; in block scalars the other lines do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..errors import EditError
from .edits import Edit, apply, difference
from .styles import Style
from .yaml_block_lifting import block_edits
from .yaml_headers import BREAK, BREAKS, BlockHeader
from .yaml_marks import joined
from .yaml_quoting import LONGEST_KEY, Context, escaped, is_plain, is_writable, represent
from .yaml_reading import decode
from .yaml_restyling import restyled
from .yaml_source import ScalarSource, grouped, narrowed
from .yaml_values import value

_BLOCKS = (Style.LITERAL, Style.FOLDED)
_WAYS = {
    Style.PLAIN: (Style.PLAIN, Style.SINGLE, Style.DOUBLE),
    Style.SINGLE: (Style.SINGLE, Style.DOUBLE),
    Style.DOUBLE: (Style.DOUBLE,),
    Style.LITERAL: (Style.LITERAL, Style.DOUBLE),
    Style.FOLDED: (Style.FOLDED, Style.LITERAL, Style.DOUBLE),
}
_MARKER = re.compile(rf"[{BREAKS}](?:---|\.\.\.)(?:[ \t{BREAKS}]|\Z)")
_NEWLINES = re.compile("\n+")
_FOLD = re.compile(rf"(\r\n|[{BREAKS}])[ \t{BREAKS}]*?([ \t]*)(?=[^ \t{BREAKS}])")


def lifted(source: str, style: Style, edits: Sequence[Edit], context: Context) -> list[Edit]:
    """The edits of the source that make exactly these edits of the value. Raises EditError where none can."""
    scalar = ScalarSource.of(source, style, context)
    wished = apply(scalar.value, edits)
    if wished == scalar.value:
        return []
    for other in _ways(scalar):
        for wide in (False, True):
            found = _edits(other, edits, wide=wide)
            new = None if found is None else apply(other.source, found)
            if found is not None and new is not None and _says(new, other.style, wished, scalar):
                return found if other is scalar else difference(source, new + other.after)
            after = other.after
    new = represent(wished, style=Style.DOUBLE, ascii_only=context.ascii_only)
    if not _says(new, Style.DOUBLE, wished, scalar):
        raise EditError(f"a key of {len(new)} characters", f"less than {LONGEST_KEY}, in one line")
    return difference(source, new + after)


def _ways(scalar: ScalarSource) -> Iterator[ScalarSource]:
    """The scalar as it is, then in every style that can hold more, the nearest first."""
    yield scalar
    for style in _WAYS[scalar.style][1:]:
        other = restyled(scalar, style)
        if other is not None:
            yield other


def _edits(scalar: ScalarSource, edits: Sequence[Edit], *, wide: bool) -> list[Edit] | None:
    """The edits of the source in the scalar's own style; None where it cannot say them."""
    if scalar.style in _BLOCKS:
        return block_edits(scalar, edits, wide=wide)
    found: list[Edit] = []
    for span, text in grouped(scalar.value, edits, scalar.beyond if wide else scalar.exactly):
        written = _written(text, scalar)
        if written is None:
            return None
        found += narrowed(scalar.source, scalar.outside(span), written)
    return joined(found)


def _written(text: str, scalar: ScalarSource) -> str | None:
    """What says `text` inside a plain or quoted scalar."""
    if scalar.style is Style.DOUBLE:
        return escaped(text, ascii_only=scalar.context.ascii_only)
    if not is_writable(text):
        return None
    if "\n" in text:  # a blank line says a line feed; written only where the scalar has several lines already
        fold = _FOLD.search(scalar.source)
        if not fold:
            return None
        text = _NEWLINES.sub(lambda run: fold[1] * (len(run[0]) + 1) + fold[2], text)
    return text.replace("'", "''") if scalar.style is Style.SINGLE else text


def _says(source: str, style: Style, wished: str, old: ScalarSource) -> bool:
    """Whether `source`, put where the old scalar stands, would be read as this one scalar and nothing else."""
    context = old.context
    if context.is_key and (style in _BLOCKS or len(source) >= LONGEST_KEY or BREAK.search(source)):
        return False
    if style is Style.PLAIN and not is_plain(source, old.source, context):
        return False
    if style not in _BLOCKS:
        return not _MARKER.search(source) and value(source, style, context.parent_indent) == wished
    if source[-1] not in BREAKS and old.source[-1] in BREAKS:
        return False
    indent = BlockHeader.of(source, context.parent_indent).indent
    outdented = re.search(f"[{BREAKS}](?! {{{indent}}}) *[^ {BREAKS}]", source)
    if indent <= max(context.parent_indent, 0) or outdented:  # libyaml would end the scalar there
        return False
    return decode(source, style, context.parent_indent)[0] == wished
