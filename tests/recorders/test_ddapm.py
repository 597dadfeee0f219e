"""dd-apm-test-agent: one interaction a file, text or `base64:`, and how a WireMock stub is told from it."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette
from cassette_cli.loading import load
from tests.test_editing import put

PLAIN = """\
{
  "request": {
    "method": "POST",
    "url": "https://api.example.com/v1/x",
    "headers": {
      "Content-Type": "application/json",
      "Content-Length": "8"
    },
    "body": "{\\"a\\": 1}"
  },
  "response": {
    "status": {
      "code": 201,
      "message": "Created"
    },
    "headers": {
      "Content-Length": "11",
      "Content-Type": "text/plain"
    },
    "body": "se\\u00f1or Elie"
  }
}"""


def made(body: str, **headers: str) -> bytes:
    answer = {"status": {"code": 200, "message": "OK"}, "headers": headers, "body": body}
    return json.dumps({"request": {"method": "GET", "url": "http://a/", "body": ""}, "response": answer}).encode()


def test_a_file_is_one_interaction():
    cassette = load(PLAIN.encode())
    assert (cassette.recorder, cassette.format_version) == ("dd-apm-test-agent", "")
    [one] = cassette.interactions
    assert (one.request.method, one.request.url, one.line) == ("POST", "https://api.example.com/v1/x", 1)
    assert (one.request.body.json_value, one.request.header("content-type")) == ({"a": 1}, "application/json")
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, "Created", None)
    assert (one.response.body.text, one.response.body.media_type) == ("señor Elie", "text/plain")


def test_an_edit_takes_the_length_along_and_writes_as_its_neighbours():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == PLAIN.replace("Elie", "\\u00d1").replace('"11"', '"9"')
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "1", "12")])
    assert after.text == PLAIN.replace("1}", "12}").replace('"8"', '"9"')


def test_a_length_that_did_not_hold_stays():
    cassette = load(PLAIN.replace('"11"', '"700"').encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "X")])
    assert after.text == cassette.text.replace("Elie", "X")


def test_bytes_have_a_prefix_and_keep_it():
    kept = b64encode(b"\x89PNG").decode()
    cassette = load(made(f"base64:{kept}", content_type="image/png"))
    body = cassette.interactions[0].response.body
    assert (body.content, body.text, body.encodings) == (b"\x89PNG", None, ("base64",))
    after = edit(cassette, [put(body.layer, "PNG", "GIF")])
    assert after.text == cassette.text.replace(kept, b64encode(b"\x89GIF").decode())


def test_a_broken_rest_behind_the_prefix_is_a_problem_of_that_body():
    one = load(made("base64:?")).interactions[0]
    assert one.request.body.is_empty
    assert (one.response.body.problem or "").startswith("broken base64")


def test_the_word_elsewhere_is_text():
    assert load(made("see base64:aGk=")).interactions[0].response.body.text == "see base64:aGk="


def test_a_header_that_says_gzip_beside_a_plain_body_is_as_it_should_be():
    answer = made("plain", **{"Content-Encoding": "gzip"})
    body = load(answer).interactions[0].response.body
    assert (body.text, body.notes) == ("plain", ())


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"request": {"url": "/x"}, "response": {"status": 200, "body": "x"}}, "a WireMock stub, which is not read"),
        ({"request": {"urlPath": "/x"}, "response": {"status": 200}}, "a WireMock stub, which is not read"),
        ({"request": {"url": "/x"}, "response": {"code": 200}}, "no cassette"),
        ({"request": {"uri": "/x"}, "response": {"status": {"code": 200}}}, "no cassette"),
    ],
)
def test_what_has_two_sides_and_no_status_with_a_code_is_somebody_elses(members: dict[str, object], said: str):
    with pytest.raises(NotACassette) as caught:
        load(json.dumps(members).encode(), "x.json")
    assert str(caught.value).startswith(f"x.json:1:1: error: {said}; expected")
