"""The result of a call -> messages: what a tool answered, what a prompt or a resource says; none for other results.

Source: modelcontextprotocol.io, schema 2025-06-18: CallToolResult, GetPromptResult, ReadResourceResult, ContentBlock.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Message
from ..parts import Blob, Json, JsonPath, Other, Part, Text, ToolCallResponse, Uri
from .api import parsed, record, texts, word


def name_of(number: Json) -> str | None:
    """The id of a call, which may be a number."""
    if isinstance(number, int) and not isinstance(number, bool):
        return str(number)
    return word(number)


def messages_of(result: dict[str, Json], call_id: str | None, at: JsonPath) -> Iterator[Message]:
    """The messages of the result that stands at `at`."""
    content, said, contents = (result.get(key) for key in ("content", "messages", "contents"))
    if isinstance(content, list):
        yield _answered(result, content, call_id, at)
    elif isinstance(said, list):
        yield from (_prompt(message, (*at, "messages", number)) for number, message in enumerate(said))
    elif isinstance(contents, list):
        parts = (_resource(item, (*at, "contents", number)) for number, item in enumerate(contents))
        yield Message(role="tool", parts=tuple(parts), finish_reason="stop")


def _answered(result: dict[str, Json], content: list[Json], call_id: str | None, at: JsonPath) -> Message:
    """A tool's answer, block by block, and what it says beside them for programs, if that is more than the texts."""
    parts = [_block(block, call_id, (*at, "content", number)) for number, block in enumerate(content)]
    more = result.get("structuredContent")
    if more is not None and more not in _same(content):
        parts.append(ToolCallResponse(id=call_id, response=more, at=(*at, "structuredContent")))
    has_failed = result.get("isError") is True
    return Message(
        role="tool",
        parts=tuple(parts),
        finish_reason="error" if has_failed else "stop",
        finish_reason_raw="isError" if has_failed else None,
    )


def _block(block: Json, call_id: str | None, at: JsonPath) -> Part:
    """A text is the response, a medium itself; of anything else (a resource and its address) all that was sent."""
    part = content_part(block, at)
    is_resource = record(block).get("type") == "resource"
    if isinstance(part, Text) and not is_resource:
        return ToolCallResponse(id=call_id, response=part.content, at=part.at)
    return part if isinstance(part, Blob) and not is_resource else ToolCallResponse(id=call_id, response=block, at=at)


def _same(content: list[Json]) -> tuple[Json, ...]:
    """The forms in which structured content only repeats the texts: their JSON, or a member `result` (FastMCP)."""
    said = [texts(record(block).get("text")) for block in content]
    values: list[Json] = [parsed(text) for text in said]
    lists = ({"result": said}, {"result": values})
    return (*lists, values[0], {"result": said[0]}, {"result": values[0]}) if len(said) == 1 else lists


def _prompt(message: Json, at: JsonPath) -> Message:
    """One message of a prompt: it is one block, though some servers send a list."""
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    content = message.get("content")
    place = (*at, "content")
    if isinstance(content, list):
        parts = tuple(content_part(block, (*place, number)) for number, block in enumerate(content))
    else:
        parts = (content_part(content, place),)
    return Message(role=texts(message.get("role")), parts=parts)


def content_part(block: Json, at: JsonPath) -> Part:
    """One block of content."""
    said = record(block)
    kind = texts(said.get("type"))
    if kind == "text" and isinstance(said.get("text"), str):
        return Text(content=said["text"], at=(*at, "text"))
    if kind in ("image", "audio") and word(said.get("data")):
        return Blob(modality=kind, mime_type=word(said.get("mimeType")), content=said["data"], at=(*at, "data"))
    if kind == "resource" and isinstance(said.get("resource"), dict):
        return _resource(said["resource"], (*at, "resource"))
    if kind == "resource_link" and word(said.get("uri")):
        return Uri(modality="file", mime_type=word(said.get("mimeType")), uri=said["uri"], at=(*at, "uri"))
    return Other(raw=block, at=at)


def _resource(resource: Json, at: JsonPath) -> Part:
    """What a resource holds: a text, or bytes."""
    said = record(resource)
    if isinstance(said.get("text"), str):
        return Text(content=said["text"], at=(*at, "text"))
    if word(said.get("blob")):
        mime = word(said.get("mimeType"))
        head = texts(mime).partition("/")[0]
        modality = head if head in ("image", "audio", "video") else "file"
        return Blob(modality=modality, mime_type=mime, content=said["blob"], at=(*at, "blob"))
    return Other(raw=resource, at=at)
