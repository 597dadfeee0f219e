"""The request of a Cohere v2 chat -> what was asked: messages, tools, parameters.

System messages are turns of the history here, as in all APIs that keep them there; documents to be cited are
parameters. Source: cohere-python v2/raw_client.py (chat), types/{chat_message_v2,tool_content,tool_v2}.py.
"""

from __future__ import annotations

from ..messages import Message
from ..parts import Json, JsonPath, Other, Part, ToolCallResponse
from .api import Asked, record, records, texts, word
from .cohere_v2_parts import parts_of, unread_of
from .cohere_words import odd, parameters, tool

_ELSEWHERE = frozenset({"model", "messages", "tools"})


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    messages: list[Message] = []
    names: dict[str, str] = {}  # id of a tool call -> name of the tool
    said = request.get("messages")
    for at, message in enumerate(said if isinstance(said, list) else []):
        read = _message(message, ("messages", at), names)
        names.update((call.id, call.name) for call in read.tool_calls if call.id)
        messages.append(read)
    offered = [(raw, texts(raw.get("type")) or "function") for _, raw in records(request.get("tools"))]
    return Asked(
        model=word(request.get("model")),
        messages=tuple(messages),
        tools=tuple(tool(record(raw.get(kind)) or raw, kind, "parameters", raw) for raw, kind in offered),
        parameters=parameters(request, _ELSEWHERE),
        unread=dict(odd(request, "messages", "tools")),
    )


def _message(message: Json, at: JsonPath, names: dict[str, str]) -> Message:
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    role = texts(message.get("role"))
    parts: tuple[Part, ...] = tuple(parts_of(message, at))
    if role == "tool":
        parts = (_response(message, parts, at, names),)
    return Message(role=role, parts=parts, unread=unread_of(message))


def _response(message: dict[str, Json], parts: tuple[Part, ...], at: JsonPath, names: dict[str, str]) -> Part:
    """What a tool answered: its text, or the content as it was sent (documents) if there is more to it than text."""
    call_id = word(message.get("tool_call_id"))
    content = message.get("content")
    said = [part.as_json() for part in parts]
    is_text = isinstance(content, list) and bool(said) and all(part["type"] == "text" for part in said)
    return ToolCallResponse(
        id=call_id,
        response="".join(part["content"] for part in said) if is_text else content,
        name=names.get(call_id or ""),
        at=(*at, "content") if "content" in message else at,
    )
