"""Exchanges -> inline-snapshot's JSON, as the tests of anthropic-sdk-python use it.

JSON bodies are parsed, others are text; no final newline.
"""

from __future__ import annotations

import json

from answers import Json

from .exchange import Asked, Exchange, Files
from .spelling import indented, lowered


def body(content: bytes, media_type: str) -> object:
    return json.loads(content) if media_type.startswith("application/json") else content.decode()


def laid_out(one: Exchange) -> Json:
    request = {"method": one.method, "url": one.url, "headers": lowered(one.sent, "Authorization")}
    return {
        "request": {**request, "body": body(one.body, dict(one.sent)["Content-Type"])},
        "response": {
            "status_code": one.status,
            "headers": lowered(one.headers, "Content-Length", "Transfer-Encoding", "Date"),
            "body": body(one.plain, one.media_type),
        },
    }


def files(asked: Asked) -> Files:
    yield "inline_snapshot_chat.json", indented([laid_out(asked["refusal"]), laid_out(asked["streamed"])]).encode()
