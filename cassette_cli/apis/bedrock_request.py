"""The request of Converse, or of Nova without it -> what was asked: instructions, messages, tools, parameters.

The model stands in the address.
"""

from __future__ import annotations

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, ToolCall
from .api import Asked, is_records, record, records, texts, word
from .bedrock_parts import parts_of, unread_of
from .providers import model_of

_ELSEWHERE = frozenset({"messages", "system", "toolConfig", "modelId"})


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    messages: list[Message] = []
    names: dict[str, str] = {}  # id of a tool call -> name of the tool
    asked = request.get("messages")
    for at, message in enumerate(asked if isinstance(asked, list) else ()):
        read = _message(message, ("messages", at), names)
        names.update((part.id, part.name) for part in read.parts if isinstance(part, ToolCall) and part.id)
        messages.append(read)
    config = record(request.get("toolConfig"))
    parameters = {key: value for key, value in request.items() if key not in _ELSEWHERE and value != {}}
    parameters |= {key: value for key, value in config.items() if key != "tools"}  # toolChoice
    return Asked(
        model=model_of(url) or word(request.get("modelId")),
        system_instructions=parts_of(request.get("system"), ("system",), {}),
        messages=tuple(messages),
        tools=tuple(_tool(tool) for _, tool in records(config.get("tools")) if "cachePoint" not in tool),
        parameters=parameters,
        unread=_unread(request, config),
    )


def _message(message: Json, at: JsonPath, names: dict[str, str]) -> Message:
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    parts = parts_of(message.get("content"), (*at, "content"), names)
    return Message(role=texts(message.get("role")), parts=parts, unread=unread_of(message))


def _tool(tool: dict[str, Json]) -> Tool:
    """A function, or one of the model's own by its name (`systemTool`)."""
    kind, inner = next(iter(tool.items()), ("", None))
    described = record(inner)
    name = texts(described.get("name")) or kind
    if kind != "toolSpec":
        return Tool(name=name, type=kind, raw=tool)
    schema = record(described.get("inputSchema")).get("json")
    return Tool(name=name, description=word(described.get("description")), parameters=schema, raw=tool)


def _unread(request: dict[str, Json], config: dict[str, Json]) -> dict[str, Json]:
    unread = {key: request[key] for key in ("messages",) if not _is_list(request.get(key))}
    if not isinstance(request.get("toolConfig"), dict | None):
        unread["toolConfig"] = request["toolConfig"]
    if not is_records(config.get("tools")):
        unread["toolConfig/tools"] = config["tools"]
    for at, tool in records(config.get("tools")):
        if "cachePoint" in tool:
            unread[f"toolConfig/tools/{at}"] = tool
    for at, block in records(request.get("system")):
        if "cachePoint" in block:
            unread[f"system/{at}"] = block
    return unread


def _is_list(value: Json) -> bool:
    return value is None or isinstance(value, list)
