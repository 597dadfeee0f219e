"""The content of a message of Converse, or of Nova, asked or answered -> the parts of a Message, and what was not read.

A block is an object of one member, its kind. Citations without a text (Nova's web search) belong to the text before
them. Source: botocore, bedrock-runtime service-2.json, ContentBlock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..parts import (
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
)
from .api import others, parsed, record, records, texts, word
from .arguments import arguments_text
from .bedrock_media import MEDIA, media_of

_READ = frozenset({"role", "content"})
_SILENT = {"toolResult": {"status": "success"}}  # says nothing that one would not think without it


def parts_of(content: Json, at: JsonPath, names: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a content that stands at `at`; `names` are those of the tools that were called, by the call's id."""
    if isinstance(content, str):
        return (Text(content=content, at=at),) if content else ()
    if not isinstance(content, list):
        return () if content is None else (Other(raw=content, at=at),)
    parts: list[Part] = []
    for number, block in enumerate(content):
        for part in _block(block, (*at, number), names):
            before = parts[-1] if parts else None
            if isinstance(part, Text) and not part.content and isinstance(before, Text):
                parts[-1] = before._replace(citations=(*before.citations, *part.citations))
            else:
                parts.append(part)
    return tuple(parts)


def unread_of(message: dict[str, Json]) -> dict[str, Json]:
    """What of a message no part says: cache points, a document's name, whether a tool failed."""
    unread = others(message, _READ)
    for number, block in records(message.get("content")):
        if len(block) > 1:
            continue  # it is an Other
        for kind, inner in block.items():
            if kind == "cachePoint":
                unread[f"content/{number}/{kind}"] = inner
            for key, value in record(inner).items():
                if key not in _UNDERSTOOD.get(kind, record(inner)) and value != _SILENT.get(kind, {}).get(key):
                    unread[f"content/{number}/{kind}/{key}"] = value
    return unread


_UNDERSTOOD: dict[str, frozenset[str]] = {
    "image": frozenset({"format", "source"}),
    "video": frozenset({"format", "source"}),
    "audio": frozenset({"format", "source"}),
    "document": frozenset({"format", "source"}),
    "toolUse": frozenset({"toolUseId", "name", "input", "type"}),
    "toolResult": frozenset({"toolUseId", "content", "type"}),
    "reasoningContent": frozenset({"reasoningText", "redactedContent"}),
    "citationsContent": frozenset({"content", "citations"}),
    "guardContent": frozenset({"text"}),
}


def _block(block: Json, at: JsonPath, names: Mapping[str, str]) -> Iterator[Part]:
    block = record(block) or {"": block}
    kind, inner = next(iter(block.items()))
    at = (*at, kind) if kind else at
    found: list[Part] | None = None
    if len(block) == 1:
        if kind == "text" and isinstance(inner, str):
            found = [Text(content=inner, at=at)] if inner else []
        elif kind == "cachePoint":
            found = []
        elif isinstance(inner, dict):
            found = list(_of_kind(kind, inner, at, names))
    is_silent = kind == "cachePoint" or (kind in _MAY_BE_EMPTY and inner is not None and _is_silent(inner))
    if found is None or not (found or is_silent):
        found = [Other(raw=block.get("", block), at=at[:-1] if kind else at)]
    yield from found


_MAY_BE_EMPTY = frozenset({"text", "citationsContent", "reasoningContent"})


def _is_silent(value: Json) -> bool:
    """Whether nothing is said in it, however deep."""
    left = [value]
    while left:
        inner = left.pop()
        if isinstance(inner, dict | list):
            left += inner.values() if isinstance(inner, dict) else inner
        elif inner not in (None, ""):
            return False
    return True


def _of_kind(kind: str, inner: dict[str, Json], at: JsonPath, names: Mapping[str, str]) -> Iterator[Part]:
    if kind == "toolUse":
        yield _call(inner, at)
    elif kind == "toolResult":
        yield _response(inner, at, names)
    elif kind == "reasoningContent":
        yield from _reasoning(inner, at)
    elif kind == "citationsContent":
        yield from _cited(inner, at)
    elif kind == "guardContent":
        said = record(inner.get("text")).get("text")
        if isinstance(said, str):
            yield Text(content=said, at=(*at, "text", "text"))
        else:
            yield from _block(inner, at, names)
    elif kind in MEDIA:
        yield from media_of(kind, inner, at)


def _call(call: dict[str, Json], at: JsonPath) -> Part:
    call_id, name, given = word(call.get("toolUseId")), texts(call.get("name")), call.get("input")
    if call.get("type") == "server_tool_use":
        return ServerToolCall(id=call_id, name=name, call={"type": name, "input": given}, at=at)
    value = parsed(given) if isinstance(given, str) and given else given
    place = (*at, "input") if "input" in call else at
    return ToolCall(id=call_id, name=name, arguments=value, arguments_text=arguments_text(given), at=place)


def _response(result: dict[str, Json], at: JsonPath, names: Mapping[str, str]) -> Part:
    """What a tool answered: its text or its JSON, or the content as it was sent if there is more to it."""
    call_id, content = word(result.get("toolUseId")), result.get("content")
    if kind := word(result.get("type")):
        rest = {key: value for key, value in result.items() if key not in ("toolUseId", "type")}
        return ServerToolCallResponse(id=call_id, response={"type": kind, **rest}, at=at)
    said = [item.get("text") for _, item in records(content)]
    answered: Json = content
    if isinstance(content, list) and len(said) == len(content):
        if all(isinstance(each, str) for each in said) and all(len(item) == 1 for item in content):
            answered = "".join(map(texts, said))
        elif len(content) == 1 and content[0].keys() == {"json"}:
            answered = content[0]["json"]
    place = (*at, "content") if "content" in result else at
    return ToolCallResponse(id=call_id, response=answered, name=names.get(call_id or ""), at=place)


def _reasoning(inner: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    thought, hidden = record(inner.get("reasoningText")), word(inner.get("redactedContent"))
    content, signature = texts(thought.get("text")), word(thought.get("signature"))
    if content or signature or hidden:
        is_hidden = hidden is not None and not content
        place = (*at, "reasoningText", "text") if "text" in thought else (*at, "reasoningText")
        yield Reasoning(
            content=content,
            signature=signature,
            encrypted=hidden,
            redacted=is_hidden,
            at=(*at, "redactedContent") if is_hidden else place,
        )


def _cited(inner: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """The text that its sources speak for; they are said with its first piece."""
    sources = inner.get("citations")
    citations = tuple(sources) if isinstance(sources, list) else () if sources is None else (sources,)
    content = inner.get("content")
    for number, item in enumerate(content if isinstance(content, list) else ()):
        if isinstance(record(item).get("text"), str):
            yield Text(content=item["text"], citations=citations, at=(*at, "content", number, "text"))
            citations = ()
        else:
            yield Other(raw=item, at=(*at, "content", number))
    if citations:
        yield Text(content="", citations=citations, at=at)
