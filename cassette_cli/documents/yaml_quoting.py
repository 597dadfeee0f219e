"""A text and where it is to stand -> the YAML scalar that says it, in the style asked for or the next one that can.

A scalar written here is a string under YAML 1.1 and under YAML 1.2, and is read alike by libyaml and ruamel.yaml.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ..errors import EditError
from .styles import Style
from .yaml_headers import BREAKS
from .yaml_types import is_string, kind

LONGEST_KEY = 1024  # characters from a simple key's start to its colon, YAML 1.2, 7.4.2
_WRITABLE = re.compile("[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_SPECIAL = '"\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff'
_SPECIAL_OR_NOT = {False: re.compile(f"[{_SPECIAL}]"), True: re.compile(f"[{_SPECIAL}]|[^\x00-\x7f]")}
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {
    "\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r",
    "\x1b": "\\e", '"': '\\"', "\\": "\\\\", "\x85": "\\N", "\xa0": "\\_", "\u2028": "\\L", "\u2029": "\\P",
}  # fmt: skip
_PLAIN_START = re.compile(rf"(?!---|\.\.\.)(?:[-?:](?=[^ \t{BREAKS}])|[^-?:,\[\]{{}}#&*!|>'\"%@` \t{BREAKS}])")
_PLAIN_END = re.compile(rf":(?:[ \t{BREAKS}]|\Z)|[ \t{BREAKS}](?:#|\Z)")
_RISKY = "\t"  # in plain scalars ruamel.yaml stops at tabs; in flow libyaml stops at `?` and refuses `a:b`
_RISKY_IN_FLOW = "\t,[]{}?:"


@dataclass(frozen=True, slots=True)
class Context:
    """What a scalar's surroundings ask of it."""

    parent_indent: int = -1  # column of the block collection around it; -1 at the root
    in_flow: bool = False
    is_key: bool = False  # a simple key: one line, not too long
    is_tagged: bool = False  # its tag says its type, so its text need not
    is_crowded: bool = False  # a comment stands further in behind it; a block scalar without lines would take it in
    ascii_only: bool = False  # double quotes escape what is not ASCII
    line_break: str = "\n"


def represent(
    value: str | float | None,
    *,
    style: Style = Style.PLAIN,
    in_flow: bool = False,
    is_key: bool = False,
    ascii_only: bool = False,
) -> str:
    """A new scalar of one line: in `style` if it can be, else the next of plain -> single -> double.

    Raises EditError for what YAML cannot hold.
    """
    if not isinstance(value, str):
        return _number(value)
    simple = style is not Style.DOUBLE and "\n" not in value and is_writable(value)
    if simple and style is Style.PLAIN and is_plain(value, "x", Context(in_flow=in_flow, is_key=is_key)):
        return value
    if simple:
        return "'" + value.replace("'", "''") + "'"
    return f'"{escaped(value, ascii_only=ascii_only)}"'


def _number(value: float | None) -> str:
    """A number, a truth or null, as both YAMLs read it."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value).lower()
    if not math.isfinite(value):
        return {"inf": ".inf", "-inf": "-.inf"}.get(str(value), ".nan")
    digits, exponent, power = str(value).partition("e")
    return digits + ".0" * (bool(exponent) and "." not in digits) + exponent + power  # YAML 1.1 needs the dot


def literal(value: str, context: Context, indent: int, style: str = "|", comment: str = "") -> str | None:
    """A whole block scalar whose every line is written as it is; None where such a one cannot say `value`."""
    core = value.rstrip("\n")
    digit = indentation_indicator(core, context.parent_indent, indent)
    if digit is None or not is_writable(value) or context.in_flow or context.is_key:
        return None
    lines = [" " * indent + line if line else "" for line in core.split("\n")] if core else []
    lines += [""] * (len(value) - len(core) - 1) if core else [""] * len(value)
    header = f"{style}{digit}{chomping(core, len(value) - len(core))}{comment}"
    return context.line_break.join([header, *lines]) + context.line_break


def indentation_indicator(core: str, parent_indent: int, indent: int) -> str | None:
    """The digit of a block scalar whose text begins with a blank: "" where none is needed, None where none fits."""
    if core.lstrip("\n")[:1] not in (" ", "\t"):
        return ""
    digit = indent - max(parent_indent, 0)
    return str(digit) if 1 <= digit <= 9 else None


def chomping(core: str, line_breaks: int) -> str:
    """The indicator for a text `core` that so many line breaks follow."""
    if not line_breaks:
        return "-" if core else ""
    return "" if core and line_breaks == 1 else "+"


def is_writable(text: str) -> bool:
    """Whether a scalar other than a double-quoted one can hold these characters, whatever YAML reads it."""
    return _WRITABLE.fullmatch(text) is not None


def is_plain(source: str, old: str, context: Context) -> bool:
    """Whether `source` is one plain scalar and a string, or of the same kind as `old` was.

    What some parser might object to is let pass where `old` has it already.
    """
    risky = _RISKY_IN_FLOW if context.in_flow else _RISKY
    return (
        _PLAIN_START.match(source) is not None
        and not _PLAIN_END.search(source)
        and not (context.in_flow and source[0] in "?:")
        and not any(character in source and character not in old for character in risky)
        and (context.is_tagged or is_string(source) or kind(source) == kind(old))
    )


def escaped(text: str, *, ascii_only: bool) -> str:
    """What stands between double quotes for `text`. Raises EditError for half a surrogate pair."""
    half = _SURROGATE.search(text)
    if half:
        raise EditError(f"half of a surrogate pair, U+{ord(half[0]):04X}", "a character that YAML can hold")
    return _SPECIAL_OR_NOT[ascii_only].sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    if character in _ESCAPES:
        return _ESCAPES[character]
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
