"""The sample server, running -> what the layouts lay out: its exchanges, by the name of what was asked."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import requests_made as made
from answers import Json
from server import ORIGIN

from .exchange import Asked, Exchange, ask

KEY = {"Authorization": "Bearer REDACTED"}
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BOUNDARY = "sample-boundary"
PARTS = ('{"name": "Elie"}', "\x00\x01 not text \xff")


def chat(folder: str, request: Json, **more: object) -> Exchange:
    body = json.dumps({**request, **more}, ensure_ascii=False, separators=(",", ":")).encode()
    return ask("POST", f"/{folder}/chat/completions", body, **KEY, **JSON)


def ask_all() -> Asked:
    elie = json.dumps({"name": "Elie", "berths": 40}).encode()
    search = urlencode({"query": "high tide", "from": "2025-11-04"}).encode()
    parts = "".join(f"--{BOUNDARY}\r\n\r\n{part}\r\n" for part in PARTS).encode("latin-1")
    related = {"Content-Type": f"multipart/related; boundary={BOUNDARY}"}
    return {
        "harbours": ask("GET", "/site/harbours?limit=2", **KEY, Accept="*/*"),
        "elie": ask("POST", "/site/harbours", elie, **KEY, **JSON),
        "search": ask("POST", "/site/search", search, **FORM),
        "parts": ask("POST", "/site/harbours", parts + f"--{BOUNDARY}--\r\n".encode(), **related),
        "missing": ask("GET", "/site/harbours/404", Accept="*/*"),
        "tides": ask("GET", "/site/tides", Referer=f"{ORIGIN}/site/old?from=<home>&to=tides"),
        "latin1": ask("GET", "/site/latin1"),
        "chart": ask("GET", "/site/chart.png", Accept="image/png"),
        "gone": ask("DELETE", "/site/harbours/9", **KEY),
        "moved": ask("GET", "/site/old"),
        "events": ask("GET", "/site/feed", Accept="text/event-stream"),
        "feed": ask("GET", "/site/feed-crlf", Accept="text/event-stream"),
        "refusal": chat("v1", made.REFUSAL[0]),
        "streamed": chat("v1", made.CONVERSATIONS["logprobs"][0], stream=True),
        "gzipped": chat("gzip", made.REFUSAL[0]),
        "languages": chat("v1", made.CONVERSATIONS["languages"][0]),
    }
