"""A Cassette and the rules -> the secrets in it, each with the part of the interaction that it is in.

Headers and bodies in all their layers are looked at as what they are (`locating_streams`: events and the message that
they make), then all else of the file (`locating_others`). Every text is looked at once.
Nothing raises: what cannot be read is looked at as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .bodies import Body
from .cassette import Cassette, Interaction, Request, Response
from .documents.layers import Layer
from .documents.nodes import Node, Tree
from .documents.styles import Path
from .header_layers import layer_of
from .locating_others import Side, Stretch, between, of_others
from .locating_streams import of_events, of_stream
from .recorders import RECORDERS
from .rules import Place, Rules
from .seeking import Places, Secret, Seeker
from .streamed_answers import streamed_answer
from .suspecting import may_hold

_HEADER: Places = (Place.HEADER,)


class _Looked:
    """What was looked at already, by the number of its node in its tree. Messages of httprr are trees of their own."""

    def __init__(self) -> None:
        self.trees: dict[int, tuple[Tree, set[int]]] = {}

    def of(self, tree: Tree) -> set[int]:
        return self.trees.setdefault(id(tree), (tree, set()))[1]

    def takes(self, node: Node) -> bool:
        """Whether nobody has looked at it; from now on somebody has."""
        known = self.of(node.tree)
        is_new = node.index not in known
        known.update(range(node.index, node.tree.after[node.index]))
        return is_new

    def leave(self, tree: Tree, nodes: Sequence[Node]) -> None:
        """Of a tree only what these nodes hold is left to look at."""
        left = {number for node in nodes for number in range(node.index, tree.after[node.index])}
        self.of(tree).update(number for number in range(len(tree.styles)) if number not in left)


def locate(cassette: Cassette, rules: Rules, among: Sequence[int] | None = None) -> Iterator[tuple[Side, Secret]]:
    """All of them, or those of some interactions. A value that several share (an anchor) is met once."""
    seeker, looked = Seeker.of(rules), _Looked()
    recorder = next(each for each in RECORDERS if each.name == cassette.recorder)
    stretches: list[Stretch] = []
    for interaction in cassette.interactions if among is None else map(cassette.interactions.__getitem__, among):
        for side, message in (("request", interaction.request), ("response", interaction.response)):
            place = Side(interaction.index, side)
            own = list(_stretches(message, place, recorder.url if side == "request" else None))
            for secret in _of_headers(seeker, message, looked, place):
                yield place._replace(part="headers"), secret
            for secret in _of_body(seeker, interaction, message.body, looked, place):
                yield place._replace(part="body"), secret
            tree = message.node.tree
            if tree is cassette.tree:
                stretches += own
            else:
                yield from of_others(tree, seeker, looked.of(tree), own)
                if (outer := node_of(tree.layer)) is not None:
                    looked.takes(outer)
    if among is not None:
        looked.leave(cassette.tree, [cassette.interactions[position].node for position in among])
    yield from of_others(cassette.tree, seeker, looked.of(cassette.tree), sorted(stretches))
    if among is None:
        yield from ((Side(), secret) for secret in between(cassette.tree, seeker))


def node_of(layer: Layer) -> Node | None:
    """The scalar, or the structure, that the layer is the text of, if it is one."""
    node: Node | None = getattr(layer, "node", None)
    return node


def _stretches(message: Request | Response, place: Side, url: Path | None) -> Iterator[Stretch]:
    """The nodes of a side, and those of its URL."""
    after = message.node.tree.after
    yield Stretch(message.node.index, after[message.node.index], place)
    for path in (url, ("scope",)) if url is not None else ():
        if (node := message.node.at(path)) is not None and node.is_scalar:
            yield Stretch(node.index, after[node.index], place._replace(part="url"))


def _of_headers(seeker: Seeker, message: Request | Response, looked: _Looked, place: Side) -> Iterator[Secret]:
    """Of header lines. Together they tell whether any of them, apart from its name, can hold a secret."""
    headers = list(message.headers)
    is_suspect = may_hold(seeker.rules, "\n".join(header.value for header in headers))
    for header in headers:
        rule = seeker.rule_for(_HEADER, header.name)
        if not looked.takes(header.node) or not (rule or is_suspect):
            continue
        layer = layer_of(header)
        if layer is not None:
            yield from seeker.value(layer, _HEADER, header.name, f"{place.where}.headers.{seeker.told(header.name)}")


def _of_body(seeker: Seeker, interaction: Interaction, body: Body, looked: _Looked, place: Side) -> Iterator[Secret]:
    """A body in its layers; of a stream its events and its message. What cannot be decoded is looked at as it is."""
    where = f"{place.where}.body"
    nodes = [node for node in map(node_of, body.pieces) if node]
    if nodes and not sum(looked.takes(node) for node in nodes):
        return
    if body.problem or body.layer is None:
        for piece in body.pieces:
            yield from seeker.text(piece, where)
    elif body.structured is not None:
        yield from seeker.scalars(body.structured.tree, body.structured, where)
    elif place.side == "request":
        yield from of_events(seeker, body, where)
    elif (stream := streamed_answer(interaction)) is not None:
        yield from of_stream(seeker, stream, body, where)
    else:
        yield from of_events(seeker, body, where)
