"""Bytes as they are kept or sent -> the bytes that they stand for, and back: base64, hex, gzip, deflate, br, zstd.

Each is a row. Both ways work on text that shows bytes as latin-1, one character a byte, so that spans in characters
are spans in bytes. Encoding is deterministic (gzip's time is 0) and keeps the manner of what was there before: the
width of base64 lines, zlib or raw deflate.
"""

from __future__ import annotations

import binascii
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any, NamedTuple

from .errors import DecodeError

LIMIT = 256 * 1024 * 1024  # bytes that a body may decode to, unless the caller says otherwise

_STEP = 1024  # bytes; zstd may make 32 MiB of so many, deflate one
_INSTALL = "pip install 'cassette-cli[{}]'"


class Encoding(NamedTuple):
    """One way to write bytes as other bytes.

    `decode(data, limit)` raises DecodeError for broken data and for more than `limit` bytes. `encode(data, like)`
    writes in the manner of `like`, what stood there before. `recognises(data)`: the data begins as it does; of a
    coding without such a sign only trying tells.
    """

    name: str
    decode: Callable[[bytes, int], bytes]
    encode: Callable[[bytes, bytes], bytes]
    recognises: Callable[[bytes], bool] = lambda data: False


def _from_base64(data: bytes, limit: int) -> bytes:
    try:
        decoded = b64decode(b"".join(data.split()), validate=True)
    except binascii.Error as fault:
        raise DecodeError(f"broken base64 ({fault})") from None
    if len(decoded) > limit:
        raise _too_much(limit, "base64")
    return decoded


def _to_base64(data: bytes, like: bytes) -> bytes:
    """Lines as wide as the first of several was (go-yaml 70, PyYAML 76, Ruby's pack 60), the same ending.

    One line that ends in a line feed says no width of its own: 76 (RFC 2045 section 6.8) if it is not longer itself.
    """
    text = b64encode(data)
    first, _, others = like.partition(b"\n")
    width = len(first.strip()) if others else 76 if like.endswith(b"\n") and len(first) <= 76 else 0
    lines = [text[at : at + width] for at in range(0, len(text), width)] if width else [text]
    return b"\n".join(lines) + (b"\n" if like.endswith(b"\n") else b"")


def _from_hex(data: bytes, limit: int) -> bytes:
    try:
        return bytes.fromhex(data.decode("ascii"))
    except ValueError:
        raise DecodeError("broken hexadecimal digits") from None


def _to_hex(data: bytes, like: bytes) -> bytes:
    return data.hex().upper().encode() if like.isupper() else data.hex().encode()


def _unpacked(data: bytes, limit: int, name: str, begin: Callable[[], Any], error: type[Exception]) -> bytes:
    """Undo one or several streams one after the other (RFC 1952 section 2.2, RFC 8878 section 3.1).

    Step by step, so that neither a bomb nor very many streams cost more than they hold.
    """
    out: list[bytes] = []
    stream, size, place = None, 0, 0
    while place < len(data):
        stream = stream or begin()
        step = data[place : place + _STEP]
        try:
            out.append(stream.decompress(step))
        except error as fault:
            raise DecodeError(f"broken {name} data ({fault})") from None
        size += len(out[-1])
        if size > limit:
            raise _too_much(limit, name)
        place += len(step)
        if stream.eof:
            place -= len(stream.unused_data)
            stream = None
            while data[place : place + 1] == b"\0":  # files on tape are padded so
                place += 1
    if stream:
        raise DecodeError(f"{name} data that ends too early", "the whole body")
    return b"".join(out)


def _inflate(data: bytes, limit: int, wbits: int, name: str) -> bytes:
    return _unpacked(data, limit, name, lambda: zlib.decompressobj(wbits), zlib.error)


def _from_gzip(data: bytes, limit: int) -> bytes:
    return _inflate(data, limit, 31, "gzip")


def _to_gzip(data: bytes, like: bytes) -> bytes:
    packer = zlib.compressobj(wbits=31)  # zlib writes time 0 and no name
    return packer.compress(data) + packer.flush()


def _is_zlib(data: bytes) -> bool:
    """RFC 1950 section 2.2: method 8, and the two bytes are a multiple of 31."""
    return len(data) > 1 and data[0] & 15 == 8 and data[0] >> 4 <= 7 and (data[0] << 8 | data[1]) % 31 == 0


def _from_deflate(data: bytes, limit: int) -> bytes:
    """`deflate` is zlib (RFC 9110 section 8.4.1.2); some servers send it raw."""
    return _inflate(data, limit, 15 if _is_zlib(data) else -15, "deflate")


def _to_deflate(data: bytes, like: bytes) -> bytes:
    packer = zlib.compressobj(wbits=15 if _is_zlib(like) else -15)
    return packer.compress(data) + packer.flush()


def _from_br(data: bytes, limit: int) -> bytes:
    brotli = _extra("brotli", "br")
    if not hasattr(brotli.Decompressor, "can_accept_more_data"):  # older ones know no limit
        found = f"a body in br, and brotli {brotli.__version__}"
        raise DecodeError(found, f"brotli 1.2 or newer: {_INSTALL.format('br')}")
    stream = brotli.Decompressor()
    out = bytearray()
    try:
        out += stream.process(data, output_buffer_limit=limit + 1)
        while not stream.is_finished() and not stream.can_accept_more_data() and len(out) <= limit:
            out += stream.process(b"", output_buffer_limit=limit + 1 - len(out))
    except brotli.error:
        raise DecodeError("broken br data") from None
    if len(out) > limit:
        raise _too_much(limit, "br")
    if not stream.is_finished():
        raise DecodeError("br data that ends too early", "the whole body")
    return bytes(out)


def _to_br(data: bytes, like: bytes) -> bytes:
    packed: bytes = _extra("brotli", "br").compress(data)
    return packed


def _from_zstd(data: bytes, limit: int) -> bytes:
    zstandard = _extra("zstandard", "zstd")
    return _unpacked(data, limit, "zstd", zstandard.ZstdDecompressor().decompressobj, zstandard.ZstdError)


def _to_zstd(data: bytes, like: bytes) -> bytes:
    packed: bytes = _extra("zstandard", "zstd").ZstdCompressor().compress(data)
    return packed


def _too_much(limit: int, name: str) -> DecodeError:
    return DecodeError(f"{name} data of more than {limit >> 20} MiB", "a body below the limit (--body-limit)")


def _extra(module: str, extra: str) -> ModuleType:
    """A decompressor that not everyone installs."""
    try:
        return import_module(module)
    except ImportError:
        raise DecodeError(f"a body in {extra}", f"the extra that reads it: {_INSTALL.format(extra)}") from None


BASE64 = Encoding("base64", _from_base64, _to_base64)
HEX = Encoding("hex", _from_hex, _to_hex)
GZIP = Encoding("gzip", _from_gzip, _to_gzip, lambda data: data.startswith(b"\x1f\x8b"))

# Content codings by their registered names (RFC 9110 section 8.4.1, RFC 7932, RFC 8878). br and raw deflate have no
# magic number: only trying tells.
CONTENT_CODINGS = {
    "gzip": GZIP,
    "x-gzip": GZIP,
    "deflate": Encoding("deflate", _from_deflate, _to_deflate, _is_zlib),
    "br": Encoding("br", _from_br, _to_br),
    "zstd": Encoding("zstd", _from_zstd, _to_zstd, lambda data: data.startswith(b"\x28\xb5\x2f\xfd")),
}
