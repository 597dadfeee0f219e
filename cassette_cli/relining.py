"""The node that keeps header lines -> changes that put a line in or take lines out, in the form in which it keeps them.

The forms are those that `recorders.header_lines` reads: a map of names to a value or to several, a list of
`{name, value}` or of pairs, names and values in turn, the lines themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from .documents.layers import Change
from .documents.nodes import Node
from .documents.revaluing import revalue, taken_out
from .documents.styles import Value
from .errors import EditError
from .recorders.header_lines import word_of


def removed(node: Node, name: str, but: Node | None = None) -> list[Change]:
    """Without the lines of a name, compared without case; the one whose value is `but` stays."""
    node = _inside(node)
    gone: list[int] = []
    changes: list[Change] = []
    for said, value, entries in _lines(node):
        if said.lower() != name.lower() or value.resolved == but:
            continue
        items = list(value.resolved.items)
        if but in items:
            changes += taken_out(value, [at for at, item in enumerate(items) if item != but])
        else:
            gone += entries
    return changes + taken_out(node, gone)


def added(node: Node, like: Node, name: str, value: str) -> list[Change]:
    """With one line more, the last one; a node that has none yet shows in `like` how it would keep it."""
    node, like = _inside(node), _inside(like)
    kept = node.value
    first = next(like.items, None)
    if (isinstance(kept, dict) or kept is None) and first is None:
        is_one = any(each.resolved.is_scalar for _, each in like.entries)
        return revalue(node, {**(kept or {}), name: value if is_one else [value]})
    if not (isinstance(kept, list) or kept is None) or like.is_mapping:
        raise EditError("headers in a form that is not edited", "a map or a list")
    if first is None or first.is_mapping:
        more: list[Value] = [{"name": name, "value": value}]
    elif first.is_sequence:
        more = [[name, [value] if any(item.is_sequence for item in first.items) else value]]
    else:
        more = [f"{name}: {value}"] if ":" in first.text else [name, value]
    return revalue(node, [*(kept or []), *more])


def _lines(node: Node) -> Iterator[tuple[str, Node, tuple[int, ...]]]:
    """A name, the node of its value or values, and which entries of the node say both."""
    if node.is_mapping:
        yield from ((word_of(key), value, (at,)) for at, (key, value) in enumerate(node.entries))
        return
    items = list(node.items)
    if items and items[0].is_scalar and ":" not in items[0].text:  # in turn
        yield from ((word_of(items[at]), items[at + 1], (at, at + 1)) for at in range(0, len(items) - 1, 2))
        return
    for at, item in enumerate(items):
        if item.is_scalar:
            yield item.text.partition(":")[0].strip(), item, (at,)
        name, value = (item.get("name"), item.get("value")) if item.is_mapping else (item.at((0,)), item.at((1,)))
        if name and value:
            yield word_of(name), value, (at,)


def _inside(node: Node) -> Node:
    """The list itself, where `!!python/object/apply:frozenset` holds it as its one argument."""
    items = list(node.items)
    is_set = len(items) == 1 and items[0].is_sequence and all(item.is_sequence for item in items[0].items)
    return items[0] if is_set else node
