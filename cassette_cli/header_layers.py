"""A header line -> the layer that its value is the text of, so that it can be edited."""

from __future__ import annotations

from .body_layers import EncodedLayer
from .cassette import Header
from .documents.edits import Span
from .documents.layers import Layer
from .encodings import BASE64
from .framings.framing import StretchLayer
from .recorders.header_lines import BINARY_TAGS


def layer_of(header: Header) -> Layer | None:
    """A scalar of its own, one in base64, or what is behind the name in one text; None for what is no text."""
    node = header.node
    while not node.is_scalar:  # what Python wraps a string in
        inner = next(node.items, None)
        if inner is None:
            return None
        node = inner
    if node.text == header.value:
        return node.layer
    if node.tag in BINARY_TAGS:
        return EncodedLayer(node.layer, BASE64, header.value)
    start = node.text.find(header.value, node.text.find(":") + 1)
    return (
        None if node.is_null else StretchLayer(node.layer, Span(start, start + len(header.value)), header.value, "\r\n")
    )
