"""OkReplay: a tape, known by its tag; single header values; bytes under `!!binary` in one line."""

from __future__ import annotations

import gzip
from base64 import b64encode

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

TAPE = """\
!tape
name: a tape
interactions:
- recorded: 2025-11-04T09:30:00.524Z
  request:
    method: POST
    uri: http://a.example/b?x=1
    headers:
      Content-Length: '3'
      Host: a.example
    body: a=1
  response:
    status: 201
    headers:
      Content-Length: '11'
      Content-Type: text/plain
    body: señor Elie
"""


def test_a_tape_is_read():
    cassette = load(TAPE.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("OkReplay", "", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "http://a.example/b?x=1", 4)
    assert (one.request.body.text, one.request.header("host")) == ("a=1", "a.example")
    assert (one.response.status, one.response.duration_ms) == (201, None)
    assert (one.response.body.text, one.response.body.media_type) == ("señor Elie", "text/plain")


def test_a_tape_without_interactions_is_one_too():
    assert load(b"!tape\nname: nothing\ninteractions: []\n").recorder == "OkReplay"


def test_what_was_empty_was_dropped():
    one = load(b"!tape\ninteractions:\n- request: {method: GET, uri: x}\n  response: {status: 204}\n").interactions[0]
    assert (one.request.body.is_empty, one.response.body.text, len(one.response.headers)) == (True, "", 0)


def test_an_edit_changes_the_body_and_its_length_and_no_timestamp():
    cassette = load(TAPE.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == TAPE.replace("Elie", "Ñ").replace("'11'", "'9'")
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "1", "12")])
    assert after.text == TAPE.replace("a=1", "a=12").replace("'3'", "'4'")


def test_a_length_that_did_not_hold_stays():
    cassette = load(TAPE.replace("'11'", "'12'").encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == cassette.text.replace("Elie", "Ñ")


def binary(content: bytes, more: str = "") -> str:
    headers = f"      Content-Length: '{len(content)}'\n{more}"
    kept = b64encode(content).decode()
    return TAPE.partition("      Content-Length: '11'")[0] + f"{headers}    body: !!binary |-\n      {kept}\n"


def test_bytes_stay_bytes_in_one_line():
    cassette = load(binary(b"\xff" + b"long " * 40).encode())
    body = cassette.interactions[0].response.body
    assert (body.content, body.text, body.encodings) == (b"\xff" + b"long " * 40, None, ("base64",))
    after = edit(cassette, [put(body.layer, "long", "very long")])
    assert after.text == binary(b"\xffvery " + b"long " * 40)


def test_text_that_was_kept_as_bytes_is_read_as_text():
    cassette = load(binary("naïve".encode()).encode())
    body = cassette.interactions[0].response.body
    assert body.text == "naïve"
    assert edit(cassette, [put(body.layer, "naïve", "clever")]).text == binary(b"clever")


def test_gzip_is_undone_and_done_again():
    text = binary(gzip.compress(b"one word", mtime=1), "      Content-Encoding: gzip\n")
    cassette = load(text.encode())
    body = cassette.interactions[0].response.body
    assert (body.text, body.encodings) == ("one word", ("base64", "gzip"))
    answer = edit(cassette, [put(body.layer, "word", "word more")]).interactions[0].response
    assert (answer.body.text, answer.header("content-length")) == ("one word more", str(len(answer.body.wire.text)))


@pytest.mark.parametrize("text", [TAPE.removeprefix("!tape\n"), TAPE.replace("!tape", "!cassette", 1)])
def test_without_its_tag_it_is_no_tape(text: str):
    with pytest.raises(NotACassette, match="a cassette of an unknown recorder"):
        load(text.encode())


def test_a_tape_whose_interactions_are_no_list_is_none():
    with pytest.raises(NotACassette, match="no cassette"):
        load(b"!tape\nname: x\ninteractions: none\n")


def test_an_interaction_without_a_response_is_named_with_its_line():
    with pytest.raises(ParseError) as caught:
        load((TAPE + "- request: {uri: x}\n").encode(), "tape.yaml")
    assert str(caught.value) == (
        "tape.yaml:18:3: error: an interaction without response; expected what OkReplay writes into each"
    )
