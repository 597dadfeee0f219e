"""JSON values -> rows: in one line where there is room, else spread out; media inside of them in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ..summarizing import compact
from .lines import Row, Segment, line
from .media import media_in
from .page import Page

_KEY = re.compile(r'( *)("(?:[^"\\]|\\.)*"): ?')
_NAME = 16  # cells; longer names do not push the values of the others to the right
_CIPHERS = frozenset({"encrypted_content", "encrypted_index", "encrypted_stdout", "signature", "thoughtSignature"})
_CIPHER_LEAST = 64  # characters
_MEDIA_LEAST = 256  # characters; a shorter text is shown, whatever it may encode


def pretty_rows(value: Any, page: Page) -> list[Row]:
    """The value as indented JSON, keys apart from values."""
    text = json.dumps(without_media(value, page), ensure_ascii=False, indent=2)
    return [_row(each) for each in page.lines(text)]


def without_media(value: Any, page: Page) -> Any:
    """The value with each image, sound or document in it replaced by the line that describes it; ciphers, too."""
    if isinstance(value, dict):
        return {
            key: _cipher(each) if key in _CIPHERS and not page.full else without_media(each, page)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [without_media(each, page) for each in value]
    if isinstance(value, str) and len(value) >= _MEDIA_LEAST:
        found = media_in(value)
        return f"{page.glyphs.media} {found.said(page.glyphs.times)}" if found else value
    return value


def _cipher(value: Any) -> Any:
    """What only the provider can read."""
    return f"encrypted, {len(value):,} characters" if isinstance(value, str) and len(value) > _CIPHER_LEAST else value


def named_rows(values: dict[str, Any], page: Page, room: int) -> Iterator[Row]:
    """A row or more for each member: the name, then its value; texts of several lines as they are."""
    widths = [page.measure(page.word(name)) for name in values]
    widest = max((width for width in widths if width <= _NAME), default=0)
    hang = widest + 2
    for name, value in values.items():
        label = page.word(name)
        rows = _value_rows(value, page, room - hang)
        start = line(Segment(label, "key"), " " * max(hang - page.measure(label), 2))
        if page.measure(label) > widest and len(rows) > 1:
            yield Row(start)
            start = line(" " * hang)
        for row in rows:
            yield Row((*start, *row.line), hang + row.hang)
            start = line(" " * hang)


def _value_rows(value: Any, page: Page, room: int) -> list[Row]:
    value = without_media(value, page)
    if isinstance(value, str) and "\n" in value.rstrip("\n"):
        return [Row(line(each)) for each in page.lines(value)]
    one = page.word(compact(value))
    if page.measure(one) <= room or not isinstance(value, dict | list):
        return [Row(line(one))]
    return pretty_rows(value, page)


def _row(text: str) -> Row:
    key = _KEY.match(text)
    if not key:
        return Row(line(text), len(text) - len(text.lstrip(" ")) + 2)
    pieces = line(key[1], Segment(key[2], "key"), text[key.end(2) :])
    return Row(pieces, len(key[1]) + 2)
