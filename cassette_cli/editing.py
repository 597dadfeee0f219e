"""A Cassette and the changes wished of it -> the edited Cassette, proven to differ in nothing else.

Changes are lifted from the innermost layer outward, each layer once with all its edits; what follows from a body's
new size (its length fields) is added where the body goes by. The new text is parsed again: what was wished must be
there, and what was not wished must be as it was. Otherwise there is an EditError and no new cassette.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from .bodies import Body
from .body_layers import EncodedLayer, StructuredLayer
from .cassette import Cassette
from .documents.edits import Edit, Span, apply, merged
from .documents.layers import Change, Layer
from .documents.nodes import Node
from .documents.proving import prove
from .errors import CassetteError, EditError
from .loading import load

Consequences = Callable[[Layer, Sequence[Edit]], Iterable[Change]]


def edit(cassette: Cassette, changes: Iterable[Change]) -> Cassette:
    """Make all changes at once. Without any, the same cassette.

    Raises EditConflict where two changes overlap, EditError where one cannot be made or would change more than
    itself.
    """
    wishes: dict[Layer, str] = {}

    def follow(layer: Layer, edits: Sequence[Edit]) -> Iterator[Change]:
        wishes[layer] = apply(layer.text, edits)
        return _lengths(cassette, layer, wishes[layer])

    edits = settle(changes, follow)
    if not edits:
        return cassette
    text = apply(cassette.text, edits)
    try:
        after = load((cassette.bom + text).encode("utf-8"), cassette.name, body_limit=cassette.body_limit)
    except (CassetteError, UnicodeEncodeError) as fault:
        raise EditError(f"an edit that breaks the file ({fault})", "nothing was written") from None
    prove(cassette.tree, after.tree, edits)
    _prove_wishes(cassette, after, wishes, edits)
    return after


def settle(changes: Iterable[Change], follow: Consequences = lambda layer, edits: ()) -> list[Edit]:
    """Bring changes down to edits of the file's own text.

    Each layer is lifted once, after all layers inside of it. `follow` says for a layer and its edits what else has to
    change; a change that somebody wished for himself comes before one that merely follows.
    """
    pending: dict[Layer, list[Edit]] = {}
    done: set[Layer] = set()
    for layer, wish in changes:
        pending.setdefault(layer, []).append(wish)
    while pending:
        layer = max(pending, key=lambda each: each.depth)
        edits = merged(pending.pop(layer))
        done.add(layer)
        if layer.depth == 0:
            return edits
        for outer, lifted in layer.lift(edits):
            pending.setdefault(outer, []).append(lifted)
        for outer, consequence in follow(layer, edits):
            if outer not in pending and outer not in done:
                pending[outer] = [consequence]
    return []


def _lengths(cassette: Cassette, layer: Layer, text: str) -> Iterator[Change]:
    """The length fields of the body that is `layer` on the wire, for its new text: those that held before."""
    body = _body_on_wire(cassette, layer)
    if body is None or body.wire is None:
        return
    before, after = _size(body, body.wire.text), _size(body, text)
    for node in body.lengths if before != after else ():
        if node.text == str(before):
            yield Change(node.layer, Edit(Span(0, len(node.text)), str(after)))


def _body_on_wire(cassette: Cassette, layer: Layer) -> Body | None:
    node = _node_of(layer)
    interaction = cassette.interactions.holding(node.index) if node and node.tree is cassette.tree else None
    if interaction is None:
        return None
    bodies = (interaction.request.body, interaction.response.body)
    return next((body for body in bodies if body.wire == layer), None)


def _node_of(layer: Layer) -> Node | None:
    """The node of the file whose scalar or structure this is, encoded or not."""
    while isinstance(layer, EncodedLayer):
        layer = layer.outer
    return getattr(layer, "node", None)


def _size(body: Body, text: str) -> int:
    """How many bytes the body has on the wire if it says `text` there."""
    if isinstance(body.wire, EncodedLayer):
        return len(text)
    if isinstance(body.wire, StructuredLayer):
        return len(json.dumps(json.loads(text)))
    return len(text.encode("utf-8", "surrogatepass"))


def _prove_wishes(cassette: Cassette, after: Cassette, wishes: dict[Layer, str], edits: Sequence[Edit]) -> None:
    """What was wished of a scalar or a structure of the file must now be there, by the parser's own reading."""
    for layer, wish in wishes.items():
        node = getattr(layer, "node", None)
        if node is None or node.tree is not cassette.tree:
            continue
        start = node.span.start
        shifts = [sum(len(text) - (stop - at) for (at, stop), text in edits if stop < start + more) for more in (0, 1)]
        found = [each for shift in shifts for each in after.tree.starting_at(start + shift)]
        if not any(_says(each, node, wish) for each in found):
            fault = EditError("an edit that did not come out as it was wished", "nothing was written")
            raise fault.located(cassette.name, *cassette.tree.position(start))


def _says(found: Node, node: Node, wish: str) -> bool:
    if node.is_scalar:
        return found.is_scalar and found.text == wish
    return not found.is_scalar and found.value == json.loads(wish)
