"""Exchanges -> the trace of Go's httprr (langchaingo internal/httprr/rr.go): Request.Write and Response.Write.

Sorted headers, CRLF. langchaingo's scrubber replaces the User-Agent line together with its CR, so that one ends in a
bare LF.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from http import HTTPStatus

from .exchange import HOST, Asked, Exchange, Files, Pairs
from .spelling import without


def lines(start: str, first: Pairs, rest: Mapping[str, str]) -> str:
    written = [start, *(f"{name}: {value}" for name, value in [*first, *sorted(rest.items())])]
    return "\r\n".join(written) + "\r\n\r\n"


def request(one: Exchange, agent: str) -> bytes:
    length = [("Content-Length", str(len(one.body)))] if one.body else []
    rest = without(one.sent, "Host", "Content-Length")
    head = lines(f"{one.method} {one.url} HTTP/1.1", [("Host", HOST), ("User-Agent", agent), *length], rest)
    return head.replace("langchaingo-httprr\r\n", "langchaingo-httprr\n").encode() + one.body


def response(one: Exchange, chunk: int) -> bytes:
    told = ("Transfer-Encoding", "chunked") if chunk else ("Content-Length", str(len(one.content)))
    rest = without(one.headers, "Content-Length", "Transfer-Encoding")
    first = [] if one.status == HTTPStatus.NO_CONTENT else [told]
    head = lines(f"HTTP/1.1 {one.status} {one.reason}", first, rest).encode()
    if not chunk:
        return head + one.content
    cuts = [one.content[start : start + chunk] for start in range(0, len(one.content), chunk)]
    return head + b"".join(b"%x\r\n%b\r\n" % (len(cut), cut) for cut in [*cuts, b""])


def trace(*exchanges: Exchange, agent: str = "Go-http-client/1.1", chunk: int = 0) -> bytes:
    records = [(request(one, agent), response(one, chunk)) for one in exchanges]
    return b"httprr trace v1\n" + b"".join(b"%d %d\n%b%b" % (len(q), len(r), q, r) for q, r in records)


def files(asked: Asked) -> Files:
    website = [asked[key] for key in ("harbours", "elie", "chart", "gone", "feed", "gzipped")]
    yield "httprr_website.httprr", trace(*website)
    yield "httprr_streamed.httprr", trace(asked["streamed"], asked["feed"], agent="langchaingo-httprr", chunk=128)
    chat = trace(asked["refusal"], asked["streamed"], agent="langchaingo-httprr")
    yield "httprr_gzipped.httprr.gz", gzip.compress(chat, mtime=0)
    yield "httprr_nothing.httprr", trace()
