"""EasyVCR (github.com/EasyPost/easyvcr-csharp): a JSON list; headers in two maps, those of the content apart.

A body is kept as the client read it, as text, its codings undone and its headers left.
Source: easyvcr-csharp EasyVCR/RequestElements/*.cs, EasyVCR/Cassette.cs.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder, number_of
from .sides import Side


def version_of(root: Node) -> str | None:
    """By the names that C# gives."""
    known = root.at((0, "Request", "Uri")) is not None and root.at((0, "Response")) is not None
    return "" if known and root.is_sequence else None


EASYVCR = Recorder(
    name="EasyVCR",
    language="C#",
    files="JSON, a list",
    version_of=version_of,
    interactions=(),
    request=Side(("Request",), (("Body",),), (("RequestHeaders",), ("ContentHeaders",)), is_decoded=True),
    response=Side(("Response",), (("Body",),), (("ResponseHeaders",), ("ContentHeaders",)), is_decoded=True),
    method=("Method",),
    url=("Uri",),
    status=(("Status", "Code"),),
    reason=("Status", "Message"),
    signs=(("Request", "Uri"), ("Response",)),
    duration=("Duration",),
    milliseconds=number_of,
    kept=(("RecordedAt",),),
)
