"""An answer given to an official SDK by a mock transport, in pieces that are cut within lines and within characters."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

EVENT_STREAM = "text/event-stream"
JSON = "application/json"


class Replayed:
    """The answer that whatever is asked next will get."""

    def __init__(self) -> None:
        self.give(b"")

    def give(self, body: str | bytes, media_type: str = EVENT_STREAM, status: int = 200) -> None:
        self.body = body.encode() if isinstance(body, str) else body
        self.media_type, self.status = media_type, status


def pieces(body: bytes) -> Iterator[bytes]:
    """The body in pieces of 1, 2, 3 ... 61 bytes, and so on."""
    begin, size = 0, 1
    while begin < len(body):
        yield body[begin : begin + size]
        begin, size = begin + size, size % 61 + 1


def transport(http: ModuleType, answer: Replayed) -> Any:
    """A transport of `httpx` or `httpx2`, whichever the SDK imports, that gives this answer to all it is asked."""

    def respond(_: Any) -> Any:
        headers = {"content-type": answer.media_type}
        return http.Response(answer.status, headers=headers, content=pieces(answer.body))

    return http.MockTransport(respond)


def client(http: ModuleType, answer: Replayed) -> Any:
    """A client with that transport."""
    return http.Client(transport=transport(http, answer))
