"""Exchanges -> the kin of Ruby's VCR: vcr for R, in YAML, before 1.0 and from 2.0 on; rVCR (Rust), in JSON.

After the cassettes that ropensci/vcr's vignettes show, and after docs.rs/vcr-cassette for rVCR.
"""

from __future__ import annotations

import json
from base64 import b64encode

import yaml
from answers import Json

from .exchange import Asked, Exchange, Files


def old(one: Exchange) -> Json:
    return {
        "request": {
            "method": one.method.lower(),
            "uri": one.url,
            "body": {"encoding": "", "string": one.body.decode()},
            "headers": dict(one.sent),
        },
        "response": {
            "status": {"status_code": str(one.status), "message": one.reason, "explanation": "As the RFC says"},
            "headers": {"status": f"HTTP/1.1 {one.status} {one.reason}", **dict(one.headers)},
            "body": {"encoding": "UTF-8", "file": False, "string": one.text},
        },
        "recorded_at": "2025-11-04 09:30:00 GMT",
        "recorded_with": "vcr/0.5.4, webmockr/0.8.0",
    }


def new(one: Exchange) -> Json:
    is_text = one.media_type.startswith(("text/", "application/json"))
    body = {"string": one.text} if is_text else {"base64_string": b64encode(one.plain).decode()}
    return {
        "request": {"method": one.method, "uri": one.url},
        "response": {"status": one.status, "headers": dict(one.headers), "body": body},
        "recorded_at": "2025-11-04 09:30:00",
    }


def rust(one: Exchange) -> Json:
    return {
        "request": {
            "uri": one.url,
            "body": one.body.decode(),
            "method": one.method.lower(),
            "headers": {name.lower(): [value] for name, value in one.sent},
        },
        "response": {
            "body": one.text,
            "http_version": "1.1",
            "status": {"code": one.status, "message": one.reason},
            "headers": {name.lower(): [value] for name, value in one.headers},
        },
        "recorded_at": "Tue, 04 Nov 2025 09:30:00 +0000",
    }


def spelled(cassette: Json) -> bytes:
    """R's yaml says `yes` and `no`."""
    text = yaml.dump(cassette, sort_keys=False, allow_unicode=True, width=80, indent=2)
    return text.replace("file: false", "file: no").encode()


def files(asked: Asked) -> Files:
    yield "r_vcr_old.yml", spelled({"http_interactions": [old(asked["harbours"]), old(asked["refusal"])]})
    found = [new(asked["chart"]), new(asked["streamed"])]
    yield "r_vcr.yml", spelled({"http_interactions": found, "recorded_with": "VCR-vcr/2.1.0"})
    found = [rust(asked["elie"]), rust(asked["refusal"])]
    cassette = {"http_interactions": found, "recorded_with": "rVCR 0.1.5"}
    yield "rvcr_rust.json", json.dumps(cassette, indent=2, ensure_ascii=False).encode()
