"""The chunked coding: what is encoded decodes to itself, and what an edit does not touch keeps its bytes."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.chunked import CHUNKED
from cassette_cli.documents.edits import difference
from cassette_cli.encodings import LIMIT
from cassette_cli.errors import DecodeError

SIZES = st.sampled_from(["{:x}", "{:X}", "00{:x}"])
EXTENSIONS = st.sampled_from(["", ";a", " ;a=b", ';a="b;c"'])
TAILS = st.sampled_from([b"0\r\n\r\n", b"000;last\r\n\r\n", b"0\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n", b"0\n\n"])


@st.composite
def a_chunk(draw) -> tuple[bytes, bytes]:
    """The data of a chunk, and the chunk."""
    content, end = draw(st.binary(min_size=1, max_size=20)), draw(st.sampled_from([b"\r\n", b"\n"]))
    head = draw(SIZES).format(len(content)) + draw(EXTENSIONS)
    return content, head.encode() + end + content + end


CHUNKS = st.lists(a_chunk(), max_size=5)


@given(CHUNKS, TAILS)
def test_what_was_sent_in_chunks_is_read(chunks, tail):
    sent = b"".join(chunk for _, chunk in chunks) + tail
    assert CHUNKED.decode(sent, LIMIT) == b"".join(content for content, _ in chunks)


@given(CHUNKS, TAILS, st.binary(max_size=60))
def test_what_is_encoded_decodes_to_itself_behind_the_same_tail(chunks, tail, new):
    like = b"".join(chunk for _, chunk in chunks) + tail
    encoded = CHUNKED.encode(new, like)
    assert CHUNKED.decode(encoded, LIMIT) == new
    assert encoded.endswith(tail)


@given(CHUNKS, TAILS)
def test_what_is_not_edited_is_the_same_bytes(chunks, tail):
    like = b"".join(chunk for _, chunk in chunks) + tail
    assert CHUNKED.encode(CHUNKED.decode(like, LIMIT), like) == like


@given(CHUNKS.filter(bool), TAILS, st.binary(max_size=9), st.data())
def test_chunks_that_an_edit_does_not_touch_keep_their_bytes(chunks, tail, put, data):
    like = b"".join(chunk for _, chunk in chunks) + tail
    before = CHUNKED.decode(like, LIMIT)
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    after = before[:start] + put + before[end:]
    encoded = CHUNKED.encode(after, like)
    ends = list(accumulate(len(content) for content, _ in chunks))
    for (first, last), _ in difference(before.decode("latin-1"), after.decode("latin-1")):
        touched = min(first, len(before) - 1)  # an insertion touches the chunk behind it, or the last one
        untouched = max(last, touched + 1)
        head = [chunk for (_, chunk), stop in zip(chunks, ends, strict=True) if stop <= touched]
        tails = [chunk for (content, chunk), stop in zip(chunks, ends, strict=True) if stop - len(content) >= untouched]
        assert encoded.startswith(b"".join(head))
        assert encoded.endswith(b"".join(tails) + tail)


def test_a_chunk_that_becomes_empty_goes_since_it_would_end_the_body():
    like = b"3\r\none\r\n3\r\ntwo\r\n3\r\nsix\r\n0\r\n\r\n"
    assert CHUNKED.encode(b"onesix", like) == b"3\r\none\r\n3\r\nsix\r\n0\r\n\r\n"
    assert CHUNKED.encode(b"", like) == b"0\r\n\r\n"


def test_what_is_put_in_between_goes_into_one_chunk_with_its_extension_kept():
    like = b"3;x=1\r\none\r\n3;x=2\r\ntwo\r\n0\r\n\r\n"
    assert CHUNKED.encode(b"one-two", like) == b"3;x=1\r\none\r\n4;x=2\r\n-two\r\n0\r\n\r\n"
    assert CHUNKED.encode(b"onetwo!", like) == b"3;x=1\r\none\r\n4;x=2\r\ntwo!\r\n0\r\n\r\n"


def test_a_body_of_no_chunks_gets_one():
    assert CHUNKED.encode(b"new", b"0\r\nX: 1\r\n\r\n") == b"3\r\nnew\r\n0\r\nX: 1\r\n\r\n"


def test_sizes_are_hexadecimal():
    assert CHUNKED.decode(b"0A\r\n0123456789\r\n0\r\n\r\n", LIMIT) == b"0123456789"
    assert CHUNKED.encode(b"0123456789abcdefX", b"1\r\n0\r\n0\r\n\r\n").startswith(b"11\r\n")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "broken chunks at byte 0; the size of a chunk"),
        (b"no size\r\n", "broken chunks at byte 0; the size of a chunk"),
        (b"-1\r\nx\r\n0\r\n\r\n", "broken chunks at byte 0; the size of a chunk"),
        (b"0x3\r\none\r\n0\r\n\r\n", "broken chunks at byte 0; the size of a chunk"),
        (b"3", "broken chunks at byte 0; the size of a chunk"),
        (b"3\r\none\r\n", "broken chunks at byte 8; the size of a chunk"),
        (b"3\r\none", "broken chunks at byte"),
        (b"20\r\none\r\n0\r\n\r\n", "chunks that end too early; the whole body"),
        (b"fffffffffffffff\r\nx", "chunks that end too early; the whole body"),
        (b"ffffffffffffffff\r\nx", "broken chunks at byte 0; the size of a chunk"),
        (b"2\r\none\r\n0\r\n\r\n", "broken chunks at byte"),
        (b"3\r\none-0\r\n\r\n", "broken chunks at byte"),
        (b"2\r\non10\r\n0\r\n\r\n", "broken chunks at byte"),
    ],
)
def test_broken_chunks_are_an_error(data: bytes, said: str):
    with pytest.raises(DecodeError) as caught:
        CHUNKED.decode(data, LIMIT)
    assert caught.value.message.startswith(said)


@given(st.binary(max_size=40) | st.from_regex(rb"[0-3]\r?\n[a-c]{0,3}\r?\n0?\r?\n?", fullmatch=True))
def test_any_bytes_are_chunks_or_an_error(data: bytes):
    try:
        decoded = CHUNKED.decode(data, LIMIT)
    except DecodeError:
        return
    assert len(decoded) < len(data)
