"""A header line -> the layer that its value is the text of, so that it can be edited."""

from __future__ import annotations

from .body_layers import EncodedLayer
from .cassette import Header
from .documents.edits import Span
from .documents.layers import Layer
from .encodings import BASE64
from .framings.framing import StretchLayer


def layer_of(header: Header) -> Layer | None:
    """A scalar of its own, one in base64, or what is behind the name in one text."""
    node = header.node
    if not node.is_scalar:
        return None
    text = node.text
    if text == header.value:
        return node.layer
    start = text.find(header.value, len(header.name)) if text.startswith(header.name) else -1
    if start >= 0:
        return StretchLayer(node.layer, Span(start, start + len(header.value)), header.value, "\r\n")
    return EncodedLayer(node.layer, BASE64, header.value)
