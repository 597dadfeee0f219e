"""Requests to 127.0.0.1:8377 -> the answers that the samples record: an LLM API in several dialects, and a small site.

    /v1/chat/completions, /deepseek/chat/completions ...   the first folder names the dialect (streaming.DIALECTS)
    /gzip/..., /br/..., /deflate/..., /zstd/...            OpenAI's dialect, compressed
    /site/...                                              no LLM: JSON, HTML, an image, a redirect, other streams
    anything that `formats` asks                           the other APIs, at their own addresses

The same request always gets the same bytes: the port, the dates and the ids are fixed.
"""

from __future__ import annotations

import gzip
import json
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import zstandard
from answers import ANSWERS, Json
from formats import answers as format_answers
from streaming import DIALECTS, openai

PORT = 8377
ORIGIN = f"http://127.0.0.1:{PORT}"
DATE = "Tue, 04 Nov 2025 09:30:00 GMT"

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda content: gzip.compress(content, mtime=0),
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": lambda content: zstandard.ZstdCompressor().compress(content),
}

COOKIES = ("session=REDACTED; Path=/site; HttpOnly; SameSite=Lax", "theme=dark; Path=/; Max-Age=31536000")
REALM = 'Bearer realm="harbours", error="invalid_token"'

PAGE_TWO = "/site/harbours?page=2"
PAGE = """\
<!doctype html>
<html lang="en">
<head><title>Tide table</title></head>
<body>
\t<h1>Tides &amp; times</h1>
\t<p>High water at 04:12 and 16:40. Naïve swimmers: beware.</p>
</body>
</html>
"""

EVENTS = """\
: the feed begins

event: tide
id: 1
retry: 3000
data: {"height": 1.2,
data:  "unit": "m"}

id: 2
data:no space after the colon

data

event: tide
data: {"height": 1.4, "unit": "m"}

"""


def png(width: int, height: int) -> bytes:
    """A small image: a gradient in grey."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes(column * 255 // width for column in range(width)) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


SITE: dict[tuple[str, str], tuple[int, str, bytes]] = {
    ("GET", "/site/harbours?limit=2"): (
        200,
        "application/json; charset=utf-8",
        text({"harbours": [{"id": 7, "name": "Aberdour"}, {"id": 9, "name": "Crail"}], "next": PAGE_TWO}),
    ),
    ("POST", "/site/harbours"): (201, "application/json", text({"id": 11, "name": "Elie", "berths": 40})),
    ("POST", "/site/search"): (200, "application/json", text({"query": "high tide", "hits": []})),
    ("GET", "/site/harbours/404"): (404, "application/problem+json", text({"title": "Not Found", "status": 404})),
    ("GET", "/site/tides"): (200, "text/html; charset=utf-8", PAGE.encode()),
    ("GET", "/site/latin1"): (200, "text/plain; charset=iso-8859-1", "Marée basse à 10 h".encode("latin-1")),
    ("GET", "/site/chart.png"): (200, "image/png", png(64, 16)),
    ("DELETE", "/site/harbours/9"): (204, "", b""),
    ("GET", "/site/old"): (302, "text/plain", b"moved\n"),
    ("GET", "/site/feed"): (200, "text/event-stream", EVENTS.encode()),
    ("GET", "/site/feed-crlf"): (200, "text/event-stream", EVENTS.replace("\n", "\r\n").encode()),
    ("GET", "/site/lines"): (200, "application/x-ndjson", b'{"tide":"low"}\n{"tide":"high"}\n'),
    ("POST", "/site/login"): (200, "application/json", text({"user": "anna", "greeting": "Ahoj, naïve sailor ⛵ 🌊"})),
    ("GET", "/site/berth"): (200, "application/json", text({"berth": 12, "paid": None, "depth": 2.50, "open": True})),
    ("GET", "/favicon.ico"): (204, "", b""),
    ("GET", "/site/private"): (401, "application/problem+json", text({"title": "Unauthorized", "status": 401})),
}

SENT_TOO: dict[str, list[tuple[str, str]]] = {  # a path -> headers that only it answers with
    "/site/old": [("Location", f"{ORIGIN}/site/tides")],
    "/site/login": [("Set-Cookie", cookie) for cookie in COOKIES],
    "/site/private": [("WWW-Authenticate", REALM)],
}


ASKED = format_answers()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def version_string(self) -> str:
        return "sample-server"

    def date_time_string(self, timestamp: int | None = None) -> str:
        return DATE

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002, the base class names it so
        """Say nothing: the recording scripts say what they recorded."""

    def do_GET(self) -> None:
        if (self.path, b"") in ASKED:
            return self.answer_format(b"")
        return self.answer_site()

    def do_DELETE(self) -> None:
        self.answer_site()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if (self.path, body) in ASKED:
            return self.answer_format(body)
        if not self.path.endswith("/chat/completions"):
            return self.answer_site()
        return self.answer_chat(json.loads(body))

    def answer_site(self) -> None:
        status, media_type, content = SITE[self.command, self.path]
        self.answer(status, media_type, content, headers=SENT_TOO.get(self.path, ()))

    def answer_format(self, body: bytes) -> None:
        found = ASKED[self.path, body]
        self.answer(200, found.media_type, found.answer)

    def answer_chat(self, request: Json) -> None:
        dialect = self.path.split("/")[1]
        turns = ANSWERS.get(request["model"])
        if turns is None:
            fault = {"message": f"The model `{request['model']}` does not exist.", "code": "model_not_found"}
            return self.answer(404, "application/json", text({"error": {**fault, "type": "invalid_request_error"}}))
        turn = sum(message["role"] == "assistant" for message in request["messages"])
        said = turns[turn]
        if not request.get("stream"):
            return self.answer(200, "application/json", text(said), dialect)
        events = DIALECTS.get(dialect, openai)(said, request)
        return self.answer(200, "text/event-stream; charset=utf-8", "".join(events).encode(), dialect)

    def answer(
        self, status: int, media_type: str, content: bytes, encoding: str = "", headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        if encoding in COMPRESS:
            content = COMPRESS[encoding](content)
            self.send_header("Content-Encoding", encoding)
        for name, value in headers:
            self.send_header(name, value)
        if media_type.startswith("text/event-stream"):
            self.send_header("Transfer-Encoding", "chunked")
            content = b"%x\r\n%b\r\n0\r\n\r\n" % (len(content), content)
        elif status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def running() -> Iterator[str]:
    """The server, as long as the block runs; gives its origin."""
    with ThreadingHTTPServer(("127.0.0.1", PORT), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield ORIGIN
        server.shutdown()
        thread.join()
