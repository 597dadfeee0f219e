"""A part of a message -> blocks: text, reasoning, tool calls and their results, media, refusals, the unknown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..parts import (
    Blob,
    File,
    Other,
    Part,
    Reasoning,
    Refusal,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from ..summarizing import call_line, compact
from .blocks import BRIEF, LONG, Block, room, text_rows
from .figures import counted
from .lines import Row, Segment, line
from .media import media_of
from .page import Page
from .values import named_rows, pretty_rows, without_media

_CITED = (  # what the APIs call a title, an address, and words
    ("title", "document_title", "filename"),
    ("url", "uri", "file_id", "document_ids"),
    ("cited_text", "text"),
)


def part_blocks(part: Part, page: Page, *, is_answer: bool) -> Iterator[Block]:
    """The blocks of one part, without the role of its message. The recorded answer is never shortened."""
    limit = None if is_answer else LONG
    match part:
        case Text():
            yield Block("", _words(part.content, page, is_answer=is_answer), limit=limit)
            if part.citations:
                yield Block("", [_citation(at, each, page) for at, each in enumerate(part.citations, 1)])
        case Reasoning():
            yield Block("reasoning", _reasoning(part, page), "dim", limit)
        case Refusal():
            yield Block("refusal", text_rows(part.content, page), "bad", limit)
        case Other():
            yield Block("other", _data(part.raw, page), "dim", limit)
        case ToolCallResponse() | ServerToolCallResponse():
            yield Block("", list(_result(part, page)), limit=BRIEF)
        case ToolCall() | ServerToolCall():
            yield Block("", list(_call(part, page)), limit=limit)
        case Blob() | Uri() | File():
            yield Block("", [_media(part, page)])


def _words(text: str, page: Page, *, is_answer: bool) -> list[Row]:
    if is_answer and page.markdown is not None:
        return [Row(each) for each in page.markdown("\n".join(page.lines(text)), room(page))]
    return text_rows(text, page)


def _reasoning(part: Reasoning, page: Page) -> list[Row]:
    text = part.content or part.summary or ""
    rows = text_rows(text, page, "reasoning") if text else []
    hidden = [("redacted", part.redacted), ("encrypted", bool(part.encrypted))]
    words = [word for word, holds in hidden if holds]
    if words or not rows:
        rows.append(Row(line(Segment(", ".join(words) or "hidden", "reasoning"))))
    return rows


def _call(part: ToolCall | ServerToolCall, page: Page) -> Iterator[Row]:
    """In one line where it fits, else an argument a line."""
    arrow = f"{page.glyphs.right} "
    name = page.word(part.name)
    if isinstance(part, ServerToolCall):
        state = "waits for approval" if part.call.get("type") == "mcp_approval_request" else "by the provider"
        yield Row(line(Segment(arrow + name, "tool"), Segment(f"  {state}", "dim")))
        yield from _indented(named_rows(_besides(part.call, "type", "name", "id"), page, room(page) - 2))
        return
    one = page.word(call_line(part))
    has_text = isinstance(part.arguments, dict) and any("\n" in str(each) for each in part.arguments.values())
    if page.measure(arrow + one) <= room(page) and not has_text:
        yield Row(line(Segment(arrow + name, "tool"), one[len(name) :]))
        return
    yield Row(line(Segment(arrow + name, "tool")))
    if isinstance(part.arguments, dict):
        yield from _indented(named_rows(part.arguments, page, room(page) - 2))
    else:
        yield from _indented(text_rows(part.arguments_text or compact(part.arguments), page))


def _result(part: ToolCallResponse | ServerToolCallResponse, page: Page) -> Iterator[Row]:
    """What the tool is called, then what it said."""
    if isinstance(part, ToolCallResponse):
        name, rows = part.name or part.id or "", _data(part.response, page)
    else:
        said = _besides(part.response, "type")
        name = str(part.response.get("type") or part.id or "")
        rows = _compacted(said, page) if name == "compaction" else _hits(said, page) or _data(said, page)
    head = Segment(f"{page.glyphs.left} {page.word(name)}".rstrip(), "tool")
    if len(rows) == 1:
        yield Row((head, Segment("  "), *rows[0].line), 2)
        return
    yield Row((head,))
    yield from _indented(rows)


def _compacted(said: dict[str, Any], page: Page) -> list[Row]:
    """What a conversation was shortened to: words, and what only the provider can read."""
    content, encrypted = said.get("content"), said.get("encrypted_content")
    rows = text_rows(content, page) if isinstance(content, str) else []
    if isinstance(encrypted, str):
        rows.append(Row(line(f"encrypted, {counted(len(encrypted), 'character')}")))
    rest = _besides(said, *(["content"] if isinstance(content, str) else []), "encrypted_content")
    return [*rows, *(_data(rest, page) if rest else [])]


def _hits(response: dict[str, Any], page: Page) -> list[Row]:
    """What a search of the provider found, a line each; nothing for any other result, and where all is asked for."""
    lists = [value for value in response.values() if isinstance(value, list) and value]
    is_search = len(lists) == 1 and all(
        isinstance(each, dict) and ("url" in each or "uri" in each) for each in lists[0]
    )
    if page.full or not is_search:
        return []
    names = ("title", "url", "uri")
    said = [[page.word(str(hit[name])) for name in names if hit.get(name)] for hit in lists[0]]
    return [Row(line(Segment(f"{page.glyphs.dot} ", "dim"), "  ".join(words)), 2) for words in said]


def _besides(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _data(value: Any, page: Page) -> list[Row]:
    """A text as it is; other values in one line where they fit."""
    if isinstance(value, str):
        return text_rows(value, page)
    one = page.word(compact(without_media(value, page)))
    return [Row(line(one))] if page.measure(one) <= room(page) - 2 else pretty_rows(value, page)


def _media(part: Blob | Uri | File, page: Page) -> Row:
    mark = f"{page.glyphs.media} "
    kind = page.word(part.mime_type or part.modality)
    if isinstance(part, Uri):
        return Row(line(Segment(mark + kind, "tool"), f"  {page.word(part.uri)}"), 2)
    if isinstance(part, File):
        return Row(line(Segment(mark + kind, "tool"), f"  file {page.word(part.file_id)}"), 2)
    found = media_of(part)
    said = page.word(found.said(page.glyphs.times)) if found else f"{kind}, which is no base64"
    return Row(line(Segment(mark, "tool"), said, Segment("   (--save DIR)", "dim")), 2)


def _citation(number: int, citation: Any, page: Page) -> Row:
    """What is cited: title, address and words, wherever the API puts them, else what it sent."""
    members = list(_members(citation if isinstance(citation, dict | list) else {"url": citation}))
    found = [str(value) for names in _CITED for name, value in members if name in names and value]
    said = "  ".join(page.word(word) for word in dict.fromkeys(found))
    return Row(line(Segment(f"[{number}] ", "dim"), said or page.word(json.dumps(citation, ensure_ascii=False))), 4)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """All members that are texts, also those of what a value holds."""
    for name, each in value.items() if isinstance(value, dict) else (("", each) for each in value):
        if isinstance(each, dict | list):
            yield from ((inner or name, text) for inner, text in _members(each))
        elif isinstance(each, str):
            yield name, each


def _indented(rows: Iterator[Row] | list[Row]) -> Iterator[Row]:
    return (Row((Segment("  "), *row.line), row.hang + 2) for row in rows)
