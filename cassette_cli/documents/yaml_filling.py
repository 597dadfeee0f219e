"""The parser's events, one after the other -> a Tree filled with their marks, tags, anchors and aliases.

Only what is rarer than a plain event of a scalar comes here; `yaml_text` takes those itself, for speed.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

from ..errors import ParseError
from .nodes import Tree
from .styles import DEPTH_LIMIT, Style
from .yaml_marks import properties, skip_gap

_MAPPING = (Style.BLOCK_MAPPING, Style.FLOW_MAPPING)  # by whether the style is flow
_SEQUENCE = (Style.BLOCK_SEQUENCE, Style.FLOW_SEQUENCE)
_FLOW = frozenset((Style.FLOW_MAPPING, Style.FLOW_SEQUENCE))

REPEATED_LIMIT = 64 * 1024 * 1024  # characters; go-yaml and SnakeYAML refuse such files, too, by counting aliases


@dataclass(slots=True)
class Filling:
    """What is open while a tree is filled."""

    tree: Tree
    opened: list[int] = field(default_factory=list)
    closed: dict[int, int] = field(default_factory=dict)  # collection -> the first node behind it
    anchors: dict[str, int] = field(default_factory=dict)
    edge: int = 0  # where the last `---`, `{`, `}`, `[` or `]` ended

    def document(self, event: Any) -> None:
        self.tree.roots.append(len(self.tree.starts))
        self.anchors.clear()
        self.edge = event.end_mark.index

    def scalar(self, event: Any, start: int, end: int) -> tuple[int, int]:
        """The span of a scalar that is empty or has a tag or an anchor; both marks are those of the parser."""
        if event.anchor is None and event.ctag is None:
            return (self.empty(start),) * 2
        text = self.tree.layer.text
        last = self.properties(event, start)
        if not event.style and not event.value:
            return last, last
        return skip_gap(text, last), end

    def properties(self, event: Any, start: int) -> int:
        """Keep the tag and the anchor of the node that comes next; where the last of them ends."""
        index, tagged = len(self.tree.starts), event.ctag is not None
        if tagged:
            self.tree.tags[index] = event.tag
        if event.anchor is not None:
            self.tree.anchors[index] = event.anchor
            self.anchors[event.anchor] = index
        return properties(self.tree.layer.text, start, tagged=tagged, anchor=event.anchor).end

    def empty(self, mark: int) -> int:
        """Where an empty plain scalar stands: just after its indicator, or after its key if there is no colon.

        Where there is none, and often in the pure parser, the mark is that of whatever comes next.
        """
        text, end = self.tree.layer.text, self.end
        place = skip_gap(text, end)
        if place < mark and text[place] == ",":
            end = place + 1
            place = skip_gap(text, end)
        return place + 1 if place < mark and text[place] in ":-?" else end

    @property
    def end(self) -> int:
        """Where what was read last ends."""
        ends = self.tree.ends
        return ends[-1] if ends and ends[-1] > self.edge else self.edge

    def open_mapping(self, event: Any) -> None:
        self.open(event, _MAPPING[event.flow_style])

    def open_sequence(self, event: Any) -> None:
        self.open(event, _SEQUENCE[event.flow_style])

    def open(self, event: Any, style: Style) -> None:
        tree, opened, start = self.tree, self.opened, event.start_mark.index
        if len(opened) == DEPTH_LIMIT:
            raise _too_deep(tree, start)
        if event.anchor is not None or event.ctag is not None:
            start = skip_gap(tree.layer.text, self.properties(event, start))
        opened.append(len(tree.starts))
        tree.styles.append(style)
        tree.digests.append(0)
        tree.starts.append(start)
        tree.ends.append(start + event.flow_style)

    def close(self, event: Any) -> None:
        """A bracket ends its collection. Any other one (`[a: b]` holds a mapping, too) ends with its last child."""
        tree, index = self.tree, self.opened.pop()
        if tree.styles[index] in _FLOW and event.start_mark.index < event.end_mark.index:
            self.edge = event.end_mark.index
        tree.ends[index] = max(tree.ends[-1], self.edge)
        self.closed[index] = len(tree.starts)

    def alias(self, event: Any) -> None:
        tree, index, start = self.tree, len(self.tree.starts), event.start_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            raise fault_at(tree, start, f"the alias *{event.anchor}", f"an anchor &{event.anchor} before it")
        if target in self.opened:
            raise fault_at(tree, start, f"the alias *{event.anchor} inside its own anchor", "a value that ends")
        tree.targets[index] = target
        tree.styles.append(Style.ALIAS)
        tree.digests.append(0)
        tree.starts.append(start)
        tree.ends.append(event.end_mark.index)


def judge_aliases(tree: Tree) -> None:
    """Raise ParseError where following the aliases would lead too deep or to too much."""
    _refuse_growth(tree)
    _refuse_depth(tree)


def _refuse_growth(tree: Tree) -> None:
    """Aliases in aliased values multiply ("billion laughs"); what they repeat must be no more than can be read."""
    repeated = array("q", [0])  # characters that the aliases before each node repeat
    for index, style in enumerate(tree.styles):
        more = 0
        if style == Style.ALIAS:
            target = tree.targets[index]
            more = tree.ends[target] - tree.starts[target] + repeated[tree.after[target]] - repeated[target]
        if repeated[-1] + more > REPEATED_LIMIT:
            found = f"aliases that repeat more than {REPEATED_LIMIT >> 20} MiB"
            raise fault_at(tree, tree.starts[index], found, "a file that stays small when they are followed")
        repeated.append(repeated[-1] + more)


def _refuse_depth(tree: Tree) -> None:
    """Aliases in aliased values nest as deep as brackets do; none may lead below the limit."""
    opened: list[int] = []
    below = [0] * len(tree.starts)  # levels of collections, itself counted
    for index, style in enumerate(tree.styles):
        while opened and tree.after[opened[-1]] <= index:
            _close(opened, below)
        if style == Style.ALIAS:
            below[index] = below[tree.targets[index]]
        elif style < Style.PLAIN:
            below[index] = 1
            opened.append(index)
            continue
        if opened:
            below[opened[-1]] = max(below[opened[-1]], 1 + below[index])
        if len(opened) + below[index] > DEPTH_LIMIT:
            raise _too_deep(tree, tree.starts[index])


def _close(opened: list[int], below: list[int]) -> None:
    index = opened.pop()
    if opened:
        below[opened[-1]] = max(below[opened[-1]], 1 + below[index])


def _too_deep(tree: Tree, offset: int) -> ParseError:
    return fault_at(tree, offset, "a value inside too many others", f"a nesting of at most {DEPTH_LIMIT}")


def fault_at(tree: Tree, offset: int, found: str, expected: str = "") -> ParseError:
    """What is wrong with the text of a tree at an offset."""
    line, column = tree.position(offset)
    return ParseError(found, expected, line=line, column=column)
