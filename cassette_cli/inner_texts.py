"""A stretch of a text -> the text that it says in another spelling, with the way back: percent-encoding, base64.

Base64 stands by itself, in a `data:` URL or between other words, in either alphabet (RFC 4648 sections 4 and 5), with
or without padding, in lines or in one; what it says may be gzip. What is no text is not looked at.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error, a2b_base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, unquote_plus

from .body_layers import EncodedLayer
from .charsets import characters
from .documents.edits import Edit, Span
from .documents.layers import Change, Layer, Pieces, Run
from .encodings import BASE64, GZIP, LIMIT, Encoding
from .errors import DecodeError
from .framings.framing import StretchLayer

_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+|\+")
_ASCII = re.compile(r"%[0-7][0-9A-Fa-f]")
_RUN = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{16,}+={0,2}(?![A-Za-z0-9+/_=-])")
_IN_LINES = re.compile(r"\s*[A-Za-z0-9+/_-]{40,}(?:\r?\n[A-Za-z0-9+/_-]+)+={0,2}\s*")
_GZIP = "\x1f\x8b"


@dataclass(frozen=True, slots=True)
class PercentLayer:
    """What percent-encoding says (RFC 3986 section 2.1); in forms and queries `+` is a blank."""

    outer: Layer
    text: str = field(compare=False)

    @classmethod
    def of(cls, outer: Layer) -> PercentLayer:
        return cls(outer, unquote_plus(outer.text))

    @property
    def depth(self) -> int:
        return self.outer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        pieces = _pieces(self.outer.text)
        return [Change(self.outer, Edit(pieces.widen(span)[1], quote(text, safe=""))) for span, text in edits]


def _pieces(source: str) -> Pieces:
    """Which stretch says which characters. A character of several bytes is one piece with those beside it."""
    runs: list[Run] = []
    inner = outer = 0
    for match in _PERCENT.finditer(source):
        start = match.start()
        for said, end in _characters(match):
            runs.append(Run(inner, outer, start - outer))
            inner, outer, start = inner + start - outer + said, end, end
    return Pieces((*runs, Run(inner, outer, len(source) - outer)))


def _characters(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """How many characters each piece of a run of escapes says, and where it ends."""
    source = match[0]
    if source == "+":
        yield 1, match.end()
    elif all(_ASCII.match(source, at) for at in range(0, len(source), 3)):
        yield from ((1, match.start() + at + 3) for at in range(0, len(source), 3))
    else:
        yield len(unquote(source)), match.end()


def _standard(data: bytes) -> bytes:
    """In the usual alphabet, padded, without line ends."""
    data = b"".join(data.split()).translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    return data + b"=" * (-len(data) % 4)


def _decode(data: bytes, limit: int) -> bytes:
    try:
        return b64decode(_standard(data), validate=True)
    except Error as fault:
        raise DecodeError(f"broken base64 ({fault})") from None


def _encode(data: bytes, like: bytes) -> bytes:
    """In the alphabet, the lines and with the padding of what stood there."""
    if like.count(b"\n"):
        encoded = BASE64.encode(data, like.strip() + (b"\n" if like.endswith(b"\n") else b""))
    else:
        encoded = b64encode(data)
    if b"-" in like or b"_" in like:
        encoded = encoded.translate(bytes.maketrans(b"+/", b"-_"))
    return encoded if len(b"".join(like.split())) % 4 == 0 else encoded.rstrip(b"=")


_ANY_BASE64 = Encoding("base64", _decode, _encode)


def encoded_stretches(text: str) -> Iterator[tuple[Span, str]]:
    """Where base64 stands that says text, and the bytes that it says, as latin-1. Cheap: most words say none."""
    known: dict[str, str | None] = {}  # the ids of a stream come again with every event
    lines = _IN_LINES.fullmatch(text) if "\n" in text else None
    for run in (lines,) if lines else _RUN.finditer(text):
        source = run[0]
        if source not in known:
            known[source] = _said(source)
        if (content := known[source]) is not None:
            yield Span(*run.span()), content


def _said(source: str) -> str | None:
    """The bytes that a word says in base64, as latin-1; None where it says no text and nothing that is packed."""
    if source.islower() or source.isupper() or len(source.rstrip("=")) % 4 == 1:
        return None  # names of things, hexadecimal digits
    try:
        content = a2b_base64(_standard(source.encode("ascii")), strict_mode=True)
        if not content.startswith(b"\x1f\x8b"):
            if b"\0" in content:
                return None
            content.decode("utf-8")
    except (Error, UnicodeError):
        return None
    return content.decode("latin-1")


def decoded(layer: Layer, span: Span, content: str) -> Layer | None:
    """The text that is said there; None if it is none."""
    stretch = StretchLayer(layer, span, layer.text[slice(*span)])
    inner = EncodedLayer(stretch, _ANY_BASE64, content)
    if content.startswith(_GZIP):
        if (unpacked := unzipped(content)) is None:
            return None
        inner = EncodedLayer(inner, GZIP, unpacked)
    return characters(inner, "")


def unzipped(content: str) -> str | None:
    """What gzip holds, bytes as latin-1 on both sides; None if it is broken."""
    try:
        return GZIP.decode(content.encode("latin-1"), LIMIT).decode("latin-1")
    except (DecodeError, UnicodeError):
        return None
