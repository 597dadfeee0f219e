"""The bytes of a packed file -> what is packed in it, and how it is packed again: gzip, zlib (Ruby VCR's `.zz`), zip.

A file that nobody edits keeps its bytes. One that is edited keeps its gzip header: time and name are facts of the
recording, not of the edit. A zip holds a cassette and the files that it names (Playwright); it is read, not written.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import NamedTuple

from .encodings import CONTENT_CODINGS, GZIP
from .errors import DecodeError, EditError

_FLAGS = {"extra": 4, "name": 8, "comment": 16, "checksum": 2}  # RFC 1952 section 2.3.1
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second is of an empty one
_CASSETTES = (".har",)  # what Playwright calls the one in its zip


class Container(NamedTuple):
    """What a file was packed in: its bytes, and how other content would be packed like it. `pack` raises EditError."""

    name: str
    packed: bytes
    pack: Callable[[bytes], bytes]


class Opened(NamedTuple):
    """What is inside. `sibling` has the files that are packed beside the content, None where there can be none."""

    content: bytes
    container: Container
    sibling: Callable[[str], bytes] | None = None


def opened(data: bytes, limit: int) -> Opened | None:
    """The content of a packed file, None for any other. Raises DecodeError."""
    found = _opened(data, limit)
    if found and (GZIP.recognises(found.content) or found.content.startswith(_ZIP)):
        raise DecodeError("a file that is packed twice", "one that is packed once")
    return found


def _opened(data: bytes, limit: int) -> Opened | None:
    if GZIP.recognises(data):
        content = GZIP.decode(data, limit)
        return Opened(content, Container("gzip", data, lambda new: _gzip(new, data)))
    if data[:2] in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"):
        deflate = CONTENT_CODINGS["deflate"]
        content = deflate.decode(data, limit)
        return Opened(content, Container("zlib", data, lambda new: deflate.encode(new, data)))
    return _from_zip(data, limit) if data.startswith(_ZIP) else None


def _gzip(content: bytes, like: bytes) -> bytes:
    """Packed under the header of the first member that was there."""
    head = _header(like)
    packer = zlib.compressobj(wbits=-15)
    tail = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return like[:head] + packer.compress(content) + packer.flush() + tail


def _header(data: bytes) -> int:
    """How long a gzip header is (RFC 1952 section 2.3)."""
    flags, end = data[3], 10
    if flags & _FLAGS["extra"]:
        end += 2 + int.from_bytes(data[end : end + 2], "little")
    for field in ("name", "comment"):
        if flags & _FLAGS[field]:
            end = data.index(b"\0", end) + 1
    return end + (2 if flags & _FLAGS["checksum"] else 0)


def _from_zip(data: bytes, limit: int) -> Opened:
    import zipfile  # noqa: PLC0415  (deferred for start-up time)

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except Exception as fault:  # noqa: BLE001 - as below
        raise DecodeError(f"a zip file that is broken ({fault})", "a whole one") from None

    def member(name: str) -> bytes:
        if name not in sizes:
            raise DecodeError(f"a zip file without {name}", "the file that a body is kept in")
        if sizes[name] > limit:
            raise DecodeError(f"{name} in a zip file, of more than {limit >> 20} MiB", "one below the limit")
        if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DecodeError(f"{name} in a zip file, packed in a rare way", "deflate, which Playwright uses")
        try:
            with archive.open(name) as file:
                return file.read(limit)
        except Exception as fault:  # noqa: BLE001 - of damaged ones zipfile says so in half a dozen ways, struct.error too
            raise DecodeError(f"{name} in a zip file, which cannot be unpacked ({fault})") from None

    names = [name for name in sizes if name.endswith(_CASSETTES)]
    if len(names) != 1:
        found = f"{len(names)} of them" if names else "none"
        raise DecodeError(f"a zip file with {found} inside", "one .har file in it, as Playwright packs it")
    return Opened(member(names[0]), Container("zip", data, _refuse), member)


def _refuse(content: bytes) -> bytes:
    raise EditError("a cassette in a zip file, which is not edited yet", "an unpacked one")
