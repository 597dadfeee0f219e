"""Layers of a cassette and the text that each shall have -> what follows for the bodies among them, and its proof.

The fields that say a body's length follow where they held; so does the charset that the file names for a text, where
it has not all of the new characters. What a body was to say must be what is read of it afterwards: sometimes its text
alone tells how it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .bodies import Body
from .cassette import Cassette
from .charsets import can_spell
from .documents.edits import Edit, Span
from .documents.layers import Change, Layer
from .documents.nodes import Node
from .errors import DecodeError, EditError

_UTF_8 = "UTF-8"


class _Place(NamedTuple):
    """A body: that of the request is side 0, of the response side 1."""

    interaction: int
    side: int


class EditedBodies:
    """The bodies that one edit touches. Each interaction is read once, however many layers of it are lifted."""

    def __init__(self, cassette: Cassette) -> None:
        self._cassette = cassette
        self._read: dict[int, list[tuple[_Place, Body, set[Node | None]]]] = {}
        self._wishes: dict[tuple[_Place, str], str] = {}

    def follow(self, layer: Layer, text: str) -> Iterator[Change]:
        """What else has to change if the layer says `text`."""
        for place, body in self._around(layer):
            if _is_at(body, "layer", layer):
                self._wishes[place, "layer"] = text
            if _is_at(body, "wire", layer):
                self._wishes[place, "wire"] = text
                yield from _followers(body, text)

    def prove(self, after: Cassette) -> None:
        """Raise EditError where a body is now read as something else than it was to say."""
        for (place, kind), wish in self._wishes.items():
            interaction = after.interactions[place.interaction]
            body = (interaction.request.body, interaction.response.body)[place.side]
            if body.structured is None and _said(body, kind) != wish:
                fault = EditError("an edit after which the body would be read as something else", "nothing was written")
                raise fault.located("", interaction.line)

    def _around(self, layer: Layer) -> Iterator[tuple[_Place, Body]]:
        """The body that the layer may be of, and where it is."""
        node = _node_around(self._cassette, layer)
        position = self._cassette.interactions.position(node.index) if node else None
        if position is None:
            return
        if position not in self._read:
            one = self._cassette.interactions[position]
            self._read[position] = [
                (_Place(position, side), body, {_node_around(self._cassette, piece) for piece in body.pieces})
                for side, body in enumerate((one.request.body, one.response.body))
            ]
        yield from ((place, body) for place, body, nodes in self._read[position] if node in nodes)


def _followers(body: Body, text: str) -> Iterator[Change]:
    """What follows if a body says `text` on the wire."""
    before, after = body.size_on_wire(body.wire.text if body.wire else ""), body.size_on_wire(text)
    for node in body.lengths if before != after else ():
        if node.text == str(before):
            yield Change(node.layer, Edit(Span(0, len(node.text)), str(after)))
    spelled_in = None if body.is_bytes else body.spelled_in
    if spelled_in and not spelled_in.is_null and not can_spell(text, spelled_in.text):
        yield Change(spelled_in.layer, Edit(Span(0, len(spelled_in.text)), _UTF_8))


def _is_at(body: Body, kind: str, layer: Layer) -> bool:
    """Whether the layer is the body on the wire (`wire`), or all that it says (`layer`)."""
    try:
        return bool(getattr(body, kind) == layer)
    except DecodeError:  # nobody edited inside of what cannot be decoded
        return False


def _said(body: Body, kind: str) -> str | None:
    try:
        layer: Layer | None = getattr(body, kind)
    except DecodeError:
        return None
    return layer.text if layer else ""


def _node_around(cassette: Cassette, layer: Layer) -> Node | None:
    """The node of the file that a layer lies in, however deep; None for an event's, which no body's own text is."""
    node: Node | None = getattr(layer, "node", None)
    if node and node.tree is cassette.tree:
        return node
    outer: Layer | None = node.tree.layer if node else getattr(layer, "outer", None)
    return _node_around(cassette, outer) if outer else None
