"""An exchange -> what is refused because it is no text: gRPC recorded, a WARC, a mitmproxy dump, a packet capture."""

from __future__ import annotations

import struct

from answers import CREATED

from .exchange import HOST, STARTED, Asked, Files, Pairs
from .protobuf import field, number


def tnetstring(value: object) -> bytes:
    """A value as mitmproxy dumps it (mitmproxy/io/tnetstring.py): length, colon, content, the mark of its type."""
    match value:
        case None:
            content, mark = b"", b"~"
        case bool():
            content, mark = str(value).lower().encode(), b"!"
        case int():
            content, mark = str(value).encode(), b"#"
        case float():
            content, mark = repr(value).encode(), b"^"
        case str():
            content, mark = value.encode(), b";"
        case bytes():
            content, mark = value, b","
        case dict():
            content, mark = b"".join(tnetstring(part) for pair in value.items() for part in pair), b"}"
        case list():
            content, mark = b"".join(map(tnetstring, value)), b"]"
        case _:
            raise TypeError(f"{type(value).__name__}; expected a type that tnetstrings know")
    return b"%d:%b%b" % (len(content), content, mark)


def fields(pairs: Pairs) -> list[list[bytes]]:
    return [[name.encode(), value.encode()] for name, value in pairs]


def files(asked: Asked) -> Files:
    told = field(1, "type.googleapis.com/sample.Question") + field(2, field(1, "Name a crab."))
    entries = (number(1, 3) + field(2, "/sample.Crabs/Name"), number(1, 4) + field(3, told) + number(5, 1))
    log = b"".join(struct.pack("<I", len(entry)) + entry for entry in (b"", *entries))
    yield "rpc.replay", b"RPCReplay" + log

    one = asked["missing"]
    head = "".join(f"{name}: {value}\r\n" for name, value in one.headers)
    block = f"HTTP/1.1 {one.status} {one.reason}\r\n{head}\r\n".encode() + one.content
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
        f"WARC-Target-URI: {one.url}\r\nWARC-Date: {STARTED}Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    yield "web.warc", warc.encode() + block + b"\r\n\r\n"

    host, _, port = HOST.partition(":")
    request = {"method": one.method.encode(), "scheme": b"http", "authority": b"", "path": one.path.encode()}
    response = {"http_version": b"HTTP/1.1", "status_code": one.status, "reason": one.reason.encode()}
    flow = {
        "version": 21,
        "type": "http",
        "id": "00000000-0000-4000-8000-000000000002",
        "error": None,
        "intercepted": False,
        "request": {"host": host, "port": int(port), **request, "headers": fields(one.sent), "content": b""},
        "response": {**response, "headers": fields(one.headers), "content": one.content},
        "timestamp_created": float(CREATED),
    }
    yield "mitmproxy.flow", tnetstring(flow)

    yield "capture.pcap", struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262_144, 1)
