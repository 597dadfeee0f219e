"""Bodies that older versions of recorders, or rare clients, keep in ways of their own."""

from __future__ import annotations

import gzip
import json

import pytest

from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from cassette_cli.summarizing import warnings_of

PACKED = gzip.compress(b'{"a":1}', mtime=0).hex()


def polly(content, *headers):
    response = {"status": 200, "content": content, "headers": [{"name": n, "value": v} for n, v in headers]}
    entry = {"_id": "1", "_order": 0, "request": {"method": "GET", "url": "http://a/", "headers": []}}
    log = {"_recordingName": "a", "creator": {"version": "5.1.0"}, "entries": [{**entry, "response": response}]}
    return load(json.dumps({"log": log}).encode()).interactions[0].response


@pytest.mark.parametrize(
    "content",
    [
        {"text": json.dumps([PACKED[:20], PACKED[20:]])},
        {"text": json.dumps([PACKED[:20], PACKED[20:]]), "_isBinary": True},
        {"text": json.dumps([PACKED]), "encoding": "hex"},
    ],
)
def test_polly_before_6_keeps_chunks_in_hexadecimal_digits(content):
    assert polly(content, ("content-encoding", "gzip")).body.json_value == {"a": 1}


def test_polly_before_6_says_of_an_image_that_it_is_binary():
    assert polly({"text": "89504e47", "_isBinary": True}, ("content-type", "image/png")).body.content == b"\x89PNG"


def test_a_list_that_was_decompressed_is_not_taken_for_chunks():
    assert polly({"text": '["a", "b"]'}, ("content-encoding", "gzip")).body.json_value == ["a", "b"]


def test_a_string_of_vcrpy_that_is_null_is_no_body():
    text = "interactions:\n- request: {method: GET, uri: http://a/, body: null, headers: {}}\n"
    response = "  response: {status: {code: 204, message: No}, headers: {}, body: {string: null}}\nversion: 1\n"
    assert load((text + response).encode()).interactions[0].response.body.pieces == ()


def test_several_lines_of_codings_are_one_list():
    body = gzip.compress(gzip.compress(b"abc", mtime=0), mtime=0).hex()
    headers = ["Content-Encoding", "gzip", "Content-Encoding", "gzip"]
    tape = [{"scope": "http://a:80", "path": "/", "status": 200, "response": [body], "rawHeaders": headers}]
    assert load(json.dumps(tape).encode()).interactions[0].response.body.text == "abc"


def test_nocks_request_that_is_no_text_is_digits():
    tape = [{"scope": "http://a:80", "path": "/", "status": 200, "response": "", "body": PACKED}]
    tape[0]["reqheaders"] = {"content-encoding": "gzip"}
    assert load(json.dumps(tape).encode()).interactions[0].request.body.json_value == {"a": 1}


def test_exvcr_with_httpc_keeps_the_whole_status_line():
    entry = {"request": {"url": "http://a/", "method": "get", "options": []}, "response": {"type": "ok", "body": ""}}
    entry["response"]["status_code"] = ["HTTP/1.1", 200, "OK"]
    assert load(json.dumps([entry]).encode()).interactions[0].response.status == 200


def test_a_har_body_that_was_not_kept_is_no_false_length():
    response = {"status": 200, "content": {"size": 7}, "headers": [{"name": "content-length", "value": "7"}]}
    log = {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "http://a/"}, "response": response}]}
    assert warnings_of(load(json.dumps({"log": log}).encode()).interactions[0], None) == []


@pytest.mark.parametrize(
    ("data", "fault", "said"),
    [
        (gzip.compress(gzip.compress(b"x")), ParseError, "a file that is packed twice"),
        (b"PK\x05\x06" + bytes(18), ParseError, "a zip file with none inside"),
        (b"---\nhttp_interactions:\n- request: <%= a %>\n  b: [\n", NotACassette, "an ERB template"),
    ],
)
def test_what_cannot_be_read_is_named_for_what_it_is(data, fault, said):
    with pytest.raises(fault, match=said):
        load(data)
