"""Charsets: valid UTF-8 is UTF-8 whatever it is called, names that nobody knows mean UTF-8, NUL means binary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.charsets import can_spell, characters, spelled
from cassette_cli.documents.edits import Edit, Span, apply, difference
from cassette_cli.documents.layers import Source
from cassette_cli.errors import EditError

UNKNOWN = ["", "no such charset", "ASCII-8BIT", "binary", "BINARY", "a\0b", "é", "x" * 1000]
# Codecs of Python that are no charset: bytes to bytes, text to text.
NO_CHARSETS = ["base64", "hex", "rot13", "zlib", "bz2", "uu", "quopri", "undefined"]


def read(data: bytes, charset: str) -> tuple[str, str] | None:
    """The charset that the bytes are in, and what they say."""
    found = characters(Source(data.decode("latin-1")), charset)
    return None if found is None else (found.charset, found.text)


@pytest.mark.parametrize(
    ("data", "charset", "expected"),
    [
        (b"plain", "", ("utf-8", "plain")),
        (b"", "latin-1", ("utf-8", "")),
        ("naïve".encode(), "latin-1", ("utf-8", "naïve")),
        ("naïve".encode("latin-1"), "latin-1", ("latin-1", "naïve")),
        ("naïve".encode("latin-1"), "ISO-8859-1", ("ISO-8859-1", "naïve")),
        ("naïve €".encode("cp1252"), "windows-1252", ("windows-1252", "naïve €")),
        ("日本".encode("shift_jis"), "Shift_JIS", ("Shift_JIS", "日本")),
        ("naïve".encode("latin-1"), "", None),
        ("naïve".encode("latin-1"), "us-ascii", None),
        (b"\x81", "windows-1252", None),
        (b"a\0b", "utf-8", None),
        ("ab".encode("utf-16-le"), "utf-16-le", None),
    ],
)
def test_bytes_are_read_as_what_they_can_be(data: bytes, charset: str, expected: tuple[str, str] | None):
    assert read(data, charset) == expected


def test_utf_8_that_ends_within_a_character_is_text_and_keeps_the_rest():
    data = "a €".encode()
    for end in (3, 4):
        found = characters(Source(data[:end].decode("latin-1")), "")
        assert (found.charset, found.text, found.rest.encode("latin-1")) == ("utf-8", "a ", data[2:end])
        [change] = found.lift([Edit(Span(0, 1), "é")])
        assert apply(found.outer.text, [change.edit]).encode("latin-1") == "é ".encode() + data[2:end]
        with pytest.raises(EditError):
            found.lift([Edit(Span(0, 2), "")])
    assert read(data[2:4], "") is None
    assert read("ab\xe9".encode("latin-1"), "latin-1") == ("latin-1", "abé")


@pytest.mark.parametrize("charset", [*UNKNOWN, *NO_CHARSETS])
def test_a_name_of_no_charset_leaves_text_as_it_is_and_bytes_binary(charset: str):
    assert read("naïve".encode(), charset) == ("utf-8", "naïve")
    assert read(b"\xff\xfe\xfd", charset) is None


@pytest.mark.parametrize("charset", [*UNKNOWN, *NO_CHARSETS])
def test_a_name_of_no_charset_is_spelled_in_utf_8(charset: str):
    assert spelled("naïve", charset) == "naïve".encode()
    assert can_spell("naïve", charset)


@pytest.mark.parametrize(
    ("text", "charset", "expected"),
    [
        ("naïve", "ISO-8859-1", b"na\xefve"),
        ("naïve", "utf8", b"na\xc3\xafve"),
        ("plain", "US-ASCII", b"plain"),
        ("日本", "EUC-JP", "日本".encode("euc-jp")),
        ("", "latin-1", b""),
    ],
)
def test_text_is_spelled_in_its_charset(text: str, charset: str, expected: bytes):
    assert (spelled(text, charset), can_spell(text, charset)) == (expected, True)


@pytest.mark.parametrize(("text", "charset"), [("日本", "latin-1"), ("naïve", "US-ASCII"), ("\ud800", "utf-8")])
def test_characters_that_a_charset_has_not_are_spelled_in_utf_8(text: str, charset: str):
    assert not can_spell(text, charset)
    assert spelled(text, charset) == text.encode("utf-8", "surrogatepass")


@given(
    st.binary(max_size=30), st.sampled_from(["", "latin-1", "cp1252", "shift_jis", "utf-7", "iso2022_jp", "gb18030"])
)
def test_what_is_read_can_be_written_back_to_the_byte(data: bytes, charset: str):
    layer = characters(Source(data.decode("latin-1")), charset)
    if layer is not None:
        assert layer.text.encode(layer.charset) + layer.rest.encode("latin-1") == data
        assert layer.lift([]) == []


@given(st.text(st.characters(codec="cp1252", exclude_characters="\0"), min_size=1), st.data())
def test_an_edit_is_made_in_the_bytes_of_the_charset(text: str, data):
    start = data.draw(st.integers(0, len(text)))
    outer = Source((text + "€é").encode("cp1252").decode("latin-1"))
    layer = characters(outer, "cp1252")
    assert layer is not None
    wished = layer.text[:start] + "ß" + layer.text[start:]
    lifted = layer.lift(difference(layer.text, wished))
    assert apply(outer.text, [change.edit for change in lifted]).encode("latin-1") == wished.encode("cp1252")
