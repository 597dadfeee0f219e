"""The content of a message, of a request or of an answer -> the parts of a Message, and what of it was not read.

Blocks stay in wire order: what the provider's own tools were asked and answered stands between the texts.
Source: anthropic-sdk-python, types/beta/beta_content_block.py and beta_content_block_param.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..parts import (
    Blob,
    File,
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
from .api import parsed, record, records, texts, word
from .arguments import arguments_text

_SERVER_CALLS = frozenset({"server_tool_use", "mcp_tool_use"})
_MODALITY = {"image": "image", "document": "file", "video": "video", "audio": "audio"}
_NAMES: Mapping[str, str] = {}
_READ = {  # type of a block -> its members that its part says
    "text": frozenset({"text", "citations"}),
    "thinking": frozenset({"thinking", "signature"}),
    "redacted_thinking": frozenset({"data"}),
    "tool_use": frozenset({"id", "name", "input"}),
    "tool_result": frozenset({"tool_use_id", "content"}),
    "container_upload": frozenset({"file_id"}),
    **dict.fromkeys(_MODALITY, frozenset({"source"})),
}
_ORDINARY: tuple[Json, ...] = (None, "", [], {}, False, {"type": "direct"})  # `caller`: the model itself


def parts_of(content: Json, at: JsonPath, names: Mapping[str, str] = _NAMES) -> Iterator[Part]:
    """The parts of the content that stands at `at`; `names` are those of the tools by the ids of their calls."""
    if isinstance(content, str):
        yield Text(content=content, at=at)
    elif isinstance(content, list):
        for number, block in enumerate(content):
            yield from _block(block, (*at, number), names)
    elif content is not None:
        yield Other(raw=content, at=at)


def unread_of(content: Json, name: str = "content") -> dict[str, Json]:
    """What of the blocks no part says: `cache_control`, `is_error`, a document's title. `name` is the content's."""
    unread: dict[str, Json] = {}
    for number, block in records(content):
        kind = texts(block.get("type"))
        if not _is_read(block, kind):
            continue
        for key in block:
            if key not in _READ[kind] and key != "type" and block[key] not in _ORDINARY:
                unread[f"{name}/{number}/{key}"] = block[key]
        if kind == "tool_result" and _said(block.get("content")) is not None:  # else it is kept as it was sent
            unread |= unread_of(block.get("content"), f"{name}/{number}/content")
        unread |= unread_of(record(block.get("source")).get("content"), f"{name}/{number}/source/content")
    return unread


def _is_read(block: dict[str, Json], kind: str) -> bool:
    """Whether its part says only some of the block's members; others are kept whole."""
    return kind in _READ and not any(isinstance(part, Other) for part in _block(block, (), _NAMES))


def _block(block: Json, at: JsonPath, names: Mapping[str, str]) -> Iterator[Part]:
    if isinstance(block, str):
        yield Text(content=block, at=at)
        return
    said = record(block)
    kind = texts(said.get("type"))
    if kind in _MODALITY and isinstance(said.get("source"), dict):
        yield from _media(said, _MODALITY[kind], at)
    else:
        yield _one(said, kind, at, names) or Other(raw=block, at=at)


def _one(block: dict[str, Json], kind: str, at: JsonPath, names: Mapping[str, str]) -> Part | None:
    """The part of a block; None where a member that it needs is missing or of another type."""
    notes, content = block.get("citations"), block.get("content")
    if kind == "text" and isinstance(block.get("text"), str) and isinstance(notes, list | None):
        return Text(content=block["text"], citations=tuple(notes or ()), at=(*at, "text"))
    if kind == "thinking" and isinstance(block.get("thinking"), str):
        return Reasoning(content=block["thinking"], signature=word(block.get("signature")), at=(*at, "thinking"))
    if kind == "redacted_thinking" and isinstance(block.get("data"), str):
        return Reasoning(content="", encrypted=block["data"], redacted=True, at=(*at, "data"))
    if kind == "tool_use":
        text = arguments_text(block.get("input"))
        value = parsed(text) if isinstance(block.get("input"), str) else block.get("input")
        return ToolCall(word(block.get("id")), texts(block.get("name")), value, text, (*at, "input"))
    if kind == "tool_result":
        call, said = word(block.get("tool_use_id")), _said(content)
        response = content if said is None else said
        return ToolCallResponse(id=call, response=response, name=names.get(call or ""), at=(*at, "content"))
    if kind in _SERVER_CALLS:
        rest = {key: value for key, value in block.items() if key not in ("id", "name")}
        return ServerToolCall(id=word(block.get("id")), name=texts(block.get("name")), call=rest, at=at)
    if kind.endswith("_tool_result"):
        rest = {key: value for key, value in block.items() if key != "tool_use_id"}
        return ServerToolCallResponse(id=word(block.get("tool_use_id")), response=rest, at=at)
    if kind == "compaction" and isinstance(content, str | None):  # what was said so far, in the model's words
        rest = {key: value for key, value in block.items() if value is not None}
        return ServerToolCallResponse(id=None, response=rest, at=(*at, "content"))
    if kind == "container_upload" and isinstance(block.get("file_id"), str):
        return File(modality="file", mime_type=None, file_id=block["file_id"], at=(*at, "file_id"))
    return None


def _said(content: Json) -> str | None:
    """The words of a tool's answer; None if there is more to it than words."""
    if content is None or isinstance(content, str):
        return content or ""
    items = [record(item) for item in content] if isinstance(content, list) else [{}]
    is_text = all(item.get("type") == "text" and isinstance(item.get("text"), str) for item in items)
    return "".join(item["text"] for item in items) if is_text else None


def _media(block: dict[str, Json], modality: str, at: JsonPath) -> Iterator[Part]:
    """An image or a document, by where it comes from. A document may be plain text, or blocks of its own."""
    source, inside = block["source"], (*at, "source")
    kind = texts(source.get("type"))
    mime_type = word(source.get("media_type"))
    data = source.get("data")
    if kind == "base64" and isinstance(data, str):
        yield Blob(modality=modality, mime_type=mime_type, content=data, at=(*inside, "data"))
    elif kind == "text" and isinstance(data, str):
        yield Text(content=data, at=(*inside, "data"))
    elif kind == "url" and isinstance(source.get("url"), str):
        yield Uri(modality=modality, mime_type=mime_type, uri=source["url"], at=(*inside, "url"))
    elif kind == "file" and isinstance(source.get("file_id"), str):
        yield File(modality=modality, mime_type=mime_type, file_id=source["file_id"], at=(*inside, "file_id"))
    elif kind == "content" and isinstance(source.get("content"), str | list):
        yield from parts_of(source["content"], (*inside, "content"))
    else:
        yield Other(raw=block, at=at)
