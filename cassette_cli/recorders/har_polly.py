"""Polly.js (github.com/Netflix/pollyjs): a HAR file with a `_recordingName`, an `_id` and an `_order` in each entry.

An answer is found by `_id`, an md5 over what the user's `matchRequestsBy` chose, and never by the request that the
entry keeps: editing that changes nothing in what is found, and the `_id` is never computed anew.
Source: pollyjs packages/@pollyjs/persister/src/har, packages/@pollyjs/core/src/-private/request.js.
"""

from __future__ import annotations

import json
import re

from ..documents.nodes import Node
from ..encodings import HEX, Encoding
from ..errors import DecodeError
from .har import ENTRIES, HAR
from .har import wrapping as wrapping_of_har
from .recorder import Recorder
from .sides import Stored

_HEX_CHUNKS = re.compile(r'\[\s*"(?:[0-9a-f]{2}){8,}"\s*(?:,\s*"(?:[0-9a-f]{2})*"\s*)*\]')


def _in_chunks(each: Encoding) -> Encoding:
    """A JSON list of what each chunk was, in this encoding; an edit makes one chunk of them: where the others ended was
    the network's doing.
    """

    def decode(data: bytes, limit: int) -> bytes:
        try:
            chunks = [chunk.encode("latin-1", "replace") for chunk in json.loads(data)]
        except (ValueError, AttributeError, TypeError, RecursionError):
            raise DecodeError("broken chunks", f"a JSON list of {each.name}") from None
        return b"".join(each.decode(chunk, limit) for chunk in chunks)

    def encode(data: bytes, like: bytes) -> bytes:
        return json.dumps([each.encode(data, b"").decode()]).encode()

    return Encoding(each.name, decode, encode)


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """As in any HAR, and before 6.0 hexadecimal digits where it says `_isBinary`. With a content coding the text is a
    list of chunks (its adapter for Node's http).
    """
    is_binary = stored.side.at(("content", "_isBinary"))
    wrapped = (HEX,) if is_binary is not None and is_binary.text == "true" else wrapping_of_har(stored)
    if not wrapped and "content-encoding" in stored.headers and _HEX_CHUNKS.fullmatch(stored.node.text):
        wrapped = (HEX,)  # so before 6.0, without any mark
    return tuple(map(_in_chunks, wrapped)) if stored.node.text.startswith("[") else wrapped


def version_of(root: Node) -> str | None:
    """By the recording's name; the version is that of Polly.js, as its creator says."""
    version = root.at(("log", "creator", "version"))
    entries = root.at(ENTRIES)
    if root.at(("log", "_recordingName")) is None or entries is None or not entries.is_sequence:
        return None
    return version.text if version is not None else ""


HAR_POLLY: Recorder = HAR._replace(
    name="Polly.js",
    language="JavaScript",
    files="JSON, a HAR file in a folder of its own",
    version_of=version_of,
    response=HAR.response._replace(wrapping=wrapping),
    matched=("_id", "_order"),
    kept=(("_id",), ("_order",)),
)
