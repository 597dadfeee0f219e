"""An exchange -> what is refused because nothing was recorded: stubs and collections, which describe requests."""

from __future__ import annotations

from .exchange import HOST, STARTED, Asked, Files
from .spelling import indented


def files(asked: Asked) -> Files:
    one = asked["missing"]
    headers, kept = dict(one.headers), {name: [value] for name, value in one.headers}
    wiremock = {
        "id": "00000000-0000-4000-8000-000000000003",
        "request": {"urlPathPattern": "/site/harbours/[0-9]+", "method": one.method},
        "response": {"status": one.status, "body": one.text, "headers": headers},
    }
    exact = {name: [{"matcher": "exact", "value": value}] for name, value in (("path", one.path), ("method", "GET"))}
    answer = {"status": one.status, "body": one.text, "encodedBody": False, "headers": kept, "templated": False}
    hoverfly = {
        "data": {"pairs": [{"request": exact, "response": answer}], "globalActions": {"delays": []}},
        "meta": {"schemaVersion": "v5", "hoverflyVersion": "v1.3.0", "timeExported": f"{STARTED}Z"},
    }
    host, _, port = HOST.partition(":")
    address = {
        "raw": one.url,
        "protocol": "http",
        "host": host.split("."),
        "port": port,
        "path": one.path[1:].split("/"),
    }
    postman = {
        "info": {
            "_postman_id": "00000000-0000-4000-8000-000000000004",
            "name": "Harbours",
            "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
        },
        "item": [
            {"name": "A harbour", "request": {"method": "GET", "header": [], "url": address}, "response": []},
        ],
    }
    stub = {
        "predicates": [{"equals": {"method": "GET", "path": one.path}}],
        "responses": [{"is": {"statusCode": one.status, "headers": headers, "body": one.text}}],
    }
    mountebank = {"imposters": [{"port": int(port), "protocol": "http", "name": "harbours", "stubs": [stub]}]}
    yield "wiremock_mapping.json", f"{indented(wiremock)}\n".encode()
    yield "hoverfly_simulation.json", indented(hoverfly, "\t").encode()
    yield "postman_collection.json", indented(postman, "\t").encode()
    yield "mountebank_imposters.json", indented(mountebank).encode()
