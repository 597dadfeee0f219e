"""Exchanges -> the HAR of Chrome's developer tools: two spaces, private fields with an underscore.

A request that was aborted has the status 0 and `_error`.
"""

from __future__ import annotations

from answers import Json
from server import ORIGIN

from .exchange import STARTED, Asked, Exchange, Files
from .har import form_of, pairs, query_of
from .spelling import base64, indented


def post_data(one: Exchange) -> Json:
    media_type, text = dict(one.sent)["Content-Type"], one.body.decode()
    params = {"params": form_of(one)} if "urlencoded" in media_type else {}
    return {"mimeType": media_type, "text": text, **params}


def content(one: Exchange) -> Json:
    told: Json = {"size": len(one.plain), "mimeType": one.media_type.partition(";")[0] or "x-unknown"}
    if one.plain != one.content:
        told["compression"] = len(one.plain) - len(one.content)
    if one.media_type.startswith("image/"):
        return {**told, "text": base64(one.content), "encoding": "base64"}
    return {**told, "text": one.text} if one.content else told


def entry(number: int, one: Exchange, failure: str | None = None) -> Json:
    request = {
        "method": one.method,
        "url": one.url,
        "httpVersion": "" if failure else "HTTP/1.1",
        "headers": pairs(one.sent),
        "queryString": query_of(one),
        "cookies": [],
        "headersSize": -1,
        "bodySize": len(one.body),
        **({"postData": post_data(one)} if one.body else {}),
    }
    response = {
        "status": 0 if failure else one.status,
        "statusText": "" if failure else one.reason,
        "httpVersion": "" if failure else "HTTP/1.1",
        "headers": [] if failure else pairs(one.headers),
        "cookies": [],
        "content": {"size": 0, "mimeType": "x-unknown"} if failure else content(one),
        "redirectURL": "" if failure else dict(one.headers).get("Location", ""),
        "headersSize": -1,
        "bodySize": -1,
        "_transferSize": 0 if failure else len(one.content) + 180,
        "_error": failure,
    }
    waits = {"blocked": 1.25, "dns": -1, "ssl": -1, "connect": -1, "send": 0.1, "wait": 7.5, "receive": 0.5}
    return {
        "_initiator": {"type": "script"},
        "_priority": "High",
        "_resourceType": "fetch",
        "cache": {},
        "pageref": "page_1",
        "request": request,
        "response": response,
        "serverIPAddress": "" if failure else "127.0.0.1",
        "startedDateTime": f"{STARTED[:-2]}{number:02}.250Z",
        "time": 9.350000032,
        "timings": {**waits, "_blocked_queueing": 1.049999982},
    }


def log(entries: list[Json]) -> bytes:
    timings = {"onContentLoad": 63.5, "onLoad": 447.702}
    page = {"startedDateTime": f"{STARTED}.000Z", "id": "page_1", "title": ORIGIN, "pageTimings": timings}
    creator = {"name": "WebInspector", "version": "537.36"}
    return indented({"log": {"version": "1.2", "creator": creator, "pages": [page], "entries": entries}}).encode()


def files(asked: Asked) -> Files:
    entries = [entry(number, asked[key]) for number, key in enumerate(("search", "chart", "moved"))]
    yield "har_chrome_website.har", log([*entries, entry(3, asked["elie"], failure="net::ERR_ABORTED")])
    yield "har_chrome_chat.har", log([entry(0, asked["gzipped"]), entry(1, asked["streamed"])])
    yield "har_bom.har", b"\xef\xbb\xbf" + log([entry(0, asked["latin1"])])
