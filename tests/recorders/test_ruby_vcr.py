"""Ruby's VCR: YAML, JSON and deflated YAML; what `encoding` says and what Psych makes of it; and VCR 1.x, read only."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.errors import EditError, NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

TEXT = """\
---
http_interactions:
- request:
    method: post
    uri: http://a/?x=1
    body:
      encoding: US-ASCII
      string: a=1
    headers:
      Content-Length:
      - '3'
      Etag:
      - ! '"7"'
  response:
    status:
      code: 201
      message: Created
    headers:
      Content-Length:
      - '8'
      Set-Cookie:
      - a=1
      - b=2
    body:
      encoding: UTF-8
      string: low tide
    http_version: \n\
  recorded_at: Tue, 04 Nov 2025 09:30:00 GMT
recorded_with: VCR 6.3.1
"""
LOW = "encoding: UTF-8\n      string: low tide\n"


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def kept_as(body: str) -> Cassette:
    return load(TEXT.replace(LOW, body).encode())


def test_a_cassette_is_read():
    cassette = load(TEXT.encode())
    assert (cassette.recorder, cassette.format_version, cassette.read_only) == ("Ruby VCR", "6.3.1", "")
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.request.body.text) == ("POST", "http://a/?x=1", "a=1")
    assert one.request.header("etag") == '"7"'
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, "Created", None)
    assert [header.value for header in one.response.headers] == ["8", "a=1", "b=2"]
    assert one.response.body.text == "low tide"


@pytest.mark.parametrize(
    "body",
    [
        f"encoding: ASCII-8BIT\n      string: !binary |-\n        {base64('Ebbe ⛵')}\n",
        f"encoding: ASCII-8BIT\n      string: !!binary |\n        {base64('Ebbe ⛵')}\n",
        f"encoding: UTF-8\n      base64_string: |\n        {base64('Ebbe')[:4]}\n        {base64('Ebbe ⛵')[4:]}\n",
        f"encoding: US-ASCII\n      base64_string: {base64('Ebbe ⛵')}\n",
        "encoding: UTF-8\n      string: Ebbe ⛵\n",
    ],
)
def test_each_way_to_keep_a_body_is_read(body: str):
    found = kept_as(body).interactions[0].response.body
    assert (found.text, found.content) == ("Ebbe ⛵", "Ebbe ⛵".encode())


def test_a_plain_string_as_vcr_2_0_wrote_it_is_a_body_too():
    old = load(TEXT.replace(f"body:\n      {LOW}", "body: low tide\n").encode())
    assert old.interactions[0].response.body.text == "low tide"
    after = edit(old, [put(old.interactions[0].response.body.layer, "low", "né")])
    assert after.text == old.text.replace("low tide", "né tide")


def test_text_in_latin_1_has_one_byte_a_character():
    body = kept_as("encoding: ISO-8859-1\n      string: marée\n").interactions[0].response.body
    assert (body.text, body.content) == ("marée", "marée".encode("latin-1"))


def test_json_is_told_from_betamax_by_who_signs_it():
    request = {"method": "get", "uri": "http://a/", "body": {"encoding": "US-ASCII", "string": ""}, "headers": {}}
    answer = {"encoding": "UTF-8", "string": "⛵"}
    interaction = {"request": request, "response": {"status": {"code": 200, "message": None}, "body": answer}}
    cassette = load(json.dumps({"http_interactions": [interaction], "recorded_with": "VCR 5.0.0"}).encode())
    assert (cassette.recorder, cassette.format_version) == ("Ruby VCR", "5.0.0")
    one = cassette.interactions[0]
    assert (one.request.method, one.response.body.text, one.response.reason) == ("GET", "⛵", "")


@pytest.mark.parametrize(
    "text",
    ["http_interactions: {}\nrecorded_with: VCR 6.3.1\n", "http_interactions: []\nrecorded_with: VCR6\n"],
)
def test_what_only_looks_like_ruby_is_not_taken(text: str):
    with pytest.raises(NotACassette, match="unknown recorder"):
        load(text.encode())


def test_an_interaction_without_a_status_is_one_line():
    broken = "- request:\n    uri: http://b/\n  response:\n    body: ''\nrecorded_with"
    with pytest.raises(ParseError) as caught:
        load(TEXT.replace("recorded_with", broken).encode(), "v.yml")
    assert str(caught.value) == (
        "v.yml:29:3: error: an interaction without response.status; expected what Ruby VCR writes into each"
    )


@pytest.mark.parametrize(
    ("encoding", "length", "new", "encoding_then", "length_then"),
    [
        ("UTF-8", 8, "ebbing", "UTF-8", 11),
        ("UTF-8", 7, "ebbing", "UTF-8", 7),  # did not hold
        ("UTF-8", 8, "né", "UTF-8", 8),
        ("US-ASCII", 8, "ebbing", "US-ASCII", 11),
        ("US-ASCII", 8, "nné", "UTF-8", 9),
        ("ISO-8859-1", 8, "né", "ISO-8859-1", 7),
        ("ISO-8859-1", 8, "→→", "UTF-8", 11),
        ("ASCII-8BIT", 8, "nné", "ASCII-8BIT", 9),
    ],
)
def test_an_edit_of_a_string_takes_length_and_encoding_along(
    encoding: str, length: int, new: str, encoding_then: str, length_then: int
):
    before = load(TEXT.replace("UTF-8", encoding).replace("'8'", f"'{length}'").encode())
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", new)])
    assert after.interactions[0].response.body.text == f"{new} tide"
    assert after.text == TEXT.replace("UTF-8", encoding_then).replace("low", new).replace("'8'", f"'{length_then}'")


@pytest.mark.parametrize("header", ["string: !binary |-", "base64_string: |-"])
def test_an_edit_in_base64_stays_on_its_one_line_and_keeps_its_encoding(header: str):
    before = kept_as(f"encoding: US-ASCII\n      {header}\n        {base64('low tide')}\n")
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "né " * 40)])
    assert after.text == before.text.replace(base64("low tide"), base64("né " * 40 + " tide")).replace("'8'", "'165'")


def test_base64_in_lines_of_60_stays_in_lines_of_60():
    lines = [base64("a" * 45), base64("b" * 45), base64("low tide")]
    before = kept_as("encoding: UTF-8\n      base64_string: |\n" + "".join(f"        {line}\n" for line in lines))
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "c" * 45)])
    assert after.text == before.text.replace(lines[2], f"{base64('c' * 45)}\n        {base64(' tide')}")


def test_a_deflated_cassette_is_edited_inside():
    before = load(zlib.compress(TEXT.encode()))
    after = edit(before, [put(before.interactions[0].response.body.layer, "low", "ebbing")])
    assert zlib.decompress(after.to_bytes()).decode() == TEXT.replace("low", "ebbing").replace("'8'", "'11'")


BEFORE_2 = """\
--- \n\
- !ruby/struct:VCR::HTTPInteraction \n\
  request: !ruby/struct:VCR::Request \n\
    method: :get
    uri: http://a/
    body: \n\
    headers: \n\
      accept: \n\
      - "*/*"
  response: !ruby/struct:VCR::Response \n\
    status: !ruby/struct:VCR::ResponseStatus \n\
      code: 404
      message: Not Found
    headers: \n\
    body: no tide
    http_version: "1.1"
"""


def test_structs_of_vcr_1_are_read_and_not_edited():
    cassette = load(BEFORE_2.encode())
    assert (cassette.recorder, cassette.format_version) == ("Ruby VCR 1.x", "")
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.request.header("Accept")) == ("GET", "http://a/", "*/*")
    assert (one.request.body.is_empty, one.response.status, one.response.reason) == (True, 404, "Not Found")
    assert (one.response.body.text, len(one.response.headers)) == ("no tide", 0)
    with pytest.raises(EditError, match="VCR 2 and later no longer read this format"):
        edit(cassette, [put(one.response.body.layer, "no", "low")])


def test_a_struct_of_vcr_1_without_a_response_is_one_line():
    with pytest.raises(ParseError) as caught:
        load((BEFORE_2 + "- !ruby/struct:VCR::HTTPInteraction\n  request: {uri: http://b/}\n").encode(), "1.yml")
    assert str(caught.value) == (
        "1.yml:18:3: error: an interaction without response; expected what Ruby VCR 1.x writes into each"
    )


def test_structs_of_somebody_else_are_not_taken():
    with pytest.raises(NotACassette):
        load(b"- !ruby/struct:Tide\n  request: {uri: http://a/}\n  response: {body: x}\n")
