"""pydantic-ai's recordings of realtime websockets: YAML that looks like VCR.py's, each interaction one message.

A message sent is shown as a request, one received as a response. There is no URL.
Source: pydantic-ai tests/realtime, cassettes/*.yaml.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Form, Side, Stored, text_or_data


def _going(direction: str, stored: Stored) -> Form | None:
    going = stored.side.at(("direction",))
    return text_or_data(stored) if going is not None and going.text == direction else None


def version_of(root: Node) -> str | None:
    """By kind and direction of the first message."""
    version = root.at(("version",))
    known = root.at(("interactions", 0, "kind")) is not None and root.at(("interactions", 0, "direction")) is not None
    return version.text if known and version is not None else None


PYDANTIC_WEBSOCKET = Recorder(
    name="pydantic-ai websocket",
    language="Python",
    files="YAML",
    version_of=version_of,
    interactions=("interactions",),
    request=Side((), body=(("data",),), form=lambda stored: _going("sent", stored)),
    response=Side((), body=(("data",),), form=lambda stored: _going("received", stored)),
    method=("direction",),
    status=(("code",),),
    reason=("reason",),
    signs=(("kind",),),
    matched=("the order of messages",),
    read_only="messages of a websocket are no HTTP; nothing here edits them yet",
)
