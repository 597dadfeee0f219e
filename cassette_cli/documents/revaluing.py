"""A node and the value it should have -> changes of exactly the nodes whose value differs; the same for YAML and JSON.

Values are compared with their types: 1, 1.0 and true are three values. Members keep the order they have; a new one
comes where it stands among its neighbours in the wished value. What several places of a document share (an anchored
node, what a merge key brings in) is not changed through one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from difflib import SequenceMatcher

from ..errors import EditError
from .edits import Edit, Span, difference
from .layers import Change, Layer
from .nodes import Node
from .styles import Entry, Style, Value

_ALIGNED = 2_000  # items, old and new together, beyond which they are paired by position: alignment is quadratic


def revalue(node: Node, value: Value) -> list[Change]:
    """Changes after which the node's value is `value`. Raises EditError where the document cannot say so.

    A string changes on its own layer, by the one stretch that differs; all else changes on the tree's layer.
    """
    return _united(_changes(node, node.value, value))


def taken_out(node: Node, entries: Collection[int]) -> list[Change]:
    """Changes after which a container has these entries no longer. Raises EditError where an alias shares them."""
    node = node.resolved
    if entries:
        _refuse_shared(node, node.index + 1)
    return _reshaped(node, sorted(entries), [])


def same(one: Value, other: Value) -> bool:
    """Equal, also in type. NaN equals itself, 0.0 is not -0.0, the order of members says nothing."""
    return _form(one) == _form(other)


def _form(value: Value) -> Hashable:
    if isinstance(value, dict):
        return dict, frozenset((name, _form(member)) for name, member in value.items())
    if isinstance(value, list):
        return list, tuple(map(_form, value))
    return type(value), repr(value) if isinstance(value, float) else value


def _changes(node: Node, old: Value, new: Value) -> list[Change]:
    if node.style is Style.ALIAS:
        if not same(old, new):
            raise _fault(node, f"a change of what the alias {node.source} means")
        return []
    if isinstance(old, dict) and isinstance(new, dict):
        changes = _of_members(node, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        changes = _of_items(node, old, new)
    else:
        return [] if same(old, new) else _of_whole(node, old, new)
    if changes:
        _refuse_shared(node, node.index + 1)
    return changes


def _united(changes: list[Change]) -> list[Change]:
    """What is put at the end of a collection and behind it is one insertion, with the inner one first."""
    insertions: dict[tuple[Layer, Span], str] = {}
    others: list[Change] = []
    for layer, (span, text) in changes:
        if span.start == span.end:
            insertions[layer, span] = insertions.get((layer, span), "") + text
        else:
            others.append(Change(layer, Edit(span, text)))
    return others + [Change(layer, Edit(span, text)) for (layer, span), text in insertions.items()]


def _of_whole(node: Node, old: Value, new: Value) -> list[Change]:
    _refuse_shared(node, node.tree.after[node.index])
    if node.is_scalar and isinstance(old, str) and isinstance(new, str):
        layer = node.layer
        return [Change(layer, edit) for edit in difference(layer.text, new)]
    tree = node.tree
    return [Change(tree.layer, edit) for edit in tree.syntax.replace(node, new)]


def _of_members(node: Node, old: dict[str, Value], new: dict[str, Value]) -> list[Change]:
    entries = list(node.entries)
    local: dict[str, list[int]] = {}  # the entries of each name; a name that stands twice means its last one
    for number, (key, _) in enumerate(entries):
        if not _merges(key):
            local.setdefault(_name(key), []).append(number)
    inherited = [name for name in old if name not in local and (name not in new or not same(old[name], new[name]))]
    gone = [name for name in local if name not in new]
    for key, source in entries:
        if inherited and _merges(key):
            raise _fault(key, f"a change of {inherited[0]!r}, which a merge key brings in")
        if _merges(key) and any(_brings(source.resolved, name) for name in gone):
            raise _fault(key, "the removal of a name that a merge key would bring in again")
    changes: list[Change] = []
    for name, numbers in local.items():
        if name in new:
            changes += _changes(entries[numbers[-1]][1], old[name], new[name])
    take = [number for name in gone for number in local[name]]
    return changes + _reshaped(node, take, _new_members(old, new, local, len(entries)))


def _new_members(
    old: dict[str, Value], new: dict[str, Value], local: dict[str, list[int]], entries: int
) -> Iterator[Entry]:
    """Each behind the kept name before it, else before the first kept name, else at the end."""
    position = next((local[name][0] for name in new if name in local), entries)
    for name, value in new.items():
        if name in local:
            position = local[name][-1] + 1
        elif name not in old:
            yield Entry(position, name, value)


def _of_items(node: Node, old: list[Value], new: list[Value]) -> list[Change]:
    children = list(node.children)
    changes: list[Change] = []
    take: list[int] = []
    put: list[Entry] = []
    for start, end, low, high in _differing([_form(item) for item in old], [_form(item) for item in new]):
        paired = min(end - start, high - low)
        for offset in range(paired):
            changes += _changes(children[start + offset], old[start + offset], new[low + offset])
        take += range(start + paired, end)
        put += [Entry(end, None, value) for value in new[low + paired : high]]
    return changes + _reshaped(node, take, put)


def _differing(old: list[Hashable], new: list[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """The runs `old[start:end]` in whose place `new[low:high]` stands."""
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    end, high = len(old) - tail, len(new) - tail
    if end + high - 2 * head > _ALIGNED:
        yield head, end, head, high
        return
    matcher = SequenceMatcher(None, old[head:end], new[head:high], autojunk=False)
    for kind, *places in matcher.get_opcodes():
        if kind != "equal":
            start, stop, first, last = (head + place for place in places)
            yield start, stop, first, last


def _reshaped(node: Node, take: list[int], put: Iterator[Entry] | list[Entry]) -> list[Change]:
    new = list(put)
    if not take and not new:
        return []
    starts = [key for key, _ in node.entries] if node.is_mapping else list(node.children)
    for number in take:
        behind = starts[number + 1].index if number + 1 < len(starts) else node.tree.after[node.index]
        _refuse_shared(starts[number], behind)
    return [Change(node.tree.layer, edit) for edit in node.tree.syntax.reshape(node, take, new)]


def _refuse_shared(node: Node, behind: int) -> None:
    """Refuse to touch the nodes from this one up to `behind` if an alias elsewhere means one of them."""
    touched = range(node.index, behind)
    for alias, target in node.tree.targets.items():
        if target in touched and alias not in touched:
            raise _fault(Node(node.tree, alias), f"a change of what the alias {Node(node.tree, alias).source} means")


def _name(key: Node) -> str:
    key = key.resolved
    return key.text if key.is_scalar else key.source


def _merges(key: Node) -> bool:
    """Whether it is YAML's merge key; a name in JSON is never plain."""
    return key.style is Style.PLAIN and key.source == "<<"


def _brings(source: Node, name: str) -> bool:
    """Whether a merge key's value, a mapping or a sequence of them, has the name."""
    return any(mapping.get(name) for mapping in (source.items if source.is_sequence else [source]))


def _fault(node: Node, found: str) -> EditError:
    line, column = node.tree.position(node.span.start)
    return EditError(found, "a change of the anchored node and all its uses by hand", line=line, column=column)
