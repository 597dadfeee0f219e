"""A thread's message, or the tool calls of a run -> Parts.

Tools of OpenAI's own (code_interpreter, file_search) are the provider's, and come with what they gave back; functions
are the caller's, and come with their output once it was handed in.
Source: openai-python types/beta/threads/message.py, types/beta/threads/runs/tool_call.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import (
    File,
    Json,
    JsonPath,
    Other,
    Part,
    Refusal,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    at_url,
)
from .api import parsed, record, records, texts, word

_RESULTS = ("outputs", "results", "output")  # of the provider's own tools: what they gave back
_MESSAGE = frozenset(
    (
        *("id", "object", "created_at", "assistant_id", "thread_id", "run_id", "status", "incomplete_details"),
        *("incomplete_at", "completed_at", "role", "content", "attachments", "metadata", "file_ids"),
    )
)


def parts_of(message: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """The parts of a message whose content stands at `at`, and the files that are attached to it."""
    content = message.get("content")
    if isinstance(content, list):
        yield from (_block(block, (*at, number)) for number, block in enumerate(content))
    elif isinstance(content, str):
        yield Text(content=content, at=at)
    elif content is not None:
        yield Other(raw=content, at=at)
    for number, attached in records(message.get("attachments")):
        if file_id := word(attached.get("file_id")):
            place = (*at[:-1], "attachments", number, "file_id")
            yield File(modality="file", mime_type=None, file_id=file_id, at=place)


def unread_of(message: dict[str, Json]) -> dict[str, Json]:
    """What of a message no part says."""
    return {key: value for key, value in message.items() if key not in _MESSAGE and value not in (None, "", [], {})}


def _block(block: Json, at: JsonPath) -> Part:
    """One block of a content. A text is a string in requests, and has its annotations beside it in answers."""
    kind = texts(record(block).get("type"))
    inner = record(block).get(kind)
    if kind == "text" and isinstance(inner, str):
        return Text(content=inner, at=(*at, kind))
    text = record(inner)
    if kind == "text" and isinstance(text.get("value"), str):
        notes = text.get("annotations")
        citations = tuple(notes) if isinstance(notes, list) else ()
        return Text(content=text["value"], citations=citations, at=(*at, kind, "value"))
    if kind == "refusal" and isinstance(inner, str):
        return Refusal(content=inner, at=(*at, kind))
    if kind == "image_file" and (file_id := word(record(inner).get("file_id"))):
        return File(modality="image", mime_type=None, file_id=file_id, at=(*at, kind, "file_id"))
    if kind == "image_url" and (url := word(record(inner).get("url"))):
        return at_url("image", url, (*at, kind, "url"))
    return Other(raw=block, at=at)


def calls_of(calls: Json, at: JsonPath) -> Iterator[Part]:
    """The tool calls of the list that stands at `at`, each with what came of it."""
    for number, call in enumerate(calls if isinstance(calls, list) else ()):
        place = (*at, number)
        kind = texts(record(call).get("type"))
        inner = record(call).get(kind)
        if kind == "function" and isinstance(inner, dict):
            yield from _function(word(call.get("id")), inner, (*place, kind))
        elif kind and isinstance(inner, dict):
            yield from _server_call(word(call.get("id")), kind, inner, (*place, kind))
        else:
            yield Other(raw=call, at=place)


def _function(call_id: str | None, function: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    arguments = function.get("arguments")
    text = texts(arguments)
    value = parsed(text) if isinstance(arguments, str) else arguments
    name = texts(function.get("name"))
    yield ToolCall(id=call_id, name=name, arguments=value, arguments_text=text, at=(*at, "arguments"))
    if function.get("output") is not None:
        yield ToolCallResponse(id=call_id, response=function["output"], name=name or None, at=(*at, "output"))


def _server_call(call_id: str | None, kind: str, inner: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    asked = {key: value for key, value in inner.items() if key not in _RESULTS and value is not None}
    given = {key: value for key, value in inner.items() if key in _RESULTS and value not in (None, [])}
    yield ServerToolCall(id=call_id, name=kind, call={"type": kind, **asked}, at=at)
    if given:
        yield ServerToolCallResponse(id=call_id, response={"type": kind, **given}, at=(*at, next(iter(given))))
