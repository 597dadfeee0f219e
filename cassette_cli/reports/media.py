"""Bytes of an image, a sound or a document -> one line that says what they are: type, pixels, size, digest.

Pixel sizes are read out of the first bytes: PNG (RFC 2083 section 4.1.1), GIF89a section 18, JPEG (ITU T.81 B.2.2),
WebP (RFC 9649 section 2.5 to 2.7). Nothing is decoded.
"""

from __future__ import annotations

import binascii
import re
import struct
from base64 import b64decode
from hashlib import sha256
from struct import unpack_from
from typing import NamedTuple

from ..parts import Blob
from .figures import size

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
)
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "audio/mpeg": "mp3",
    "audio/x-wav": "wav",
    "text/plain": "txt",
    "application/octet-stream": "bin",
}
_DATA_URL = re.compile(r"data:([\w.+-]+/[\w.+-]+)?(?:;[\w=-]+)*;base64,")
_BASE64 = re.compile(r"[A-Za-z0-9+/_\-\s]+={0,2}\s*")
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG markers that hold the size


class Media(NamedTuple):
    """What can be said of a medium in one line."""

    data: bytes
    mime_type: str

    @property
    def pixels(self) -> tuple[int, int] | None:
        """Width and height, None if it is no image that is known here."""
        try:
            return _pixels(self.data)
        except (struct.error, IndexError):
            return None

    @property
    def extension(self) -> str:
        """`png`; `bin` where the type says nothing."""
        kind = self.mime_type.partition(";")[0].strip().lower()
        last = kind.rpartition("/")[2].removeprefix("x-")
        return _EXTENSIONS.get(kind) or (last if "/" in kind and last.isalnum() else "bin")

    def said(self, times: str = "×") -> str:
        """`image/png 1024×1536, 3.1 MB, sha256 b3b661ab`."""
        pixels = self.pixels
        across = f" {pixels[0]}{times}{pixels[1]}" if pixels else ""
        return f"{self.mime_type}{across}, {size(len(self.data))}, sha256 {sha256(self.data).hexdigest()[:8]}"


def media(data: bytes, mime_type: str | None) -> Media:
    """The bytes with the type they were declared as, else with the one that their first bytes show."""
    return Media(data, mime_type or sniffed(data) or "application/octet-stream")


def media_in(text: str, mime_type: str | None = None) -> Media | None:
    """What a data URL or a base64 text holds; None if it is neither."""
    url = _DATA_URL.match(text)
    encoded = text[url.end() :] if url else text
    if not _BASE64.fullmatch(encoded):
        return None
    packed = "".join(encoded.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        data = b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    if not url and mime_type is None and sniffed(data) is None:
        return None
    return media(data, mime_type or (url[1] if url else None))


def media_of(part: Blob) -> Media | None:
    """What a part holds, of its modality (`audio`) where nothing tells the type; None if it is no base64."""
    return media_in(part.content, part.mime_type) or media_in(part.content, part.modality)


def sniffed(data: bytes) -> str | None:
    """The type that the first bytes show."""
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(data[8:12])
    return next((mime for start, mime in _SIGNATURES if data.startswith(start)), None)


def _pixels(data: bytes) -> tuple[int, int] | None:
    kind = sniffed(data)
    if kind == "image/png":
        width, height = unpack_from(">II", data, 16)
    elif kind == "image/gif":
        width, height = unpack_from("<HH", data, 6)
    elif kind == "image/jpeg":
        return _jpeg_pixels(data)
    elif kind == "image/webp":
        return _webp_pixels(data)
    else:
        return None
    return width, height


def _jpeg_pixels(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # each segment begins with FF
        marker, length = unpack_from(">BH", data, at + 1)
        if marker in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 + length
    return None


def _webp_pixels(data: bytes) -> tuple[int, int] | None:
    form = data[12:16]
    if form == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if form == b"VP8 ":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    if form == b"VP8L":
        (bits,) = unpack_from("<I", data, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return None
