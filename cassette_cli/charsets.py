"""Bytes <-> characters, in the charset that a header or a recorder's file names.

Names lie: what is valid UTF-8 is read as UTF-8 whatever it is called, and a name that nobody knows means UTF-8.
"""

from __future__ import annotations

import codecs

from .body_layers import CharsetLayer
from .documents.layers import Layer

_RUBYS = {"WINDOWS-31J": "cp932"}  # its name for what Python calls otherwise
_BYTES = ("", "ASCII-8BIT", "BINARY")  # Ruby's words for a string without a charset


def characters(layer: Layer, charset: str) -> CharsetLayer | None:
    """A layer's bytes (shown as latin-1) as characters: in UTF-8 if they are, else in the charset; NUL means binary.

    UTF-8 may end within a character: a stream that was cut is text all the same.
    """
    if "\0" in layer.text:
        return None
    data = layer.text.encode("latin-1")
    for name in filter(None, ("utf-8", charset)):
        try:
            known = _RUBYS.get(name.upper(), name)
            text = data.decode(codecs.lookup(known).name)
            if text.encode(known) == data:
                return CharsetLayer(layer, known, text)
        except (LookupError, ValueError):
            continue
    return _cut(layer, data)


def _cut(layer: Layer, data: bytes) -> CharsetLayer | None:
    """UTF-8 whose last character is not whole."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    rest, _ = decoder.getstate()
    return CharsetLayer(layer, "utf-8", text, rest.decode("latin-1")) if text else None


def spelled(text: str, charset: str) -> bytes:
    """The characters in the charset; in UTF-8 where it has not all of them, as Ruby's VCR leaves them then."""
    try:
        return text.encode(_codec(charset))
    except UnicodeError:
        return text.encode("utf-8", "surrogatepass")


def can_spell(text: str, charset: str) -> bool:
    """Whether the charset has these characters."""
    try:
        text.encode(_codec(charset))
    except UnicodeError:
        return False
    return True


def _codec(name: str) -> str:
    try:
        codec = "utf-8" if name.upper() in _BYTES else codecs.lookup(_RUBYS.get(name.upper(), name)).name
        "".encode(codec)
    except (LookupError, ValueError):
        return "utf-8"
    return codec
