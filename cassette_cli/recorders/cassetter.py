"""cassetter (github.com/Kludex/cassetter, PyPI): YAML, version 1 as VCR.py's; a body says of what type it is.

JSON is kept as data, bytes as hexadecimal digits; codings are undone and the length corrected. gRPC calls and
websockets stand in lists of their own.
Source: cassetter 0.16, what it writes.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import HEX, Encoding
from .recorder import Recorder
from .sides import Form, Side, Stored

_CONTENT = (("body", "content"),)
_BESIDE = (("grpc_interactions",), ("ws_interactions",), ("observed_requests",))


def _type(side: Node) -> str:
    found = side.at(("body", "type"))
    return found.text if found is not None else ""


def form(stored: Stored) -> Form | None:
    """By the type that the body says."""
    if _type(stored.side) == "json":
        return Form.DATA
    return Form.TEXT if stored.node.is_scalar else None


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """By the type, too."""
    return (HEX,) if _type(stored.side) == "binary" else ()


def version_of(root: Node) -> str | None:
    """By a status that is a number and bodies with a type, where VCR.py has a map and a string; or by its siblings."""
    first, version = root.at(("interactions", 0)), root.at(("version",))
    if version is None or root.at(("interactions",)) is None:
        return None
    if first is None:
        return version.text if any(root.at(sibling) is not None for sibling in _BESIDE) else None
    status, kind = first.at(("response", "status")), first.at(("response", "body", "type"))
    return version.text if status is not None and status.is_scalar and kind is not None else None


CASSETTER = Recorder(
    name="cassetter",
    language="Python, JavaScript, Go, Rust",
    files="YAML",
    version_of=version_of,
    interactions=("interactions",),
    request=Side(("request",), body=_CONTENT, form=form, wrapping=wrapping, is_decoded=True),
    response=Side(("response",), body=_CONTENT, form=form, wrapping=wrapping, is_decoded=True),
    method=("method",),
    url=("uri",),
    status=(("status",),),
    signs=(("request", "uri"), ("response", "status")),
    beside=_BESIDE,
    kept=(("recorded_at",),),
)
