"""Files that are packed: read through gzip, zlib and zip, given back as they were, and packed again like before."""

from __future__ import annotations

import gzip
import io
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.containers import opened
from cassette_cli.documents.edits import Edit, Span
from cassette_cli.documents.layers import Change
from cassette_cli.editing import edit
from cassette_cli.encodings import LIMIT
from cassette_cli.errors import EditError, ParseError
from cassette_cli.loading import load
from tests.shared import SAMPLES
from tests.test_editing import put

TAPE = b"""\
interactions:
- request: {body: null, headers: {}, method: GET, uri: http://a/}
  response: {body: {string: one word}, headers: {content-length: ['8']}, status: {code: 200, message: OK}}
version: 1
"""
EDITED = TAPE.replace(b"one word", b"one word more").replace(b"'8'", b"'13'")
MIB = 1 << 20


def gzipped(content: bytes = TAPE, *, extra: bytes = b"", name: bytes = b"", comment: bytes = b"") -> bytes:
    """A gzip file whose header has what is given (RFC 1952 section 2.3), and a checksum of itself."""
    flags = 2 | 4 * bool(extra) | 8 * bool(name) | 16 * bool(comment)
    head = b"\x1f\x8b\x08" + bytes([flags]) + (1762248600).to_bytes(4, "little") + b"\x02\x03"
    head += len(extra).to_bytes(2, "little") + extra if extra else b""
    head += b"".join(field + b"\0" for field in (name, comment) if field)
    head += (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little")
    packer = zlib.compressobj(wbits=-15)
    tail = zlib.crc32(content).to_bytes(4, "little") + len(content).to_bytes(4, "little")
    return head + packer.compress(content) + packer.flush() + tail


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def with_more(cassette: Cassette) -> Cassette:
    return edit(cassette, [put(cassette.interactions[0].response.body.layer, "word", "word more")])


HEADERS = [{}, {"name": b"tape.yaml"}, {"comment": b"made"}, {"extra": b"\0\1\2"}]
HEADERS.append({"name": b"a", "comment": b"b", "extra": b"XY\2\0ab"})


@pytest.mark.parametrize("header", HEADERS, ids="+".join)
def test_an_edit_keeps_the_header_of_a_gzip_file(header: dict[str, bytes]):
    data = gzipped(**header)
    cassette = load(data)
    assert (cassette.recorder, cassette.to_bytes()) == ("VCR.py", data)
    after = with_more(cassette)
    head = len(gzipped(b"", **header)) - len(b"\3\0") - 8
    assert (after.to_bytes()[:head], gzip.decompress(after.to_bytes())) == (data[:head], EDITED)


def test_no_edit_packs_nothing_again():
    data = gzip.compress(TAPE, compresslevel=1, mtime=7)
    cassette = load(data)
    assert edit(cassette, []).to_bytes() == data


def test_members_and_padding_of_a_gzip_file_become_one_member():
    data = gzipped(TAPE[:40], name=b"a") + gzip.compress(TAPE[40:]) + b"\0\0"
    cassette = load(data)
    assert cassette.to_bytes() == data
    after = with_more(cassette).to_bytes()
    assert (after[:12], gzip.decompress(after)) == (data[:12], EDITED)


@pytest.mark.parametrize("level", [0, 1, 6, 9])
def test_zlib_is_read_and_written_as_such(level: int):
    data = zlib.compress(TAPE, level)
    cassette = load(data)
    assert (cassette.recorder, cassette.to_bytes()) == ("VCR.py", data)
    assert zlib.decompress(with_more(cassette).to_bytes()) == EDITED


def test_a_packed_cassette_can_be_edited_twice():
    once = with_more(load(gzipped(name=b"a")))
    twice = edit(once, [put(once.interactions[0].response.body.layer, "one", "two")])
    assert gzip.decompress(twice.to_bytes()) == EDITED.replace(b"one", b"two")
    assert twice.to_bytes()[:12] == once.to_bytes()[:12]


def test_what_is_in_a_sample_is_what_gzip_finds_in_it():
    data = (SAMPLES / "by-hand" / "vcrpy_gzipped.yaml.gz").read_bytes()
    assert load(data).text == gzip.decompress(data).decode()


HAR = b'{"log": {"creator": {"name": "Playwright"}, "entries": [{"request": {"url": "u"}, "response": {}}]}}'


def test_a_zip_is_read_and_an_edit_of_it_refused():
    data = zipped(har_har=HAR, a_txt=b"")
    cassette = load(data)
    assert (cassette.recorder, cassette.to_bytes()) == ("Playwright", data)
    with pytest.raises(EditError, match="a cassette in a zip file, which is not edited yet"):
        edit(cassette, [Change(cassette.interactions[0].request.node.at(("url",)).layer, Edit(Span(0, 1), "v"))])


def fault(data: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(ParseError) as caught:
        load(data, "tape", body_limit=limit)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (gzip.compress(bytes(3 * MIB)), "gzip data"),
        (zlib.compress(bytes(3 * MIB)), "deflate data"),
        (zipped(a_har=bytes(3 * MIB)), "a.har in a zip file,"),
    ],
    ids=["gzip", "zlib", "zip"],
)
def test_a_bomb_stops_at_the_limit(data: bytes, name: str):
    assert fault(data, MIB).startswith(f"tape:1:1: error: {name} of more than 1 MiB; expected")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzipped()[:-5], "gzip data that ends too early"),
        (gzipped()[:-8] + bytes(8), "broken gzip data"),
        (gzipped()[:20] + b"\xff" * 20, "broken gzip data"),
        (b"\x1f\x8b", "gzip data that ends too early"),
        (b"\x1f\x8b\x09" + bytes(20), "broken gzip data"),
        (zlib.compress(TAPE)[:-2], "deflate data that ends too early"),
        (zlib.compress(TAPE)[:-4] + b"\0\0\0\0", "broken deflate data"),
        (b"x\x9c is text", "broken deflate data"),
        (zipped(a_har=HAR)[:-9], "a zip file that is broken"),
        (b"PK\x03\x04", "a zip file that is broken"),
        (zipped(a_txt=b"x"), "a zip file with none inside"),
        (zipped(a_har=HAR, b_har=HAR), "a zip file with 2 of them inside"),
        (zipped(a_har=HAR).replace(b"\x08\0", b"\x63\0"), "a.har in a zip file, packed in a rare way"),
    ],
)
def test_a_broken_file_is_said_in_one_line(data: bytes, said: str):
    assert fault(data).startswith(f"tape:1:1: error: {said}")


def test_a_fault_inside_is_named_with_its_line_there():
    assert fault(gzip.compress(b'{"a": 1,\n')).startswith("tape:2:")


@given(st.binary(max_size=40), st.sampled_from([b"\x1f\x8b\x08", b"x\x9c", b"PK\x03\x04", zipped(a_har=HAR)[:60]]))
def test_any_bytes_behind_a_magic_number_are_an_error_of_one_line(data: bytes, magic: bytes):
    assert fault(magic + data)


def test_what_is_not_packed_is_not_opened():
    assert opened(TAPE, LIMIT) is None
    assert opened(b"", LIMIT) is None
