"""go-vcr: both formats, both dialects, any indentation."""

from __future__ import annotations

import pytest

from cassette_cli.loading import load
from cassette_cli.recorders.go_vcr import milliseconds
from tests.shared import SAMPLES

STOCK = b"""\
---
version: 2
interactions:
    - id: 0
      request:
        proto: HTTP/1.1
        content_length: 3
        transfer_encoding: []
        trailer: {}
        body: a=1
        form:
            a:
                - "1"
        headers:
            Content-Type:
                - application/x-www-form-urlencoded
        url: https://example.com/form?x=1
        method: POST
      response:
        proto: HTTP/2.0
        content_length: -1
        uncompressed: true
        body: '{"ok":true}'
        headers:
            Content-Type:
                - application/json; charset=utf-8
            Set-Cookie:
                - a=1
                - b=2
        status: 201 Created
        code: 201
        duration: 1m2.5s
"""


TERSE = b"""\
---
version: 2
interactions:
- id: 0
  request:
    url: http://a/
    method: GET
  response:
    code: 204
"""

FORMAT_1 = b"""\
---
version: 1
interactions:
- request:
    body: ''
    form: {}
    headers: {}
    url: http://a/
    method: GET
  response:
    body: x
    headers: {}
    status: 200 OK
    code: 200
    duration: ""
"""


def test_a_stock_cassette_is_read():
    cassette = load(STOCK)
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("go-vcr", "2", 1)
    one = cassette.interactions[0]
    assert (one.index, one.id, one.line) == (0, "0", 4)
    assert (one.request.method, one.request.url) == ("POST", "https://example.com/form?x=1")
    assert (one.request.body.text, one.request.header("content-TYPE")) == ("a=1", "application/x-www-form-urlencoded")
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, "Created", 62500.0)
    assert [header.value for header in one.response.headers] == ["application/json; charset=utf-8", "a=1", "b=2"]
    assert (one.response.body.json_value, one.response.body.media_type) == ({"ok": True}, "application/json")
    assert one.response.body.charset == "utf-8"


def test_the_dialect_that_leaves_out_what_is_empty_is_read():
    one = load(TERSE).interactions[0]
    assert (one.request.method, one.request.body.is_empty, len(one.request.headers)) == ("GET", True, 0)
    assert (one.response.status, one.response.body.text, one.response.duration_ms) == (204, "", None)


def test_format_1_has_no_ids_and_no_durations():
    cassette = load(FORMAT_1)
    assert cassette.format_version == "1"
    assert (cassette.interactions[0].id, cassette.interactions[0].response.duration_ms) == (None, None)


@pytest.mark.parametrize(
    ("text", "recorder", "version"),
    [
        (b"---\nversion: 2\ninteractions: []\n", "go-vcr", "2"),
        (b"version: 2\ninteractions: []\n", "go-vcr", "2"),
        (b"---\nversion: 1\ninteractions: []\n", "go-vcr", "1"),
        (b"interactions: []\nversion: 1\n", "VCR.py", "1"),
    ],
)
def test_a_cassette_without_interactions_is_told_by_its_version(text: bytes, recorder: str, version: str):
    cassette = load(text)
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == (recorder, version, 0)


def test_the_seed_is_read():
    cassette = load((SAMPLES / "openrouter_weather.yaml").read_bytes())
    assert [one.response.duration_ms for one in cassette.interactions] == pytest.approx([446.60825, 1320.0], rel=0.01)
    assert [one.id for one in cassette.interactions] == ["0", "1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("446.60825ms", 446.60825), ("1.32s", 1320.0), ("1h2m", 3.72e6), ("35µs", 0.035), ("0s", 0.0), (".5s", 500.0)],
)
def test_a_go_duration_is_read_in_milliseconds(text: str, expected: float):
    assert milliseconds(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["", "5", "5 s", "ms", "fast"])
def test_what_is_no_duration_is_none(text: str):
    assert milliseconds(text) is None
