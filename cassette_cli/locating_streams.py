"""A body that is cut into events -> the secrets in it: in the message that they make, in the events, between them.

A token may lie in several events: the texts that they make together are looked at whole, and their pieces only there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from .bodies import Body
from .documents.edits import Span
from .documents.layers import Layer
from .documents.nodes import Node
from .framings import Event, framing_of
from .framings.framing import StretchLayer
from .parts import JsonPath
from .rules import Place
from .seeking import Secret, Seeker
from .streamed_answers import LeafLayer, StreamedAnswer
from .suspecting import may_hold


def of_stream(seeker: Seeker, stream: StreamedAnswer, body: Body, where: str) -> Iterator[Secret]:
    """Of a stream of an API that is known: its message, then the rest of its events."""
    is_suspect = _is_suspect(seeker, body)
    if not is_suspect and not _may_tell(seeker, stream):
        return
    leaves = list(stream.leaves())
    for leaf in leaves:
        name = _name(leaf.path)
        inside = where + "".join(f"/{seeker.told(step)}" for step in leaf.path)
        yield from seeker.value(leaf, (Place.FIELD,), name, inside)
    if not is_suspect:
        return
    worth = [number for number, event in enumerate(stream.events) if may_hold(seeker.rules, event.data)]
    taken = {node for leaf in leaves for node in _nodes(leaf)} if worth else set()
    spare = seeker._replace(spare=taken.__contains__)
    for number in worth:
        event, tree = stream.events[number], stream.tree(number)
        if tree is not None:
            yield from spare.tree(tree, f"{where}#{number}")
        elif not stream.api.reads_text:
            yield from seeker.text(event.layer, f"{where}#{number}")
    yield from _between(seeker, body, stream.events, where)


def of_events(seeker: Seeker, body: Body, where: str) -> Iterator[Secret]:
    """Of any other body: its events, if it has some, one by one."""
    if body.layer is None or not _is_suspect(seeker, body):
        return
    text = body.layer.text
    framing = framing_of(text, body.media_type, is_binary=body.text is None)
    if framing is None or framing.name == "json_array":
        yield from seeker.text(body.layer, where)
        return
    events = list(framing.events(body.layer))
    for number, event in enumerate(events):
        if may_hold(seeker.rules, event.data):
            yield from seeker.text(event.layer, f"{where}#{number}")
    yield from _between(seeker, body, events, where)


def _is_suspect(seeker: Seeker, body: Body) -> bool:
    """Whether an event need be looked at. Of frames of bytes the text of all says nothing."""
    return body.layer is not None and (body.text is None or may_hold(seeker.rules, body.layer.text))


def _may_tell(seeker: Seeker, stream: StreamedAnswer) -> bool:
    """Whether its message need be put together to be looked at; where that is not told quickly, it need."""
    texts = stream.plain_texts()
    return texts is None or any(
        seeker.rule_for((Place.FIELD,), _name(path)) or may_hold(seeker.rules, text) for path, text in texts.items()
    )


def _name(path: JsonPath) -> str:
    """The name that a leaf stands under."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _nodes(leaf: LeafLayer) -> Iterator[Node]:
    """The strings of the events that the leaf's text is made of, or that repeat it and follow it."""
    for place in leaf.origin.places:
        if (node := leaf.answer.node(place)) is not None:
            yield node
    for copy in leaf.origin.copies:
        node, said = leaf.answer.node(copy.place), leaf.text[copy.start : copy.end]
        if node is not None and node.is_scalar and node.text == said:
            yield node
        elif node is not None and not node.is_scalar and _parsed(said) == node.value:
            yield from (Node(node.tree, index) for index in range(node.index, node.tree.after[node.index]))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _between(seeker: Seeker, body: Body, events: Sequence[Event], where: str) -> Iterator[Secret]:
    """What no reader of a stream gets to see: comments, ids, names of events, what is no event."""
    layer: Layer | None = body.layer
    if layer is None or body.text is None:
        return
    hits = seeker.rules.hits(layer.text)
    if not hits:
        return
    data = [span for event in events for span in _data(event)]
    for rule, span in hits:
        if not any(each.start < span.end and span.start < each.end for each in data):
            stretch = StretchLayer(layer, span, layer.text[slice(*span)], "\r\n")
            yield Secret(stretch, Span(0, len(stretch.text)), rule, where)


def _data(event: Event) -> Iterator[Span]:
    if event.framing.name != "sse":
        yield event.span
        return
    yield from (field.value for field in event.fields if field.name == "data")
