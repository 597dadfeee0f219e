"""A tree -> its scalars, each with the name that it stands under: one pass over the flat array, nothing is made.

A value's name is the key that it stands behind, that of a list's items the list's. In pairs like HAR's, `{"name":
"token", "value": "x"}`, the name of the value is what the pair says it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .nodes import Node, Tree
from .styles import Path, Style

_LAST_MAPPING, _LAST_COLLECTION, _ALIAS = int(Style.FLOW_MAPPING), int(Style.FLOW_SEQUENCE), int(Style.ALIAS)
_NAMES = ("name", "key", "Name", "Key")
_VALUES = ("value", "values", "Value", "Values")


class NamedScalar(NamedTuple):
    """Node `number` of its tree. Of a key, the name is the one that its mapping stands under."""

    number: int
    name: str
    is_key: bool


class _Open:
    """A collection that is being read."""

    __slots__ = ("end", "is_mapping", "key", "name", "pair", "wants_key")

    def __init__(self, end: int, name: str, *, is_mapping: bool) -> None:
        self.end = end
        self.is_mapping = is_mapping
        self.wants_key = is_mapping
        self.name = name
        self.key = name
        self.pair = ""  # what a pair says that its value is called


def named_scalars(tree: Tree, first: int = 0, end: int | None = None) -> Iterator[NamedScalar]:
    """Those of the nodes from `first` on. Aliases are left out: what they mean is met where it stands."""
    styles, after, starts, ends, source = tree.styles, tree.after, tree.starts, tree.ends, tree.layer.text
    index, stop = first, len(styles) if end is None else end
    top = _Open(stop, "", is_mapping=False)
    opened = [top]
    texts: dict[tuple[int, str], str] = {}  # keys are few, and most of them come again and again
    while index < stop:
        while index >= top.end and len(opened) > 1:
            opened.pop()
            top = opened[-1]
        style, is_key = styles[index], top.wants_key
        name = top.name if is_key else top.key
        if is_key:
            written = style, source[starts[index] : ends[index]]
            text = texts.get(written) or texts.setdefault(written, Node(tree, index).text)
            top.key = top.pair if top.pair and text in _VALUES else text
        elif top.is_mapping and top.key in _NAMES and style > _LAST_COLLECTION:
            top.pair = Node(tree, index).text
        top.wants_key = top.is_mapping and not is_key
        if style > _LAST_COLLECTION:
            if style != _ALIAS:
                yield NamedScalar(index, name, is_key)
            index += 1
        else:
            top = _Open(after[index], name, is_mapping=style <= _LAST_MAPPING)
            opened.append(top)
            index += 1


def path_of(node: Node) -> Path:
    """The steps that lead from the root of its document to a node; those of a key end with the key itself."""
    tree = node.tree
    root = max(number for number in tree.roots if number <= node.index)
    after, styles = tree.after, tree.styles
    steps: list[str | int] = []
    here = root
    while here != node.index:
        is_mapping = styles[here] <= _LAST_MAPPING
        before, child, position = here, here + 1, 0  # one a sibling: nothing is made
        while after[child] <= node.index:
            before, child, position = child, after[child], position + 1
        is_value = position % 2 == 1
        steps.append(Node(tree, before if is_value else child).text if is_mapping else position)
        here = child
    return tuple(steps)
