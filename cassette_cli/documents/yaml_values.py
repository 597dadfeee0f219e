"""The source of one YAML scalar -> its value alone, at the speed of C; what is unusual goes the long way.

The same value as `yaml_reading.decode` gives, which also maps it.
"""

from __future__ import annotations

import json
import re

from .styles import Style
from .yaml_headers import BlockHeader

_RARE_BREAKS = "\r\x85\u2028\u2029"
_JSON = json.JSONDecoder(strict=False)
_YAMLS_OWN = re.compile(r"\\(?:x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|\\)")
_FOLDING = re.compile(r"^([^ \t\n].*)\n(\n*)(?=[^ \t\n])", re.MULTILINE)


def value(source: str, style: Style, parent_indent: int) -> str:
    """The scalar's value. For the parameters see `decode`."""
    if any(line_break in source for line_break in _RARE_BREAKS):
        found = None
    elif style in (Style.LITERAL, Style.FOLDED):
        found = _block(source, style, parent_indent)
    else:
        found = _flow(source, style)
    if found is not None:
        return found
    from .yaml_reading import decode  # noqa: PLC0415 - start-up time: rarely needed

    return decode(source, style, parent_indent)[0]


def _block(source: str, style: Style, parent_indent: int) -> str | None:
    """None where a blank line is indented, or where all lines are blank."""
    header = BlockHeader.of(source, parent_indent)
    if header.indent and " \n" in source and re.search(f"\n {{1,{header.indent}}}\n", source):
        return None
    text = source.replace("\n" + " " * header.indent, "\n")  # which leaves the header as it is
    core = len(text.rstrip("\n"))
    if core <= header.end:
        return None
    end = {"-": core, "": min(core + 1, len(text)), "+": len(text)}[header.chomping]
    if style is Style.LITERAL:
        return text[header.end : end]
    return _FOLDING.sub(lambda fold: fold[1] + (fold[2] or " "), text[header.end : core]) + text[core:end]


def _flow(source: str, style: Style) -> str | None:
    if "\n" in source:
        joined = _joined(source.split("\n"), escapes=style is Style.DOUBLE)
        if joined is None:
            return None
        source = joined
    if style is Style.PLAIN:
        return source
    if style is Style.SINGLE:
        return source[1:-1].replace("''", "'")
    if "\\" not in source:
        return source[1:-1]
    if "\\x" in source or "\\U" in source:
        source = _YAMLS_OWN.sub(_as_json, source)
    try:  # the other escapes in use are JSON's too, and its decoder is written in C
        found, end = _JSON.raw_decode(source)
    except ValueError:
        return None
    return found if end == len(source) and isinstance(found, str) else None


def _as_json(escape: re.Match[str]) -> str:
    r"""PyYAML writes `\xE9` and `\U0001F600` where JSON says `\u00E9` and has no escape at all."""
    byte, character = escape.groups()
    if byte:
        return "\\u00" + byte
    if not character:
        return escape[0]
    code = int(character, 16)
    return chr(code) if code > 0xFFFF else f"\\u{code:04x}"  # a quote or backslash must not stand there as itself


def _joined(lines: list[str], *, escapes: bool) -> str | None:
    """The lines of a plain or quoted scalar folded into one text; None where an escaped blank ends a line."""
    parts: list[str] = []
    joint, blank = "", 0
    for number, line in enumerate(lines):
        begun = line.lstrip(" \t") if number else line
        if number == len(lines) - 1:
            text, after = begun, ""
        elif escapes and _is_escaping(begun):
            text, after = begun[:-1], ""
        else:
            text, after = begun.rstrip(" \t"), " "
            if not text:
                blank += 1
                continue
            if escapes and text[-1] == "\\" and text != begun:
                return None
        if number and escapes and text.startswith("\\ "):
            text = text[1:]  # so PyYAML keeps a space at which it folds
        parts += ("\n" * blank or joint, text)
        joint, blank = after, 0
    return "".join(parts)


def _is_escaping(line: str) -> bool:
    """Whether the line's last character is a backslash that escapes the line break."""
    return line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 == 1
