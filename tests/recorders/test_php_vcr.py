"""php-vcr: YAML as Symfony writes it, JSON as PHP does; old records and new ones; base64 where headers say binary."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import ParseError
from cassette_cli.loading import load
from tests.test_editing import put

OLD = """\

-
    request:
        method: POST
        url: 'http://a.example/b'
        headers:
            Host: a.example
            Content-Length: '3'
        body: a=1
        post_fields:
            a: '1'
    response:
        status: 201
        headers:
            Content-Type: text/plain
            Content-Length: '11'
        body: 'señor Elie'
        curl_info:
            url: 'http://a.example/b'
            total_time: 0.25
            size_download: !!float 11
"""
NEW = OLD.replace(
    "status: 201", "status:\n            http_version: '1.1'\n            code: '201'\n            message: Created"
)


@pytest.mark.parametrize(("text", "reason"), [(OLD, ""), (NEW, "Created")])
def test_records_old_and_new_are_read(text: str, reason: str):
    cassette = load(text.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("php-vcr", "", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "http://a.example/b", 3)
    assert (one.request.body.text, one.request.header("host")) == ("a=1", "a.example")
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, reason, 250.0)
    assert (one.response.body.text, one.response.body.media_type) == ("señor Elie", "text/plain")


def test_what_was_empty_was_left_out():
    one = load(b"\n-\n    request: {method: GET, url: 'http://a/'}\n    response: {status: 204}\n").interactions[0]
    assert (one.request.body.is_empty, len(one.request.headers)) == (True, 0)
    assert (one.response.status, one.response.body.text, one.response.duration_ms) == (204, "", None)


def test_json_is_the_same_in_other_words():
    text = (
        '[{\n    "request": {\n        "method": "GET",\n        "url": "http:\\/\\/a\\/"\n    },\n'
        '    "response": {\n        "status": {"http_version": "1.1", "code": "200", "message": "OK"},\n'
        '        "body": "<b>na\\u00efve<\\/b>"\n    },\n    "index": 0\n}]'
    )
    cassette = load(text.encode())
    one = cassette.interactions[0]
    assert (cassette.recorder, one.request.url, one.response.status) == ("php-vcr", "http://a/", 200)
    assert one.response.body.text == "<b>naïve</b>"
    after = edit(cassette, [put(one.response.body.layer, "naïve", "vraï")])
    assert after.text == text.replace("na\\u00efve", "vra\\u00ef")


@pytest.mark.parametrize(
    ("headers", "is_base64"),
    [
        ({"Content-Type": "application/x-gzip"}, True),
        ({"Content-Transfer-Encoding": "binary"}, True),
        ({"content-type": "application/x-gzip; x=y"}, True),
        ({"Content-Type": "image/png"}, False),
        ({"Content-Transfer-Encoding": "8bit"}, False),
        ({}, False),
    ],
)
def test_bytes_are_base64_where_the_headers_say_so(headers: dict[str, str], is_base64: bool):  # noqa: FBT001 - a case
    kept = b64encode(b"\xffbytes").decode()
    answer = {"status": 200, "headers": headers, "body": kept}
    cassette = load(json.dumps([{"request": {"url": "http://a/"}, "response": answer}]).encode())
    body = cassette.interactions[0].response.body
    assert body.content == (b"\xffbytes" if is_base64 else kept.encode())
    if is_base64:
        after = edit(cassette, [put(body.layer, "bytes", "words")])
        assert after.text == cassette.text.replace(kept, b64encode(b"\xffwords").decode())


def test_an_edit_of_the_answer_takes_its_length_along():
    cassette = load(NEW.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == NEW.replace("Elie", "Ñ").replace("'11'", "'9'")
    untrue = load(NEW.replace("'11'", "'12'").encode())
    after = edit(untrue, [put(untrue.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == untrue.text.replace("Elie", "Ñ")


def test_a_dash_in_a_body_never_comes_to_the_first_column_where_records_begin():
    cassette = load((OLD + OLD.lstrip("\n")).encode())
    after = edit(cassette, [put(one.response.body.layer, "Elie", "\n- one\n- two") for one in cassette.interactions])
    assert [one.response.body.text for one in after.interactions] == ["señor \n- one\n- two"] * 2
    assert [line for line in after.text.splitlines() if line.startswith("-")] == ["-", "-"]


def test_the_form_beside_a_body_is_the_tests_own_to_look_at():
    cassette = load(OLD.encode())
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "a=1", "a=10")])
    assert after.text == OLD.replace("a=1", "a=10").replace("'3'", "'4'")


@pytest.mark.parametrize(
    ("text", "recorder"),
    [
        ("- request: {url: x, method: POST}\n  response: {status: 200}\n", "php-vcr"),
        ("- request: {uri: x}\n  response: {status: {code: 200}}\n", "VCR.py before 1.0"),
        ("- request: {url: x}\n  response: {status_code: 200}\n", "ExVCR"),
        ("interactions:\n- request: {url: x}\n  response: {status: 200 OK, code: 200}\nversion: 1\n", "go-vcr"),
    ],
)
def test_lists_that_look_alike_are_told_apart(text: str, recorder: str):
    assert load(text.encode()).recorder == recorder


def test_an_interaction_without_a_response_is_named_with_its_line():
    with pytest.raises(ParseError) as caught:
        load((OLD + "-\n    request:\n        url: x\n").encode(), "tape")
    assert str(caught.value) == (
        "tape:23:5: error: an interaction without response; expected what php-vcr writes into each"
    )
