"""Lists kept with inline-snapshot: JSON as data, the rest as text; told from ExVCR, which names its fields the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

TEXT = """\
[
  {
    "request": {
      "method": "POST",
      "url": "http://a/?x=1",
      "headers": {
        "content-type": "application/json",
        "content-length": "22"
      },
      "body": {
        "say": "low tide \u26f5"
      }
    },
    "response": {
      "status_code": 201,
      "headers": {
        "content-encoding": "gzip",
        "content-length": "8"
      },
      "body": "low tide"
    }
  }
]"""
ASKED = {"method": "POST", "url": "http://a/"}


def listed(request: dict[str, Any], response: dict[str, Any]) -> bytes:
    return json.dumps([{"request": request, "response": response}]).encode()


def test_a_list_is_read():
    cassette = load(TEXT.encode())
    assert (cassette.recorder, cassette.format_version, cassette.read_only) == ("inline-snapshot", "", "")
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "http://a/?x=1", 2)
    assert (one.request.body.json_value, one.request.header("Content-Type")) == (
        {"say": "low tide ⛵"},
        "application/json",
    )
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, "", None)


def test_a_text_is_decompressed_whatever_its_header_says():
    body = load(TEXT.encode()).interactions[0].response.body
    assert (body.text, body.encodings, body.notes) == ("low tide", (), ())


@pytest.mark.parametrize(("kept", "text"), [(None, ""), ("", ""), ("data: a\n\n", "data: a\n\n"), ("[]", "[]")])
def test_a_string_is_text_as_it_stands(kept: str | None, text: str):
    assert load(listed(ASKED, {"status_code": 200, "body": kept})).interactions[0].response.body.text == text


@pytest.mark.parametrize("kept", [{"a": 1}, {}, [], [1, "x", None]])
def test_anything_else_is_data(kept: Any):
    body = load(listed(ASKED, {"status_code": 200, "body": kept})).interactions[0].response.body
    assert (json.loads(body.text or ""), body.json_value) == (kept, kept)


@pytest.mark.parametrize(
    ("request_", "response"),
    [
        ({"method": "post", "url": "http://a/"}, {"status_code": 200, "body": ""}),
        ({"method": "POST", "url": "http://a/", "options": []}, {"status_code": 200, "body": ""}),
        ({"method": "post", "url": "http://a/"}, {"status_code": 200, "type": "ok", "body": ""}),
        ({"url": "http://a/"}, {"status_code": 200, "body": ""}),
    ],
)
def test_a_method_as_a_library_calls_it_or_none_is_exvcr(request_: dict[str, Any], response: dict[str, Any]):
    assert load(listed(request_, response)).recorder == "ExVCR"


@pytest.mark.parametrize(
    "text",
    [b"[]", b'{"request": {}, "response": {}}', listed({"method": "GET"}, {"status_code": 200})],
)
def test_what_says_too_little_is_not_taken(text: bytes):
    with pytest.raises(NotACassette):
        load(text)


def test_an_interaction_without_an_address_is_one_line():
    broken = TEXT.removesuffix("\n]") + ',\n  {"request": {"method": "GET"}, "response": {}}\n]'
    with pytest.raises(ParseError) as caught:
        load(broken.encode(), "s.json")
    assert str(caught.value) == (
        "s.json:23:3: error: an interaction without request.url; expected what inline-snapshot writes into each"
    )


@pytest.mark.parametrize(("length", "becomes"), [("8", "7"), ("99", "99")])
def test_an_edit_of_a_text_takes_the_length_along_where_it_held(length: str, becomes: str):
    before = load(TEXT.replace('"8"', f'"{length}"').encode())
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "é")])
    assert after.text == TEXT.replace('"body": "low tide"', '"body": "é tide"').replace('"8"', f'"{becomes}"')


@pytest.mark.parametrize(("length", "becomes"), [("22", "25"), ("23", "23")])
def test_an_edit_of_data_takes_the_length_along_that_httpx_sends(length: str, becomes: str):
    """JSON goes out without spaces and without escapes (httpx 0.28), and that is what `content-length` counts."""
    assert len('{"say":"low tide ⛵"}'.encode()) == 22
    before = load(TEXT.replace('"22"', f'"{length}"').encode())
    after = edit(before, [put(before.interactions[0].request.body.layer, "low", "ebbing")])
    assert after.interactions[0].request.body.json_value == {"say": "ebbing tide ⛵"}
    assert after.text == TEXT.replace("low tide ⛵", "ebbing tide ⛵").replace('"22"', f'"{becomes}"')
