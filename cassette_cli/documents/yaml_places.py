"""A YAML node -> its place: the container it lies in, what introduces it, its tag and anchor as written.

A tree keeps marks only, so a place is found by reading the gap before the node. In a gap stand white space, comments
and the indicators `- ? : , [ { ---`, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from ..errors import EditError
from .nodes import Node, Tree
from .styles import Entry, Style
from .yaml_headers import BREAKS
from .yaml_marks import Properties, properties, skip_gap


class Gap(NamedTuple):
    """What happens between two entries that stay, -1 and the number of entries standing for the ends."""

    before: int
    after: int
    new: Sequence[Entry]

    @property
    def gone(self) -> range:
        return range(self.before + 1, self.after)


class Role(Enum):
    """What a node is to the container it lies in."""

    ROOT = auto()
    ITEM = auto()
    KEY = auto()
    VALUE = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """`opened` is the end of the indicator before the node, of its key if the value has no colon (`is_bare`)."""

    role: Role
    parent: Node | None
    opened: int
    is_bare: bool
    properties: Properties

    @classmethod
    def of(cls, node: Node) -> Place:
        parent = container(node)
        text = node.tree.layer.text
        if parent is None:
            role, opened, is_bare = Role.ROOT, _document(node), False
        else:
            role, opened, is_bare = _introduced(node, parent)
        tagged, anchor = node.index in node.tree.tags, node.tree.anchors.get(node.index)
        return cls(role, parent, opened, is_bare, properties(text, opened, tagged=tagged, anchor=anchor))

    @property
    def in_flow(self) -> bool:
        return self.parent is not None and is_flow(self.parent)

    @property
    def start(self) -> int:
        """Where the node may begin: after its tag and anchor."""
        return self.properties.end

    @property
    def column(self) -> int:
        """How far the block collection around it is indented; -1 at the root."""
        return column(self.parent) if self.parent else -1


def container(node: Node) -> Node | None:
    """The collection that holds the node: the nearest one before it that reaches beyond it."""
    tree, index = node.tree, node.index
    found = next((at for at in range(index - 1, -1, -1) if tree.after[at] > index), None)
    return None if found is None else Node(tree, found)


def column(node: Node) -> int:
    """The column, from 0, in which a node begins."""
    start = node.span.start
    return start - node.tree.layer.text.rfind("\n", 0, start) - 1


def is_flow(node: Node) -> bool:
    """Whether it is a collection in flow style, with brackets or not."""
    return node.style in (Style.FLOW_MAPPING, Style.FLOW_SEQUENCE)


def is_pair(node: Node) -> bool:
    """Whether it is a mapping without braces, `[a: b]`: it ends where what is in it ends."""
    return node.style is Style.FLOW_MAPPING and any(child.span.end == node.span.end for child in node.children)


def _introduced(node: Node, parent: Node) -> tuple[Role, int, bool]:
    text, before = node.tree.layer.text, None
    role = Role.ITEM
    for number, child in enumerate(parent.children):
        if child.index == node.index:
            role = (Role.VALUE if number % 2 else Role.KEY) if parent.is_mapping else Role.ITEM
            break
        before = child
    if before is None and is_flow(parent):
        opened = parent.span.start + (not is_pair(parent))
    else:
        opened = before.span.end if before else parent.span.start
    place = skip_gap(text, opened)
    if role is Role.VALUE:
        is_bare = text[place : place + 1] != ":"
        return role, opened if is_bare else place + 1, is_bare
    if before is not None and is_flow(parent):
        opened = place + 1  # the comma
        place = skip_gap(text, opened)
    if place < node.span.start and text[place] == ("?" if role is Role.KEY else "-"):
        opened = place + 1
    return role, opened, False


def _document(root: Node) -> int:
    """The end of the root's `---`, else where its document begins."""
    tree, text, start = root.tree, root.tree.layer.text, root.span.start
    number = tree.roots.index(root.index)
    since = tree.ends[tree.roots[number - 1]] if number else 0
    if text.startswith("---", since) and since < start:
        since += 3
    for marker in ("\n---", "\n..."):
        found = text.rfind(marker, max(since - 1, 0), start)
        if found >= 0:
            return found + len(marker)
    return since


def refuse_orphans(tree: Tree, gone: Iterable[Node]) -> None:
    """Raises EditError where an alias that stays means something inside the nodes that go."""
    ranges = [range(node.index, tree.after[node.index]) for node in gone]
    for alias, target in tree.targets.items():
        lost = any(target in nodes for nodes in ranges)
        if lost and not any(alias in nodes for nodes in ranges):
            name = tree.anchors[target]
            line, _ = tree.position(tree.starts[alias])
            raise EditError(
                f"the alias *{name} in line {line} means what would be taken away", "a value without aliases elsewhere"
            )


def indent_of(parent: Node | None) -> int:
    """How far the collection around a scalar is indented, -1 at the root; a line begins after any of YAML's breaks."""
    if parent is None:
        return -1
    text, start = parent.tree.layer.text, parent.span.start
    line = text.rfind("\n", 0, start) + 1
    return start - max(line, *(text.rfind(line_break, line, start) + 1 for line_break in BREAKS))
