"""Exchanges -> the HAR of Firefox's developer tools: `bodySize` first, `content.mimeType` before `size`.

It does not keep every body; a comment says so.
"""

from __future__ import annotations

from answers import Json

from .exchange import STARTED, Asked, Exchange, Files
from .har import form_of, pairs, query_of
from .spelling import indented


def post_data(one: Exchange) -> Json:
    media_type, text = dict(one.sent)["Content-Type"], one.body.decode()
    return {"mimeType": media_type, "params": form_of(one), "text": text}


def content(one: Exchange) -> Json:
    if one.media_type.startswith("image/"):
        return {"mimeType": one.media_type, "comment": "Response bodies are not included."}
    return {"mimeType": one.media_type, "size": len(one.plain), "text": one.text}


def entry(number: int, one: Exchange) -> Json:
    return {
        "pageref": "page_1",
        "startedDateTime": f"{STARTED[:-2]}{number:02}.303+01:00",
        "request": {
            "bodySize": len(one.body),
            "method": one.method,
            "url": one.url,
            "httpVersion": "HTTP/1.1",
            "headers": pairs(one.sent),
            "cookies": [],
            "queryString": query_of(one),
            "headersSize": 125,
            **({"postData": post_data(one)} if one.body else {}),
        },
        "response": {
            "status": one.status,
            "statusText": one.reason,
            "httpVersion": "HTTP/1.1",
            "headers": pairs(one.headers),
            "cookies": [],
            "content": content(one),
            "redirectURL": "",
            "headersSize": 180,
            "bodySize": 180 + len(one.content),
        },
        "cache": {},
        "timings": {"blocked": 1, "dns": 0, "connect": 0, "ssl": 0, "send": 0, "wait": 6, "receive": 0},
        "time": 7,
        "_securityState": "insecure",
        "serverIPAddress": "127.0.0.1",
        "connection": "8377",
    }


def files(asked: Asked) -> Files:
    page = {"startedDateTime": f"{STARTED}.303+01:00", "id": "page_1", "title": "Tide table"}
    log = {
        "version": "1.2",
        "creator": {"name": "Firefox", "version": "144.0"},
        "browser": {"name": "Firefox", "version": "144.0"},
        "pages": [{**page, "pageTimings": {"onContentLoad": 20, "onLoad": 27}}],
        "entries": [entry(number, asked[key]) for number, key in enumerate(("search", "chart"))],
    }
    yield "har_firefox_website.har", indented({"log": log}).encode()
