"""The contract of a recorder: a row that says where its files keep what, and how to know them.

Most of a recorder is paths; what a path cannot say (how a status is written, how a body is wrapped) is a function in
its row. Reading a row never constructs anything: values are nodes of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple

from ..bodies import Body
from ..body_layers import StructuredLayer
from ..cassette import Header, Headers, Interaction, Request, Response
from ..documents.nodes import Node
from ..documents.styles import Path
from ..encodings import BASE64, LIMIT

BINARY_TAGS = frozenset({"tag:yaml.org,2002:binary", "!binary"})

_BODY_HEADERS = frozenset({"content-type", "content-encoding", "content-length"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\s\"';]+)", re.IGNORECASE)


class Side(NamedTuple):
    """Where a request or a response keeps its parts, seen from its own node.

    `body` are the places where its body may stand, the first that holds one counts; a body that is no scalar is data
    (`parsed_body`). `lengths` are fields beside the Content-Length header that say the body's size in bytes.
    """

    node: Path
    body: tuple[Path, ...]
    headers: Path = ("headers",)
    lengths: tuple[Path, ...] = ()


class Recorder(NamedTuple):
    """One recorder's files. `version_of` gives the format version of a root that is such a file, None for others.

    `interactions` is the path from the root to the sequence of interactions. `method` and `url` are seen from the
    request's node, `status` and `reason` from the response's, other paths from the interaction's.
    `milliseconds` reads the text of the `duration` field.
    """

    name: str
    language: str
    version_of: Callable[[Node], str | None]
    interactions: Path
    request: Side
    response: Side
    method: Path
    url: Path
    status: tuple[Path, ...]
    reason: Path
    identity: Path | None = None
    duration: Path | None = None
    milliseconds: Callable[[str], float | None] = lambda text: None

    def interactions_of(self, root: Node) -> Sequence[Node]:
        """The nodes of all interactions, in the order of the file."""
        found = root.at(self.interactions)
        return [] if found is None else list(found.items)

    def read(self, index: int, node: Node, limit: int = LIMIT) -> Interaction:
        """One interaction out of its node. What the file does not say is empty, never an error."""
        return Interaction(
            index,
            _text(node, self.identity),
            self._request(node, limit),
            self._response(node, limit),
            node,
        )

    def _request(self, node: Node, limit: int) -> Request:
        side = node.at(self.request.node) or node
        headers = side.at(self.request.headers)
        return Request(
            _text(side, self.method) or "",
            _text(side, self.url) or "",
            Headers(partial(headers_of, headers)),
            _body(side, self.request, headers, limit),
            side,
        )

    def _response(self, node: Node, limit: int) -> Response:
        side = node.at(self.response.node) or node
        headers = side.at(self.response.headers)
        status = next((word for path in self.status if (word := _text(side, path))), "")
        duration = _text(node, self.duration)
        return Response(
            int(status) if status.isdecimal() and len(status) < 10 else None,
            _text(side, self.reason) or "",
            Headers(partial(headers_of, headers)),
            _body(side, self.response, headers, limit),
            self.milliseconds(duration) if duration else None,
            side,
        )


def headers_of(node: Node | None, names: Collection[str] = ()) -> tuple[Header, ...]:
    """A map of name to value or to values -> header lines; a list of values is several lines (RFC 9110 section 5.3).

    All of them, or those of some names, given in lower case.
    """
    return tuple(
        Header(word, _word(value), value.resolved)
        for name, values in (node.entries if node else ())
        if (word := _word(name)) and (not names or word.lower() in names)
        for value in (values.resolved.items if values.resolved.is_sequence else (values,))
    )


def _word(node: Node) -> str:
    """A name or value as text. Some are wrapped: `? !!python/object/apply:multidict._multidict.istr` around a name
    (VCR.py with aiohttp), `!!binary` around a value (VCR.py, where the client passed bytes).
    """
    node = node.resolved
    if node.tag in BINARY_TAGS:
        return BASE64.decode(node.text.encode("latin-1", "replace"), LIMIT).decode("latin-1")
    inner = next(node.items, None)
    return node.text if inner is None else _word(inner)


def _text(node: Node, path: Path | None) -> str | None:
    found = None if path is None else node.at(path)
    return _word(found) if found is not None and found.is_scalar and not found.is_null else None


def _body(side: Node, kept: Side, headers: Node | None, limit: int) -> Body:
    named = headers_of(headers, _BODY_HEADERS)
    values = {header.name.lower(): header.value.lower() for header in named}
    media_type, _, parameters = values.get("content-type", "").partition(";")
    charset = _CHARSET.search(parameters)
    lengths = [side.at(path) for path in kept.lengths]
    lengths += [header.node for header in named if header.name.lower() == "content-length"]
    codings = [word.strip() for word in values.get("content-encoding", "").split(",")]
    stored = next((found for path in kept.body if (found := side.at(path)) is not None and not found.is_null), None)
    structured = stored if stored is not None and not stored.is_scalar else None
    return Body(
        stored=None if stored is None else StructuredLayer(structured) if structured else stored.layer,
        wrapping=BASE64.name if stored is not None and stored.tag in BINARY_TAGS else "",
        media_type=media_type.strip(),
        charset=charset.group(1) if charset else "",
        codings=tuple(word for word in codings if word not in ("", "identity")),
        structured=structured,
        lengths=tuple(length for length in lengths if length is not None),
        limit=limit,
    )
