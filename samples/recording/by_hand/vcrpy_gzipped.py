"""Exchanges -> an ordinary VCR.py cassette, compressed by `gzip`, which keeps the name and the time of the file."""

from __future__ import annotations

import struct
import zlib

import yaml
from answers import CREATED

from .exchange import Asked, Files
from .spelling import lists


def files(asked: Asked) -> Files:
    interactions = []
    for one in (asked["harbours"], asked["refusal"], asked["chart"]):
        body = one.body.decode() or None
        content = one.content if one.media_type.startswith("image/") else one.text
        status = {"code": one.status, "message": one.reason}
        interactions.append(
            {
                "request": {"method": one.method, "uri": one.url, "body": body, "headers": lists(one.sent)},
                "response": {"status": status, "headers": lists(one.headers), "body": {"string": content}},
            }
        )
    written = yaml.dump({"version": 1, "interactions": interactions}, Dumper=yaml.CSafeDumper).encode()
    name = "vcrpy_gzipped.yaml"
    header = b"\x1f\x8b\x08\x08" + struct.pack("<IBB", CREATED, 0, 3) + name.encode() + b"\0"  # RFC 1952, FNAME
    ending = struct.pack("<II", zlib.crc32(written), len(written))
    yield f"{name}.gz", header + zlib.compress(written, wbits=-15) + ending
