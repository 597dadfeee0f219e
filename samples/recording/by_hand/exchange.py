"""A request to the sample server -> an Exchange: the request and its answer, as they went over the wire.

Chunks are joined; a content that was compressed stays compressed.
"""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from server import ORIGIN

HOST = ORIGIN.removeprefix("http://")
STARTED = "2025-11-04T09:30:00"

Pairs = list[tuple[str, str]]
Files = Iterator[tuple[str, bytes]]


class Exchange(NamedTuple):
    """A request and its answer, as they went over the wire, except that chunks are joined."""

    method: str
    path: str
    sent: Pairs
    body: bytes
    status: int
    reason: str
    headers: Pairs
    content: bytes

    @property
    def url(self) -> str:
        return ORIGIN + self.path

    @property
    def text(self) -> str:
        """The content as text, decompressed."""
        return self.plain.decode("latin-1" if "latin1" in self.path else "utf-8")

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.content) if self.content[:2] == b"\x1f\x8b" else self.content

    @property
    def media_type(self) -> str:
        return dict(self.headers).get("Content-Type", "")


Asked = Mapping[str, Exchange]


def ask(method: str, path: str, body: bytes = b"", **headers: str) -> Exchange:
    sent = [("Host", HOST), *headers.items(), *([("Content-Length", str(len(body)))] if body else [])]
    connection = http.client.HTTPConnection(HOST)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in sent:
        connection.putheader(name, value)
    connection.endheaders(body or None)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return Exchange(method, path, sent, body, answer.status, answer.reason, answer.getheaders(), content)
