"""Two parses, before and after, and the edits between them -> proof that nothing but the edits changed a value.

Text that no edit covers is equal by construction; what could still change is how it is read. So the nodes that start
outside of every edit must come again: as many, in the same styles, at the shifted places, in the same nesting, with
the same tags, anchors and values (by the parser's own word: `Tree.digests`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..errors import EditError
from .edits import Edit
from .nodes import Node, Style, Tree


class _Stretch(NamedTuple):
    """Nodes number `old` to `old + count` that come again as `new` to `new + count`, `shift` characters further on."""

    old: int
    new: int
    count: int
    shift: int


def prove(before: Tree, after: Tree, edits: Sequence[Edit]) -> None:
    """Raise EditError, naming the line, where a node that no edit touches is not the same in both trees.

    `edits` are merged, and are what made the one text out of the other.
    """
    stretches = list(_stretches(before, after, edits))
    for old, new, count, shift in stretches:
        moved, there = before.starts[old : old + count], after.starts[new : new + count]
        same = moved == there if not shift else all(a + shift == b for a, b in zip(moved, there, strict=True))
        same = same and before.styles[old : old + count] == after.styles[new : new + count]
        same = same and before.digests[old : old + count] == after.digests[new : new + count]
        if not same:
            raise _changed(before, old)
    if _nesting(before) == _nesting(after):
        return
    for old, new, count, _ in stretches:
        for place in range(count):
            if not _same(before, after, stretches, old + place, new + place):
                raise _changed(before, old + place)


def _nesting(tree: Tree) -> tuple[object, ...]:
    return tree.after, tree.tags, tree.anchors, tree.targets


def _stretches(before: Tree, after: Tree, edits: Sequence[Edit]) -> Iterator[_Stretch]:
    """What lies between the edits. Nodes that start at either end of an edit belong to it.

    Raises EditError where one side has more nodes in between than the other.
    """
    shift = old = new = 0
    for (start, end), text in edits:
        yield _stretch(
            before, old, bisect_left(before.starts, start), new, bisect_left(after.starts, start + shift), shift
        )
        shift += len(text) - (end - start)
        old, new = bisect_right(before.starts, end), bisect_right(after.starts, end + shift)
    yield _stretch(before, old, len(before.starts), new, len(after.starts), shift)


def _stretch(before: Tree, old: int, old_stop: int, new: int, new_stop: int, shift: int) -> _Stretch:
    """Two edits may touch; then nothing lies between them."""
    count = max(old_stop - old, 0)
    if count != max(new_stop - new, 0):
        raise _changed(before, min(old, len(before.starts) - 1))
    return _Stretch(old, new, count, shift)


def _same(before: Tree, after: Tree, stretches: Sequence[_Stretch], old: int, new: int) -> bool:
    """Equal in nesting, tag, anchor and the target of an alias."""
    is_collection = before.styles[old] < Style.PLAIN
    return (
        (not is_collection or _may_be(after, stretches, before.after[old], after.after[new]))
        and before.tags.get(old) == after.tags.get(new)
        and before.anchors.get(old) == after.anchors.get(new)
        and (old not in before.targets or _may_be(after, stretches, before.targets[old], after.targets.get(new, -1)))
    )


def _may_be(after: Tree, stretches: Sequence[_Stretch], old: int, new: int) -> bool:
    """Whether node `old` can have become `new`: exactly, or anywhere in the same edited stretch."""
    place = bisect_right(stretches, old, key=lambda stretch: stretch.old) - 1
    here = stretches[place]
    if here.old < old < here.old + here.count:
        return old - here.old == new - here.new
    while place > 0 and stretches[place].old == old:
        place -= 1
    behind = next((stretch.new for stretch in stretches[place + 1 :] if stretch.old >= old), len(after.starts))
    return stretches[place].new + stretches[place].count * (place > 0 or old > 0) <= new <= behind


def _changed(tree: Tree, index: int) -> EditError:
    line, column = tree.position(Node(tree, index).span.start)
    fault = EditError("an edit that would change what stands beside it", "nothing was written; please report this file")
    return fault.located(line=line, column=column)
