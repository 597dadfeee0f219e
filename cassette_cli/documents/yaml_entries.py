"""A YAML container, the entries to take out and the values to put in -> edits, in the manner of the document.

Kept entries are not touched, and everything between two of them is one edit. A comment belongs to the entry after it,
one at the end of a line to the entry on that line.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import attrgetter

from .edits import Edit
from .nodes import Node
from .styles import Entry, Value
from .yaml_block_entries import reshape_block
from .yaml_flow_entries import reshape_flow
from .yaml_marks import joined
from .yaml_places import Gap, is_flow, refuse_orphans
from .yaml_replacing import replace


def reshape(node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
    """Entries taken out and put in, counted as before; what is put at one place keeps its order.

    An empty container, or a null, becomes what is put into it. Raises EditError.
    """
    node = node.resolved
    entries: list[tuple[Node, ...]] = list(node.entries) or [(child,) for child in node.children]
    if not entries:
        return replace(node, _collection(put)) if put else []
    taken = set(take)
    refuse_orphans(node.tree, [part for number in taken for part in entries[number]])
    kept = [number for number in range(len(entries)) if number not in taken]
    ordered = sorted(put, key=attrgetter("position"))
    gaps = [
        Gap(before, after, [entry for entry in ordered if before < entry.position <= after])
        for before, after in pairwise([-1, *kept, len(entries)])
    ]
    changed = [gap for gap in gaps if gap.new or gap.gone]
    return joined((reshape_flow if is_flow(node) else reshape_block)(node, entries, changed))


def _collection(put: Sequence[Entry]) -> Value:
    if any(entry.key is None for entry in put):
        return [entry.value for entry in put]
    return {entry.key: entry.value for entry in put if entry.key is not None}
