"""Polly.js (github.com/Netflix/pollyjs): a HAR file with a `_recordingName`, an `_id` and an `_order` in each entry.

An answer is found by `_id`, an md5 over what the user's `matchRequestsBy` chose, and never by the request that the
entry keeps: editing that changes nothing in what is found, and the `_id` is never computed anew.
Source: pollyjs packages/@pollyjs/persister/src/har, packages/@pollyjs/core/src/-private/request.js.
"""

from __future__ import annotations

import json

from ..documents.nodes import Node
from ..encodings import BASE64, Encoding
from ..errors import DecodeError
from .har import ENTRIES, HAR, wrapping
from .recorder import Recorder
from .sides import Stored


def _from_chunks(data: bytes, limit: int) -> bytes:
    try:
        chunks = [chunk.encode("latin-1", "replace") for chunk in json.loads(data)]
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise DecodeError("broken chunks", "a JSON list of base64") from None
    return b"".join(BASE64.decode(chunk, limit) for chunk in chunks)


def _to_chunks(data: bytes, like: bytes) -> bytes:
    """As one chunk: where the others ended was the network's doing."""
    return json.dumps([BASE64.encode(data, b"").decode()]).encode()


_CHUNKS = Encoding("base64", _from_chunks, _to_chunks)


def in_chunks(stored: Stored) -> tuple[Encoding, ...]:
    """With a content coding, the text is a list of the base64 of each chunk (its adapter for Node's http)."""
    wrapped = wrapping(stored)
    return (_CHUNKS,) if wrapped and stored.node.text.startswith("[") else wrapped


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
    response=HAR.response._replace(wrapping=in_chunks),
    matched=("_id", "_order"),
    kept=(("_id",), ("_order",)),
)
