"""Exchanges -> ExVCR's JSON (Elixir), after lib/exvcr/json.ex: JSX.prettify; no final newline.

An empty keyword list is `[]`, others are `{}`.
"""

from __future__ import annotations

import struct

from answers import Json

from .exchange import Asked, Exchange, Files
from .spelling import base64, indented, without


def laid_out(one: Exchange, **response: object) -> Json:
    return {
        "request": {
            "body": one.body.decode(),
            "headers": without(one.sent, "Host", "Content-Length") or [],
            "method": one.method.lower(),
            "options": {"recv_timeout": 5000} if one.body else [],
            "request_body": "",
            "url": one.url,
        },
        "response": {
            "binary": False,
            "body": one.text,
            "headers": dict(one.headers),
            "status_code": one.status,
            "type": "ok",
            **response,
        },
    }


def term(content: bytes) -> str:
    """`:erlang.term_to_binary` of a binary (External Term Format, BINARY_EXT), in base64."""
    return base64(struct.pack(">BBI", 131, 109, len(content)) + content)


def files(asked: Asked) -> Files:
    moved, gone, packed = asked["moved"], asked["gone"], asked["gzipped"]
    failed = laid_out(
        moved, body="%Mint.TransportError{reason: :econnrefused}", headers=[], status_code=None, type="error"
    )
    custom = [
        {
            "request": {"url": moved.url},
            "response": {"status_code": 200, "headers": {"Content-Type": "text/html"}, "body": "<h1>Closed</h1>"},
        },
        {
            "request": {"url": "~r/127.0.0.1:8377/site/harbours/.+", "method": "get"},
            "response": {"status_code": 404, "headers": [], "body": ""},
        },
    ]
    cassettes = {
        "website": [*map(laid_out, (asked["elie"], asked["tides"]))],
        "no_body": [laid_out(gone, body=None, headers=[])],
        "gzipped": [laid_out(packed, binary=True, body=term(packed.content))],
        "chat": [*map(laid_out, (asked["refusal"], asked["streamed"]))],
        "error": [failed],
        "custom": custom,
    }
    for name, interactions in cassettes.items():
        yield f"exvcr_{name}.json", indented(interactions).encode()
