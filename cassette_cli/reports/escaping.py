r"""Recorded text -> the same text with everything that could play tricks on a terminal shown escaped.

A recording is hostile input: an answer may hold escape sequences that move the cursor, rename the window or hide
text. Control characters (C0, DEL, C1), line and paragraph separators, the bidi embeddings, overrides and isolates
(CVE-2021-42574), byte order marks, lone surrogates and the invisible tag characters are shown as `\x1b`, `\u202e`.
Joiners stay, since scripts and emoji need them.
"""

from __future__ import annotations

import re

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_TAB_WIDTH = 4


def visible(text: str) -> str:
    """The text with hostile characters escaped; line feeds and tabs stay, CR LF is a line feed."""
    return _HOSTILE.sub(_escaped, text.replace("\r\n", "\n"))


def visible_lines(text: str) -> list[str]:
    """The lines of the text, tabs as spaces, without empty lines at the end."""
    return visible(text).rstrip("\n").expandtabs(_TAB_WIDTH).split("\n")


def visible_word(text: str) -> str:
    """For what has to stay in one line: line feeds and tabs are escaped as well."""
    return _HOSTILE.sub(_escaped, text).replace("\n", "\\n").replace("\t", "\\t")


def escaped_in_json(text: str) -> str:
    """A JSON text that means the same. What is hostile stands in strings there, or is white space between tokens."""
    return _HOSTILE.sub(lambda match: "".join(f"\\u{unit:04x}" for unit in _utf16(match[0])), text)


def _utf16(sign: str) -> tuple[int, ...]:
    code = ord(sign) - 0x10000
    return (ord(sign),) if code < 0 else (0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == ord("\r"):
        return "\\r"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
