"""Lists of requests and responses kept with inline-snapshot, as Anthropic's Python SDK tests itself: JSON.

A body is data where it was JSON (httpx sends it without spaces), else text, its codings undone.
Source: anthropic-sdk-python tests/lib/snapshots.py.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side, text_or_data


def version_of(root: Node) -> str | None:
    """By a method as it was sent beside a bare status code; ExVCR has what its library calls a method, `post`."""
    method, status = root.at((0, "request", "method")), root.at((0, "response", "status_code"))
    if not root.is_sequence or method is None or status is None or root.at((0, "request", "url")) is None:
        return None
    return "" if method.text.isupper() and root.at((0, "request", "options")) is None else None


INLINE_SNAPSHOT = Recorder(
    name="inline-snapshot",
    language="Python",
    files="JSON, a list",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),), form=text_or_data, is_decoded=True, is_compact=True),
    response=Side(("response",), body=(("body",),), form=text_or_data, is_decoded=True, is_compact=True),
    method=("method",),
    url=("url",),
    status=(("status_code",),),
    signs=(("request", "url"), ("response",)),
    matched=("method", "URL", "headers", "body"),
)
