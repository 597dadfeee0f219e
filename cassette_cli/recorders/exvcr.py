"""ExVCR (github.com/parroty/exvcr): a JSON list. What is binary is base64 of Erlang's external term for it.

A custom cassette may be as little as a URL, a status, headers and a body; an entry of type `error` has no status.
Source: exvcr lib/exvcr/json.ex, lib/exvcr/recorder.ex; Erlang external term format, BINARY_EXT.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import BASE64, Encoding
from ..errors import DecodeError
from .recorder import Recorder
from .sides import Side, Stored, text_or_data

_BINARY = b"\x83m"  # version 131, BINARY_EXT 109, then the length in four bytes
_HEAD = 6


def _from_term(data: bytes, limit: int) -> bytes:
    if not data.startswith(_BINARY) or int.from_bytes(data[2:_HEAD]) != len(data) - _HEAD:
        raise DecodeError("an Erlang term that is no binary", "what term_to_binary makes of one")
    return data[_HEAD:]


def _to_term(data: bytes, like: bytes) -> bytes:
    return _BINARY + len(data).to_bytes(4) + data


_TERM = Encoding("erlang term", _from_term, _to_term)


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """`binary` beside the body."""
    binary = stored.side.at(("binary",))
    return (BASE64, _TERM) if binary is not None and binary.text == "true" else ()


def version_of(root: Node) -> str | None:
    """By the names of both sides. inline-snapshot's lists have the same, but say the method as it is sent, `POST`."""
    request, response = root.at((0, "request")), root.at((0, "response"))
    if not root.is_sequence or request is None or response is None or request.get("url") is None:
        return None
    is_sent = (method := request.get("method")) is not None and method.text.isupper()
    typed = response.get("type") is not None or request.get("options") is not None
    return "" if typed or (response.get("status_code") is not None and not is_sent) else None


EXVCR = Recorder(
    name="ExVCR",
    language="Elixir",
    files="JSON, a list",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),), form=text_or_data, repeats=(("request_body",),)),
    response=Side(("response",), body=(("body",),), form=text_or_data, wrapping=wrapping),
    method=("method",),
    url=("url",),
    status=(("status_code",), ("status_code", 1)),  # httpc keeps its whole status line
    signs=(("request", "url"), ("response",)),
    matched=("method", "URL without its query"),
)
