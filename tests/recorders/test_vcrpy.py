"""VCR.py: YAML and JSON, the old httpx shape, structured bodies, and Python objects that are never built."""

from __future__ import annotations

import json
from base64 import b64encode

from cassette_cli.loading import load

PLAIN = """\
interactions:
- request:
    body: '{"a": 1}'
    headers:
      Content-Type:
      - application/json
    method: POST
    uri: https://example.com/v1
  response:
    body:
      string: "caf\\xE9"
    headers:
      Content-Length:
      - '5'
    status:
      code: 200
      message: OK
version: 1
"""


def one(text: str):
    cassette = load(text.encode())
    assert (cassette.recorder, cassette.format_version) == ("VCR.py", "1")
    return cassette.interactions[0]


def test_a_yaml_cassette_is_read():
    found = one(PLAIN)
    assert (found.request.method, found.request.url, found.line) == ("POST", "https://example.com/v1", 2)
    assert (found.request.body.json_value, found.response.body.text) == ({"a": 1}, "café")
    assert (found.response.status, found.response.reason, found.response.header("content-length")) == (200, "OK", "5")


def test_a_json_cassette_is_read():
    interaction = {
        "request": {"method": "GET", "uri": "http://a/", "body": None, "headers": {"Accept": ["*/*"]}},
        "response": {"status": {"code": 404, "message": "Not Found"}, "headers": {}, "body": {"string": "no\n"}},
    }
    found = one(json.dumps({"version": 1, "interactions": [interaction]}, indent=4) + "\n")
    assert (found.request.body.is_empty, found.request.header("accept")) == (True, "*/*")
    assert (found.response.status, found.response.body.text, found.line) == (404, "no\n", 4)


def test_the_order_of_keys_is_no_proof_of_anything():
    found = one(
        "version: 1\ninteractions:\n- request: {uri: 'http://a/', method: GET}\n  response: {status: {code: 200}}\n"
    )
    assert found.request.url == "http://a/"


def test_binary_bodies_are_decoded():
    data = b64encode(b"\x89PNG\0").decode()
    found = one(PLAIN.replace('"caf\\xE9"', f"!!binary |\n        {data}"))
    assert (found.response.body.content, found.response.body.text) == (b"\x89PNG\0", None)


def test_the_old_httpx_shape_is_read():
    found = one(
        "interactions:\n- request: {method: GET, uri: 'http://a/', body: '', headers: {}}\n"
        "  response:\n    content: hello\n    headers: {content-type: text/plain}\n    http_version: HTTP/1.1\n"
        "    status_code: 201\nversion: 1\n"
    )
    assert (found.response.status, found.response.body.text, found.response.body.media_type) == (
        201,
        "hello",
        "text/plain",
    )


def test_structured_bodies_are_what_the_recorder_would_send():
    found = one(
        "interactions:\n- request:\n    headers:\n      content-length:\n      - '17'\n    method: POST\n"
        "    parsed_body:\n      a: [1, 2.0]\n    uri: http://a/\n"
        "  response:\n    headers: {}\n    parsed_body:\n      text: |-\n        one\n        two\n      n: null\n"
        "    status: {code: 200, message: OK}\nversion: 1\n"
    )
    assert found.request.body.text == '{"a": [1, 2.0]}'
    assert found.response.body.json_value == {"text": "one\ntwo", "n": None}


def test_python_objects_in_a_file_are_read_and_never_built():
    found = one(
        "interactions:\n- request:\n    body: !!python/object/new:_io.BytesIO\n      state: !!python/tuple\n"
        "      - !!binary |\n        aGVsbG8=\n      - 0\n      - null\n    headers:\n"
        "      ? !!python/object/apply:multidict._multidict.istr\n      - Accept\n      : - '*/*'\n"
        "    method: PUT\n    uri: http://a/\n  response:\n    body: {string: ''}\n    headers: {}\n"
        "    status: {code: 200, message: OK}\nversion: 1\n"
    )
    assert (found.request.body.text, found.request.header("accept")) == ("hello", "*/*")
