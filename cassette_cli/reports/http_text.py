"""Requests, responses, headers and bodies -> blocks: what went over the wire, decoded and laid out to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl

from ..bodies import Body
from ..cassette import Header, Interaction
from ..errors import DecodeError
from .blocks import LONG, Block, room, text_rows
from .figures import size
from .lines import Row, Segment, line
from .media import media
from .page import Page
from .values import named_rows, pretty_rows

_FORM = "application/x-www-form-urlencoded"


def header_block(headers: Sequence[Header], page: Page) -> Iterator[Block]:
    """The headers as they were recorded."""
    rows = [Row(line(Segment(f"{page.word(each.name)}:", "key"), " ", page.word(each.value)), 4) for each in headers]
    if rows:
        yield Block("headers", rows, "dim")


def body_block(body: Body, page: Page) -> Iterator[Block]:
    """The decoded body; a medium in one line, what cannot be decoded as the reason why."""
    try:
        rows, label = _rows(body, page), _label(body)
    except DecodeError as fault:
        yield Block("!", [Row(line(Segment(page.word(f"the body cannot be decoded: {fault.message}"), "bad")))], "bad")
        return
    if rows:
        yield Block(label, rows, "dim", LONG)


def address_block(interaction: Interaction, page: Page) -> Block:
    """The whole URL."""
    request = interaction.request
    return Block("request", [Row(line(page.word(f"{request.method} {request.url}".strip())), 4)], "dim")


def kind(body: Body) -> str:
    """`application/json, 1.2 kB, gzip`; nothing for a body that is empty."""
    if body.is_empty:
        return ""
    if body.problem:
        return body.media_type
    said = [body.media_type, size(body.size), *(name for name in body.encodings if name != "base64")]
    return ", ".join(word for word in said if word)


def _rows(body: Body, page: Page) -> list[Row]:
    text = body.text
    if text is None:
        found = media(body.content, body.media_type or None)
        said = f"{page.glyphs.media} {page.word(found.said(page.glyphs.times))}"
        return [Row(line(said, Segment("   (--save DIR)", "dim")), 2)]
    value = body.json_value
    if isinstance(value, dict | list):
        return pretty_rows(value, page)
    if body.media_type.lower().startswith(_FORM) and (pairs := parse_qsl(text, keep_blank_values=True)):
        apart = [dict(pairs)] if len(dict(pairs)) == len(pairs) else [{name: value} for name, value in pairs]
        return [row for values in apart for row in named_rows(values, page, room(page))]
    return text_rows(text, page) if text else []


def _label(body: Body) -> str:
    """A word for the gutter."""
    if isinstance(body.json_value, dict | list):
        return "json"
    if body.text is None:
        return "body"
    if body.media_type.lower().startswith(_FORM):
        return "form"
    return "html" if "html" in body.media_type else "xml" if "xml" in body.media_type else "body"
