"""The first line of a block scalar -> its indicators, its comment, and the indentation of the lines below it.

A line ends at CR LF, CR, LF, NEL, U+2028 or U+2029 (YAML 1.1, 4.2), in both parsers.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import ParseError

BREAKS = "\r\n\x85\u2028\u2029"
BREAK = re.compile(f"\r\n|[{BREAKS}]")
_HEADER = re.compile(rf"[|>]([-+1-9]{{0,2}})([ \t]*(?:#[^{BREAKS}]*)?)((?:\r\n|[{BREAKS}])?)")
_BLANKS = re.compile(f"[ {BREAKS}]*")


class BlockHeader(NamedTuple):
    """The first line of a block scalar, and the indentation that its lines have."""

    indicators: str  # what follows `|` or `>`: "", "-", "2+"
    comment: str  # with the blanks before it
    line_break: str
    end: int  # where the first line begins
    indent: int

    @property
    def chomping(self) -> str:
        """What becomes of the final line breaks: "-" takes them away, "+" keeps them all, "" keeps one."""
        return self.indicators.strip("123456789")

    @property
    def digit(self) -> str:
        return self.indicators.strip("+-")

    @classmethod
    def of(cls, source: str, parent_indent: int) -> BlockHeader:
        match = _HEADER.match(source)
        if not match:
            raise ParseError(f"a block scalar that begins with {source[:10]!r}", "| or >")
        digit, end = match[1].strip("+-"), match.end()
        indent = max(parent_indent, 0) + int(digit) if digit else _found_indent(source, end, parent_indent)
        return cls(match[1], match[2], match[3], end, indent)


def _found_indent(source: str, start: int, parent_indent: int) -> int:
    """The column of the first character; if there are only blank lines, one that makes all of them blank."""
    blank = _BLANKS.match(source, start)
    end = blank.end() if blank else start
    if end < len(source):
        return end - start - len(source[start:end].rstrip(" "))
    return max((len(line) for line in re.split(BREAK, source[start:])), default=0) or max(parent_indent + 1, 1)
