"""The request of a message -> what was asked: system instructions, messages, tools, parameters.

A system message in the middle of the conversation stays where it stands. The model may be named in the address alone,
as on Bedrock (`/model/<percent-encoded id>/invoke`) and Vertex (`/models/<id>:streamRawPredict`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Part, Text
from .anthropic_messages_parts import parts_of, unread_of
from .api import Asked, records, texts, word

_ELSEWHERE = frozenset({"model", "system", "messages", "tools", "stream"})
_MESSAGE = frozenset({"role", "content"})
_MODEL = re.compile(
    r"/model/(?P<bedrock>[^?#]+?)/(?:invoke|converse|count-tokens)"
    r"|/models/(?P<vertex>[^/?#]+?):(?:rawPredict|streamRawPredict)"
)
_TOOL = ("name", "type", "description", "input_schema")


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    names: dict[str, str] = {}  # id of a tool call -> name of the tool
    messages: list[Message] = []
    for at, message in enumerate(_list(request.get("messages"))):
        read = _message(message, ("messages", at), names)
        names.update((call.id, call.name) for call in read.tool_calls if call.id)
        messages.append(read)
    system = request.get("system")
    return Asked(
        model=word(request.get("model")) or model_in(url),
        system_instructions=tuple(_system(system)),
        messages=tuple(messages),
        tools=tuple(_tool(tool) for _, tool in records(request.get("tools"))),
        parameters={key: value for key, value in request.items() if key not in _ELSEWHERE},
        unread={
            **{key: request[key] for key in ("messages", "tools") if not isinstance(request.get(key), list | None)},
            **{
                f"tools/{at}": tool for at, tool in enumerate(_list(request.get("tools"))) if not isinstance(tool, dict)
            },
            **unread_of(system, "system"),
        },
    )


def model_in(url: str) -> str | None:
    """The model that the address names."""
    found = _MODEL.search(url)
    return unquote(found["bedrock"] or found["vertex"]) if found else None


def _system(system: Json) -> Iterator[Part]:
    if system not in ("", None):
        yield from parts_of(system, ("system",))


def _message(message: Json, at: JsonPath, names: dict[str, str]) -> Message:
    if isinstance(message, str):
        return Message(role="", parts=(Text(content=message, at=at),))
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    content = message.get("content")
    beside = {key: value for key, value in message.items() if key not in _MESSAGE and value not in (None, [], {})}
    return Message(
        role=texts(message.get("role")),
        parts=tuple(parts_of(content, (*at, "content"), names)),
        unread={**beside, **unread_of(content)},
    )


def _tool(tool: dict[str, Json]) -> Tool:
    """A tool of the caller's own has no type, or `custom`; the provider's have a type with a date."""
    kind = word(tool.get("type"))
    return Tool(
        name=word(tool.get("name")) or word(tool.get("mcp_server_name")) or kind or "",
        type="function" if kind in (None, "custom") else kind,
        description=word(tool.get("description")),
        parameters=tool.get("input_schema"),
        raw=tool,
    )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
