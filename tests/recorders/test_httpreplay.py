"""httpreplay: bodies in base64, a request's in parts, content codings left in place, Go's escapes."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put


def kept(content: bytes) -> str:
    return b64encode(content).decode()


PLAIN = f"""\
{{
  "Initial": "AQ==",
  "Version": "0.2",
  "Converter": {{
    "ScrubBody": null
  }},
  "Entries": [
    {{
      "ID": "61ba13c2677736b3",
      "Request": {{
        "Method": "POST",
        "URL": "http://a.example/b?x=1\\u0026y=2",
        "Header": {{
          "Content-Length": [
            "12"
          ]
        }},
        "MediaType": "multipart/related",
        "BodyParts": [
          "{kept(b'{"a": 1}')}",
          "{kept(b"more")}"
        ]
      }},
      "Response": {{
        "StatusCode": 201,
        "Header": {{
          "Content-Length": [
            "11"
          ],
          "Set-Cookie": [
            "a=1",
            "b=2"
          ]
        }},
        "Body": "{kept("señor Elie".encode())}"
      }}
    }}
  ]
}}"""


def replay(request: dict[str, object], answer: dict[str, object] | None = None) -> bytes:
    entry = {"ID": "1", "Request": {"Method": "GET", "URL": "http://a/", **request}, "Response": answer}
    return json.dumps({"Initial": None, "Version": "0.2", "Converter": {}, "Entries": [entry]}).encode()


def test_a_replay_is_read():
    cassette = load(PLAIN.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("httpreplay", "0.2", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "http://a.example/b?x=1&y=2", 8)
    assert (one.request.body.text, one.request.header("content-length")) == ('{"a": 1}more', "12")
    assert (one.response.status, one.response.duration_ms) == (201, None)
    assert [header.value for header in one.response.headers] == ["11", "a=1", "b=2"]
    assert (one.response.body.text, one.response.body.encodings) == ("señor Elie", ("base64",))


@pytest.mark.parametrize("entries", ["null", "[]"])
def test_a_replay_of_nothing_is_one(entries: str):
    cassette = load(f'{{"Initial":null,"Version":"0.2","Entries":{entries}}}'.encode())
    assert (cassette.recorder, len(cassette.interactions)) == ("httpreplay", 0)


@pytest.mark.parametrize("parts", [None, [], [""]])
def test_a_request_without_a_body_has_none(parts: object):
    one = load(replay({"BodyParts": parts})).interactions[0]
    assert (one.request.body.text, one.request.body.is_empty) == ("", True)


def test_an_answer_that_never_came_is_empty():
    one = load(replay({}, None)).interactions[0]
    assert (one.response.status, one.response.body.is_empty, len(one.response.headers)) == (None, True, 0)


def test_parts_are_one_body_also_where_a_character_lies_in_two_of_them():
    content = "na\u00efve".encode()
    one = load(replay({"BodyParts": [kept(content[:3]), kept(content[3:])]})).interactions[0]
    assert one.request.body.text == "naïve"


def test_what_is_no_text_is_binary():
    body = load(replay({"BodyParts": [kept(b"{}"), kept(b"\0\xff")]})).interactions[0].request.body
    assert (body.content, body.text) == (b"{}\0\xff", None)


def test_an_edit_of_an_answer_keeps_it_base64_and_its_length_true():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == PLAIN.replace(kept("señor Elie".encode()), kept("señor Ñ".encode())).replace('"11"', '"9"')
    untrue = load(PLAIN.replace('"11"', '"12"').encode())
    after = edit(untrue, [put(untrue.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert '"12"\n          ],\n          "Set-Cookie"' in after.text


def test_an_edit_of_a_request_goes_into_the_part_that_it_touches():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "more", "even more")])
    assert after.text == PLAIN.replace(kept(b"more"), kept(b"even more")).replace('"12"', '"17"')


def test_an_edit_across_parts_leaves_as_many():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "1}m", "2} or m")])
    request = after.interactions[0].request
    assert (request.body.text, request.header("content-length")) == ('{"a": 2} or more', "16")
    assert [item.text for item in request.node.at(("BodyParts",)).items] == [kept(b'{"a": 2} or '), kept(b"more")]


def test_codings_stay_in_place():
    packed = gzip.compress(b"one word", mtime=1)
    header = {"Content-Encoding": ["gzip"], "Content-Length": [str(len(packed))]}
    cassette = load(replay({}, {"StatusCode": 200, "Header": header, "Body": kept(packed)}))
    body = cassette.interactions[0].response.body
    assert (body.text, body.encodings) == ("one word", ("base64", "gzip"))
    answer = edit(cassette, [put(body.layer, "word", "word more")]).interactions[0].response
    assert (answer.body.text, answer.header("content-length")) == ("one word more", str(len(answer.body.wire.text)))


def test_broken_base64_is_a_problem_of_that_body():
    one = load(replay({"BodyParts": [kept(b"fine")]}, {"StatusCode": 200, "Body": "?"})).interactions[0]
    assert one.request.body.text == "fine"
    assert (one.response.body.problem or "").startswith("broken base64")


def test_an_entry_without_a_response_is_named_with_its_line():
    with pytest.raises(ParseError) as caught:
        load(PLAIN.replace('"Response"', '"Answer"').encode(), "x.replay")
    assert str(caught.value) == (
        "x.replay:8:5: error: an interaction without Response; expected what httpreplay writes into each"
    )


@pytest.mark.parametrize("key", ["Initial", "Version", "Entries"])
def test_what_lacks_one_of_its_keys_is_no_replay(key: str):
    with pytest.raises(NotACassette):
        load(PLAIN.replace(f'"{key}"', '"Other"', 1).encode())
