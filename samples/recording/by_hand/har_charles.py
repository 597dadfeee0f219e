"""Exchanges -> the HAR of Charles: four spaces, `_charlesStatus` first, `redirectURL` null.

A form is told as params alone, without its text, which HAR allows.
"""

from __future__ import annotations

from answers import Json

from .exchange import STARTED, Asked, Exchange, Files
from .har import form_of, pairs, query_of
from .questions import FORM
from .spelling import indented


def entry(number: int, one: Exchange) -> Json:
    post_data = {"mimeType": FORM["Content-Type"], "params": form_of(one)}
    return {
        "startedDateTime": f"{STARTED[:-2]}{number:02}.482+01:00",
        "time": 37,
        "request": {
            "method": one.method,
            "url": one.url,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": pairs(one.sent),
            "queryString": query_of(one),
            **({"postData": post_data} if one.body else {}),
            "headersSize": 168,
            "bodySize": len(one.body),
        },
        "response": {
            "_charlesStatus": "COMPLETE",
            "status": one.status,
            "statusText": one.reason,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": pairs(one.headers),
            "content": {"size": len(one.plain), "mimeType": one.media_type, "text": one.text},
            "redirectURL": None,
            "headersSize": 0,
            "bodySize": len(one.content),
        },
        "serverIPAddress": "127.0.0.1",
        "cache": {},
        "timings": {"dns": 0, "connect": 1, "ssl": -1, "send": 1, "wait": 33, "receive": 2},
    }


def files(asked: Asked) -> Files:
    entries = [entry(number, asked[key]) for number, key in enumerate(("harbours", "search"))]
    log = {"version": "1.2", "creator": {"name": "Charles Proxy", "version": "4.6.3"}, "entries": entries}
    yield "har_charles_website.har", indented({"log": log}, 4).encode()
