"""A Cassette and the changes wished of it -> the edited Cassette, proven to differ in nothing else.

Changes are lifted from the innermost layer outward, each layer once with all its edits; what follows from a body's
new size (its length fields) is added where the body goes by. The new text is parsed again: what was wished must be
there, and what was not wished must be as it was. Otherwise there is an EditError and no new cassette.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from .cassette import Cassette
from .documents.edits import Edit, apply, merged
from .documents.layers import Change, Layer
from .documents.nodes import Node, Tree
from .documents.proving import prove, prove_scalars
from .documents.revaluing import same
from .edited_bodies import EditedBodies
from .errors import CassetteError, EditError
from .loading import load

Consequences = Callable[[Layer, Sequence[Edit]], Iterable[Change]]


def edit(cassette: Cassette, changes: Iterable[Change]) -> Cassette:
    """Make all changes at once. Without any, the same cassette.

    Raises EditConflict where two changes overlap, EditError where one cannot be made or would change more than
    itself.
    """
    wishes: dict[Layer, str] = {}
    bodies = EditedBodies(cassette)

    def follow(layer: Layer, edits: Sequence[Edit]) -> Iterable[Change]:
        wishes[layer] = apply(layer.text, edits)
        return bodies.follow(layer, wishes[layer])

    changes = list(changes)
    edits = settle(changes, follow)
    if not edits:
        return cassette
    if cassette.read_only:
        raise EditError(f"a cassette of {cassette.recorder}, which is not edited", cassette.read_only)
    limit, sibling = cassette.reading
    try:
        data = cassette.spelled(apply(cassette.text, edits))
        packed = cassette.container.pack(data) if cassette.container else data
        after = load(packed, cassette.name, body_limit=limit, sibling=sibling)
    except EditError:
        raise
    except (CassetteError, UnicodeEncodeError) as fault:
        said = fault.message if isinstance(fault, CassetteError) else str(fault)
        raise EditError(f"an edit that breaks the file ({said})", "nothing was written") from None
    wished = {node: wish for layer, wish in wishes.items() if (node := _node_of(cassette, layer))}
    try:
        if all(node.is_scalar for node in wished) and all(layer.depth for layer, _ in changes):
            prove_scalars(cassette.tree, after.tree, edits, {node.index: wish for node, wish in wished.items()})
        else:
            prove(cassette.tree, after.tree, edits)
            _prove_wishes(after.tree, wished, edits)
        bodies.prove(after)
    except EditError as fault:
        raise fault.located(cassette.name) from None
    return after


def settle(changes: Iterable[Change], follow: Consequences = lambda layer, edits: ()) -> list[Edit]:
    """Bring changes down to edits of the file's own text.

    Each layer is lifted once, after all layers inside of it. `follow` says for a layer and its edits what else has to
    change; a change that somebody wished for himself comes before one that merely follows.
    """
    pending: dict[int, dict[Layer, list[Edit]]] = {}  # by depth; of one depth there may be thousands
    done: set[Layer] = set()
    for layer, wish in changes:
        pending.setdefault(layer.depth, {}).setdefault(layer, []).append(wish)
    while pending:
        innermost = pending[max(pending)]
        layer, wanted = innermost.popitem()
        if not innermost:
            del pending[layer.depth]
        edits = merged(wanted)
        done.add(layer)
        if layer.depth == 0:
            return edits
        for outer, lifted in layer.lift(edits):
            pending.setdefault(outer.depth, {}).setdefault(outer, []).append(lifted)
        for outer, consequence in follow(layer, edits):
            if outer not in done:
                pending.setdefault(outer.depth, {}).setdefault(outer, [consequence])
    return []


def _node_of(cassette: Cassette, layer: Layer) -> Node | None:
    """The node of the file whose scalar or structure this is; None for what lies deeper, and for the file itself."""
    node: Node | None = getattr(layer, "node", None)
    return node if node and node.tree is cassette.tree else None


def _prove_wishes(after: Tree, wished: Mapping[Node, str], edits: Sequence[Edit]) -> None:
    """What was wished of a scalar or a structure of the file must now be there, by the parser's own reading."""
    moves = _Moves.of(edits)
    for node, wish in wished.items():
        if not any(_says(found, node, wish) for found in moves.followed(node, after)):
            fault = EditError("an edit that did not come out as it was wished", "nothing was written")
            raise fault.located("", *node.tree.position(node.span.start))


class _Moves(NamedTuple):
    """Where the edits begin and end, and by how much all edits before each one have moved the text."""

    starts: list[int]
    ends: list[int]
    shifts: list[int]

    @classmethod
    def of(cls, edits: Sequence[Edit]) -> _Moves:
        grown = accumulate((len(text) - (end - start) for (start, end), text in edits), initial=0)
        return cls([edit.span.start for edit in edits], [edit.span.end for edit in edits], list(grown))

    def followed(self, node: Node, after: Tree) -> Iterator[Node]:
        """The nodes that can be `node` after the edits: behind the node before it, and no further than it reached."""
        starts = node.tree.starts
        before = bisect_left(starts, starts[node.index]) - 1
        low = self._behind(starts[before]) if before >= 0 else 0
        passed = bisect_right(self.starts, node.span.end)
        high = max([node.span.end, *self.ends[passed - 1 : passed]]) + self.shifts[passed]
        return (Node(after, index) for index in range(bisect_left(after.starts, low), bisect_right(after.starts, high)))

    def _behind(self, offset: int) -> int:
        """The place behind the character at the offset, or where the edit begins that this character lies in."""
        passed = bisect_right(self.ends, offset)
        return min([offset + 1, *self.starts[passed : passed + 1]]) + self.shifts[passed]


def _says(found: Node, node: Node, wish: str) -> bool:
    if node.is_scalar:
        return found.is_scalar and found.text == wish
    return same(found.value, json.loads(wish))
