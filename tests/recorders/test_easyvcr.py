"""EasyVCR: names as C# writes them, headers in two maps, bodies as the client read them."""

from __future__ import annotations

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

PLAIN = """\
[
  {
    "Duration": 381,
    "RecordedAt": "2025-11-04T09:30:00.104233+01:00",
    "Request": {
      "Body": "{\\"a\\": 1}",
      "BodyContentType": "Json",
      "ContentHeaders": {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": "8"
      },
      "Method": "POST",
      "RequestHeaders": {
        "Authorization": "***"
      },
      "Uri": "https://a.example/v2/x?page=1"
    },
    "Response": {
      "Body": "{\\"name\\": \\"señor Elie\\"}",
      "BodyContentType": "Json",
      "ContentHeaders": {
        "Content-Type": "application/json",
        "Content-Length": "23"
      },
      "HttpVersion": "1.1",
      "ResponseHeaders": {
        "X-Via-EasyVCR-Recording": "true"
      },
      "Status": {
        "Code": 201,
        "Message": "Created"
      }
    }
  }
]"""


def test_a_cassette_is_read():
    cassette = load(PLAIN.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("EasyVCR", "", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line) == ("POST", "https://a.example/v2/x?page=1", 2)
    assert (one.request.body.json_value, one.request.body.charset) == ({"a": 1}, "utf-8")
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, "Created", 381.0)
    assert one.response.body.json_value == {"name": "señor Elie"}


def test_headers_of_the_content_come_after_those_of_the_message():
    one = load(PLAIN.encode()).interactions[0]
    assert [header.name for header in one.request.headers] == ["Authorization", "Content-Type", "Content-Length"]
    assert [header.value for header in one.response.headers] == ["true", "application/json", "23"]


def test_what_is_left_out_is_empty():
    one = load(b'[{"Request": {"Uri": "http://a/", "Method": "GET"}, "Response": {"Body": null}}]').interactions[0]
    assert (one.request.body.is_empty, len(one.request.headers)) == (True, 0)
    assert (one.response.status, one.response.duration_ms, one.response.body.text) == (None, None, "")


def test_codings_were_undone_and_their_headers_left():
    text = PLAIN.replace('"X-Via-EasyVCR-Recording": "true"', '"Content-Encoding": "gzip"')
    body = load(text.encode()).interactions[0].response.body
    assert (body.json_value, body.notes, body.codings) == ({"name": "señor Elie"}, (), ("gzip",))


def test_an_edit_of_a_body_takes_its_length_along():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == PLAIN.replace("Elie", "Ñ").replace('"23"', '"21"')
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "1", "[1, 2]")])
    assert after.text == PLAIN.replace('{\\"a\\": 1}', '{\\"a\\": [1, 2]}').replace('"8"', '"13"')


def test_a_length_that_censoring_made_untrue_stays():
    cassette = load(PLAIN.replace('"23"', '"900"').encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "X")])
    assert after.text == cassette.text.replace("Elie", "X")


def test_an_interaction_without_a_response_is_named_with_its_line():
    text = PLAIN.removesuffix("\n]") + ',\n  {"Request": {"Uri": "http://a/"}}\n]'
    with pytest.raises(ParseError) as caught:
        load(text.encode(), "x.json")
    assert str(caught.value) == (
        "x.json:35:3: error: an interaction without Response; expected what EasyVCR writes into each"
    )


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace('"Response"', '"response"'),
        PLAIN.replace('"Uri"', '"Url"'),
        '{"Request": {"Uri": "http://a/"}, "Response": {}}',
    ],
)
def test_other_names_or_no_list_are_somebody_elses(text: str):
    with pytest.raises(NotACassette):
        load(text.encode())
