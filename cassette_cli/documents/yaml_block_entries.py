"""The entries of a block collection -> edits, by whole lines.

What follows a block scalar is looked at twice: a comment further in, or a blank line after a `|+`, would become part
of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .edits import Edit, Span
from .nodes import Node
from .styles import Style
from .yaml_marks import is_line_start, line_start, next_line, settled, skip_blanks
from .yaml_places import Gap, Place, Role, column
from .yaml_writing import Manner, indented

_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*\n")
_HEADER = re.compile(r"[|>][-+0-9]*")


def reshape_block(node: Node, entries: Sequence[tuple[Node, ...]], gaps: Sequence[Gap]) -> list[Edit]:
    """The collection with what the gaps say between the entries that stay."""
    block = _Block.of(node, entries)
    edits: list[Edit] = []
    for gap in gaps:
        if not gap.new and len(gap.gone) == len(entries):
            return block.emptied()
        edits += block.filled(gap)
    return edits


@dataclass(frozen=True, slots=True)
class _Block:
    """A block collection, and where the line begins after each of its entries; `bounds[0]` is where the first begins.

    `is_compact` if it begins on the line of what introduces it: `- a: 1`.
    """

    node: Node
    entries: Sequence[tuple[Node, ...]]
    bounds: list[int]
    is_compact: bool
    column: int
    manner: Manner

    @classmethod
    def of(cls, node: Node, entries: Sequence[tuple[Node, ...]]) -> _Block:
        text, start = node.tree.layer.text, node.span.start
        first = line_start(text, start)
        is_compact = bool(text[first:start].strip(" "))
        while not is_compact and first > 0 and _COMMENT_LINE.fullmatch(text, line_start(text, first - 1), first):
            first = line_start(text, first - 1)
        ends = (entry[-1].span.end for entry in entries)
        bounds = [
            start if is_compact else first,
            *(end if is_line_start(text, end) else next_line(text, end) for end in ends),
        ]
        return cls(node, entries, bounds, is_compact, column(node), Manner.of(node))

    def emptied(self) -> list[Edit]:
        """Brackets in place of the collection, on the line that introduces it."""
        text, place = self.node.tree.layer.text, Place.of(self.node)
        brackets = "{}" if self.node.is_mapping else "[]"
        all_of_it = Span(self.bounds[0], self.bounds[-1])
        if self.is_compact or place.role is Role.ROOT:
            return [Edit(all_of_it, brackets + self.manner.newline * is_line_start(text, all_of_it.end))]
        return [Edit(Span(place.start, place.start), " " + brackets), Edit(all_of_it, "")]

    def filled(self, gap: Gap) -> list[Edit]:
        """The new entries in place of those between two kept ones."""
        text, newline = self.node.tree.layer.text, self.manner.newline
        start, stop = self.bounds[gap.before + 1], self.bounds[gap.after]
        lines = [line for entry in gap.new for line in self.manner.entry(entry.key, entry.value)]
        is_first = gap.before < 0 and self.is_compact
        if is_first and not lines:
            return [Edit(Span(start, skip_blanks(text, stop)), "")]
        said = "".join(line + newline for line in indented(lines, self.column))
        if is_first:
            said = said[self.column :] + " " * (self.column * (gap.after == 0))
        edits = [Edit(Span(start, stop), said)]
        last = None if lines or gap.before < 0 else self._last_leaf(gap.before)
        if start == len(text) and not text.endswith("\n"):
            edits = [Edit(Span(start, stop), newline + said), *_closed(self._last_leaf(gap.before))]
        elif stop > self.node.span.start and (self.manner.literals if lines else _is_block_scalar(last)):
            edits.append(settled(text, stop, self.column, keeps_blanks=last is not None and "+" in _header(last)))
        return edits

    def _last_leaf(self, number: int) -> Node:
        """The node that an entry ends with."""
        tree = self.node.tree
        return Node(tree, tree.after[self.entries[number][-1].index] - 1)


def _is_block_scalar(node: Node | None) -> bool:
    return node is not None and node.style in (Style.LITERAL, Style.FOLDED)


def _header(node: Node) -> str:
    found = _HEADER.match(node.source)
    return found[0] if found else ""


def _closed(last: Node) -> list[Edit]:
    """A block scalar that ends with the text, without a line break, gets none when one follows now."""
    if not _is_block_scalar(last):
        return []
    header = _header(last)
    start = last.span.start
    return [Edit(Span(start, start + len(header)), header.rstrip("+") + "-" * ("-" not in header))]
