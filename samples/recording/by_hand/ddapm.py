"""Exchanges -> dd-apm-test-agent's JSON (Python), one a file, after vcr_proxy.py _write_cassette_file.

ASCII only, no final newline. It stores what `requests` decompressed, and leaves the headers; keys it leaves out.
"""

from __future__ import annotations

from .exchange import Asked, Files
from .spelling import base64, indented, without


def body(content: bytes) -> str:
    try:
        return "base64:" + base64(content) if b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return "base64:" + base64(content)


def files(asked: Asked) -> Files:
    for name, one in (
        ("chat", asked["languages"]),
        ("streamed", asked["streamed"]),
        ("header_says_gzip", asked["gzipped"]),
        ("binary", asked["chart"]),
    ):
        request = {"method": one.method, "url": one.url, "headers": without(one.sent, "Host", "Authorization")}
        status = {"code": one.status, "message": one.reason}
        interaction = {
            "request": {**request, "body": body(one.body)},
            "response": {"status": status, "headers": dict(one.headers), "body": body(one.plain)},
        }
        yield f"ddapm_{name}.json", indented(interaction, ascii_only=True).encode()
