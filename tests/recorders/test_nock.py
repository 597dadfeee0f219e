"""nock: answers as data, as text, as hexadecimal digits, as a list of chunks; URLs in two parts."""

from __future__ import annotations

import gzip
import json

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

DATA = """\
[
    {
        "scope": "https://api.example.com:443",
        "method": "POST",
        "path": "/v1/things?x=1",
        "body": {"name": "café", "n": 2.0},
        "status": 201,
        "response": {"id": 7, "name": "café", "tags": []},
        "rawHeaders": [
            "Content-Type", "application/json",
            "Content-Length", "35",
            "Set-Cookie", "a=1",
            "Set-Cookie", "b=2"
        ],
        "responseIsBinary": false
    }
]
"""


def nock(**members: object) -> bytes:
    made = {"scope": "http://a:80", "method": "GET", "path": "/", "body": "", "status": 200, "response": "", **members}
    return json.dumps([made]).encode()


def test_a_fixture_is_read():
    cassette = load(DATA.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("nock", "", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "https://api.example.com/v1/things?x=1", 2)
    assert one.request.body.text == '{"name":"café","n":2.0}'
    assert (one.response.status, one.response.duration_ms, one.response.header("content-length")) == (201, None, "35")
    assert [header.value for header in one.response.headers if header.name == "Set-Cookie"] == ["a=1", "b=2"]
    assert one.response.body.text == '{"id":7,"name":"café","tags":[]}'
    assert (one.response.body.media_type, one.response.body.size) == ("application/json", 33)


def test_headers_of_older_files_are_a_map_and_requests_may_have_some():
    one = load(nock(headers={"content-type": "text/html; charset=x"}, reqheaders={"accept": ["a", "b"]})).interactions[
        0
    ]
    assert (one.response.header("Content-Type"), one.response.body.charset) == ("text/html; charset=x", "x")
    assert [(header.name, header.value) for header in one.request.headers] == [("accept", "a"), ("accept", "b")]


@pytest.mark.parametrize(
    ("scope", "url"),
    [
        ("http://a:80", "http://a/p"),
        ("https://a:443", "https://a/p"),
        ("https://a:80", "https://a:80/p"),
        ("http://a:8080", "http://a:8080/p"),
        ("http://a", "http://a/p"),
    ],
)
def test_a_port_that_the_scheme_implies_is_left_out(scope: str, url: str):
    assert load(nock(scope=scope, path="/p")).interactions[0].request.url == url


@pytest.mark.parametrize(
    ("members", "content"),
    [
        ({"response": "c3bf00", "responseIsBinary": True}, b"\xc3\xbf\0"),
        ({"response": "c3bf00", "responseIsBinary": False}, b"c3bf00"),
        ({"response": "89504e47"}, b"\x89PNG"),  # older files do not say: digits of what is no UTF-8
        ({"response": "616263"}, b"616263"),  # what reads as UTF-8 would have been kept as text
        ({"response": "C3FF"}, b"\xc3\xff"),
        ({"response": "c3f"}, b"c3f"),
        ({"response": ["c3", "ff"]}, b'["c3","ff"]'),  # without a content coding an answer may be such a list
        ({"response": []}, b"[]"),
        ({"response": ""}, b""),
        ({"response": None}, b""),
    ],
)
def test_what_is_no_text_is_hexadecimal_digits(members: dict[str, object], content: bytes):
    assert load(nock(**members)).interactions[0].response.body.content == content


PACKED = gzip.compress(b'{"word": "one"}', mtime=1)
CHUNKS = [PACKED[:12].hex(), PACKED[12:20].hex(), PACKED[20:].hex()]
HEADERS = ["Content-Encoding", "gzip", "Content-Length", str(len(PACKED))]


def test_what_had_a_content_coding_is_a_list_of_the_chunks_that_arrived():
    body = load(nock(response=CHUNKS, rawHeaders=HEADERS)).interactions[0].response.body
    assert (body.json_value, body.encodings) == ({"word": "one"}, ("hex", "gzip"))
    assert load(nock(response=[], rawHeaders=HEADERS)).interactions[0].response.body.is_empty
    listed = load(nock(response=[1, "c3"], rawHeaders=HEADERS)).interactions[0].response.body
    assert listed.json_value == [1, "c3"]


def test_chunks_are_edited_as_the_one_answer_that_they_are():
    cassette = load(nock(response=CHUNKS, rawHeaders=HEADERS))
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "one", "twenty-three")])
    answer = after.interactions[0].response
    assert answer.body.json_value == {"word": "twenty-three"}
    assert answer.header("content-length") == str(len(answer.body.wire.text))
    assert len(list(answer.node.at(("response",)).items)) == len(CHUNKS)
    assert after.text.partition('"response"')[0] == cassette.text.partition('"response"')[0]


def test_hexadecimal_digits_stay_such():
    cassette = load(nock(response="FF6F6E65", rawHeaders={"Content-Length": "4"}))
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "one", "three")])
    assert after.text == cassette.text.replace("FF6F6E65", "FF7468726565").replace('"4"', '"6"')


def test_data_is_edited_where_it_stands_and_a_length_that_did_not_hold_stays():
    cassette = load(DATA.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "café", "thé")])
    assert after.text == DATA.replace('"café", "tags"', '"thé", "tags"')
    held = DATA.replace('"35"', '"33"')
    cassette = load(held.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, '"tags":[]', '"tags":[1,2]')])
    assert after.text == held.replace('"33"', '"36"').replace("[]", "[1, 2]")


def test_text_is_edited_as_text():
    cassette = load(nock(response="data: one\n\n", rawHeaders=["content-length", "11"]))
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "one", "😀")])
    assert after.interactions[0].response.body.text == "data: 😀\n\n"
    assert after.interactions[0].response.header("content-length") == "12"


def test_an_interaction_without_its_parts_is_named_with_its_line():
    with pytest.raises(ParseError) as caught:
        load(DATA.replace("    }\n]", '    },\n    {"scope": "http://a"}\n]').encode(), "x.json")
    assert str(caught.value) == ("x.json:17:5: error: an interaction without path; expected what nock writes into each")


@pytest.mark.parametrize("text", ['[{"path": "/", "status": 200}]', '{"scope": "x", "path": "/"}', "[]"])
def test_what_lacks_the_two_parts_or_the_list_is_not_nocks(text: str):
    with pytest.raises(NotACassette):
        load(text.encode())
