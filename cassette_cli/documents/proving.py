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
    """Nodes number `old` to `old + size` that come again as `new` to `new + size`, `shift` characters further on.

    Of the last one of them, if it is a scalar that reaches into the edit behind, the value may be another.
    """

    old: int
    new: int
    size: int
    shift: int
    same_values: int  # how many of them must have the same value


_START = _Stretch(0, 0, 0, 0, 0)


def prove(before: Tree, after: Tree, edits: Sequence[Edit]) -> None:
    """Raise EditError, naming the line, where a node that no edit touches is not the same in both trees.

    `edits` are merged, and are what made the one text out of the other.
    """
    stretches = list(_stretches(before, after, edits))
    for old, new, size, shift, same_values in stretches:
        moved, there = before.starts[old : old + size], after.starts[new : new + size]
        same = moved == there if not shift else all(a + shift == b for a, b in zip(moved, there, strict=True))
        same = same and before.styles[old : old + size] == after.styles[new : new + size]
        same = same and before.digests[old : old + same_values] == after.digests[new : new + same_values]
        if not same:
            raise _changed(before, old)
    if _nesting(before) == _nesting(after):
        return
    for old, new, size, _, _ in stretches:
        for place in range(size):
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
        size = _size(
            before, bisect_left(before.starts, start) - old, bisect_left(after.starts, start + shift) - new, old
        )
        last = old + size - 1
        reaches_in = size > 0 and before.styles[last] >= Style.PLAIN and before.ends[last] >= start
        yield _Stretch(old, new, size, shift, size - reaches_in)
        shift += len(text) - (end - start)
        old, new = bisect_right(before.starts, end), bisect_right(after.starts, end + shift)
    size = _size(before, len(before.starts) - old, len(after.starts) - new, old)
    yield _Stretch(old, new, size, shift, size)


def _size(before: Tree, there: int, here: int, first: int) -> int:
    """How many nodes lie between two edits, the same on both sides; edits that touch have fewer than none."""
    if max(there, 0) != max(here, 0):
        raise _changed(before, min(first, len(before.starts) - 1))
    return max(there, 0)


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
    behind = bisect_right(stretches, old, key=lambda stretch: stretch.old)
    here = before_it = stretches[behind - 1]
    if here.old < old < here.old + here.size:
        return old - here.old == new - here.new
    if here.old == old:
        last = here.new
        before_it = next((stretch for stretch in reversed(stretches[:behind]) if stretch.old < old), _START)
    else:
        last = stretches[behind].new if behind < len(stretches) else len(after.starts)
    return before_it.new + before_it.size <= new <= last


def _changed(tree: Tree, index: int) -> EditError:
    line, column = tree.position(Node(tree, index).span.start)
    fault = EditError("an edit that would change what stands beside it", "nothing was written; please report this file")
    return fault.located(line=line, column=column)
