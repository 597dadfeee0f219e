"""The source of one YAML scalar -> its value and the map between the two, as libyaml and ruamel.yaml read it.

The source is the stretch between the parser's marks, without tag and anchor; that of a block scalar ends with its last
line break. A line ends at CR LF, CR, LF, NEL, U+2028 or U+2029 (YAML 1.1, 4.2); the last two stay what they are, the
others are read as LF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..errors import ParseError
from .layers import Pieces, Run
from .styles import Style
from .yaml_headers import BREAK, BREAKS, BlockHeader

_FOLD = f"[{BREAKS}][ \t{BREAKS}]*"
_SURROGATES = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)"
_TOKENS = {
    Style.PLAIN: re.compile(_FOLD),
    Style.SINGLE: re.compile(f"''|{_FOLD}"),
    Style.DOUBLE: re.compile(rf"{_SURROGATES}|\\{_FOLD}|{_ESCAPE}|{_FOLD}"),
}
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LINE = re.compile(rf"([^{BREAKS}]*)(\r\n|[{BREAKS}]|\Z)")


def decode(source: str, style: Style, parent_indent: int) -> tuple[str, Pieces]:
    """The scalar's value, and which stretch of the source says which stretch of it.

    `parent_indent` is the column of the block collection around it, -1 at the root; only a block scalar with an
    indentation indicator needs it. Raises ParseError for an escape that YAML does not have.
    """
    if style in (Style.LITERAL, Style.FOLDED):
        return _decode_block(source, style, parent_indent)
    return _decode_flow(source, style)


def _decode_flow(source: str, style: Style) -> tuple[str, Pieces]:
    quote = 0 if style is Style.PLAIN else 1
    runs: list[Run] = []
    parts: list[str] = []
    inner, done, end = 0, quote, len(source) - quote
    for token in _TOKENS[style].finditer(source, quote, end):
        start = token.start()
        if source[start] in BREAKS:
            start = done + len(source[done:start].rstrip(" \t"))
        said = _said(token[0])
        runs.append(Run(inner, done, start - done))
        parts += (source[done:start], said)
        inner += start - done + len(said)
        done = token.end()
    runs.append(Run(inner, done, end - done))
    parts.append(source[done:end])
    return "".join(parts), Pieces(tuple(runs))  # a token parts each two of them


def _said(written: str) -> str:
    """What a fold, an escape or a doubled quote stands for."""
    if written[0] == "'":
        return "'"
    if written[0] != "\\":
        return _folded(written)
    if written[1] in BREAKS:
        return "".join(_breaks(written)[1:])
    if written[1] in _ESCAPES:
        return _ESCAPES[written[1]]
    try:
        units = "".join(chr(int(code[1:], 16)) for code in written.split("\\")[1:])
    except (ValueError, OverflowError):
        raise ParseError(f"the escape {written}", "one that YAML has") from None
    # JSON's writers put a character beyond U+FFFF as two \u; libyaml refuses that, ruamel.yaml leaves two halves.
    return units.encode("utf-16", "surrogatepass").decode("utf-16") if len(units) > 1 else units


def _folded(stretch: str) -> str:
    first, *more = _breaks(stretch)
    return first + "".join(more) if first != "\n" else "".join(more) or " "


def _breaks(stretch: str) -> list[str]:
    return [_normal(found) for found in BREAK.findall(stretch)]


def _normal(line_break: str) -> str:
    return line_break if line_break in ("\u2028", "\u2029", "") else "\n"


class _Line(NamedTuple):
    start: int  # after the indentation
    stop: int  # before the line break
    line_break: str  # as it is read


def _lines(source: str, header: BlockHeader) -> Iterator[_Line]:
    """A line indented by less than the others is libyaml's end of the scalar; ruamel.yaml lets one follow U+2028."""
    pad = " " * header.indent
    for match in _LINE.finditer(source, header.end):
        begin, stop = match.span(1)
        if begin == len(source):
            return
        indent = len(pad) if source.startswith(pad, begin) else stop - begin - len(source[begin:stop].lstrip(" "))
        yield _Line(begin + indent, stop, _normal(match[2]))


def _decode_block(source: str, style: Style, parent_indent: int) -> tuple[str, Pieces]:
    header = BlockHeader.of(source, parent_indent)
    lines = list(_lines(source, header))
    size = next((number for number in range(len(lines), 0, -1) if lines[number - 1].start < lines[number - 1].stop), 0)
    core, blank = lines[:size], lines[size:]
    joints = _joints(source, core) if style is Style.FOLDED else [line.line_break for line in core]
    runs = [] if core else [Run(0, header.end, 0)]
    parts: list[str] = []
    inner = 0
    for number, line in enumerate(core, 1):
        # a blank line of a literal can be edited by itself, one of a folded scalar belongs to the fold
        if not runs or line.start < line.stop or style is Style.LITERAL:
            runs.append(Run(inner, line.start, line.stop - line.start))
        joint = joints[number - 1] if number < size else ""
        parts += (source[line.start : line.stop], joint)
        inner += line.stop - line.start + len(joint)
    tail, end = _tail(header, core, blank, source)
    runs.append(Run(inner + len(tail), end, 0))
    return "".join([*parts, tail]), Pieces.of(runs)


def _tail(header: BlockHeader, core: list[_Line], blank: list[_Line], source: str) -> tuple[str, int]:
    """The line breaks at the value's end, and where what says them ends."""
    last = core[-1] if core else _Line(header.end, header.end, "")
    if header.chomping == "+":
        return last.line_break + "".join(line.line_break for line in blank), len(source)
    if header.chomping == "-" or not last.line_break:
        return "", last.stop
    found = BREAK.match(source, last.stop)
    return last.line_break, found.end() if found else last.stop


def _joints(source: str, lines: Iterable[_Line]) -> list[str]:
    """What the line break after each line of a folded scalar says (YAML 1.2, 8.1.3)."""
    joints: list[str] = []
    full, was_spaced = -1, False  # the last line that is not blank
    for number, line in enumerate(lines):
        joints.append(line.line_break)
        if line.start < line.stop:
            spaced = source[line.start] in " \t"
            if full >= 0 and joints[full] == "\n" and not spaced and not was_spaced:
                joints[full] = "" if number - full > 1 else " "
            full, was_spaced = number, spaced
    return joints
