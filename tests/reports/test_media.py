"""What is said of images, sounds and files, out of their first bytes."""

from __future__ import annotations

import struct
from base64 import b64encode, urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.parts import Blob
from cassette_cli.reports.media import media, media_in, media_of, sniffed

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1024, 1536) + bytes(9)
GIF = b"GIF89a" + struct.pack("<HH", 320, 200) + bytes(3)
JPEG = (
    b"\xff\xd8"
    + struct.pack(">BBH", 0xFF, 0xE0, 6)
    + bytes(4)
    + struct.pack(">BBHBHH", 0xFF, 0xC2, 11, 8, 480, 640)
    + bytes(4)
)
VP8X = b"RIFF\x00\x00\x00\x00WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + b"\x3f\x00\x00" + b"\x1f\x00\x00"
VP8L = b"RIFF\x00\x00\x00\x00WEBPVP8L" + struct.pack("<I", 5) + b"\x2f" + struct.pack("<I", 99 | 49 << 14)
VP8 = b"RIFF\x00\x00\x00\x00WEBPVP8 " + struct.pack("<I", 10) + bytes(6) + struct.pack("<HH", 16, 9)


@pytest.mark.parametrize(
    ("data", "kind", "pixels"),
    [
        (PNG, "image/png", (1024, 1536)),
        (GIF, "image/gif", (320, 200)),
        (JPEG, "image/jpeg", (640, 480)),
        (VP8X, "image/webp", (64, 32)),
        (VP8L, "image/webp", (100, 50)),
        (VP8, "image/webp", (16, 9)),
        (b"%PDF-1.7", "application/pdf", None),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav", None),
    ],
)
def test_a_medium_is_known_by_its_first_bytes(data: bytes, kind: str, pixels: tuple[int, int] | None) -> None:
    assert sniffed(data) == kind
    assert media(data, None).pixels == pixels


def test_one_line_says_all_of_it() -> None:
    assert media(PNG, "image/png").said() == "image/png 1024×1536, 33 B, sha256 24b2ab8b"
    assert media(b"?", None).said().startswith("application/octet-stream, 1 B, sha256 ")


@pytest.mark.parametrize(
    ("kind", "extension"),
    [
        ("image/png", "png"),
        ("image/jpeg", "jpg"),
        ("image/svg+xml", "svg"),
        ("audio/x-wav", "wav"),
        ("audio/mpeg; rate=1", "mp3"),
        ("application/pdf", "pdf"),
        ("application/vnd.a.b", "bin"),
        ("../../etc", "etc"),
        ("", "bin"),
    ],
)
def test_a_file_is_called_after_its_type_and_stays_in_its_folder(kind: str, extension: str) -> None:
    assert media(b"", kind or "/").extension == extension


def test_media_are_found_in_data_urls_and_in_base64() -> None:
    plain = b64encode(PNG).decode()
    for text in (plain, f"data:image/png;base64,{plain}", urlsafe_b64encode(PNG).decode().rstrip("="), plain + "\n"):
        found = media_in(text)
        assert found is not None
        assert (found.data, found.mime_type) == (PNG, "image/png")


def test_a_word_that_happens_to_be_base64_is_no_medium() -> None:
    assert media_in("deadbeef" * 40) is None
    assert media_in("Hello, world!") is None


@pytest.mark.parametrize(
    ("data", "declared", "kind"),
    [(PNG, "image/webp", "image/webp"), (PNG, None, "image/png"), (b"\x00\x01\x02", None, "image")],
)
def test_a_part_is_of_the_type_it_was_declared_as_else_of_that_it_shows_else_of_its_modality(
    data: bytes, declared: str | None, kind: str
) -> None:
    found = media_of(Blob("image", declared, b64encode(data).decode()))
    assert found is not None
    assert (found.data, found.mime_type) == (data, kind)


def test_a_part_that_is_no_base64_holds_no_medium() -> None:
    assert media_of(Blob("image", "image/png", "no, really")) is None


@given(st.binary(max_size=60), st.sampled_from([PNG, GIF, JPEG, VP8X, VP8L, VP8]), st.integers(0, 40))
def test_a_cut_or_broken_medium_is_still_a_medium(noise: bytes, start: bytes, kept: int) -> None:
    assert media(start[:kept] + noise, None).said()
