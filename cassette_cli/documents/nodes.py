"""A parsed text whose values know where they stand: `Tree`, a flat array of marks, and `Node`, a view on one mark.

The same two types serve YAML and JSON; what differs between them (how a scalar is read and written, how an entry is
put in) is the tree's `Syntax`. Nothing is constructed: a tag, an anchor, a comment is source text and stays so.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, islice
from typing import Protocol

from .edits import Edit, Span
from .layers import Layer
from .styles import Entry, Path, Style, Value

_LAST_MAPPING, _PLAIN, _LAST_SCALAR = int(Style.FLOW_MAPPING), int(Style.PLAIN), int(Style.FOLDED)
_NULLS = ("", "~", "null", "Null", "NULL")


class Syntax(Protocol):
    """What YAML and JSON do differently with one node."""

    name: str

    def text(self, node: Node) -> str:
        """What a scalar says, undecoded into types: `12`, `null` and `"a"` are "12", "null" and "a"."""
        ...

    def value(self, node: Node) -> Value:
        """What a node means: a scalar's text, or the number, truth or null it stands for; a collection's contents."""
        ...

    def layer(self, node: Node) -> Layer:
        """The scalar's text as a layer of the tree's own. Equal for equal nodes."""
        ...

    def replace(self, node: Node, value: Value) -> list[Edit]:
        """Edits of the tree's text that make the whole node say `value`, in its neighbours' manner."""
        ...

    def reshape(self, node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
        """Edits of the tree's text that take out and put in entries of a container (counted as before the edit)."""
        ...


class Tree:
    """One parsed text. Three arrays and a string of styles, one item a node, in the order of the text.

    `after[i]` is the number of the first node behind node i and all it holds, so the children of i are i+1,
    after[i+1], ... A mapping's children are key, value, key, value. The spans leave out tag and anchor; a block
    collection's span ends with its last child. `roots` are the documents' root nodes. `digests` has for each YAML node
    the hash of the value that the parser read (0 for what is no scalar), and is empty for JSON, where equal source
    means equal value.
    """

    __slots__ = (
        "_lines",
        "after",
        "anchors",
        "digests",
        "ends",
        "layer",
        "roots",
        "starts",
        "styles",
        "syntax",
        "tags",
        "targets",
    )

    def __init__(self, layer: Layer, syntax: Syntax) -> None:
        self.layer = layer
        self.syntax = syntax
        self.styles = bytearray()
        self.starts, self.ends, self.after, self.digests, self._lines = (array("q") for _ in range(5))
        self.roots: list[int] = []
        self.tags: dict[int, str] = {}
        self.anchors: dict[int, str] = {}
        self.targets: dict[int, int] = {}  # alias node -> the node that it means

    @property
    def root(self) -> Node:
        """The first document's root."""
        return Node(self, self.roots[0])

    def starting_at(self, offset: int) -> list[Node]:
        """All nodes that start there, the outermost first."""
        first, behind = bisect_left(self.starts, offset), bisect_right(self.starts, offset)
        return [Node(self, index) for index in range(first, behind)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1, the column in characters. A line ends at its line feed."""
        self._lines = self._lines or array("q", (0, *accumulate(len(row) + 1 for row in self.layer.text.split("\n"))))
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1


class Node:
    """One value of a parsed text, made on demand; equal if it is the same node. Written out: so many are made."""

    __slots__ = ("index", "tree")

    def __init__(self, tree: Tree, index: int) -> None:
        self.tree = tree
        self.index = index

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.index == other.index and self.tree is other.tree

    def __hash__(self) -> int:
        return hash((id(self.tree), self.index))

    def __repr__(self) -> str:
        return f"Node({self.index}, {self.source[:40]!r})"

    @property
    def style(self) -> Style:
        return Style(self.tree.styles[self.index])

    @property
    def span(self) -> Span:
        """Where it stands in the tree's text: quotes and block header included, tag and anchor not."""
        return Span(self.tree.starts[self.index], self.tree.ends[self.index])

    @property
    def source(self) -> str:
        tree, index = self.tree, self.index
        return tree.layer.text[tree.starts[index] : tree.ends[index]]

    @property
    def tag(self) -> str:
        """The tag as the parser resolves it (`tag:yaml.org,2002:binary`, `!binary`), "" without one."""
        return self.tree.tags.get(self.index, "")

    @property
    def is_mapping(self) -> bool:
        return self.tree.styles[self.index] <= _LAST_MAPPING

    @property
    def is_sequence(self) -> bool:
        return _LAST_MAPPING < self.tree.styles[self.index] < _PLAIN

    @property
    def is_scalar(self) -> bool:
        return _PLAIN <= self.tree.styles[self.index] <= _LAST_SCALAR

    @property
    def is_null(self) -> bool:
        """Whether it says that there is nothing, in YAML's core schema or in JSON."""
        node = self.resolved
        return node.tree.styles[node.index] == _PLAIN and node.source in _NULLS

    @property
    def resolved(self) -> Node:
        """The node itself; for an alias the node that it means."""
        target = self.tree.targets.get(self.index)
        return self if target is None else Node(self.tree, target)

    @property
    def children(self) -> Iterator[Node]:
        """Items of a sequence; keys and values, in turn, of a mapping. As written: aliases are not followed."""
        after, child, end = self.tree.after, self.index + 1, self.tree.after[self.index]
        while child < end:
            yield Node(self.tree, child)
            child = after[child]

    @property
    def items(self) -> Iterator[Node]:
        """The items of a sequence, aliases followed; nothing for any other node."""
        return (child.resolved for child in self.children) if self.is_sequence else iter(())

    @property
    def entries(self) -> Iterator[tuple[Node, Node]]:
        """Keys with their values, in the order of the text, duplicates too; as written (merge keys are entries)."""
        if not self.is_mapping:
            return iter(())
        children = self.children
        return zip(children, children, strict=True)

    def get(self, key: str) -> Node | None:
        """The value under `key`, aliases and merge keys followed: the last local one, else a merged one, else None."""
        tree, found, merged = self.tree, None, None
        styles, starts, ends, after, source = tree.styles, tree.starts, tree.ends, tree.after, tree.layer.text
        child, end, width = self.index + 1, after[self.index] if self.is_mapping else 0, len(key)
        while child < end:
            value = after[child]
            if styles[child] == _PLAIN:  # by far the most frequent: compared in the source, nothing is made
                start = starts[child]
                if ends[child] - start == width and source.startswith(key, start):
                    found = Node(tree, value)
                elif source.startswith("<<", start) and is_merge(Node(tree, child)):
                    merged = merged or _merged(Node(tree, value).resolved, key)
            elif (name := Node(tree, child).resolved).is_scalar and name.text == key:
                found = Node(tree, value)
            child = after[value]
        return found.resolved if found else merged

    def at(self, path: Path) -> Node | None:
        """The node at `path` from here, None where there is none. Numbers index sequences, negative from the end."""
        node: Node | None = self.resolved
        for step in path:
            if node is None:
                return None
            if isinstance(step, str):
                node = node.get(step)
            else:
                items = node.items if step >= 0 else reversed([*node.items])
                node = next(islice(items, max(step, -1 - step), None), None)
        return node

    @property
    def text(self) -> str:
        """A scalar's text, whatever type it may stand for; "" for a collection."""
        node = self.resolved
        return node.tree.syntax.text(node) if node.is_scalar else ""

    @property
    def layer(self) -> Layer:
        """A scalar's text as a layer that can be edited."""
        node = self.resolved
        return node.tree.syntax.layer(node)

    @property
    def line(self) -> int:
        """The line, from 1, in which it starts."""
        return self.tree.position(self.span.start)[0]

    @property
    def value(self) -> Value:
        """All of it as plain data: dict, list, str, int, float, bool, None."""
        node = self.resolved
        return node.tree.syntax.value(node)


def is_merge(key: Node) -> bool:
    """Whether this key is YAML's `<<` (yaml.org/type/merge): its value's entries count as the mapping's own."""
    return key.style is Style.PLAIN and key.source == "<<" and key.tree.syntax.name == "yaml"


def merge_sources(value: Node) -> list[Node]:
    """What a merge key names: one mapping, or a sequence of them, the earlier ones first in rank."""
    return list(value.items) if value.is_sequence else [value]


def _merged(value: Node, key: str) -> Node | None:
    found = (source.get(key) for source in merge_sources(value))
    return next((node for node in found if node), None)
