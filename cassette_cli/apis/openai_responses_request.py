"""The request for a response -> what was asked: instructions, messages, tools, parameters.

What a model or a tool said comes as several items; those that follow each other are one message, as they were when the
API answered. What `previous_response_id`, `conversation` or `prompt` stand for is not in the recording.
"""

from __future__ import annotations

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Text, ToolCall
from .api import Asked, is_records, record, records, texts, word
from .openai_responses_parts import parts_of, role_of, unread_of

_ELSEWHERE = frozenset({"model", "input", "instructions", "tools", "stream"})
_JOINED = ("assistant", "tool")


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    instructions, asked = request.get("instructions"), request.get("input")
    odd = {
        "input": not isinstance(asked, str | list | None),
        "instructions": not isinstance(instructions, str | None),
        "tools": not is_records(request.get("tools")),
    }
    return Asked(
        model=word(request.get("model")),
        system_instructions=(Text(content=instructions, at=("instructions",)),)
        if isinstance(instructions, str)
        else (),
        messages=_messages(asked),
        tools=tuple(_tool(tool) for _, tool in records(request.get("tools"))),
        parameters={key: value for key, value in request.items() if key not in _ELSEWHERE},
        unread={key: request[key] for key, is_odd in odd.items() if is_odd},
    )


def _messages(asked: Json) -> tuple[Message, ...]:
    if isinstance(asked, str):
        return (Message(role="user", parts=(Text(content=asked, at=("input",)),)),)
    messages: list[Message] = []
    names: dict[str, str] = {}  # id of a tool call -> name of the tool
    for at, item in enumerate(asked) if isinstance(asked, list) else ():
        read = _message(item, ("input", at), names)
        names.update((part.id, part.name) for part in read.parts if isinstance(part, ToolCall) and part.id)
        if messages and read.role in _JOINED and messages[-1].role == read.role:
            last = messages.pop()
            read = last._replace(parts=(*last.parts, *read.parts), unread={**last.unread, **read.unread})
        messages.append(read)
    return tuple(messages)


def _message(item: Json, at: JsonPath, names: dict[str, str]) -> Message:
    if not isinstance(item, dict):
        return Message(role="", parts=(Other(raw=item, at=at),))
    unread = unread_of(item, "/".join(map(str, at)))
    return Message(role=role_of(item), parts=tuple(parts_of(item, at, names)), unread=unread)


def _tool(tool: dict[str, Json]) -> Tool:
    """A function, flat; a tool of the provider is a type and its options, one of an MCP server has its label."""
    kind = texts(tool.get("type")) or "function"
    function = record(tool.get("function")) or tool  # some write it as Chat Completions does
    return Tool(
        name=word(function.get("name")) or word(tool.get("server_label")) or kind,
        type=kind,
        description=word(function.get("description")) or word(tool.get("server_description")),
        parameters=function.get("parameters"),
        raw=tool,
    )
