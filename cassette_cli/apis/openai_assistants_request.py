"""A request of OpenAI's Assistants -> what was asked: messages, tools, instructions, parameters.

One reading for all addresses: a message to add, a thread to create, a run to begin (with more messages, or with a
thread of its own), outputs of tools to hand in, an assistant to make. What is none of these is a parameter.
Source: openai-python types/beta/*_params.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Part, Text, ToolCallResponse
from .api import Asked, is_records, record, records, texts, word
from .openai_assistants_parts import parts_of, unread_of

_INSTRUCTIONS = ("instructions", "additional_instructions")
_ELSEWHERE = frozenset(("model", "stream", "tools", "messages", "additional_messages", "tool_outputs", *_INSTRUCTIONS))
_MESSAGE = frozenset({"role", "content", "attachments"})


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    is_message = "role" in request and "content" in request
    thread = record(request.get("thread"))
    known = _ELSEWHERE | (_MESSAGE if is_message else frozenset()) | ({"thread"} if thread else frozenset())
    beside = {f"thread/{key}": value for key, value in thread.items() if key != "messages"}
    lists = [("tools", request.get("tools")), ("tool_outputs", request.get("tool_outputs"))]
    return Asked(
        model=word(request.get("model")),
        system_instructions=tuple(_instructions(request)),
        messages=tuple(_messages(request, thread, is_message=is_message)),
        tools=tuple(_tool(tool) for _, tool in records(request.get("tools"))),
        parameters={**{key: value for key, value in request.items() if key not in known}, **beside},
        unread={key: value for key, value in lists if not is_records(value)},
    )


def _instructions(request: dict[str, Json]) -> Iterator[Part]:
    for key in _INSTRUCTIONS:
        if word(request.get(key)):
            yield Text(content=request[key], at=(key,))
        elif request.get(key):
            yield Other(raw=request[key], at=(key,))


def _messages(request: dict[str, Json], thread: dict[str, Json], *, is_message: bool) -> Iterator[Message]:
    if is_message:
        yield Message(role=texts(request.get("role")), parts=tuple(parts_of(request, ("content",))))
    for at, said in (
        (("messages",), request.get("messages")),
        (("thread", "messages"), thread.get("messages")),
        (("additional_messages",), request.get("additional_messages")),
    ):
        if isinstance(said, list):
            yield from (_message(message, (*at, number)) for number, message in enumerate(said))
        elif said is not None:
            yield Message(role="", parts=(Other(raw=said, at=at),))
    outputs = tuple(_output(output, ("tool_outputs", at)) for at, output in records(request.get("tool_outputs")))
    if outputs:
        yield Message(role="tool", parts=outputs)


def _message(message: Json, at: JsonPath) -> Message:
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    role = texts(message.get("role"))
    return Message(role=role, parts=tuple(parts_of(message, (*at, "content"))), unread=unread_of(message))


def _output(output: dict[str, Json], at: JsonPath) -> Part:
    return ToolCallResponse(id=word(output.get("tool_call_id")), response=output.get("output"), at=(*at, "output"))


def _tool(tool: dict[str, Json]) -> Tool:
    """A function, or only the type of one of OpenAI's own."""
    kind = texts(tool.get("type")) or "function"
    function = record(tool.get(kind)) or tool
    return Tool(
        name=texts(function.get("name")) or kind,
        type=kind,
        description=word(function.get("description")),
        parameters=function.get("parameters"),
        raw=tool,
    )
