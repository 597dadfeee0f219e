"""Exchanges -> google/go-replayers' JSON, after httpreplay/internal/proxy/log.go and converter.go.

Go sorts the headers and escapes `&`, `<` and `>`; no body at all is a part that is null. A request that got no
answer has the response null.
"""

from __future__ import annotations

import re
import struct

from answers import CREATED, Json

from .exchange import Asked, Exchange, Files
from .questions import PARTS
from .spelling import base64, indented, lists

REMOVED = [
    "Authorization",
    "Proxy-Authorization",
    "Connection",
    "Content-Type",
    "Date",
    "Host",
    "Transfer-Encoding",
    "Via",
    "X-Forwarded-.*",
    "X-Cloud-Trace-Context",
    "X-Goog-Api-Client",
    "X-Google-.*",
    "X-Gfe-.*",
]


def patterns(names: list[str]) -> list[str]:
    return [f"^{name}$" for name in names]


def laid_out(number: int, one: Exchange, parts: list[bytes | None]) -> Json:
    kept = lists(one.sent)
    response = {
        "StatusCode": one.status,
        "Proto": "HTTP/1.1",
        "ProtoMajor": 1,
        "ProtoMinor": 1,
        "Header": dict(sorted(lists(one.headers).items())),
        "Body": base64(one.content),
    }
    return {
        "ID": f"{0x61BA13C2677736B3 + number:016x}",
        "Request": {
            "Method": one.method,
            "URL": one.url,
            "Header": {name: kept[name] for name in sorted(kept) if name not in REMOVED},
            "MediaType": dict(one.sent).get("Content-Type", "").partition(";")[0],
            "BodyParts": [part and base64(part) for part in parts],
        },
        "Response": response,
    }


def log(entries: list[Json] | None) -> bytes:
    began = struct.pack(">bqih", 1, CREATED + 62_135_596_800, 0, -1)  # Go's Time.MarshalBinary, in UTC
    value = {
        "Initial": base64(began),
        "Version": "0.2",
        "Converter": {
            "ScrubBody": ["<token>.*</token>"],
            "ClearHeaders": patterns(["X-Goog-.*Encryption-Key"]),
            "RemoveRequestHeaders": patterns(REMOVED),
            "RemoveResponseHeaders": patterns(["X-Google-.*", "X-Gfe-.*"]),
            "ClearParams": None,
            "RemoveParams": None,
        },
        "Entries": entries,
    }
    return re.sub("[&<>]", lambda found: f"\\u{ord(found[0]):04x}", indented(value)).encode()


def files(asked: Asked) -> Files:
    several: list[bytes | None] = [part.encode("latin-1") for part in PARTS]
    entries = [
        laid_out(0, asked["parts"], several),
        laid_out(1, asked["tides"], [None]),
        laid_out(2, asked["gzipped"], [asked["gzipped"].body]),
        laid_out(3, asked["gone"], [None]),
        {**laid_out(4, asked["moved"], [None]), "Response": None},
    ]
    yield "httpreplay_website.replay", log(entries)
    yield "httpreplay_nothing.replay", log(None)
