"""A step of a Gemini interaction, or an item of its content -> the parts of a Message.

In the API's first version steps and items were one kind of thing, and here they are read as one. The signature of a
server's own tool is a thought of its own before it. Source: google-genai, _gaos/types/interactions (step.py,
content.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import (
    Blob,
    Json,
    JsonPath,
    Other,
    Part,
    Reasoning,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from .api import record, records, texts, word
from .arguments import arguments_text

_MEDIA = {"image": "image", "audio": "audio", "video": "video", "document": "file"}
_HOLDERS = ("model_output", "user_input")
_READ = {
    "text": ("type", "text", "annotations"),
    "thought": ("type", "summary", "signature"),
    "model_output": ("type", "content", "error"),
    "user_input": ("type", "content"),
    "function_call": ("type", "id", "name", "arguments", "signature"),
    "function_result": ("type", "call_id", "name", "result", "signature"),
    **dict.fromkeys(_MEDIA, ("type", "data", "uri", "mime_type")),
}
_COUNTS = ("usage", "step_usage")  # those of a step; the interaction has them all


def parts_of(item: Json, at: JsonPath) -> Iterator[Part]:
    """The parts of the step or item that stands at `at`."""
    said = record(item)
    content = said.get("content")
    if said.get("type") not in _HOLDERS or not isinstance(content, list | str | None):
        yield from _one(item, at)
    elif isinstance(content, list):
        for number, inner in enumerate(content):
            yield from _one(inner, (*at, "content", number))
    elif content:
        yield Text(content=content, at=(*at, "content"))


def _one(item: Json, at: JsonPath) -> Iterator[Part]:
    """What holds no other items."""
    said = record(item)
    kind = texts(said.get("type"))
    if isinstance(item, str):
        yield Text(content=item, at=at)
    elif _is_text(said):
        yield from _text(said, at)
    elif kind == "thought":
        yield from _thought(said, at)
    elif _is_media(said):
        yield _media(said, at)
    elif kind.endswith(("_call", "_result")):
        if signature := word(said.get("signature")):
            yield Reasoning(content="", signature=signature, at=(*at, "signature"))
        yield _tool(kind, said, at)
    else:
        yield Other(raw=item, at=at)


def _is_text(item: Json) -> bool:
    return record(item).get("type") == "text" and isinstance(item.get("text"), str)


def _is_media(item: Json) -> bool:
    said = record(item)
    return texts(said.get("type")) in _MEDIA and bool(word(said.get("data")) or word(said.get("uri")))


def unread_of(item: Json, path: str) -> dict[str, Json]:
    """What no part says of the step or item; `path` is its place in words."""
    said = record(item)
    known = _READ.get(texts(said.get("type")))
    if known is None:
        return {}
    unread = {
        f"{path}/{key}": value
        for key, value in said.items()
        if key not in known and key not in _COUNTS and value not in (None, [], {})
    }
    for number, inner in records(said.get("content")):
        known = _READ.get(texts(inner.get("type")), tuple(inner))
        unread |= {f"{path}/content/{number}/{key}": value for key, value in inner.items() if key not in known}
    return unread


def _text(said: dict[str, Json], at: JsonPath) -> Iterator[Text]:
    notes = said.get("annotations")
    if said["text"] or notes:
        cited = tuple(notes) if isinstance(notes, list) else ()
        yield Text(content=said["text"], citations=cited, at=(*at, "text"))


def _thought(said: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """Its summary, in one or more texts; the summary may hold pictures too."""
    summary = said.get("summary")
    items = summary if isinstance(summary, list) else [] if isinstance(summary, str | None) else [summary]
    words = [(number, item["text"]) for number, item in enumerate(items) if _is_text(item)]
    place = (*at, "summary", words[0][0], "text") if len(words) == 1 else (*at, "summary") if "summary" in said else at
    content = texts(summary) or "\n".join(text for _, text in words)
    yield Reasoning(content=content, signature=word(said.get("signature")), at=place)
    for number, item in enumerate(items):
        inner = (*at, "summary", number) if isinstance(summary, list) else (*at, "summary")
        if _is_media(item):
            yield _media(item, inner)
        elif not _is_text(item):
            yield Other(raw=item, at=inner)


def _media(said: dict[str, Json], at: JsonPath) -> Blob | Uri:
    modality, mime_type = _MEDIA[said["type"]], word(said.get("mime_type"))
    if data := word(said.get("data")):
        return Blob(modality=modality, mime_type=mime_type, content=data, at=(*at, "data"))
    return Uri(modality=modality, mime_type=mime_type, uri=said["uri"], at=(*at, "uri"))


def _tool(kind: str, said: dict[str, Json], at: JsonPath) -> Part:
    """What the caller's functions were asked and answered, and what the provider's own tools were."""
    if kind == "function_call":
        arguments = said.get("arguments")
        return ToolCall(
            id=word(said.get("id")),
            name=texts(said.get("name")),
            arguments=arguments,
            arguments_text=arguments_text(arguments),
            at=(*at, "arguments") if "arguments" in said else at,
        )
    if kind == "function_result":
        name, place = word(said.get("name")), (*at, "result")
        return ToolCallResponse(id=word(said.get("call_id")), response=said.get("result"), name=name, at=place)
    return _server_tool(kind, said, at)


def _server_tool(kind: str, said: dict[str, Json], at: JsonPath) -> ServerToolCall | ServerToolCallResponse:
    """`google_search_call` and `google_search_result`; a tool of an MCP server has a name of its own."""
    tool, _, what = kind.rpartition("_")
    beside = {key: value for key, value in said.items() if key not in ("signature", "name", *_COUNTS)}
    if what == "call":
        name = word(said.get("name")) or tool
        arguments = record(beside.get("arguments"))
        call = {key: value for key, value in beside.items() if key not in ("id", "arguments")}
        if beside.get("arguments") is not None and not isinstance(beside["arguments"], dict):
            call["arguments"] = beside["arguments"]
        return ServerToolCall(id=word(said.get("id")), name=name, call={**arguments, **call, "type": tool}, at=at)
    answered = {key: value for key, value in beside.items() if key != "call_id"}
    return ServerToolCallResponse(id=word(said.get("call_id")), response={**answered, "type": tool}, at=at)
