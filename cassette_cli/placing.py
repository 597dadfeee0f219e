"""A secret -> where in the file it lies, and why it cannot be edited, if it cannot. Nothing is edited for it."""

from __future__ import annotations

from typing import NamedTuple

from .body_layers import EncodedLayer
from .cassette import Cassette
from .documents.edits import Edit, Span
from .documents.layers import Change, Layer
from .editing import settle
from .errors import EditError
from .locating import node_of
from .seeking import Secret
from .streamed_answers import LeafLayer

_ANY = "REDACTED"  # what is put in to see whether something can be


class Lies(NamedTuple):
    """Where in the file a secret lies, and why it cannot be edited, if it cannot."""

    span: Span
    problem: str = ""


def lies(cassette: Cassette, secret: Secret, packed: dict[Span, Lies]) -> Lies:
    """Of a text that a stream makes, the pieces that hold it, without what repeats them. What is packed (base64,
    gzip) lies in all of the value that it is packed in; whether that can be edited is tried once.
    """
    around, is_packed = _around(cassette, secret.layer)
    if is_packed and around in packed:
        return packed[around]
    whole = [Change(secret.layer, Edit(secret.span, _ANY))]
    try:
        edits = settle(whole)
        if isinstance(secret.layer, LeafLayer) and not is_packed:
            edits = settle(secret.layer.lift_pieces([whole[0].edit]))
    except EditError as fault:
        return packed.setdefault(around, Lies(around, fault.message)) if is_packed else Lies(around, fault.message)
    if is_packed:
        return packed.setdefault(around, Lies(around))
    return Lies(Span(edits[0].span.start, edits[-1].span.end) if edits else around)


def _around(cassette: Cassette, layer: Layer) -> tuple[Span, bool]:
    """The value of the file that a layer lies in, however deep, and whether it is packed in there."""
    seen: Layer | None = layer
    is_packed = False
    while seen is not None:
        is_packed = is_packed or isinstance(seen, EncodedLayer)
        node = node_of(seen)
        if node is not None and node.tree is cassette.tree:
            return node.span, is_packed
        seen = node.tree.layer if node else _outside(seen)
    return Span(0, 0), is_packed


def _outside(layer: Layer) -> Layer | None:
    """A text that the layer lies in; of several the first."""
    if isinstance(layer, LeafLayer):
        return layer.answer.events[layer.origin.places[0].event].layer
    parts: tuple[Layer, ...] = getattr(layer, "parts", ())
    outer: Layer | None = getattr(layer, "outer", None) or getattr(layer, "body", None)
    return parts[0] if parts else outer
