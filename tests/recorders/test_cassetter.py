"""cassetter: bodies that say their type, and what else its files hold; told from VCR.py, which has the same keys."""

from __future__ import annotations

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.errors import NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

TEXT = """\
version: 1
interactions:
- request:
    method: POST
    uri: http://a/?x=1
    headers:
      accept:
      - "*/*"
    body:
      type: json
      content:
        days: 3
  response:
    status: 201
    headers:
      content-length:
      - "8"
      set-cookie:
      - a=1
      - b=2
    body:
      type: text
      content: low tide
  recorded_at: 2025-11-04T09:30:00+00:00
"""
LOW = "type: text\n      content: low tide\n"


def kept_as(body: str, length: int = 8) -> Cassette:
    return load(TEXT.replace(LOW, body).replace('"8"', f'"{length}"').encode())


def test_a_cassette_is_read():
    cassette = load(TEXT.encode())
    assert (cassette.recorder, cassette.format_version, cassette.read_only) == ("cassetter", "1", "")
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.request.body.text) == ("POST", "http://a/?x=1", '{"days": 3}')
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (201, "", None)
    assert [header.value for header in one.response.headers] == ["8", "a=1", "b=2"]
    assert one.response.body.text == "low tide"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("type: none\n", ""),
        ('type: text\n      content: ""\n', ""),
        (
            "type: text\n      content: |+\n        data: a\n        \n        data: b\n        \n",
            "data: a\n\ndata: b\n\n",
        ),
        ("type: json\n      content:\n        a: [1, null]\n", '{"a": [1, null]}'),
        ("type: json\n      content: x\n", '"x"'),
        ("type: json\n      content: 3\n", "3"),
        ("type: binary\n      content: 4d6172e9\n", "Maré"),
        ("type: binary\n      content: >-\n        0001\n", None),
        ("type: text\n      content: 4d61\n", "4d61"),
    ],
)
def test_the_type_says_how_a_body_is_kept(body: str, text: str | None):
    latin = TEXT.replace('"8"\n', '"8"\n      content-type:\n      - text/plain; charset=iso-8859-1\n')
    found = load(latin.replace(LOW, body).encode()).interactions[0].response.body
    assert found.text == text


def test_json_that_is_null_is_a_body_of_four_bytes():
    body = kept_as("type: json\n      content: null\n", 4).interactions[0].response.body
    assert (body.text, body.size) == ("null", 4)


def test_a_coding_that_was_undone_is_no_surprise():
    coded = TEXT.replace('"8"\n', '"8"\n      content-encoding:\n      - gzip\n')
    body = load(coded.encode()).interactions[0].response.body
    assert (body.text, body.encodings, body.notes) == ("low tide", (), ())


SIBLINGS = """\
version: 1
interactions: []
grpc_interactions:
- request: {method: /tides.Tides/Height}
ws_interactions:
- uri: ws://a/
- uri: ws://b/
"""


def test_what_is_no_http_is_counted():
    cassette = load(SIBLINGS.encode())
    assert (cassette.recorder, len(cassette.interactions)) == ("cassetter", 0)
    assert cassette.notes == (
        "1 in grpc_interactions, not shown: no HTTP",
        "2 in ws_interactions, not shown: no HTTP",
    )


@pytest.mark.parametrize(
    "text",
    [
        "version: 1\ninteractions: []\n",
        TEXT.replace("status: 201", "status: {code: 201, message: OK}"),
        TEXT.replace(LOW, "string: low tide\n"),
    ],
)
def test_what_says_less_is_vcrpy(text: str):
    assert load(text.encode()).recorder == "VCR.py"


@pytest.mark.parametrize("text", [TEXT.replace("version: 1\n", ""), SIBLINGS.replace("interactions: []\n", "", 1)])
def test_a_file_without_a_version_or_without_interactions_is_not_taken(text: str):
    with pytest.raises(NotACassette):
        load(text.encode())


def test_an_interaction_without_a_status_is_one_line():
    with pytest.raises(ParseError) as caught:
        load((TEXT + "- request: {uri: http://b/}\n  response: {}\n").encode(), "c.yaml")
    assert str(caught.value) == (
        "c.yaml:25:3: error: an interaction without response.status; expected what cassetter writes into each"
    )


@pytest.mark.parametrize(
    ("body", "length", "old", "new", "wished", "becomes"),
    [
        (LOW, 8, "low", "né", LOW.replace("low", "né"), 8),
        (LOW, 8, "low", "ebbing", LOW.replace("low", "ebbing"), 11),
        (LOW, 7, "low", "ebbing", LOW.replace("low", "ebbing"), 7),  # did not hold
        ("type: json\n      content: {a: b}\n", 10, "b", "né", "type: json\n      content: {a: né}\n", 16),
        ("type: json\n      content: low\n", 5, "low", "ebb", "type: json\n      content: ebb\n", 5),
        ("type: binary\n      content: 6c6f77\n", 3, "low", "né", "type: binary\n      content: 6ec3a9\n", 3),
    ],
)
def test_an_edit_keeps_the_type_and_takes_the_length_along(
    body: str, length: int, old: str, new: str, wished: str, becomes: int
):
    before = kept_as(body, length)
    after = edit(before, [put(before.interactions[0].response.body.layer, old, new)])
    assert after.text == TEXT.replace(LOW, wished).replace('"8"', f'"{becomes}"')


def test_hexadecimal_digits_that_would_be_a_number_are_quoted():
    before = kept_as("type: binary\n      content: 6a6b\n", 2)
    after = edit(before, [put(before.interactions[0].response.body.layer, "jk", "abc")])
    content = after.interactions[0].response.node.at(("body", "content"))
    assert (content.value, after.interactions[0].response.header("content-length")) == ("616263", "3")
