"""Where a request or a response keeps its parts, and its node -> the Body: which text it is, and what wraps it.

Nothing is decoded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from ..bodies import Body
from ..body_layers import StructuredLayer
from ..cassette import Reading
from ..documents.nodes import Node
from ..documents.styles import Path
from ..encodings import BASE64, Encoding
from ..errors import DecodeError, EditError
from .header_lines import BINARY_TAGS, headers_of

_OF_BODIES = frozenset(
    {"content-type", "content-encoding", "content-length", "transfer-encoding", "content-transfer-encoding"}
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)


class Stored(NamedTuple):
    """A text that keeps a body, or a piece of one: its node, that of its side, and the headers that speak of bodies."""

    node: Node
    side: Node
    headers: Mapping[str, str]
    reading: Reading


Wrapping: TypeAlias = Callable[[Stored], tuple[Encoding, ...]]


def by_tag(stored: Stored) -> tuple[Encoding, ...]:
    """Bytes are base64 with a tag that says so: `!!binary`, Ruby's `!binary`."""
    return (BASE64,) if stored.node.tag in BINARY_TAGS else ()


NAMED_BODY: tuple[Path, ...] = (("body", "base64_string"), ("body", "string"), ("body",))  # Ruby VCR and its kin


def by_name(stored: Stored) -> tuple[Encoding, ...]:
    """The same, or base64 under `base64_string`."""
    named = stored.side.at(NAMED_BODY[0])
    return (BASE64,) if named == stored.node else by_tag(stored)


def in_file(stored: Stored) -> tuple[Encoding, ...]:
    """The text is the name of a file beside the cassette, which is the body. It is read, not written."""
    sibling = stored.reading.sibling

    def read(name: bytes, limit: int) -> bytes:
        content = sibling(name.decode("latin-1"))
        if len(content) > limit:
            raise DecodeError(f"a file of more than {limit >> 20} MiB", "a body below the limit (--body-limit)")
        return content

    return (Encoding("file", read, _refuse),)


def _refuse(data: bytes, name: bytes) -> bytes:
    raise EditError(f"a body that is kept in {name.decode('latin-1')}", "an edit of that file")


class Form(Enum):
    """How a body is kept: as a text, as several texts in a row, or as data that is sent as JSON."""

    TEXT = "text"
    PIECES = "pieces"
    DATA = "data"


def text_only(stored: Stored) -> Form | None:
    """The usual form; None for what is no body."""
    return Form.TEXT if stored.node.is_scalar else None


def text_or_data(stored: Stored) -> Form:
    """What is no scalar is data."""
    return Form.TEXT if stored.node.is_scalar else Form.DATA


def itself(node: Node) -> Node:
    """The usual way inside: the values of a side are nodes of the file's own tree."""
    return node


class Side(NamedTuple):
    """Where a request or a response keeps its parts, seen from its own node.

    `inside` gives the node to look from, where a side is a text that is parsed on its own (httprr). `body` are the
    places where its body may stand, the first that holds one counts. `form` tells how it is kept there, `wrapping` how
    bytes are kept in it; `is_bytes` that it is bytes also where nothing wraps them, `is_decoded` that content codings
    are undone whatever the header says, `is_compact` that data is sent as JSON without spaces. `spelled_in` names the
    charset that has to hold the text.

    What an editor has to keep in step: `lengths` are fields beside the Content-Length header that say the body's size
    in bytes, `repeats` those that say once more what URL, headers or body say.
    """

    node: Path
    body: tuple[Path, ...]
    headers: tuple[Path, ...] = (("headers",),)
    inside: Callable[[Node], Node] = itself
    form: Callable[[Stored], Form | None] = text_only
    wrapping: Wrapping = by_tag
    is_bytes: bool = False
    is_decoded: bool = False
    is_compact: bool = False
    spelled_in: Path | None = None
    lengths: tuple[Path, ...] = ()
    repeats: tuple[Path, ...] = ()

    def headers_in(self, side: Node) -> tuple[Node, ...]:
        """The nodes that keep the headers."""
        return tuple(node for path in self.headers if (node := side.at(path)) is not None)

    def body_in(self, side: Node, headers: Sequence[Node], reading: Reading) -> Body:
        """The body of a side whose headers are kept in these nodes."""
        named = headers_of(headers, _OF_BODIES)
        values: dict[str, str] = {}
        for header in named:
            name = header.name.lower()
            before = f"{values[name]}, " if name.endswith("-encoding") and name in values else ""
            values[name] = before + header.value  # several lines are one list (RFC 9110 section 5.3)
        media_type, _, parameters = values.get("content-type", "").lower().partition(";")
        charset = _CHARSET.search(parameters)
        codings = [word.strip() for word in values.get("content-encoding", "").lower().split(",")]
        lengths = [length for path in self.lengths if (length := side.at(path)) is not None]
        lengths += [header.node for header in named if header.name.lower() == "content-length"]
        stored, form = next(self._held(side, values, reading), (None, None))
        texts = _texts(stored, form) if stored and form else []
        structured = stored.node if stored and form is Form.DATA else None
        wrapping = self.wrapping(stored._replace(node=texts[0])) if stored and texts else ()
        pieces = tuple(text.layer for text in texts if not text.is_null)
        return Body(
            pieces=(StructuredLayer(structured, self.is_compact),) if structured else pieces,
            wrapping=wrapping,
            is_bytes=bool(wrapping) or (self.is_bytes and structured is None),
            media_type=media_type.strip(),
            charset=charset.group(1) if charset else "",
            codings=tuple(word for word in codings if word not in ("", "identity", "none")),
            is_decoded=self.is_decoded,
            structured=structured,
            spelled_in=side.at(self.spelled_in) if self.spelled_in else None,
            lengths=tuple(lengths),
            limit=reading.body_limit,
        )

    def _held(self, side: Node, headers: Mapping[str, str], reading: Reading) -> Iterator[tuple[Stored, Form]]:
        """What may be the body, in the order of its places."""
        nothing: list[Path] = []  # `string: null` says that there is no body, and what holds it is none either
        for path in self.body:
            node = side.at(path)
            if node is None or any(each[: len(path)] == path for each in nothing):
                continue
            if node.is_null:
                nothing.append(path)
            stored = Stored(node, side, headers, reading)
            form = self.form(stored)
            if form is Form.DATA or (form and not node.is_null):
                yield stored, form


def _texts(stored: Stored, form: Form) -> list[Node]:
    """The texts that a body is kept in; none for data."""
    return [stored.node] if form is Form.TEXT else list(stored.node.items) if form is Form.PIECES else []
