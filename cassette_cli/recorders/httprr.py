"""httprr (golang.org/x/internal, langchaingo's internal/httprr): messages as they went over the wire, with byte counts.

The whole request is the key by which an answer is found, so any edit of it changes what is found. The text is bytes:
CRLF in it is part of the recording, and so are chunk sizes, which an edit keeps true.
"""

from __future__ import annotations

from ..documents.layers import Layer
from ..documents.nodes import Node, Tree
from ..encodings import Encoding
from .recorder import Recorder
from .sides import Side, Stored

_SYNTAX = "httprr"
_REQUEST, _RESPONSE = (2,), (3,)  # in a record, behind two byte counts
_FIELDS, _BODY = (3,), (4,)  # in a message, behind the three parts of its start line


def parse(layer: Layer) -> Tree:
    """The records of a trace. Raises ParseError."""
    from . import httprr_text  # noqa: PLC0415 - start-up time: for this and the next, few files need it

    return httprr_text.parse(layer)


def inside(node: Node) -> Node:
    """A message of a trace -> the root of what it says."""
    from . import httprr_message  # noqa: PLC0415 - start-up time, as above

    return httprr_message.parse(node.layer).root


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """The last transfer coding (RFC 9112 section 6.1)."""
    from ..chunked import CHUNKED  # noqa: PLC0415 - start-up time, as above

    last = stored.headers.get("transfer-encoding", "").lower().rpartition(",")[2].strip()
    return (CHUNKED,) if last == CHUNKED.name else ()


def version_of(root: Node) -> str | None:
    """By its syntax, which nobody else has."""
    return "1" if root.tree.syntax.name == _SYNTAX else None


HTTPRR = Recorder(
    name="httprr",
    language="Go",
    files="text on the wire (`.httprr`), often in gzip",
    version_of=version_of,
    interactions=(),
    request=Side(_REQUEST, (_BODY,), (_FIELDS,), inside=inside, wrapping=wrapping, is_bytes=True),
    response=Side(_RESPONSE, (_BODY,), (_FIELDS,), inside=inside, wrapping=wrapping, is_bytes=True),
    method=(0,),
    url=(1,),
    status=((1,),),
    reason=(2,),
    signs=(_REQUEST, _RESPONSE),
    magic=b"httprr trace v",
    parse=parse,
    matched=("the whole request",),
)
