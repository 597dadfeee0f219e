"""A frame's payload as text; a chunk's payload -> what a model said in it.

Bytes are UTF-8 where they can be, else they are shown as latin-1, one character a byte. Bedrock wraps what a model
says in JSON whose `bytes` is base64; what is in it is text too, JSON or plain.
"""

from __future__ import annotations

from ..documents.json_text import value
from ..encodings import BASE64, LIMIT
from ..errors import DecodeError, ParseError

BYTES = "bytes"  # the member that holds it
_PADDING = "p"

_CHUNK = "chunk"  # the :event-type of such frames


def text_of(content: bytes) -> str:
    """Bytes as what they are; NUL means binary, as it does for a body."""
    try:
        return content.decode("latin-1" if b"\0" in content else "utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def is_text(shown: str) -> bool:
    """Whether bytes, shown as latin-1, are UTF-8."""
    if shown.isascii():
        return "\0" not in shown
    return text_of(shown.encode("latin-1")) != shown


def inside(name: str, payload: str) -> str | None:
    """The text that a chunk's payload holds in base64, None for any other payload, and where it says more than that."""
    if name != _CHUNK:
        return None
    try:
        found = value(payload)
        wrapped = found.get(BYTES) if isinstance(found, dict) and found.keys() <= {BYTES, _PADDING} else None
        return BASE64.decode(wrapped.encode("ascii"), LIMIT).decode("utf-8") if isinstance(wrapped, str) else None
    except (ParseError, DecodeError, UnicodeError):
        return None
