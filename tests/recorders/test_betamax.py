"""Betamax: both ways to keep a body, what old files looked like, and that `encoding` follows what a body says."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode, b64encode
from typing import Any

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

WRITES = "betamax/0.9.0"


def base64(data: bytes) -> str:
    return b64encode(data).decode()


def recorded(body: Any, length: int = 0, **headers: list[str]) -> dict[str, Any]:
    return {
        "request": {
            "body": {"encoding": "utf-8", "string": "a=1"},
            "headers": {"Accept": ["*/*"]},
            "method": "POST",
            "uri": "http://a/?x=1",
        },
        "response": {
            "body": body,
            "headers": {"Content-Length": [str(length)], "Set-Cookie": ["a=1", "b=é"], **headers},
            "status": {"code": 200, "message": "OK"},
            "url": "http://a/?x=1",
        },
        "recorded_at": "2025-11-04T09:30:00",
    }


def file(*interactions: dict[str, Any], writes: str = WRITES) -> bytes:
    return json.dumps({"http_interactions": interactions, "recorded_with": writes}).encode()


def test_a_cassette_is_read():
    cassette = load(file(recorded({"encoding": "utf-8", "string": "café"}, 5)))
    assert (cassette.recorder, cassette.format_version, cassette.read_only) == ("Betamax", "0.9.0", "")
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.request.body.text) == ("POST", "http://a/?x=1", "a=1")
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (200, "OK", None)
    assert (one.response.body.text, one.response.header("content-length")) == ("café", "5")
    assert [header.value for header in one.response.headers if header.name == "Set-Cookie"] == ["a=1", "b=é"]


def test_gzip_is_kept_in_base64():
    stored = {"encoding": "utf-8", "base64_string": base64(gzip.compress(b'{"a": 1}'))}
    body = load(file(recorded(stored, **{"Content-Encoding": ["gzip"]}))).interactions[0].response.body
    assert (body.json_value, body.encodings) == ({"a": 1}, ("base64", "gzip"))


def test_bytes_under_no_encoding_are_read():
    stored = {"encoding": None, "base64_string": base64(b"\x89PNG\0")}
    body = load(file(recorded(stored))).interactions[0].response.body
    assert (body.content, body.text) == (b"\x89PNG\0", None)


@pytest.mark.parametrize("names", [("base64_string", "string"), ("string", "base64_string")])
def test_the_empty_string_that_replace_in_body_leaves_hides_nothing(names: tuple[str, str]):
    kept = {"base64_string": base64(b"tide"), "string": ""}
    body = load(file(recorded({"encoding": "utf-8", **{name: kept[name] for name in names}}))).interactions[0]
    assert body.response.body.text == "tide"


def test_an_old_file_with_plain_bodies_headers_and_status_is_read():
    response = {"body": "old", "headers": {"server": "nginx"}, "status_code": 201, "url": "http://a/"}
    request = {"body": "", "headers": {}, "method": "GET", "uri": "http://a/"}
    cassette = load(file({"request": request, "response": response, "recorded_at": ""}, writes="betamax"))
    assert (cassette.recorder, cassette.format_version) == ("Betamax", "")
    one = cassette.interactions[0].response
    assert (one.status, one.reason, one.header("Server"), one.body.text) == (201, "", "nginx", "old")


@pytest.mark.parametrize(
    ("text", "recorder", "version"),
    [
        ('{"http_interactions": [], "recorded_with": "betamax/0.4.2"}', "Betamax", "0.4.2"),
        ('{"http_interactions": []}', "Betamax", ""),
        ("http_interactions: []\nrecorded_with: betamax/0.9.0\n", "Betamax", "0.9.0"),
        ('{"http_interactions": [], "recorded_with": "VCR 6.3.1"}', "Ruby VCR", "6.3.1"),
        ("http_interactions: []\n", "Ruby VCR", ""),
    ],
)
def test_betamax_and_ruby_are_told_by_what_they_sign_or_else_by_the_syntax(text: str, recorder: str, version: str):
    cassette = load(text.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == (recorder, version, 0)


@pytest.mark.parametrize(
    "text",
    [
        '{"http_interactions": {}, "recorded_with": "betamax/0.9.0"}',
        '{"http_interactions": [], "recorded_with": "betamaximal/1"}',
    ],
)
def test_what_only_looks_like_betamax_is_not_taken(text: str):
    with pytest.raises(NotACassette, match="unknown recorder"):
        load(text.encode())


def test_an_interaction_without_an_address_is_one_line():
    broken = recorded({"encoding": "utf-8", "string": ""})
    del broken["request"]["uri"]
    text = json.dumps({"http_interactions": [recorded(""), broken], "recorded_with": WRITES}, indent=1)
    line = text[: text.rindex('"request"')].count("\n")
    with pytest.raises(ParseError) as caught:
        load(text.encode(), "b.json")
    assert str(caught.value) == (
        f"b.json:{line}:3: error: an interaction without request.uri; expected what Betamax writes into each"
    )


@pytest.mark.parametrize(
    ("encoding", "length", "old", "new", "changed"),
    [
        ("utf-8", 9, "café", "tee", [('"9"', '"7"')]),
        ("utf-8", 8, "café", "tee", []),  # did not hold
        (None, 9, "café", "thé☕", [('"9"', '"11"')]),
        ("ISO-8859-1", 8, "café", "thé", [('"8"', '"7"')]),
        ("ISO-8859-1", 8, "café", "→→", [('"8"', '"10"'), ("ISO-8859-1", "UTF-8")]),
        ("ascii", 8, "cafe", "né", [('"8"', '"7"'), ('"ascii"', '"UTF-8"')]),
    ],
)
def test_an_edit_of_a_string_takes_length_and_encoding_along(
    encoding: str | None, length: int, old: str, new: str, changed: list[tuple[str, str]]
):
    before = load(file(recorded({"encoding": encoding, "string": f"one {old}"}, length)))
    after = edit(before, [put(before.interactions[0].response.body.layer, old, new)])
    assert after.interactions[0].response.body.text == f"one {new}"
    expected = before.text.replace(json.dumps(f"one {old}"), json.dumps(f"one {new}"))
    for was, becomes in changed:
        expected = expected.replace(was, becomes)
    assert after.text == expected


def test_an_edit_in_base64_leaves_the_encoding_alone():
    before = load(file(recorded({"encoding": "ascii", "base64_string": base64(b"low tide"), "string": ""}, 8)))
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "né")])
    wished = base64("né tide".encode())
    assert after.text == before.text.replace(base64(b"low tide"), wished)
    assert after.interactions[0].response.header("content-length") == "8"
    longer = edit(before, [put(before.interactions[0].response.body.layer, "low", "ebbing")])
    assert longer.text == before.text.replace(base64(b"low tide"), base64(b"ebbing tide")).replace('"8"', '"11"')


def test_an_edit_inside_of_gzip_is_compressed_again():
    packed = gzip.compress(b"one two", mtime=0)
    stored = {"encoding": "utf-8", "base64_string": base64(packed)}
    before = load(file(recorded(stored, len(packed), **{"Content-Encoding": ["gzip"]})))
    after = edit(before, [put(before.interactions[0].response.body.layer, "two", "two and a half")])
    response = after.interactions[0].response
    kept = response.node.at(("body", "base64_string")).text
    assert gzip.decompress(b64decode(kept)) == b"one two and a half"
    assert response.header("content-length") == str(len(b64decode(kept)))
    assert response.body.text == "one two and a half"
