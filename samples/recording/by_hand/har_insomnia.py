"""Exchanges -> the HAR of Insomnia: tabs, sizes unknown, an empty `postData` in a GET."""

from __future__ import annotations

from .exchange import STARTED, Asked, Files
from .har import pairs
from .spelling import indented


def files(asked: Asked) -> Files:
    one = asked["missing"]
    request = {
        "method": one.method,
        "url": one.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "queryString": [],
        "postData": {"mimeType": "", "text": "", "params": []},
        "headersSize": -1,
        "bodySize": -1,
        "settingEncodeUrl": True,
    }
    response = {
        "status": one.status,
        "statusText": one.reason,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": pairs(one.headers),
        "content": {"size": len(one.content), "mimeType": one.media_type, "text": one.text},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": -1,
    }
    waits = {"blocked": -1, "dns": -1, "connect": -1, "send": 0, "wait": 70.402, "receive": 0, "ssl": -1}
    entry = {"startedDateTime": f"{STARTED}.981Z", "time": 70.402, "request": request, "response": response}
    creator = {"name": "Insomnia REST Client", "version": "insomnia.desktop.app:v2022.1.1"}
    entries = [{**entry, "cache": {}, "timings": waits, "comment": "a harbour that is not there"}]
    log = {"log": {"version": "1.2", "creator": creator, "entries": entries}}
    yield "har_insomnia.har", indented(log, "\t").encode()
