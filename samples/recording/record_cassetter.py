"""The sample server -> samples/cassetter/*: recorded by the real cassetter, through httpx.

    python3 -m venv /tmp/cassetter
    /tmp/cassetter/bin/pip install 'cassetter[httpx]' brotli zstandard
    /tmp/cassetter/bin/python samples/recording/record_cassetter.py

It wants an environment of its own: its pytest plugin and pytest-recording's define the same options. Recording again
gives the same bytes, as long as cassetter and httpx are of the same versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Self
from unittest import mock

import cassetter
import httpx
from answers import Json
from cassetter._core import Body, WsFrame
from server import running
from tour import emptied, told, tour

DROPPED = ["user-agent", "connection", "accept-encoding"]


class FixedTime(datetime):
    """A clock that stands still: cassetter has no option for `recorded_at`."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2025, 11, 4, 9, 30, tzinfo=tz)


def frames() -> Iterator[WsFrame]:
    """A conversation over a WebSocket: what is sent and received, and when, in milliseconds."""
    yield WsFrame("send", "text", Body("text", '{"subscribe": "tides"}'), 0)
    yield WsFrame("recv", "text", Body("json", {"height": 1.2, "unit": "m", "next": None}), 120)
    yield WsFrame("recv", "text", Body("text", "Ebbe ⛵\nFlut 🌊"), 240)
    yield WsFrame("recv", "binary", Body("binary", b"\x00\x01\xfe\xff"), 360)
    yield WsFrame("recv", "close", Body("json", {"code": 1000, "reason": "done"}), 480)


def sockets(cassette: cassetter.Cassette) -> None:
    """Handed over as its interceptors hand it over: the sample server speaks neither WebSocket nor gRPC."""
    cassette.record_ws("ws://127.0.0.1:8377/tides", {"origin": ["http://127.0.0.1:8377"]}, list(frames()))
    asked, answered = Body("binary", b"\x0a\x05Crail"), Body("binary", b"\x09333333\xf3?")
    debug: Json = {"request": {"harbour": "Crail"}, "response": {"height": 1.2}}
    metadata = {"x-sample": ["1"]}
    cassette.record_grpc("/tides.Tides/Height", metadata, asked, answered, json_debug=debug)


def main() -> None:
    folder = emptied("cassetter")
    with running() as origin, mock.patch("cassetter.cassette.datetime", FixedTime):
        stages = tour(origin)
        for name, steps in {**stages, "gzip": stages["gzip"][:1]}.items():
            path = folder / f"{name}.yaml"
            with (
                cassetter.use_cassette(path, filter_headers=DROPPED, intercept=["httpx"]),
                httpx.Client(follow_redirects=True) as client,
            ):
                for step in steps:
                    client.request(step["method"], step["url"], headers=step["headers"], content=step["body"])
        with cassetter.use_cassette(folder / "sockets.yaml", intercept=["httpx"]) as cassette:
            sockets(cassette)
    told(folder)


if __name__ == "__main__":
    main()
