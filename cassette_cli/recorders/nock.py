"""nock (github.com/nock/nock), `nock.back` and `nock.recorder`: a JSON list; the URL in two parts.

An answer is data if it was JSON, else a string; what is no UTF-8 is one string of hexadecimal digits, and what had a
content coding a list of them, one for each chunk that arrived. Headers are Node's `rawHeaders`, in older files a map.
Source: nock lib/recorder.js, lib/back.js, lib/scope.js (define).
"""

from __future__ import annotations

import re

from ..documents.nodes import Node
from ..encodings import HEX, Encoding
from .recorder import Recorder
from .sides import Form, Side, Stored, text_or_data

_DIGITS = re.compile(r"(?:[0-9a-fA-F]{2})*")
_PORTS = (("http://", ":80"), ("https://", ":443"))


def version_of(root: Node) -> str | None:
    """By the two parts of a URL."""
    known = root.at((0, "scope")) is not None and root.at((0, "path")) is not None
    return "" if known and root.is_sequence else None


def url_of(interaction: Node) -> str:
    """Scope and path; a port that the scheme implies is left out, as everybody does."""
    scope, path = (found.text if (found := interaction.at((part,))) else "" for part in ("scope", "path"))
    for scheme, port in _PORTS:
        if scope.startswith(scheme):
            scope = scope.removesuffix(port)
    return scope + path


def form(stored: Stored) -> Form:
    """A list of strings is one of chunks if there is a content coding; else the answer was such a list."""
    chunks = stored.node.is_sequence and "content-encoding" in stored.headers
    return Form.PIECES if chunks and all(map(_is_hex, stored.node.items)) else text_or_data(stored)


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """Chunks are hexadecimal; a whole answer is where the file says so, in older files where it must be."""
    if stored.side.at(("response",)) != stored.node:
        return (HEX,)
    is_binary = stored.side.at(("responseIsBinary",))
    if is_binary is not None and "content-encoding" not in stored.headers:
        return (HEX,) if is_binary.text == "true" else ()
    return where_it_must_be(stored)


def where_it_must_be(stored: Stored) -> tuple[Encoding, ...]:
    """Digits are bytes if those are no text: otherwise nock would have kept the text."""
    return (HEX,) if _is_hex(stored.node) and not _is_utf8(bytes.fromhex(stored.node.text)) else ()


def _is_hex(node: Node) -> bool:
    return node.is_scalar and _DIGITS.fullmatch(node.text) is not None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


NOCK = Recorder(
    name="nock",
    language="JavaScript",
    files="JSON, a list",
    version_of=version_of,
    interactions=(),
    request=Side((), (("body",),), (("reqheaders",),), form=text_or_data, wrapping=where_it_must_be, is_compact=True),
    response=Side((), (("response",),), (("rawHeaders",), ("headers",)), form=form, wrapping=wrapping, is_compact=True),
    method=("method",),
    url=("path",),
    url_of=url_of,
    status=(("status",),),
    signs=(("scope",), ("path",)),
    matched=("method", "URL", "body"),
)
