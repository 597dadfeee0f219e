"""YAML text and an offset -> what stands there that is no node: gaps with comments, tags and anchors, line ends.

A line ends at its line feed (so LF and CRLF); the other breaks that YAML 1.1 knows are only skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .edits import Edit, Span

_GAP = re.compile(r"(?:[ \t\r\n\x85\u2028\u2029]|#[^\r\n\x85\u2028\u2029]*)*+")
_FULL = re.compile(r"\S")
_LEAD = re.compile(r"(?:[ \t\r]*(?:#[^\n]*)?\n)*(?:[ \t]*#[^\n]*\Z)?")
_TAG = re.compile(r"!<[^>]*>|![^ \t\r\n\x85\u2028\u2029]*")


def skip_gap(text: str, offset: int) -> int:
    """The first character from `offset` on that is neither white space nor comment."""
    found = _GAP.match(text, offset)
    return found.end() if found else offset


class Properties(NamedTuple):
    """A node's tag and anchor as written, and where the last of them ends (where it would, if there is none)."""

    tag: Span | None
    anchor: Span | None
    end: int


def properties(text: str, offset: int, *, tagged: bool, anchor: str | None) -> Properties:
    """What stands from `offset` on, at most one of each: a second one belongs to the first key inside."""
    tag = name = None
    end = offset
    while True:
        place = skip_gap(text, end)
        if anchor is not None and name is None and text.startswith("&" + anchor, place):
            name = Span(place, end := place + 1 + len(anchor))
        elif tagged and tag is None and (match := _TAG.match(text, place)):
            tag = Span(place, end := match.end())
        else:
            return Properties(tag, name, end)


def line_start(text: str, offset: int) -> int:
    """Where the line begins in which `offset` stands."""
    return text.rfind("\n", 0, offset) + 1


def next_line(text: str, offset: int) -> int:
    """Where the line after the one of `offset` begins; the text's end if there is none."""
    return text.find("\n", offset) + 1 or len(text)


def line_end(text: str, offset: int) -> int:
    """Where the line of `offset` ends, before its line break."""
    found = text.find("\n", offset)
    end = len(text) if found < 0 else found
    return end - 1 if text[end - 1 : end] == "\r" and end > offset else end


def is_line_start(text: str, offset: int) -> bool:
    """Whether a line break stands just before the offset, as it does at the end of a block scalar."""
    return text[offset - 1 : offset] == "\n"


def skip_blanks(text: str, offset: int) -> int:
    """The first character from `offset` on that is not white space."""
    return next((match.start() for match in _FULL.finditer(text, offset)), len(text))


def settled(text: str, offset: int, column: int, *, keeps_blanks: bool) -> Edit:
    """The blank and comment lines from `offset` on, so that a block scalar before them does not take them in.

    `column` is that of the collection around the scalar; with `keeps_blanks` its header says `+`.
    """
    found = _LEAD.match(text, offset)
    lines = found[0].splitlines(keepends=True) if found else []
    said = ""
    for line in lines:
        bare = line.lstrip(" \t")
        if bare.startswith("#"):
            said += " " * min(len(line) - len(bare), column) + bare
        elif not keeps_blanks:
            said += bare
    return Edit(Span(offset, offset + sum(map(len, lines))), said)


def joined(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of their places, those that touch made one; insertions keep the order they came in."""
    done: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: edit.span):
        last = done[-1] if done else None
        if last and last.span.end == edit.span.start:
            done[-1] = Edit(Span(last.span.start, edit.span.end), last.text + edit.text)
        elif edit.text or edit.span.start < edit.span.end:
            done.append(edit)
    return done
