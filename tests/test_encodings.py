"""Encodings: what was encoded is decoded, in the same manner, and never beyond the limit."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.encodings import BASE64, CONTENT_CODINGS, Encoding
from cassette_cli.errors import DecodeError

CODINGS = sorted({coding.name: coding for coding in CONTENT_CODINGS.values()}.items())
codings = pytest.mark.parametrize("coding", [coding for _, coding in CODINGS], ids=[name for name, _ in CODINGS])


@codings
@given(data=st.binary(max_size=400))
def test_what_is_encoded_decodes_to_itself(coding: Encoding, data: bytes):
    assert coding.decode(coding.encode(data, b""), 1000) == data


@codings
def test_encoding_twice_gives_the_same_bytes(coding: Encoding):
    assert coding.encode(b"hello " * 50, b"") == coding.encode(b"hello " * 50, b"")


@codings
def test_a_body_of_exactly_the_limit_is_read(coding: Encoding):
    assert coding.decode(coding.encode(b"x" * 5000, b""), 5000) == b"x" * 5000


@codings
def test_a_bomb_stops_at_the_limit(coding: Encoding):
    bomb = coding.encode(b"\0" * 3_000_000, b"")
    with pytest.raises(DecodeError, match=f"{coding.name} data of more than 1 MiB; a body below the limit"):
        coding.decode(bomb, 1 << 20)


@codings
def test_a_body_that_was_cut_is_an_error(coding: Encoding):
    with pytest.raises(DecodeError, match="ends too early"):
        coding.decode(coding.encode(b"hello world " * 50, b"")[:-5], 10_000)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_many_streams_are_one_text_and_the_last_one_may_not_be_cut(name: str):
    coding = CONTENT_CODINGS[name]
    streams = b"".join(coding.encode(b"%d " % number, b"") for number in range(2000))
    assert coding.decode(streams, 10_000) == b"".join(b"%d " % number for number in range(2000))
    with pytest.raises(DecodeError, match="ends too early"):
        coding.decode(streams[:-1], 10_000)


@codings
def test_garbage_is_an_error_and_nothing_else(coding: Encoding):
    with pytest.raises(DecodeError, match=f"broken {coding.name} data"):
        coding.decode(b"\xff\xfegarbage that is nothing", 1000)


def test_padding_behind_a_gzip_file_is_no_part_of_it():
    assert CONTENT_CODINGS["gzip"].decode(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0", 100) == b"one two"


def test_deflate_is_read_and_written_raw_where_it_was_raw():
    raw = zlib.compressobj(wbits=-15)
    data = raw.compress(b"hello") + raw.flush()
    deflate = CONTENT_CODINGS["deflate"]
    assert deflate.decode(data, 100) == b"hello"
    assert zlib.decompress(deflate.encode(b"jello", data), -15) == b"jello"
    assert zlib.decompress(deflate.encode(b"jello", zlib.compress(b"hello"))) == b"jello"


def test_other_programs_compress_the_same():
    assert CONTENT_CODINGS["br"].decode(brotli.compress(b"hello"), 100) == b"hello"
    assert CONTENT_CODINGS["zstd"].decode(zstandard.compress(b"hello"), 100) == b"hello"


@pytest.mark.parametrize("width", [60, 70, 76, 0])
@pytest.mark.parametrize("end", ["", "\n"])
@given(data=st.binary(min_size=100, max_size=300), other=st.binary(max_size=300))
def test_base64_keeps_the_width_of_its_lines(width: int, end: str, data: bytes, other: bytes):
    flat = BASE64.encode(data, b"")
    lines = [flat[at : at + width] for at in range(0, len(flat), width)] if width else [flat]
    like = b"\n".join(lines) + end.encode() * bool(width)
    written = BASE64.encode(other, like)
    assert BASE64.decode(written, 1000) == other
    assert BASE64.encode(data, like) == like
    assert all(len(line) <= (width or 1000) for line in written.split(b"\n"))


def test_one_line_of_base64_grows_to_the_usual_width():
    assert BASE64.encode(b"x" * 90, b"AAAA\n").split(b"\n")[0] == BASE64.encode(b"x" * 57, b"")
    assert BASE64.encode(b"x" * 90, b"AAAA") == BASE64.encode(b"x" * 90, b"")
    assert b"\n" not in BASE64.encode(b"x" * 90, b"A" * 80 + b"\n").rstrip()


def test_broken_base64_is_an_error():
    with pytest.raises(DecodeError, match="broken base64"):
        BASE64.decode(b"AAA!", 100)
