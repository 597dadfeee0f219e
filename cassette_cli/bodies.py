"""A body as a file keeps it -> what was said: the layers that lie between, undone one by one when somebody asks.

A body is stored as text, as bytes in base64, or as structured data; the bytes may be compressed, and are characters
in some charset. Headers lie: what is really there is looked at before a header is believed, and what does not fit is
shown as it is and noted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from .body_layers import CharsetLayer, EncodedLayer, JoinedLayer, LatinLayer, StructuredLayer
from .charsets import characters, spelled
from .documents.layers import Layer
from .documents.nodes import Node
from .encodings import CONTENT_CODINGS, GZIP, LIMIT, Encoding
from .errors import DecodeError


class Decoded(NamedTuple):
    """What undoing a body's layers gave: the innermost layer, what was undone, and what did not fit.

    `is_text` says that it is characters, `is_bytes` that bytes are shown as latin-1 in it, or right outside of it.
    """

    layer: Layer
    encodings: tuple[str, ...]
    notes: tuple[str, ...]
    is_text: bool
    is_bytes: bool


@dataclass(frozen=True, eq=False)
class Body:
    """What was sent or answered.

    `pieces` are the texts that the file keeps, one or, of a body that was kept as it arrived, several in a row; none
    where there is no body. `wrapping` is how each piece keeps bytes, outermost first (base64), and empty where it keeps
    characters, or, if `is_bytes`, bytes as one character each. `codings` are the Content-Encoding header's words, in
    the order in which they were applied; `is_decoded` says that the recorder undoes them and leaves the header, so that
    a plain body is what is expected. `spelled_in` is the node that names the charset in which a text goes over the
    wire. `lengths` are the nodes that say how many bytes the body has on the wire. `limit` is how many bytes it may
    decode to. It is not slotted because what was decoded is kept with it, for as long as it lives.
    """

    pieces: tuple[Layer, ...] = ()
    wrapping: tuple[Encoding, ...] = ()
    is_bytes: bool = False
    media_type: str = ""
    charset: str = ""
    codings: tuple[str, ...] = ()
    is_decoded: bool = False
    structured: Node | None = None
    spelled_in: Node | None = None
    lengths: tuple[Node, ...] = ()
    limit: int = LIMIT

    @cached_property
    def wire(self) -> Layer | None:
        """The body as it went over the wire, before a content coding is undone: characters, or bytes as latin-1.

        Raises DecodeError.
        """
        layers = [self._unwrapped(piece) for piece in self.pieces]
        return layers[0] if len(layers) == 1 else JoinedLayer(tuple(layers)) if layers else None

    def _unwrapped(self, layer: Layer) -> Layer:
        for encoding in self.wrapping:
            layer = _undone(layer, encoding, self.limit)
        return LatinLayer(layer) if self.is_bytes and not self.wrapping else layer

    @property
    def kept(self) -> str | None:
        """The text that the file keeps of it, nothing decoded, of data its source; None without a body."""
        if self.structured:
            return self.structured.source
        return "".join(piece.text for piece in self.pieces) if self.pieces else None

    def size_on_wire(self, text: str) -> int:
        """How many bytes it has on the wire if it says `text` there. Raises ValueError for text that is no JSON."""
        if self.is_bytes:
            return len(text)
        if isinstance(self.wire, StructuredLayer):
            return len(self.wire.dumped(json.loads(text)).encode("utf-8", "surrogatepass"))
        return len(self.spelled(text))

    def spelled(self, text: str) -> bytes:
        """Characters that the file keeps as the bytes that the recorder sends for them.

        In the charset that the file names; else, if the recorder decoded what came, in that of the header; else in
        UTF-8, since only valid UTF-8 is kept as characters then.
        """
        if self.spelled_in:
            return spelled(text, self.spelled_in.text)
        return spelled(text, self.charset if self.is_decoded else "")

    @cached_property
    def decoded(self) -> Decoded:
        """All layers undone. Raises DecodeError."""
        if self.wire is None:
            raise DecodeError("no body")
        return _decoded(self, self.wire)

    @property
    def is_empty(self) -> bool:
        return not self.kept

    @property
    def layer(self) -> Layer | None:
        """The layer whose text is `text`; for binary content, its bytes shown as latin-1."""
        return self.decoded.layer if self.pieces else None

    @property
    def text(self) -> str | None:
        """The characters; "" without a body, None if the content is binary. Raises DecodeError."""
        if not self.pieces:
            return ""
        return self.decoded.layer.text if self.decoded.is_text else None

    @property
    def content(self) -> bytes:
        """The bytes, content codings undone. Raises DecodeError."""
        if not self.pieces:
            return b""
        layer = self.decoded.layer
        if isinstance(layer, CharsetLayer):
            return layer.outer.text.encode("latin-1")
        return layer.text.encode("latin-1") if self.decoded.is_bytes else self.spelled(layer.text)

    @property
    def size(self) -> int:
        """How many bytes `content` has. Raises DecodeError."""
        text = self.text
        return len(text) if text is not None and text.isascii() else len(self.content)

    @property
    def encodings(self) -> tuple[str, ...]:
        """What was undone, outermost first: `("base64", "gzip")`. Raises DecodeError."""
        return self.decoded.encodings if self.pieces else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know: `header says gzip, body is plain`. Raises DecodeError."""
        return self.decoded.notes if self.pieces else ()

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
    is_bytes = body.is_bytes
    if not is_bytes and wire.text.startswith("\x1f\x8b") and max(wire.text) <= "\xff":
        wire, is_bytes = LatinLayer(wire), True
    done = [encoding.name for encoding in body.wrapping]
    notes: list[str] = []
    layer = wire
    for word in reversed(body.codings):
        coding = CONTENT_CODINGS.get(word)
        if coding is None:
            notes.append(f"header says {word}, which is not read")
            break
        inner = _try(layer, coding, body) if is_bytes else None
        if inner is None:
            if layer.text and not body.is_decoded:
                notes.append(f"header says {word}, body is plain")
            break
        layer = inner
        done.append(coding.name)
    if is_bytes and not body.codings and layer.text.startswith("\x1f\x8b") and _is_textual(body.media_type):
        layer = _undone(layer, GZIP, body.limit)
        done.append(GZIP.name)
        notes.append("body is gzip, header does not say so")
    if _is_destroyed(layer.text, is_bytes=is_bytes):
        notes.append("bytes that are no UTF-8 were replaced (U+FFFD) before it was recorded")
    if not is_bytes:
        return Decoded(layer, tuple(done), tuple(notes), is_text=True, is_bytes=False)
    text = characters(layer, body.charset)
    if text is not None and text.rest:
        notes.append("ends within a character")
    return Decoded(text or layer, tuple(done), tuple(notes), is_text=text is not None, is_bytes=True)


def _try(layer: Layer, coding: Encoding, body: Body) -> Layer | None:
    """The layer inside, None where the bytes are plain, whatever the header says."""
    is_coded = coding.recognises(layer.text.encode("latin-1"))
    if not is_coded and characters(layer, "") is not None:
        return None  # readable as it stands
    if not is_coded and body.is_decoded:
        try:
            return _undone(layer, coding, body.limit)
        except DecodeError:
            return None  # as it should be
    return _undone(layer, coding, body.limit)


def _undone(outer: Layer, encoding: Encoding, limit: int) -> EncodedLayer:
    try:
        data = outer.text.encode("latin-1")
    except UnicodeEncodeError:
        raise DecodeError(f"characters that are no {encoding.name}") from None
    return EncodedLayer(outer, encoding, encoding.decode(data, limit).decode("latin-1"))


def _is_destroyed(text: str, *, is_bytes: bool) -> bool:
    """Whether binary data, told by a NUL, went through text. Nothing brings back what was replaced."""
    if "\0" not in text or not is_bytes:
        return "\0" in text and "\ufffd" in text
    if "\xef\xbf\xbd" not in text:
        return False
    try:
        return bool(text.encode("latin-1").decode("utf-8"))  # what is binary is hardly ever UTF-8 by chance
    except UnicodeError:
        return False


def _is_textual(media_type: str) -> bool:
    """A gzip file that was downloaded is content; gzip around what calls itself text is a coding."""
    words = ("json", "xml", "javascript", "urlencoded")
    return not media_type or media_type.startswith("text/") or media_type.endswith(words)
