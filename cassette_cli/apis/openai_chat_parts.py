"""A message of a chat completion, of a request or of an answer -> the parts of a Message, and what was not read.

The order of the parts is that in which models speak: reasoning, content, refusal, media, tool calls.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from ..parts import Blob, File, Json, JsonPath, Other, Part, Reasoning, Refusal, ServerToolCall, Text, ToolCall, at_url
from .api import EMPTY, parsed, record, records, texts, word

_REASONING = ("reasoning_content", "reasoning", "reasoning_details")
_STEPS = "reasoning_steps"  # Perplexity
_CALLS = ("tool_calls", "function_call", "tool_call_id")
_READ = frozenset(
    ("role", "name", "content", "refusal", "audio", "images", "annotations", _STEPS, *_REASONING, *_CALLS)
)
_URL_ITEMS = {"image_url": "image", "video_url": "video", "document_url": "file"}
_BASE64_PIECE = re.compile(r"[^=]+=*")


def parts_of(message: dict[str, Json], at: JsonPath, citations: tuple[Json, ...] = ()) -> Iterator[Part]:
    """The parts of the message that stands at `at`; `citations` belong to its text."""
    yield from _reasoning(message, at)
    yield from _steps(message.get(_STEPS), (*at, _STEPS))
    content = message.get("content")
    notes = message.get("annotations")
    citations = tuple(notes) if isinstance(notes, list) and notes else citations
    if isinstance(content, list):
        yield from (_item(item, (*at, "content", number)) for number, item in enumerate(content))
    elif isinstance(content, str) and content:
        yield Text(content=content, citations=citations, at=(*at, "content"))
    elif content not in (None, ""):
        yield Other(raw=content, at=(*at, "content"))
    if refusal := word(message.get("refusal")):
        yield Refusal(content=refusal, at=(*at, "refusal"))
    yield from _media(message, at)
    for number, call in records(message.get("tool_calls")):
        yield _call(call, (*at, "tool_calls", number))
    if function := record(message.get("function_call")):
        yield _function(None, function, "arguments", (*at, "function_call"))


def unread_of(message: dict[str, Json]) -> dict[str, Json]:
    """What of a message no part says. Of a content part, what stands beside its words (`cache_control`)."""
    unread = {key: value for key, value in message.items() if key not in _READ and value not in (None, "", [], {})}
    for key in ("content", "tool_calls"):
        for number, item in records(message.get(key)):
            if "cache_control" in item:
                unread[f"{key}/{number}/cache_control"] = item["cache_control"]
    return unread


def _reasoning(message: dict[str, Json], at: JsonPath) -> Iterator[Reasoning]:
    """A thought is often said twice, in two of three members; it is read once."""
    details = records(message.get("reasoning_details"))
    summary = "".join(texts(detail.get("summary")) for _, detail in details) or None
    signature = next((found for _, detail in details if (found := word(detail.get("signature")))), None)
    encrypted = [data for _, detail in details if (data := word(detail.get("data")))]
    key = next((key for key in ("reasoning_content", "reasoning") if word(message.get(key))), "reasoning_details")
    content = word(message.get(key)) or "".join(texts(detail.get("text")) for _, detail in details)
    if content or summary or signature or encrypted:
        yield Reasoning(
            content=content or summary or "",
            summary=summary if summary != content and content else None,
            signature=signature,
            encrypted=encrypted[0] if encrypted else None,
            at=(*at, key),
        )
    yield from (Reasoning(content="", encrypted=data, at=(*at, "reasoning_details")) for data in encrypted[1:])


def _steps(steps: Json, at: JsonPath) -> Iterator[Part]:
    """Perplexity's: each a thought and, under the name that its type is, what was searched, read or run for it."""
    for number, step in enumerate(steps if isinstance(steps, list) else [steps] if steps else []):
        said, place = record(step), ((*at, number) if isinstance(steps, list) else at)
        thought, kind = word(said.get("thought")), texts(said.get("type"))
        if thought:
            yield Reasoning(content=thought, at=(*place, "thought"))
        rest = {key: value for key, value in said.items() if key not in ("thought", "type") and value not in EMPTY}
        if kind and rest:
            details = record(rest.pop(kind, None)) if isinstance(rest.get(kind), dict) else {}
            yield ServerToolCall(id=None, name=kind, call={"type": kind, **rest, **details}, at=place)
        elif rest or not thought:
            yield Other(raw=step, at=place)


def _item(item: Json, at: JsonPath) -> Part:
    """One part of a content that is a list."""
    if isinstance(item, str):
        return Text(content=item, at=at)
    item = record(item) or {"": item}
    kind = texts(item.get("type"))
    inner = item.get(kind)
    if kind == "text" and isinstance(inner, str):
        return Text(content=inner, at=(*at, kind))
    if kind == "refusal" and isinstance(inner, str):
        return Refusal(content=inner, at=(*at, kind))
    if kind == "thinking" and isinstance(inner, str | list):
        words = (
            inner if isinstance(inner, str) else "".join(texts(thought.get("text")) for _, thought in records(inner))
        )
        return Reasoning(content=words, at=(*at, kind))
    if kind in _URL_ITEMS and (url := word(inner) or word(record(inner).get("url"))):
        return at_url(_URL_ITEMS[kind], url, (*at, kind))
    if kind == "input_audio" and (data := word(record(inner).get("data"))):
        form = word(record(inner).get("format"))
        return Blob(modality="audio", mime_type=form and f"audio/{form}", content=data, at=(*at, kind, "data"))
    if kind == "file" and (file_id := word(record(inner).get("file_id"))):
        return File(modality="file", mime_type=None, file_id=file_id, at=(*at, kind, "file_id"))
    if kind == "file" and (data := word(record(inner).get("file_data"))):
        return at_url("file", data, (*at, kind, "file_data"))
    return Other(raw=item.get("", item), at=at)


def _media(message: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """Spoken answers, and images (OpenRouter)."""
    audio = record(message.get("audio"))
    if transcript := word(audio.get("transcript")):
        yield Text(content=transcript, at=(*at, "audio", "transcript"))
    if data := word(audio.get("data")):
        yield Blob(modality="audio", mime_type=None, content=whole_base64(data), at=(*at, "audio", "data"))
    elif file_id := word(audio.get("id")):
        yield File(modality="audio", mime_type=None, file_id=file_id, at=(*at, "audio", "id"))
    for number, item in records(message.get("images")):
        yield _item(item, (*at, "images", number))


def whole_base64(data: str) -> str:
    """Streamed audio is base64 piece by piece, so padding may stand in the middle; what is no base64 stays."""
    try:
        return base64.b64encode(b"".join(map(base64.b64decode, _BASE64_PIECE.findall(data)))).decode()
    except (binascii.Error, ValueError):
        return data


def _call(call: dict[str, Json], at: JsonPath) -> Part:
    for key, arguments in (("function", "arguments"), ("custom", "input")):
        if isinstance(call.get(key), dict):
            return _function(word(call.get("id")), call[key], arguments, (*at, key))
    return Other(raw=call, at=at)


def _function(call_id: str | None, function: dict[str, Json], key: str, at: JsonPath) -> ToolCall:
    arguments = function.get(key)
    text = texts(arguments)
    value = parsed(text) if isinstance(arguments, str) and key == "arguments" else arguments
    return ToolCall(id=call_id, name=texts(function.get("name")), arguments=value, arguments_text=text, at=(*at, key))
