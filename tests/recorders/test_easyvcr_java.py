"""EasyVCR for Java: small letters, lists of headers, and no confusion with VCR.py before 1.0."""

from __future__ import annotations

import json

from cassette_cli.loading import load

INTERACTION = {
    "recordedAt": 1762248600,
    "request": {"body": "{}", "method": "POST", "headers": {"Accept": ["*/*"]}, "uri": "http://127.0.0.1:8377/site/x"},
    "response": {
        "body": '{\n  "id": 7\n}',
        "httpVersion": None,
        "headers": {"null": ["HTTP/1.1 201 Created"], "content-length": ["8"], "content-encoding": ["gzip"]},
        "status": {"code": 201, "message": "Created"},
        "errors": None,
        "uri": "http://127.0.0.1:8377/site/x",
    },
    "duration": 547,
}


def test_a_cassette_of_java_is_read():
    cassette = load(json.dumps([INTERACTION], indent=2).encode())
    [found] = cassette.interactions
    assert (cassette.recorder, found.request.method, found.request.url) == (
        "EasyVCR for Java",
        "POST",
        "http://127.0.0.1:8377/site/x",
    )
    assert (found.response.status, found.response.reason, found.response.duration_ms) == (201, "Created", 547.0)
    assert (found.response.body.json_value, found.response.body.notes) == ({"id": 7}, ())


def test_without_the_time_it_is_another_recorders():
    older = {name: INTERACTION[name] for name in ("request", "response")}
    assert load(json.dumps([older]).encode()).recorder == "VCR.py before 1.0"
