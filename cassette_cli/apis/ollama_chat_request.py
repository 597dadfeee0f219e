"""The request of an Ollama chat -> what was asked: messages with their pictures, tools, parameters.

`options`, `format`, `think` and `keep_alive` are parameters. System messages are turns of the history.
Source: ollama-python _types.py (ChatRequest, Message).
"""

from __future__ import annotations

from ..messages import Message
from ..parts import Json, JsonPath, Other, Part, ToolCallResponse
from .api import Asked, texts, word
from .ollama_chat_parts import parts_of, unread_of
from .ollama_words import odd, odd_tools, tools

_ELSEWHERE = frozenset({"model", "messages", "tools", "stream"})


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    said = request.get("messages")
    messages: list[Message] = []
    names: dict[str, str] = {}  # id of a tool call -> name of the tool
    for at, message in enumerate(said if isinstance(said, list) else []):
        read = _message(message, ("messages", at), names)
        names.update((call.id, call.name) for call in read.tool_calls if call.id)
        messages.append(read)
    return Asked(
        model=word(request.get("model")),
        messages=tuple(messages),
        tools=tools(request.get("tools")),
        parameters={key: value for key, value in request.items() if key not in _ELSEWHERE},
        unread=odd(request, (), "messages") | odd_tools(request),
    )


def _message(message: Json, at: JsonPath, names: dict[str, str]) -> Message:
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    role = texts(message.get("role"))
    parts: tuple[Part, ...] = tuple(parts_of(message, at))
    if role == "tool":
        call_id = word(message.get("tool_call_id"))
        name = word(message.get("tool_name")) or word(message.get("name")) or names.get(call_id or "")
        place = (*at, "content") if "content" in message else at
        parts = (ToolCallResponse(id=call_id, response=message.get("content"), name=name, at=place),)
    return Message(role=role, parts=parts, unread=unread_of(message))
