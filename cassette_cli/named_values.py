"""A text that is no JSON -> the values in it that stand under a name: forms, XML, multipart, URLs, JSON in between.

A value is a stretch of the text; stretches never overlap, and what is found in one is found nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote_plus

from .documents.edits import Span
from .rules import Place

_URL = re.compile(r"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,20}+://[^\s\"'<>\\]++")
_RELATIVE = re.compile(r"(?:/[^\s\"'<>\\?]*+)?\?[^\s\"'<>\\]++")
_PAIR = re.compile(r"(?:^|(?<=[?&;#])|(?<=&amp;))([^=&?#;\s]{1,100})=([^&#\s]*)")
_FORM = re.compile(r"[^=&\s,;]{1,200}+=[^&\s]*+(?:&[^=&\s]{1,200}+=[^&\s]*+)*+\s*")
_USER_INFO = re.compile(r"://[^\s/?#:@\"'<>\\]*:([^\s/?#@\"'<>\\]*%[^\s/?#@\"'<>\\]*)@")
_PADDED = re.compile(r"[A-Za-z0-9+/_-]+={1,2}\s*")  # base64, which is no form
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>([^<>]+)</(?:[\w.-]+:)?\1>")
_CDATA = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?><!\[CDATA\[(.*?)\]\]></(?:[\w.-]+:)?\1>", re.DOTALL)
_BOUNDARY = re.compile(r"(?:\A|\r?\n)(--[^\r\n]{1,70}?)(?:--)?[ \t]*(?:\r?\n|\Z)")
_HEAD_END = re.compile(r"\r?\n\r?\n")
_NO_HEAD = re.compile(r"\r?\n")
_PART_NAME = re.compile(r'[; ]name="?([^";\r\n]+)', re.IGNORECASE)
_JSON_PAIR = re.compile(
    r'(?<!\\)"(?P<name>[A-Za-z0-9_.\- ]{1,64}+)"\s*+:\s*+"(?P<value>(?:[^"\\]|\\.)*+)"'
    r'|(?P<level>\\+)"(?P<deep>[A-Za-z0-9_.\- ]{1,64}+)(?P=level)"\s*+:\s*+(?P=level)"'
    r'(?P<inside>.{0,5000}?)(?<!\\)(?P=level)"',
    re.DOTALL,
)

_OF_FORMS = (Place.FIELD, Place.QUERY)


class Named(NamedTuple):
    """A value, and what its name may be in the rules. `is_quoted`: it is in percent-encoding; `is_whole`: it is a
    secret as a whole if there is one in it.
    """

    places: tuple[Place, ...]
    name: str
    span: Span
    is_quoted: bool = False
    is_whole: bool = False


def named_values(text: str) -> list[Named]:
    """All of them, in the order of the text."""
    return sorted(_apart(_named_values(text)), key=lambda each: each.span)


def _named_values(text: str) -> Iterator[Named]:
    start = text.lstrip()
    if relative := _RELATIVE.fullmatch(text):
        yield from _pairs(text, Span(*relative.span()), (Place.QUERY,))
        return
    if _FORM.fullmatch(text) and not _PADDED.fullmatch(text) and "://" not in text.partition("=")[0]:
        yield from _pairs(text, Span(0, len(text)), _OF_FORMS if "&" in text else _OF_FORMS[:1])
        return
    if start.startswith("--") and (multipart := list(_multipart(text))):
        yield from multipart
        return
    if start.startswith("<"):
        for form in (_CDATA, _ELEMENT):
            yield from (Named((Place.FIELD,), each[1], Span(*each.span(2))) for each in form.finditer(text))
    for url in _URL.finditer(text):
        yield from _pairs(text, Span(*url.span()), (Place.QUERY,))
        if user := _USER_INFO.search(text, *url.span()):
            yield Named((), "", Span(*user.span(1)), is_quoted=True, is_whole=True)
    if '"' in text:
        for each in _JSON_PAIR.finditer(text):
            value = "value" if each["name"] else "inside"
            yield Named((Place.FIELD,), each["name"] or each["deep"], Span(*each.span(value)))


def _pairs(text: str, span: Span, places: tuple[Place, ...]) -> Iterator[Named]:
    for pair in _PAIR.finditer(text, *span):
        if pair[2].strip():
            start, end = pair.span(2)
            end -= len(pair[2]) - len(pair[2].rstrip())
            yield Named(places, unquote_plus(pair[1]), Span(start, end), is_quoted=True)


def _multipart(text: str) -> Iterator[Named]:
    """The parts between the boundaries (RFC 2046 section 5.1), each under its form name, if it has one."""
    first = _BOUNDARY.match(text)
    if first is None:
        return
    marks = [mark for mark in _BOUNDARY.finditer(text) if mark[1] == first[1]]
    for mark, after in pairwise(marks):
        head = _NO_HEAD.match(text, mark.end()) or _HEAD_END.search(text, mark.end(), after.start())
        if head:
            name = _PART_NAME.search(text, mark.end(), head.start())
            yield Named((Place.FIELD,), name[1] if name else "", Span(head.end(), after.start()))


def _apart(found: Iterator[Named]) -> Iterator[Named]:
    """Without those that begin within another: a URL in an element is looked at with the element."""
    last = -1
    for each in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if each.span.start >= last and each.span.end > each.span.start:
            yield each
            last = each.span.end
