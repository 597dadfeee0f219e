"""Exchanges -> php-vcr's YAML and JSON, after src/VCR/Storage/{Yaml,Json}.php storeRecording; no extension.

Records (src/VCR/{Request,Response}.php toArray) are appended one by one. Older files have the status as a number and
no `index`. What is empty is left out.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from answers import Json

from .exchange import Asked, Exchange, Files
from .spelling import indented
from .symfony import block


def curl_info(one: Exchange) -> Json:
    return {
        "url": one.url,
        "content_type": one.media_type,
        "http_code": one.status,
        "header_size": 181,
        "request_size": 92 + len(one.body),
        "filetime": -1,
        "ssl_verify_result": 0,
        "redirect_count": 0,
        "total_time": 0.006217,
        "connect_time": 0.000427,
        "size_upload": float(len(one.body)),
        "size_download": float(len(one.content)),
        "upload_content_length": float(len(one.body) or -1),
        "starttransfer_time": 0.006104,
        "certinfo": {},
        "primary_port": 8377,
    }


def json_encoded(record: Json) -> str:
    """PHP's JSON: slashes escaped, floats that are whole without a point, an empty array as a list."""
    info = record["response"]["curl_info"]
    whole = {name: int(item) for name, item in info.items() if isinstance(item, float) and item.is_integer()}
    response = {**record["response"], "curl_info": {**info, **whole, "certinfo": []}}
    return indented({**record, "response": response}, 4, ascii_only=True).replace("/", "\\/")


def record(one: Exchange, *, old: bool = False, **request: object) -> Json:
    body = {"body": one.body.decode()} if one.body else {}
    status = {"http_version": "1.1", "code": str(one.status), "message": one.reason}
    response = {
        "status": one.status if old else status,
        "headers": dict(one.headers),
        "body": one.text,
        "curl_info": curl_info(one),
    }
    return {
        "request": {"method": one.method, "url": one.url, "headers": dict(one.sent), **(request or body)},
        "response": {name: value for name, value in response.items() if value},
        **({} if old else {"index": 0}),
    }


def files(asked: Asked) -> Files:
    fields = {"post_fields": dict(parse_qsl(asked["search"].body.decode()))}
    records = [
        record(asked["elie"], old=True),
        record(asked["search"], **fields),
        record(asked["tides"]),
        record(asked["gone"]),
    ]
    written = "".join(f"\n-\n{block(one, 4)}".removesuffix("\n") for one in records)
    yield "php_vcr_yaml", f"{written}\n".encode()

    written = ",".join(json_encoded(record(asked[key])) for key in ("tides", "refusal"))
    yield "php_vcr_json", f"[{written}]".encode()
