"""google/go-replayers' httpreplay: JSON whose bodies are base64, a request's in parts, codings left in place.

Source: go-replayers httpreplay/internal/proxy/log.go, types Log, Entry, Request and Response.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import BASE64, Encoding
from .recorder import Recorder
from .sides import Form, Side, Stored


def form(stored: Stored) -> Form | None:
    """The parts of a request; one part of several is one of a multipart body."""
    return Form.TEXT if stored.node.is_scalar else Form.PIECES if next(stored.node.items, None) else None


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """Go's encoding/json writes []byte so."""
    return (BASE64,)


def version_of(root: Node) -> str | None:
    """By its entries beside what the program was told at first."""
    entries, version = root.at(("Entries",)), root.at(("Version",))
    known = root.at(("Initial",)) is not None and version is not None and entries is not None
    return version.text if version is not None and known else None


HTTPREPLAY = Recorder(
    name="httpreplay",
    language="Go",
    files="JSON (`.replay`), of google/go-replayers",
    version_of=version_of,
    interactions=("Entries",),
    request=Side(("Request",), (("BodyParts",),), (("Header",),), form=form, wrapping=wrapping),
    response=Side(("Response",), (("Body",),), (("Header",),), wrapping=wrapping),
    method=("Method",),
    url=("URL",),
    status=(("StatusCode",),),
    signs=(("Request", "URL"), ("Response",)),
    matched=("method", "URL", "headers", "body"),
    kept=(("ID",),),
)
