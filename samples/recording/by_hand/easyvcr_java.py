"""Exchanges -> EasyVCR's JSON, of Java: small letters, lists of values, the status line as a header.

After cassettes of easypost-java: Gson, indented, `=` escaped as it escapes for HTML, no final newline.
"""

from __future__ import annotations

from answers import Json

from .exchange import Asked, Exchange, Files, Pairs
from .spelling import indented


def listed(pairs: Pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def laid_out(number: int, one: Exchange) -> Json:
    return {
        "recordedAt": 1762248600 + number,
        "request": {"body": one.body.decode(), "method": one.method, "headers": listed(one.sent), "uri": one.url},
        "response": {
            "body": one.text,
            "httpVersion": None,
            "headers": {"null": [f"HTTP/1.1 {one.status} {one.reason}"], **listed(one.headers)},
            "status": {"code": one.status, "message": one.reason},
            "errors": None,
            "uri": one.url,
        },
        "duration": 547 + number,
    }


def files(asked: Asked) -> Files:
    text = indented([laid_out(number, asked[key]) for number, key in enumerate(("harbours", "refusal"))])
    yield "easyvcr_java.json", text.replace("=", "\\u003d").encode()
