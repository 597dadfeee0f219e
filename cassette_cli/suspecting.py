"""A text and the rules -> whether anything can be found in it, at whatever depth; cheap, and never a wrong no.

What hides a token's form from a search of the text is undone without taking the text apart: escapes of JSON in JSON,
percent-encoding, base64. So a text that holds nothing, as nearly all do, is never parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from .inner_texts import encoded_stretches, unzipped
from .rules import Place, Rules

_UNICODE = re.compile(r"\\+u00([2-7][0-9A-Fa-f])")
_LINE_END = re.compile(r"\\+[nrt]")
_ENTITY = {"&amp;": "&", "&quot;": '"', "&#34;": '"', "&#39;": "'"}
# Names that are said as values: of pairs (`{"name": "token", "value": ...}`), and of the parts of a form.
_SAID_NAMES = tuple(  # each begins with a literal, so the search runs at C speed
    re.compile(rf'{rest}(?<=\b[{first}]{rest})\\*+"?\s*[:=]\s*\\*+"?([^"\\;\r\n]{{1,64}})')
    for first, rest in (("nN", "ame"), ("kK", "ey"))
)
_ENDS = "\"' \n<>"  # of words in which something may be percent-encoded
_WORD_END = re.compile(r"[\s\"'<>\\]")
LEAST = 3  # characters; the shortest pair of name and value, `p=1`
_DEEPEST = 4  # texts in texts, of those that are spelled otherwise


def may_hold(rules: Rules, text: str, depth: int = 0) -> bool:
    """Whether the text need be taken apart."""
    if len(text) < LEAST:
        return False
    said = {name for form in _SAID_NAMES for name in form.findall(text)}
    if rules.may_name(text) or any(rules.rule_for(Place.FIELD, name) for name in said):
        return True
    plain = _plain(text)
    if rules.hits(plain) or (plain is not text and rules.may_name(plain)):
        return True
    if depth == _DEEPEST:
        return False
    if "%" in text and (quoted := " ".join(_quoted(text))) and may_hold(rules, quoted, depth + 1):
        return True
    return any(may_hold(rules, said, depth + 1) for said in _said_in_base64(text))


def _plain(text: str) -> str:
    """The text without the escapes of JSON, of JSON in JSON, of XML. No token has a backslash or an ampersand in it."""
    plain = text
    if "\\" in plain:
        if "\\u00" in plain:
            plain = _UNICODE.sub(lambda match: chr(int(match[1], 16)), plain)
        plain = _LINE_END.sub("\n", plain).replace('\\"', '"').replace("\\/", "/").replace("\\", "")
    if "&" in plain and (";" in plain):
        for entity, letter in _ENTITY.items():
            plain = plain.replace(entity, letter)
    return plain


def _quoted(text: str) -> Iterator[str]:
    """The words in which something is percent-encoded, decoded."""
    at = text.find("%")
    while at >= 0:
        if text[at + 1 : at + 2] in ("2", "3", "4", "5", "6", "7"):
            start = max((text.rfind(mark, max(0, at - 2_000), at) for mark in _ENDS), default=0) + 1
            end = _WORD_END.search(text, at)
            stop = end.start() if end else len(text)
            yield unquote(text[start:stop])
            at = stop
        at = text.find("%", at + 1)


def _said_in_base64(text: str) -> Iterator[str]:
    plain = text.replace("\\/", "/") if "\\/" in text else text
    for content in {content: None for _, content in encoded_stretches(plain)}:
        said = unzipped(content) if content.startswith("\x1f\x8b") else content
        if said is not None:
            yield said
