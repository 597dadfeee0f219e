"""A number or a text -> a field of protobuf's wire format, as gRPC's messages hold it.

Place, number and length stay small enough for one byte each (https://protobuf.dev/programming-guides/encoding/).
"""

from __future__ import annotations


def field(number: int, value: str | bytes) -> bytes:
    """A protobuf field of a length below 128 (wire type 2)."""
    content = value.encode() if isinstance(value, str) else value
    return bytes([number << 3 | 2, len(content)]) + content


def number(place: int, value: int) -> bytes:
    """A protobuf number below 128 (wire type 0)."""
    return bytes([place << 3, value])
