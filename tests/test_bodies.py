"""Bodies: what was said, whatever lies around it; what does not fit is shown as it is, and noted."""

from __future__ import annotations

import gzip
from base64 import b64encode

import pytest

from cassette_cli.bodies import Body
from cassette_cli.documents.edits import Edit, Span
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import settle
from cassette_cli.encodings import BASE64, CONTENT_CODINGS
from cassette_cli.errors import DecodeError, EditError


def kept(data: bytes, **more) -> Body:
    """A body whose bytes the file keeps in base64."""
    return Body((Source(b64encode(data).decode()),), wrapping=(BASE64,), is_bytes=True, **more)


def edited(body: Body, old: str, new: str) -> str:
    """The file's text after one change of the decoded body."""
    layer, [source] = body.layer, body.pieces
    at = layer.text.index(old)
    [(start, end), text] = settle([Change(layer, Edit(Span(at, at + len(old)), new))])[0]
    return source.text[:start] + text + source.text[end:]


def test_plain_text_is_itself():
    body = Body((Source("grüße"),))
    assert (body.text, body.content, body.size, body.encodings, body.notes) == ("grüße", "grüße".encode(), 7, (), ())


def test_no_body_is_empty_text():
    assert (Body().text, Body().content, Body().size, Body().layer, Body().is_empty) == ("", b"", 0, None, True)


def test_gzip_in_base64_is_undone_outermost_first():
    body = kept(gzip.compress(b'{"a": 1}'), codings=("gzip",))
    assert (body.text, body.encodings, body.json_value) == ('{"a": 1}', ("base64", "gzip"), {"a": 1})


def test_several_codings_are_undone_in_reverse():
    data = CONTENT_CODINGS["br"].encode(gzip.compress(b"hello"), b"")
    body = kept(data, codings=("gzip", "br"))
    assert (body.text, body.encodings) == ("hello", ("base64", "br", "gzip"))


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd"])
def test_a_body_that_is_plain_though_its_header_says_otherwise_is_shown_and_noted(coding: str):
    assert Body((Source("hello"),), codings=(coding,)).notes == (f"header says {coding}, body is plain",)
    body = kept(b"hello", codings=(coding,))
    assert (body.text, body.notes) == ("hello", (f"header says {coding}, body is plain",))


def test_an_empty_body_with_a_coding_is_nothing_to_note():
    assert Body((Source(""),), codings=("gzip",)).notes == ()


def test_gzip_without_a_header_is_undone_for_text_and_left_for_files():
    data = gzip.compress(b"hello")
    assert kept(data, media_type="text/event-stream").text == "hello"
    assert kept(data, media_type="application/gzip").content == data


def test_gzip_that_a_recorder_wrote_as_latin1_characters_is_undone():
    body = Body((Source(gzip.compress(b"hello").decode("latin-1")),), codings=("gzip",))
    assert (body.text, body.encodings) == ("hello", ("gzip",))
    assert gzip.decompress(edited(body, "hello", "jello").encode("latin-1")) == b"jello"


def test_an_unknown_coding_is_noted():
    assert kept(b"hello", codings=("rot13",)).notes == ("header says rot13, which is not read",)


def test_binary_content_has_bytes_and_no_text():
    body = kept(b"\x89PNG\0\xff")
    assert (body.text, body.content, body.size) == (None, b"\x89PNG\0\xff", 6)


def test_bytes_with_nul_are_binary_even_if_they_are_valid_utf8():
    assert kept(b"\0\0\0\x10abc").text is None


def test_the_charset_of_the_header_counts_where_the_bytes_are_no_utf8():
    body = kept("grüße".encode("latin-1"), charset="iso-8859-1")
    assert body.text == "grüße"
    assert body.content == "grüße".encode("latin-1")


def test_utf8_counts_before_a_header_that_lies():
    assert kept("grüße".encode(), charset="iso-8859-1").text == "grüße"


@pytest.mark.parametrize("charset", ["zlib", "rot13", "no-such-charset", "base64", "idna"])
def test_a_charset_that_is_none_leaves_binary_content(charset: str):
    assert kept(b"gr\xfc\xdfe", charset=charset).text is None


def test_a_body_that_cannot_be_decoded_says_why():
    body = kept(gzip.compress(b"hello")[:-4], codings=("gzip",))
    assert body.problem == "gzip data that ends too early; the whole body"
    assert body.json_value is None
    with pytest.raises(DecodeError):
        body.text  # noqa: B018


def test_the_limit_holds_for_every_layer():
    bomb = gzip.compress(gzip.compress(b"\0" * 2_000_000))
    assert "gzip data of more than" in kept(bomb, codings=("gzip", "gzip"), limit=1 << 20).problem


def test_an_edit_inside_of_gzip_is_one_new_encoding():
    body = kept(gzip.compress(b"one two three", mtime=5), codings=("gzip",))
    text = edited(body, "two", "2")
    assert Body((Source(text),), wrapping=(BASE64,), is_bytes=True, codings=("gzip",)).text == "one 2 three"


def test_an_edit_inside_of_a_charset_keeps_the_charset():
    body = kept("grüße".encode("latin-1"), charset="iso-8859-1")
    assert edited(body, "e", "é") == b64encode("grüßé".encode("latin-1")).decode()


def test_a_character_that_the_charset_lacks_is_an_error():
    with pytest.raises(EditError, match="characters that iso-8859-1 has"):
        edited(kept("grüße".encode("latin-1"), charset="iso-8859-1"), "e", "€")


def test_bytes_that_went_through_text_are_noted():
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xef\xbf\xbd\xff"
    destroyed = png.decode("utf-8", "replace")
    note = "bytes that are no UTF-8 were replaced (U+FFFD) before it was recorded"
    assert kept(destroyed.encode()).notes == Body((Source(destroyed),)).notes == (note,)
    assert kept(png).notes == kept(b"\0\1").notes == Body((Source("a \ufffd"),)).notes == ()
