"""VCR.py: YAML and JSON, the old httpx shape, structured bodies, and Python objects that are never built.

And its relatives: LangChain's two lists, and what VCR.py wrote before 1.0.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from typing import Any

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import EditError, NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

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


SCALAR = """\
interactions:
- request: {body: null, headers: {}, method: GET, uri: http://a/}
  response:
    headers:
      content-length: ['5']
    parsed_body: low
    status: {code: 200, message: OK}
version: 1
"""


@pytest.mark.parametrize(
    ("kept", "text"),
    [("low", '"low"'), ("''", '""'), ("3", "3"), ("2.50", "2.5"), ("true", "true"), ("'3'", '"3"'), ("[]", "[]")],
)
def test_a_structured_body_that_is_a_scalar_is_json_too(kept: str, text: str):
    body = one(SCALAR.replace("parsed_body: low", f"parsed_body: {kept}")).response.body
    assert (body.text, body.json_value) == (text, json.loads(text))


@pytest.mark.parametrize(("length", "becomes"), [("5", "8"), ("6", "6")])
def test_a_scalar_body_is_edited_as_json(length: str, becomes: str):
    before = load(SCALAR.replace("'5'", f"'{length}'").encode())
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "ebbing")])
    assert after.text == SCALAR.replace("low", "ebbing").replace("'5'", f"'{becomes}'")


@pytest.mark.parametrize(("length", "becomes"), [("5", "6"), ("4", "4")])
def test_an_edit_takes_the_length_along_where_it_held(length: str, becomes: str):
    before = load(PLAIN.replace("'5'", f"'{length}'").encode())
    after = edit(before, [put(before.interactions[0].response.body.layer, "caf", "th\xe9")])
    assert after.interactions[0].response.body.text == "th\xe9\xe9"
    assert after.text == PLAIN.replace("caf", "th\\xE9").replace("'5'", f"'{becomes}'")


def test_an_interaction_without_an_address_is_one_line():
    with pytest.raises(ParseError) as caught:
        load(PLAIN.replace("version", "- request: {method: GET}\nversion").encode(), "v.yaml")
    assert str(caught.value) == (
        "v.yaml:18:3: error: an interaction without request.uri; expected what VCR.py writes into each"
    )


LOW = b64encode(b"low tide").decode()
LANGCHAIN = f"""\
requests:
- body: !!binary |
    YT0x
  headers:
    Content-Length: ['3']
    Content-Type: ['**REDACTED**']
  method: POST
  uri: http://a/?x=1
- body: null
  headers: {{}}
  method: GET
  uri: http://b/
responses:
- body:
    string: !!binary |
      {LOW}
  headers:
    Content-Length: '8'
    Content-Type: '**REDACTED**'
  status: {{code: 201, message: Created}}
- body: {{string: two}}
  headers: {{}}
  status: {{code: 404, message: Not Found}}
"""


def test_two_lists_are_paired():
    cassette = load(gzip.compress(LANGCHAIN.encode()))
    assert (cassette.recorder, cassette.format_version, cassette.read_only) == ("LangChain", "", "")
    first, second = cassette.interactions
    assert (first.request.method, first.request.url, first.request.body.text) == ("POST", "http://a/?x=1", "a=1")
    assert (first.response.status, first.response.reason, first.response.body.text) == (201, "Created", "low tide")
    assert (first.response.header("content-type"), first.response.duration_ms) == ("**REDACTED**", None)
    assert (second.request.url, second.request.body.is_empty) == ("http://b/", True)
    assert (second.response.status, second.response.body.text, second.line) == (404, "two", 9)


def test_two_lists_without_anything_in_them_are_langchain_too():
    cassette = load(b"requests: []\nresponses: []\n")
    assert (cassette.recorder, len(cassette.interactions)) == ("LangChain", 0)


@pytest.mark.parametrize(
    "text",
    [
        LANGCHAIN.replace("- body: {string: two}\n  headers: {}\n  status: {code: 404, message: Not Found}\n", ""),
        "requests: []\nresponses: [{body: x}]\n",
        "requests: []\n",
        "requests: {}\nresponses: {}\n",
        "requests: [{url: 'http://a/'}]\nresponses: [{body: x}]\n",
    ],
)
def test_lists_that_do_not_match_are_not_taken(text: str):
    with pytest.raises(NotACassette):
        load(text.encode())


def test_a_request_of_the_list_without_an_address_is_one_line():
    with pytest.raises(ParseError) as caught:
        load(LANGCHAIN.replace("  uri: http://b/\n", "").encode(), "l.yaml")
    assert (
        str(caught.value) == "l.yaml:9:3: error: an interaction without uri; expected what LangChain writes into each"
    )


@pytest.mark.parametrize(("length", "becomes"), [("8", "11"), ("**REDACTED**", "**REDACTED**")])
def test_an_answer_of_the_list_is_edited_inside_of_its_gzip_file(length: str, becomes: str):
    before = load(gzip.compress(LANGCHAIN.replace("'8'", f"'{length}'").encode()))
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "ebbing")])
    wished = LANGCHAIN.replace(LOW, b64encode(b"ebbing tide").decode()).replace("'8'", f"'{becomes}'")
    assert gzip.decompress(after.to_bytes()).decode() == wished
    assert after.interactions[0].response.body.text == "ebbing tide"


BEFORE_1 = """\
- request: !!python/object:vcr.request.Request
    body: a=1
    headers: !!python/object/apply:__builtin__.frozenset
    - - !!python/tuple [Accept, '*/*']
      - !!python/tuple [Content-Type, text/plain]
    host: a
    method: PUT
    path: /tides?x=1
    port: 8080
    protocol: http
  response:
    body: {string: low tide}
    headers: ["server: nginx\\r\\n", "content-type: text/html; charset=utf-8\\r\\n"]
    status: {code: 201, message: Created}
"""


def test_what_vcrpy_wrote_before_1_0_is_read():
    cassette = load(BEFORE_1.encode())
    assert (cassette.recorder, cassette.format_version) == ("VCR.py before 1.0", "")
    found = cassette.interactions[0]
    assert (found.request.method, found.request.url) == ("PUT", "http://a:8080/tides?x=1")
    assert (found.request.body.text, found.response.body.text) == ("a=1", "low tide")
    assert (found.response.status, found.response.reason, found.response.duration_ms) == (201, "Created", None)


def test_its_headers_are_pairs_in_a_frozenset_and_lines_of_text():
    found = load(BEFORE_1.encode()).interactions[0]
    assert [(header.name, header.value) for header in found.request.headers] == [
        ("Accept", "*/*"),
        ("Content-Type", "text/plain"),
    ]
    assert [(header.name, header.value) for header in found.response.headers] == [
        ("server", "nginx"),
        ("content-type", "text/html; charset=utf-8"),
    ]
    assert (found.response.body.media_type, found.response.body.charset) == ("text/html", "utf-8")


@pytest.mark.parametrize(
    ("request_", "url"),
    [
        ({"protocol": "http", "host": "a", "port": 80, "path": "/"}, "http://a/"),
        ({"protocol": "https", "host": "a", "port": 443, "path": "/x"}, "https://a/x"),
        ({"protocol": "https", "host": "a", "port": 80, "path": "/x"}, "https://a:80/x"),
        ({"protocol": "https", "host": "a", "path": "/x"}, "https://a/x"),
        ({"uri": "http://a:1/y"}, "http://a:1/y"),
    ],
)
def test_an_address_in_parts_is_put_together(request_: dict[str, Any], url: str):
    response = {"body": {"string": ""}, "headers": [], "status": {"code": 200, "message": "OK"}}
    cassette = load(json.dumps([{"request": {"method": "GET", **request_}, "response": response}]).encode())
    assert (cassette.recorder, cassette.interactions[0].request.url) == ("VCR.py before 1.0", url)


@pytest.mark.parametrize("lost", ["    host: a\n", "    path: /tides?x=1\n", "code: 201, "])
def test_a_list_that_says_too_little_is_not_taken_for_it(lost: str):
    with pytest.raises(NotACassette):
        load(BEFORE_1.replace(lost, "").encode())


def test_an_interaction_of_the_list_without_a_response_is_one_line():
    with pytest.raises(ParseError) as caught:
        load((BEFORE_1 + "- request: {uri: http://a/}\n").encode(), "0.yaml")
    assert str(caught.value) == (
        "0.yaml:15:3: error: an interaction without response; expected what VCR.py before 1.0 writes into each"
    )


def test_what_vcrpy_no_longer_reads_is_not_edited():
    cassette = load(BEFORE_1.encode())
    with pytest.raises(EditError, match="no longer reads this format"):
        edit(cassette, [put(cassette.interactions[0].response.body.layer, "low", "high")])
