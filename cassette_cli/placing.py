"""A secret -> where in the file it lies, and why it cannot be edited, if it cannot. Nothing is edited for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_MARK = re.compile(r"ED-(\d+)-")  # the same, numbered; an edit leaves out what was there already, such as an `R`


class Lies(NamedTuple):
    """Where in the file a secret lies, and why it cannot be edited, if it cannot."""

    span: Span
    problem: str = ""


def placed(cassette: Cassette, secrets: Sequence[Secret]) -> list[Lies]:
    """Where each of them lies. Of a text that a stream makes, the pieces that hold it, without what repeats them. What
    is packed (base64, gzip) lies in all of the value that it is packed in; whether that can be edited is tried once.
    """
    found: dict[int, Lies] = {}
    packed: dict[Span, Lies] = {}
    free: list[int] = []
    for number, secret in enumerate(secrets):
        around, is_packed = _around(cassette, secret.layer)
        if is_packed:
            found[number] = packed.get(around) or packed.setdefault(around, _tried(secret, around))
        elif isinstance(secret.layer, LeafLayer):
            found[number] = _lies(secret, around)
        else:
            free.append(number)
    found.update(_together(cassette, secrets, free))
    return [found[number] for number in range(len(secrets))]


def _together(cassette: Cassette, secrets: Sequence[Secret], numbers: Sequence[int]) -> Iterator[tuple[int, Lies]]:
    """All at once, since each lift reads a whole text anew; where that fails, those that fail are found by halving."""
    if len(numbers) <= 1:
        yield from ((number, _lies(secrets[number], _around(cassette, secrets[number].layer)[0])) for number in numbers)
        return
    try:
        edits = settle(
            Change(secrets[number].layer, Edit(secrets[number].span, f"{_ANY}-{number}-")) for number in numbers
        )
    except EditError:
        edits = []
    marks = [_MARK.findall(edit.text) for edit in edits]
    spans: dict[int, Span] = {}
    if all(marks):  # else some lie in several pieces, all but the first of which are only taken out
        # two marks in one edit share a stretch, and neither is told from the other
        spans = {int(each[0]): edit.span for each, edit in zip(marks, edits, strict=True) if len(each) == 1}
    yield from ((number, Lies(span)) for number, span in spans.items())
    left = [number for number in numbers if number not in spans]
    middle = (len(left) + 1) // 2
    for half in (left[:middle], left[middle:]) if left else ():
        yield from _together(cassette, secrets, half)


def _lies(secret: Secret, around: Span) -> Lies:
    """One by itself."""
    change = Change(secret.layer, Edit(secret.span, _ANY))
    try:
        edits = settle([change])
        if isinstance(secret.layer, LeafLayer):
            edits = settle(secret.layer.lift_pieces([change.edit]))
    except EditError as fault:
        return Lies(around, fault.message)
    return Lies(Span(edits[0].span.start, edits[-1].span.end) if edits else around)


def _tried(secret: Secret, around: Span) -> Lies:
    """All of the value that it is packed in, if that can be edited."""
    return Lies(around, _lies(secret, around).problem)


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
