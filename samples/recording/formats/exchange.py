"""What the samples of `samples/apis` are made of: exchanges, and their bodies: JSON, events, lines, frames.

An answer is told once, as data; a format builds both of its forms from that. `cut` is how a model's words come in
pieces: in the middle of words, too, since tokens end where they like.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from struct import pack
from typing import Any, NamedTuple
from zlib import crc32

JSON = "application/json"
SSE = "text/event-stream"
LINES = "application/x-ndjson"
FRAMES = "application/vnd.amazon.eventstream"
BEARER = {"Authorization": "Bearer REDACTED"}


class Exchange(NamedTuple):
    """One request and its answer, as bytes. A request without a body is a GET."""

    path: str
    request: bytes
    answer: bytes
    media_type: str = JSON
    headers: Mapping[str, str] = BEARER
    asked_as: str = JSON


class Sample(NamedTuple):
    """A cassette: its name without its ending, and what it records."""

    name: str
    exchanges: tuple[Exchange, ...]


def twins(name: str, streamed: Iterable[Exchange], unstreamed: Iterable[Exchange]) -> tuple[Sample, Sample]:
    """The same answers in both forms, in the same order."""
    return Sample(f"{name}_streamed", tuple(streamed)), Sample(f"{name}_unstreamed", tuple(unstreamed))


def text(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def body(value: Any) -> bytes:
    return text(value).encode()


def spaced(value: Any) -> bytes:
    """JSON as Google prints it: on many lines."""
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def cut(said: str, pieces: int = 3) -> list[str]:
    """Pieces of about the same length."""
    size = -(-len(said) // pieces)
    return [said[start : start + size] for start in range(0, len(said), size)]


def events(said: Iterable[Any], *, named: str = "", end: str = "", line_end: str = "\n") -> bytes:
    """Server-sent events. `named` is the member that is also the event's name, `end` what comes last."""
    blocks = [f"event: {each[named]}\ndata: {text(each)}\n\n" if named else f"data: {text(each)}\n\n" for each in said]
    return "".join([*blocks, end]).replace("\n", line_end).encode()


def lines(said: Iterable[Any]) -> bytes:
    """A JSON object a line."""
    return "".join(text(each) + "\n" for each in said).encode()


def frames(said: Iterable[tuple[str, bytes]]) -> bytes:
    """An AWS event stream: names of events and their payloads.

    A frame is its length and that of its headers, the CRC of both, the headers, the payload, the CRC of all before.
    Source: botocore/eventstream.py.
    """
    return b"".join(_frame(name, payload) for name, payload in said)


def chunk(said: bytes, **beside: Any) -> tuple[str, bytes]:
    """What Bedrock's `chunk` wraps in base64."""
    return "chunk", body({"bytes": b64encode(said).decode(), **beside})


def _frame(name: str, payload: bytes) -> bytes:
    said = {":event-type": name, ":content-type": JSON, ":message-type": "event"}
    headers = b"".join(map(_header, said, said.values()))
    lengths = pack(">II", 16 + len(headers) + len(payload), len(headers))
    frame = lengths + pack(">I", crc32(lengths)) + headers + payload
    return frame + pack(">I", crc32(frame))


def _header(name: str, value: str) -> bytes:
    """A name and its length in a byte; type 7 is a string with its length in two."""
    return bytes([len(name)]) + name.encode() + pack(">BH", 7, len(value)) + value.encode()
