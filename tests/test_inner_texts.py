"""What a stretch says in percent-encoding or base64 can be read, and edited in the manner of what stood there."""

from __future__ import annotations

import gzip
from base64 import b64encode, encodebytes, urlsafe_b64encode
from urllib.parse import quote, quote_plus, unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import settle
from cassette_cli.framings.framing import StretchLayer
from cassette_cli.inner_texts import PercentLayer, decoded, encoded_stretches


@given(st.text(st.sampled_from("aé =&%+/😀"), max_size=12), st.data())
def test_an_edit_of_what_percent_encoding_says_is_said_in_percent_encoding(text: str, data: st.DataObject) -> None:
    source = Source(data.draw(st.sampled_from([quote(text), quote_plus(text), quote(text, safe="")])))
    layer = PercentLayer.of(StretchLayer(source, Span(0, len(source.text)), source.text))
    assert layer.text == unquote_plus(source.text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(layer.text))] * 2)))
    edit = Edit(Span(start, end), "x y")
    after = apply(source.text, settle([Change(layer, edit)]))
    assert "x y" in unquote_plus(after)
    if "é" not in text and "😀" not in text:
        assert unquote_plus(after) == apply(layer.text, [edit])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b64encode(b"the key is one").decode(), b64encode(b"the key is three").decode()),
        (b64encode(b"the key is one???").decode().rstrip("="), b64encode(b"the key is three???").decode().rstrip("=")),
        (
            urlsafe_b64encode(b">>>??? the key is one").decode(),
            urlsafe_b64encode(b">>>??? the key is three").decode(),
        ),
        (
            encodebytes(b"the key is one, and one" * 9).decode(),
            encodebytes(b"the key is three" + b", and onethe key is one" * 8 + b", and one").decode(),
        ),
        (f"data:text/plain;base64,{b64encode(b'the key is one').decode()}",
         f"data:text/plain;base64,{b64encode(b'the key is three').decode()}"),
        (f"it says {b64encode(b'the key is one').decode()}.", f"it says {b64encode(b'the key is three').decode()}."),
    ],
)  # fmt: skip
def test_base64_is_edited_in_its_own_manner(before: str, after: str) -> None:
    source = Source(before)
    [(span, content)] = encoded_stretches(before)
    layer = decoded(source, span, content)
    assert layer is not None
    at = layer.text.index("one")
    assert apply(before, settle([Change(layer, Edit(Span(at, at + 3), "three"))])) == after


def test_gzip_in_base64_is_packed_again() -> None:
    before = b64encode(gzip.compress(b"the key is one", mtime=0)).decode()
    [(span, content)] = encoded_stretches(before)
    layer = decoded(Source(before), span, content)
    assert layer is not None
    assert layer.text == "the key is one"
    [edit] = settle([Change(layer, Edit(Span(11, 14), "two"))])
    [(_, changed)] = encoded_stretches(apply(before, [edit]))
    assert gzip.decompress(changed.encode("latin-1")) == b"the key is two"


@pytest.mark.parametrize(
    "text", ["a_name_of_some_thing", "0123456789abcdef0123", "chatcmpl-AbCdEfGhIjKlMnOpQrSt", "short"]
)
def test_words_that_say_nothing_in_base64_are_passed_over(text: str) -> None:
    assert list(encoded_stretches(text)) == []
