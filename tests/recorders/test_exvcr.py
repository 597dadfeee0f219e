"""ExVCR: Elixir's names for methods, headers as a map, Erlang's terms in base64; custom cassettes of a few fields."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import ParseError
from cassette_cli.loading import load
from tests.test_editing import put

PLAIN = """\
[
  {
    "request": {
      "body": "{\\"a\\": 1}",
      "headers": {
        "Content-Type": "application/json"
      },
      "method": "post",
      "options": [],
      "request_body": "",
      "url": "http://a.example/b"
    },
    "response": {
      "binary": false,
      "body": "señor Elie",
      "headers": {
        "Content-Length": "11",
        "Server": "x"
      },
      "status_code": 201,
      "type": "ok"
    }
  }
]"""


def term(content: bytes) -> str:
    """What `Base64.encode(:erlang.term_to_binary(content))` is."""
    return b64encode(b"\x83m" + len(content).to_bytes(4) + content).decode()


def binary(body: str, **headers: str) -> bytes:
    answer = {"binary": True, "body": body, "headers": headers, "status_code": 200, "type": "ok"}
    return json.dumps([{"request": {"url": "http://a/"}, "response": answer}]).encode()


def test_a_cassette_is_read():
    cassette = load(PLAIN.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("ExVCR", "", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "http://a.example/b", 2)
    assert (one.request.body.json_value, one.request.header("content-type")) == ({"a": 1}, "application/json")
    assert (one.response.status, one.response.duration_ms, one.response.header("server")) == (201, None, "x")
    assert one.response.body.text == "señor Elie"


def test_an_edit_takes_the_length_along_and_adds_no_final_newline():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == PLAIN.replace("Elie", "Ñ").replace('"11"', '"9"')
    untrue = load(PLAIN.replace('"11"', '"12"').encode())
    after = edit(untrue, [put(untrue.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == untrue.text.replace("Elie", "Ñ")


def test_what_is_binary_is_an_erlang_term_and_stays_one():
    cassette = load(binary(term(b"\xff one"), **{"Content-Length": "5"}))
    body = cassette.interactions[0].response.body
    assert (body.content, body.text, body.encodings) == (b"\xff one", None, ("base64", "erlang term"))
    after = edit(cassette, [put(body.layer, "one", "three")])
    assert after.text == cassette.text.replace(term(b"\xff one"), term(b"\xff three")).replace('"5"', '"7"')


def test_gzip_inside_of_a_term_is_undone_and_done_again():
    packed = gzip.compress(b"one word", mtime=1)
    cassette = load(binary(term(packed), **{"Content-Encoding": "gzip", "Content-Length": str(len(packed))}))
    body = cassette.interactions[0].response.body
    assert (body.text, body.encodings) == ("one word", ("base64", "erlang term", "gzip"))
    answer = edit(cassette, [put(body.layer, "word", "word more")]).interactions[0].response
    assert answer.body.text == "one word more"
    assert answer.header("content-length") == str(len(answer.body.wire.text))


@pytest.mark.parametrize("content", [b"\x83", b"\x83h\0", b"\x83m\0\0\0\x09short", b"\x83m\0\0\0\1long"])
def test_a_term_that_is_no_binary_is_a_problem_of_that_body(content: bytes):
    body = load(binary(b64encode(content).decode())).interactions[0].response.body
    assert body.problem == "an Erlang term that is no binary; what term_to_binary makes of one"


def test_a_request_that_failed_has_no_status():
    answer = {"binary": False, "body": "%Error{reason: :nxdomain}", "headers": [], "status_code": None, "type": "error"}
    cassette = load(json.dumps([{"request": {"url": "http://a/", "headers": []}, "response": answer}]).encode())
    one = cassette.interactions[0]
    assert (cassette.recorder, one.response.status, one.response.reason) == ("ExVCR", None, "")
    assert (len(one.response.headers), one.response.body.text) == (0, "%Error{reason: :nxdomain}")


def test_a_custom_cassette_is_as_little_as_an_address_and_a_status():
    cassette = load(b'[{"request": {"url": "~r/a.example/.+"}, "response": {"status_code": 404, "body": null}}]')
    one = cassette.interactions[0]
    assert (cassette.recorder, one.request.url, one.request.method) == ("ExVCR", "~r/a.example/.+", "")
    assert (one.response.status, one.response.body.is_empty, one.request.body.is_empty) == (404, True, True)


@pytest.mark.parametrize(
    ("request_members", "response_members", "recorder"),
    [
        ({"method": "post"}, {"status_code": 200}, "ExVCR"),
        ({"method": "POST"}, {"status_code": 200}, "inline-snapshot"),
        ({"method": "POST", "options": []}, {"status_code": 200}, "ExVCR"),
        ({"method": "POST"}, {"status_code": 200, "type": "ok"}, "ExVCR"),
        ({"method": "POST"}, {"status": 200}, "php-vcr"),
        ({"method": "POST"}, {"status": {"code": 200, "message": "OK"}}, "php-vcr"),
        ({"method": "POST", "uri": "http://a/"}, {"status": {"code": 200, "message": "OK"}}, "VCR.py before 1.0"),
    ],
)
def test_lists_of_requests_and_responses_are_told_apart(
    request_members: dict[str, object], response_members: dict[str, object], recorder: str
):
    made = [{"request": {"url": "http://a/", **request_members}, "response": response_members}]
    assert load(json.dumps(made).encode()).recorder == recorder


def test_an_interaction_without_a_response_is_named_with_its_line():
    text = PLAIN.removesuffix("\n]") + ',\n  {"request": {"url": "http://a/"}}\n]'
    with pytest.raises(ParseError) as caught:
        load(text.encode(), "x.json")
    assert str(caught.value) == (
        "x.json:24:3: error: an interaction without response; expected what ExVCR writes into each"
    )
