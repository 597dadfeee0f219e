"""A body as a file keeps it -> what was said: the layers that lie between, undone one by one when somebody asks.

A body is stored as text, as bytes in base64, or as structured data; the bytes may be compressed, and are characters
in some charset. Headers lie: what is really there is looked at before a header is believed, and what does not fit is
shown as it is and noted.
"""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from .body_layers import CharsetLayer, EncodedLayer, LatinLayer
from .documents.layers import Layer
from .documents.nodes import Node
from .encodings import BASE64, CONTENT_CODINGS, GZIP, LIMIT, Encoding
from .errors import DecodeError


class Decoded(NamedTuple):
    """What undoing a body's layers gave: innermost layer, what was undone, what did not fit, and whether it is text."""

    layer: Layer
    encodings: tuple[str, ...]
    notes: tuple[str, ...]
    is_text: bool


@dataclass(frozen=True, eq=False)
class Body:
    """What was sent or answered.

    `stored` is the text that the file keeps, None where there is no body. `wrapping` is how that text keeps bytes
    (`base64`), "" where it keeps characters. `codings` are the Content-Encoding header's words, in the order in which
    they were applied. `lengths` are the nodes that say how many bytes the body has on the wire. `limit` is how many
    bytes it may decode to. It is not slotted because what was decoded is kept with it, for as long as it lives.
    """

    stored: Layer | None = None
    wrapping: str = ""
    media_type: str = ""
    charset: str = ""
    codings: tuple[str, ...] = ()
    structured: Node | None = None
    lengths: tuple[Node, ...] = ()
    limit: int = LIMIT

    @cached_property
    def wire(self) -> Layer | None:
        """The body as it went over the wire, before a content coding is undone: characters, or bytes as latin-1."""
        if self.stored is None or not self.wrapping:
            return self.stored
        return _undone(self.stored, BASE64, self.limit)

    @cached_property
    def decoded(self) -> Decoded:
        """All layers undone. Raises DecodeError."""
        if self.wire is None:
            raise DecodeError("no body")
        return _decoded(self, self.wire)

    @property
    def is_empty(self) -> bool:
        return self.stored is None or not self.stored.text

    @property
    def layer(self) -> Layer | None:
        """The layer whose text is `text`; for binary content, its bytes shown as latin-1."""
        return None if self.stored is None else self.decoded.layer

    @property
    def text(self) -> str | None:
        """The characters; "" without a body, None if the content is binary. Raises DecodeError."""
        if self.stored is None:
            return ""
        return self.decoded.layer.text if self.decoded.is_text else None

    @property
    def content(self) -> bytes:
        """The bytes, content codings undone. Raises DecodeError."""
        if self.stored is None:
            return b""
        layer = self.decoded.layer
        while isinstance(layer, CharsetLayer):
            layer = layer.outer
        return layer.text.encode(
            "latin-1" if isinstance(layer, EncodedLayer | LatinLayer) else "utf-8", "surrogatepass"
        )

    @property
    def size(self) -> int:
        """How many bytes `content` has. Raises DecodeError."""
        text = self.text
        return len(text) if text is not None and text.isascii() else len(self.content)

    @property
    def encodings(self) -> tuple[str, ...]:
        """What was undone, outermost first: `("base64", "gzip")`. Raises DecodeError."""
        return () if self.stored is None else self.decoded.encodings

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know: `header says gzip, body is plain`. Raises DecodeError."""
        return () if self.stored is None else self.decoded.notes

    @property
    def problem(self) -> str | None:
        """Why the body cannot be decoded, None if it can."""
        try:
            self.notes  # noqa: B018  (whatever is asked first decodes)
        except DecodeError as fault:
            return fault.message
        return None

    @cached_property
    def json_value(self) -> Any:
        """The body as JSON, None where it is not JSON or cannot be decoded. Never raises."""
        if self.structured is not None:
            return self.structured.value
        try:
            return json.loads((self.text or "").removeprefix("\ufeff"))
        except (ValueError, RecursionError, DecodeError):
            return None


def _decoded(body: Body, wire: Layer) -> Decoded:
    is_bytes = bool(body.wrapping)
    if not is_bytes and wire.text.startswith("\x1f\x8b") and max(wire.text) <= "\xff":
        wire, is_bytes = LatinLayer(wire), True
    done: list[str] = [BASE64.name] if body.wrapping else []
    notes: list[str] = []
    layer = wire
    for word in reversed(body.codings):
        coding = CONTENT_CODINGS.get(word)
        if coding is None:
            notes.append(f"header says {word}, which is not read")
            break
        inner = _try(layer, coding, body.limit) if is_bytes else None
        if inner is None:
            if layer.text:
                notes.append(f"header says {word}, body is plain")
            break
        layer = inner
        done.append(coding.name)
    if is_bytes and not body.codings and layer.text.startswith("\x1f\x8b") and _is_textual(body.media_type):
        layer = _undone(layer, GZIP, body.limit)
        done.append(GZIP.name)
        notes.append("body is gzip, header does not say so")
    if not is_bytes:
        return Decoded(layer, tuple(done), tuple(notes), is_text=True)
    characters = _characters(layer, body.charset)
    return Decoded(characters or layer, tuple(done), tuple(notes), is_text=characters is not None)


def _try(layer: Layer, coding: Encoding, limit: int) -> Layer | None:
    """The layer inside, None where the bytes are plain, whatever the header says."""
    if coding.recognises(layer.text.encode("latin-1")):
        return _undone(layer, coding, limit)
    if _characters(layer, "") is not None:
        return None  # readable as it stands
    return _undone(layer, coding, limit)


def _undone(outer: Layer, encoding: Encoding, limit: int) -> EncodedLayer:
    try:
        data = outer.text.encode("latin-1")
    except UnicodeEncodeError:
        raise DecodeError(f"characters that are no {encoding.name}") from None
    return EncodedLayer(outer, encoding, encoding.decode(data, limit).decode("latin-1"))


def _characters(layer: Layer, charset: str) -> CharsetLayer | None:
    """The bytes as characters: in UTF-8 if they are, else in the charset that the header names; NUL means binary."""
    if "\0" in layer.text:
        return None
    data = layer.text.encode("latin-1")
    for name in ("utf-8", charset):
        try:
            text = codecs.lookup(name).name and data.decode(name) if name else None
        except (LookupError, ValueError):
            continue
        if text is not None and text.encode(name) == data:
            return CharsetLayer(layer, name, text)
    return None


def _is_textual(media_type: str) -> bool:
    """A gzip file that was downloaded is content; gzip around what calls itself text is a coding."""
    words = ("json", "xml", "javascript", "urlencoded")
    return not media_type or media_type.startswith("text/") or media_type.endswith(words)
