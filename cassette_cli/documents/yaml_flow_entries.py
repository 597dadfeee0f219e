"""The entries of a flow collection -> edits, between its brackets.

A new entry is parted from its neighbours as they are from each other. A mapping without braces (`[a: b]`) gets them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .edits import Edit, Span
from .nodes import Node
from .yaml_marks import skip_gap
from .yaml_places import Gap, is_pair
from .yaml_writing import Manner

_OWN_LINE = re.compile(r"\n[ \t]*#")


def reshape_flow(node: Node, entries: Sequence[tuple[Node, ...]], gaps: Sequence[Gap]) -> list[Edit]:
    """The collection with what the gaps say between the entries that stay."""
    text, (start, end) = node.tree.layer.text, node.span
    bare = is_pair(node)
    spans = list(_spans(text, start if bare else start + 1, entries))
    manner = Manner.of(node)
    comma = _comma(text, start, spans)
    edits: list[Edit] = []
    for gap in gaps:
        said = [manner.flow_entry(entry.key, entry.value) for entry in gap.new]
        if not said and len(gap.gone) == len(spans):
            return [Edit(node.span, "{}" if node.is_mapping else "[]")]
        edits += _put(gap, spans, comma, said) if said else _taken(text, gap, spans)
    if bare:
        edits = [Edit(Span(start, start), "{"), *edits, Edit(Span(end, end), " }")]
    return edits


def _spans(text: str, start: int, entries: Sequence[tuple[Node, ...]]) -> Iterator[Span]:
    """Each entry with its tag, its anchor and its `?`; with the blank after an empty value: `{a:,b}` has a key `a:`."""
    for entry in entries:
        begun, (value, end) = skip_gap(text, start), entry[-1].span
        end += value == end and text[end] in " \t"
        yield Span(begun, end)
        start = skip_gap(text, end) + 1


def _comma(text: str, start: int, spans: Sequence[Span]) -> str:
    """What parts two entries: as it does the first two, else as the bracket does from a first one on its own line."""
    if len(spans) == 1:
        parting = "," + text[start + 1 : spans[0].start]
        return parting if "\n" in parting and "#" not in parting else ", "
    parting = text[spans[0].end : spans[1].start]
    return ", " if "#" in parting else parting


def _put(gap: Gap, spans: Sequence[Span], comma: str, said: list[str]) -> list[Edit]:
    if gap.gone:
        return [Edit(Span(spans[gap.gone[0]].start, spans[gap.gone[-1]].end), comma.join(said))]
    if gap.before < 0:
        start = spans[0].start
        return [Edit(Span(start, start), comma.join([*said, ""]))]
    end = spans[gap.before].end
    return [Edit(Span(end, end), comma.join(["", *said]))]


def _taken(text: str, gap: Gap, spans: Sequence[Span]) -> list[Edit]:
    first, end = gap.gone[0], spans[gap.gone[-1]].end
    start = _with_comments(text, first, spans)
    if gap.after < len(spans):
        return [Edit(Span(start, _with_comments(text, gap.after, spans)), "")]
    before = spans[gap.before].end
    if "#" not in text[before:start]:
        return [Edit(Span(before, end), "")]
    comma = skip_gap(text, before)
    return [Edit(Span(comma, comma + 1), ""), Edit(Span(start, end), "")]


def _with_comments(text: str, number: int, spans: Sequence[Span]) -> int:
    """Where the lines of comment before an entry begin, or the entry itself."""
    start = spans[number].start
    found = _OWN_LINE.search(text, spans[number - 1].end, start) if number else None
    return found.end() - 1 if found else start
