"""The request of a chat completion -> what was asked: messages, tools, parameters.

System and developer messages are turns of the history here, as OpenTelemetry has it for APIs that keep them there;
`system_instructions` stays empty.
"""

from __future__ import annotations

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Part, Text, ToolCallResponse
from .api import Asked, record, records, texts, word
from .openai_chat_parts import parts_of, unread_of
from .providers import model_of

_ELSEWHERE = frozenset({"model", "model_id", "messages", "tools", "functions", "stream"})
_MODEL = ("model", "model_id")  # OpenAI, watsonx


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    messages: list[Message] = []
    names: dict[str, str] = {}  # id of a tool call -> name of the tool
    for at, message in enumerate(_list(request.get("messages"))):
        read = _message(message, ("messages", at), names)
        names.update((call.id, call.name) for call in read.tool_calls if call.id)
        messages.append(read)
    prompt = word(request.get("prompt")) if "messages" not in request else None  # Mistral's fill-in-the-middle
    if prompt:
        messages.append(Message(role="user", parts=(Text(content=prompt, at=("prompt",)),)))
    elsewhere = _ELSEWHERE | {"prompt"} if prompt else _ELSEWHERE
    tools = [_tool(tool) for _, tool in records(request.get("tools"))]
    functions = [_function("function", function, function) for _, function in records(request.get("functions"))]
    return Asked(
        model=next((name for key in _MODEL if (name := word(request.get(key)))), None) or model_of(url),
        messages=tuple(messages),
        tools=(*tools, *functions),
        parameters={key: value for key, value in request.items() if key not in elsewhere},
        unread={key: request[key] for key in ("messages", "tools", "functions") if _is_odd(request.get(key))},
    )


def _message(message: Json, at: JsonPath, names: dict[str, str]) -> Message:
    if not isinstance(message, dict):
        return Message(role="", parts=(Other(raw=message, at=at),))
    role = texts(message.get("role"))
    parts = tuple(parts_of(message, at))
    if role in ("tool", "function"):
        parts = (_response(message, parts, at, names),)
    return Message(role=role, parts=parts, name=word(message.get("name")), unread=unread_of(message))


def _response(message: dict[str, Json], parts: tuple[Part, ...], at: JsonPath, names: dict[str, str]) -> Part:
    """What a tool answered: its text, or the content as it was sent if there is more to it than text."""
    call_id = word(message.get("tool_call_id"))
    content = message.get("content")
    said = [part.as_json() for part in parts]
    is_text = isinstance(content, list) and all(part["type"] == "text" for part in said)
    return ToolCallResponse(
        id=call_id,
        response="".join(part["content"] for part in said) if is_text else content,
        name=names.get(call_id or "") or word(message.get("name")),
        at=(*at, "content"),
    )


def _tool(tool: dict[str, Json]) -> Tool:
    """`{"type": "function", "function": {...}}`; a server's own tool is only a type, some write the function flat."""
    kind = texts(tool.get("type")) or "function"
    return _function(kind, record(tool.get(kind)) or tool, tool)


def _function(kind: str, function: dict[str, Json], raw: Json) -> Tool:
    return Tool(
        name=texts(function.get("name")) or kind,
        type=kind,
        description=word(function.get("description")),
        parameters=function.get("parameters"),
        raw=raw,
    )


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _is_odd(value: Json) -> bool:
    return value is not None and not isinstance(value, list)
