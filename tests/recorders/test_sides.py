"""A side of an interaction -> its Body: which place counts, how it is kept there, what wraps it, what follows it."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cassette_cli.bodies import Body
from cassette_cli.cassette import Reading
from cassette_cli.documents import yaml_text
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.encodings import BASE64, HEX, Encoding
from cassette_cli.recorders.sides import Form, Side, Stored, by_name, by_tag, text_only, text_or_data

AT = (("body",),)
PLAIN = Side((), body=AT)
GZIPPED = "headers: {Content-Encoding: gzip}\n"


def node_of(text: str) -> Node:
    return yaml_text.parse(Source(text)).root


def body_of(side: Side, text: str, limit: int = 1_000) -> Body:
    node = node_of(text)
    return side.body_in(node, side.headers_in(node), Reading(limit))


def stored(text: str) -> Stored:
    side = node_of(text)
    return Stored(side.at(("body",)), side, {}, Reading())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{a: first, b: second}", "first"),
        ("{a: null, b: second}", "second"),
        ("{a: {x: 1}, b: second}", "second"),
        ("{a: '', b: second}", ""),
        ("{b: second}", "second"),
        ("{c: third}", None),
        ("[]", None),
    ],
)
def test_the_first_place_that_holds_a_body_counts(text: str, kept: str | None):
    assert body_of(Side((), body=(("a",), ("b",))), text).kept == kept


@pytest.mark.parametrize(("text", "form"), [("body: x", Form.TEXT), ("body: {a: 1}", Form.DATA)])
def test_what_is_no_scalar_is_data_or_no_body(text: str, form: Form):
    assert text_or_data(stored(text)) is form
    assert text_only(stored(text)) is (form if form is Form.TEXT else None)


def test_data_is_sent_as_json_with_spaces_or_compact():
    text = "body: {a: [1, é]}"
    data = Side((), body=AT, form=text_or_data)
    found = body_of(data, text)
    assert (found.text, found.json_value, found.wrapping) == ('{"a": [1, "\\u00e9"]}', {"a": [1, "é"]}, ())
    assert body_of(data._replace(is_compact=True), text).text == '{"a":[1,"é"]}'


def test_a_scalar_is_data_where_its_form_says_so():
    always = Side((), body=AT, form=lambda _: Form.DATA)
    found = [body_of(always, f"body: {value}").text for value in ("x", "3", "true", "[]", "null")]
    assert found == ['"x"', "3", "true", "[]", "null"]


def test_pieces_are_one_body_and_those_that_are_null_hold_nothing():
    pieces = Side((), body=AT, form=lambda _: Form.PIECES)
    found = body_of(pieces, "body: [one, null, two]")
    assert (found.text, len(found.pieces)) == ("onetwo", 2)
    assert body_of(pieces, "body: []").is_empty


def test_pieces_are_unwrapped_one_by_one():
    pieces = Side((), body=AT, form=lambda _: Form.PIECES, wrapping=lambda _: (HEX,))
    found = body_of(pieces, "body: ['c3', 'a9']")
    assert (found.text, found.encodings) == ("é", ("hex",))


@pytest.mark.parametrize(
    ("text", "wrapping"),
    [("aGk=", ()), ("!!binary aGk=", (BASE64,)), ("!binary aGk=", (BASE64,)), ("!other aGk=", ())],
)
def test_a_tag_says_that_a_text_is_bytes(text: str, wrapping: tuple[Encoding, ...]):
    assert by_tag(stored(f"body: {text}")) == by_name(stored(f"body: {text}")) == wrapping


def test_a_name_says_it_too_but_not_of_its_neighbour():
    side = Side((), body=(("body", "base64_string"), ("body", "string")), wrapping=by_name)
    assert body_of(side, "body: {base64_string: aGk=, string: ''}").content == b"hi"
    assert body_of(side, "body: {base64_string: null, string: aGk=}").content == b"aGk="


def test_bytes_may_be_characters_one_each():
    found = body_of(PLAIN._replace(is_bytes=True), 'body: "caf\\xC3\\xA9"')
    assert (found.text, found.content, found.encodings) == ("café", b"caf\xc3\xa9", ())


def test_data_is_never_bytes():
    side = Side((), body=AT, form=text_or_data, is_bytes=True, is_compact=True)
    assert body_of(side, "body: {a: é}").text == '{"a":"é"}'


def test_a_coding_that_the_recorder_undoes_is_not_missed():
    assert body_of(PLAIN, GZIPPED + "body: plain").notes == ("header says gzip, body is plain",)
    assert body_of(PLAIN._replace(is_decoded=True), GZIPPED + "body: plain").notes == ()
    bytes_of_a_picture = f"body: !!binary {b64encode(bytes(range(128, 140))).decode()}"
    assert body_of(PLAIN._replace(is_decoded=True), GZIPPED + bytes_of_a_picture).content == bytes(range(128, 140))


@pytest.mark.parametrize(
    ("headers", "media_type", "charset", "codings"),
    [
        ('{content-type: Text/HTML; Charset="Latin-1"; x=y}', "text/html", "latin-1", ()),
        (
            "{Content-Type: [application/json], Content-Encoding: ['GZIP, identity, br']}",
            "application/json",
            "",
            ("gzip", "br"),
        ),
        ("[{name: CONTENT-TYPE, value: text/plain;charset=utf-8}]", "text/plain", "utf-8", ()),
        ("{}", "", "", ()),
    ],
)
def test_headers_say_what_a_body_is(headers: str, media_type: str, charset: str, codings: tuple[str, ...]):
    found = body_of(PLAIN, f"headers: {headers}\nbody: x")
    assert (found.media_type, found.charset, found.codings) == (media_type, charset, codings)


def test_lengths_are_the_fields_that_a_row_names_and_the_header():
    side = PLAIN._replace(headers=(("headers",), ("more",)), lengths=(("size",), ("none",)))
    found = body_of(side, "headers: {Content-Length: [3, 4]}\nmore: {content-LENGTH: 5}\nsize: 6\nbody: x")
    assert [length.text for length in found.lengths] == ["6", "3", "4", "5"]


def test_the_charset_of_a_text_counts_its_bytes():
    side = PLAIN._replace(spelled_in=("charset",))
    sizes = [body_of(side, f"charset: {name}\nbody: é").size for name in ("latin-1", "UTF-8", "nobody-knows", "ascii")]
    assert [*sizes, body_of(side, "body: é").size] == [1, 2, 2, 2, 2]


def test_a_charset_that_cannot_spell_the_text_leaves_it_in_utf_8():
    side = PLAIN._replace(spelled_in=("charset",))
    assert [body_of(side, f"charset: {name}\nbody: a..é").content for name in ("ascii", "idna")] == [
        "a..é".encode()
    ] * 2


def test_the_limit_is_that_of_the_reading():
    assert body_of(PLAIN, "body: !!binary aGVsbG8=", limit=5).text == "hello"
    assert (body_of(PLAIN, "body: !!binary aGVsbG8=", limit=4).problem or "").startswith("base64 data of more than")
