"""The request of a Gemini interaction -> what was asked: instructions, messages, tools, parameters.

The input is a text, the items of one turn, turns with a role (the API's first version), or steps of all kinds.
Source: google-genai, _gaos/types/interactions (createmodelinteraction.py, interactionsinput.py).
"""

from __future__ import annotations

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Part, Text
from .api import Asked, is_records, record, records, texts, word
from .gemini_interactions_parts import parts_of, unread_of

_ELSEWHERE = frozenset({"model", "agent", "input", "system_instruction", "tools", "stream", "generation_config"})
_MEDIA = ("text", "image", "audio", "video", "document", "user_input")
_ROLES = {"model": "assistant"}


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    config, tools = request.get("generation_config"), request.get("tools")
    odd: dict[str, Json] = {} if is_records(tools) else {"tools": tools}
    if config is not None and not isinstance(config, dict):
        odd["generation_config"] = config
    return Asked(
        model=word(request.get("model")) or word(request.get("agent")),
        system_instructions=_instructions(request.get("system_instruction")),
        messages=tuple(_messages(request.get("input"))),
        tools=tuple(_tool(tool) for _, tool in records(tools)),
        parameters={**record(config), **{key: value for key, value in request.items() if key not in _ELSEWHERE}},
        unread=odd,
    )


def _instructions(said: Json) -> tuple[Part, ...]:
    at = ("system_instruction",)
    if isinstance(said, str):
        return (Text(content=said, at=at),) if said else ()
    return () if said is None else (Other(raw=said, at=at),)


def _messages(asked: Json) -> list[Message]:
    if asked is None:
        return []
    at: JsonPath = ("input",)
    items = [(item, (*at, number)) for number, item in enumerate(asked)] if isinstance(asked, list) else [(asked, at)]
    messages: list[Message] = []
    for item, place in items:
        read = _message(item, place)
        before = messages[-1] if messages else None
        if before and before.role == read.role and "role" not in record(item):
            messages[-1] = before._replace(parts=before.parts + read.parts, unread={**before.unread, **read.unread})
        else:
            messages.append(read)
    return messages


def _message(item: Json, at: JsonPath) -> Message:
    """One turn, or a part of it."""
    said = record(item)
    if "role" in said:
        content, place = said.get("content"), (*at, "content")
        inner = enumerate(content) if isinstance(content, list) else ()
        parts = [part for number, each in inner for part in parts_of(each, (*place, number))]
        if content is not None and not isinstance(content, list):
            parts = list(parts_of(content, place))
        role = texts(said["role"])
        unread = {key: value for key, value in said.items() if key not in ("role", "content")}
        return Message(role=_ROLES.get(role, role), parts=tuple(parts), unread=unread)
    kind = texts(said.get("type"))
    is_user = isinstance(item, str) or kind in _MEDIA
    role = "user" if is_user else "tool" if kind == "function_result" else "assistant" if kind else ""
    return Message(role=role, parts=tuple(parts_of(item, at)), unread=unread_of(item, "/".join(map(str, at))))


def _tool(tool: dict[str, Json]) -> Tool:
    kind = word(tool.get("type")) or "function"
    return Tool(
        name=word(tool.get("name")) or kind,
        type=kind,
        description=word(tool.get("description")),
        parameters=tool.get("parameters"),
        raw=tool,
    )
