"""Two parses, before and after, and the edits between them -> proof that nothing but the edits changed a value.

Text that no edit covers is equal by construction; what could still change is how it is read. So every scalar, alias
and flow collection that starts outside of the edits must come again, at its place between them, in the same style,
inside of the same collections, with the same tag, anchor and value (by the parser's own word: `Tree.digests`). A
block collection has no place of its own, it starts with its first entry; it shows in what lies inside of it. Where only
scalars were to change, all else must be the very same tree.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from ..errors import EditError
from .edits import Edit, Span
from .nodes import Node, Tree
from .styles import Style

_Collection: TypeAlias = tuple[int, str | None, str | None]  # style, tag, anchor


class _Kept(NamedTuple):
    """A node outside of all edits, as it must come again: how many edits lie before it, and how far behind them."""

    edits_before: int
    distance: int
    style: int
    inside: tuple[_Collection, ...]
    tag: str | None
    anchor: str | None
    digest: int  # 0 for what reaches into an edit, and so may say something else


def prove(before: Tree, after: Tree, edits: Sequence[Edit]) -> None:
    """Raise EditError, naming the line, where a node that no edit touches is not the same in both trees.

    `edits` are merged, and are what made the one text out of the other.
    """
    if _only_scalars_differ(before, after, edits):
        return
    old, new = _kept(before, [edit.span for edit in edits]), _kept(after, list(_written(edits)))
    for was, came in zip_longest(old, new, fillvalue=(0, None)):
        if was[1] != came[1]:
            raise _fault(before, was[0], "an edit that would change what stands beside it")


def prove_scalars(before: Tree, after: Tree, edits: Sequence[Edit], wished: Mapping[int, str]) -> None:
    """Raise EditError where the trees differ in more than these scalars, or one of them says something else.

    `wished` has what each of them should say, by its number. More than `prove` sees this way: that nothing was added,
    no tag and no entry, and that each edit keeps to a scalar that was to change.
    """
    numbers = sorted(wished)
    digests = before.digests[:]
    for number in numbers if digests and len(digests) == len(after.digests) else ():
        digests[number] = after.digests[number]
    starts = [before.starts[number] for number in numbers]
    holders = [(edit.span, numbers[bisect_right(starts, edit.span.start) - 1]) for edit in edits]
    if (
        _nesting(before) != _nesting(after)
        or digests != after.digests
        or any(not before.starts[holder] <= start <= end <= before.ends[holder] for (start, end), holder in holders)
    ):
        raise _fault(before, numbers[0], "an edit that would change what stands beside it")
    for number in numbers:
        node = Node(after, number)
        if not node.is_scalar or node.text != wished[number]:
            raise _fault(before, number, "an edit that did not come out as it was wished")


def _fault(before: Tree, number: int, found: str) -> EditError:
    return EditError(found, "nothing was written").located("", *before.position(before.starts[number]))


def _only_scalars_differ(before: Tree, after: Tree, edits: Sequence[Edit]) -> bool:
    """Whether the trees are the same but for scalars that hold an edit: the usual case, compared as arrays, in C.

    False says nothing.
    """
    if _nesting(before) != _nesting(after):
        return False
    done = shift = 0
    for (start, end), text in edits:
        holder = bisect_right(before.starts, start) - 1  # no node starts inside of a scalar
        is_scalar = holder >= 0 and Style.PLAIN <= before.styles[holder] <= Style.FOLDED
        if not is_scalar or before.ends[holder] < end:
            return False
        if holder >= done:
            if not _same(before, after, range(done, holder), shift):
                return False
            if before.starts[holder] + shift != after.starts[holder]:
                return False
            done = holder + 1
        shift += len(text) - (end - start)
    return _same(before, after, range(done, len(before.starts)), shift)


def _nesting(tree: Tree) -> tuple[object, ...]:
    return tree.after, tree.tags, tree.anchors, tree.targets


def _same(before: Tree, after: Tree, nodes: range, shift: int) -> bool:
    """Whether these nodes have the same styles and values, and start so many characters further on."""
    here = slice(nodes.start, nodes.stop)
    places = before.starts[here]
    if shift:
        places = array("q", (place + shift for place in places))
    return (
        places == after.starts[here]
        and before.styles[here] == after.styles[here]
        and before.digests[here] == after.digests[here]
    )


def _written(edits: Sequence[Edit]) -> Iterator[Span]:
    """Where the edits' texts stand afterwards."""
    shift = 0
    for (start, end), text in edits:
        yield Span(start + shift, start + shift + len(text))
        shift += len(text) - (end - start)


def _kept(tree: Tree, edited: Sequence[Span]) -> Iterator[tuple[int, _Kept]]:
    """The nodes that start outside of all edited stretches, each with its number. Their ends count as inside."""
    opened: list[tuple[int, tuple[_Collection, ...]]] = []  # first node behind it, it and all around it
    passed = 0
    for index, style in enumerate(tree.styles):
        while opened and opened[-1][0] <= index:
            opened.pop()
        inside = opened[-1][1] if opened else ()
        tag, anchor, start = tree.tags.get(index), tree.anchors.get(index), tree.starts[index]
        if style < Style.PLAIN:
            opened.append((tree.after[index], (*inside, (style, tag, anchor))))
        while passed < len(edited) and edited[passed].end < start:
            passed += 1
        ahead = edited[passed].start if passed < len(edited) else len(tree.layer.text) + 1
        if ahead <= start or style in (Style.BLOCK_MAPPING, Style.BLOCK_SEQUENCE):
            continue
        says = tree.digests[index] if tree.digests and tree.ends[index] < ahead else 0
        distance = start - (edited[passed - 1].end if passed else 0)
        yield index, _Kept(passed, distance, style, inside, tag, anchor, says)
