"""dd-apm-test-agent's VCR proxy: one interaction in a JSON file, whose name carries a hash of the request.

Bytes that are no UTF-8 have the prefix `base64:`. On replay the length and coding headers are left out.
Source: dd-apm-test-agent ddapm_test_agent/vcr_proxy.py.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import BASE64, Encoding
from .recorder import Recorder
from .sides import Side, Stored

_PREFIX = b"base64:"
_PREFIXED = Encoding(
    BASE64.name,
    lambda data, limit: BASE64.decode(data.removeprefix(_PREFIX), limit),
    lambda data, like: _PREFIX + BASE64.encode(data, like.removeprefix(_PREFIX)),
)


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """By the prefix."""
    return (_PREFIXED,) if stored.node.text.startswith(_PREFIX.decode()) else ()


def version_of(root: Node) -> str | None:
    """By its two sides; a WireMock stub has them too, but no code in its status."""
    known = root.at(("request", "url")) is not None and root.at(("response", "status", "code")) is not None
    return "" if known else None


DDAPM = Recorder(
    name="dd-apm-test-agent",
    language="any",
    files="JSON, one interaction a file",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),), wrapping=wrapping, is_decoded=True),
    response=Side(("response",), body=(("body",),), wrapping=wrapping, is_decoded=True),
    method=("method",),
    url=("url",),
    status=(("status", "code"),),
    reason=("status", "message"),
    signs=(("request", "url"), ("response", "status")),
    matched=("the hash in the file's name",),
)
