"""The request of a Gemini call -> what was asked: instructions, messages, tools, parameters; the model by its URL.

`generationConfig` is read as parameters of the call. Members come in camelCase or in snake_case, as `gemini_members`
says. Source: google-genai, models.py (_GenerateContentParameters_to_mldev and _to_vertex).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Part, Text, ToolCallResponse
from .api import Asked, record, word
from .gemini_members import Members, each
from .gemini_parts import parts_of, unread_of
from .providers import provider_of

_MODEL = re.compile(r"([^/:]+):[A-Za-z]+/?$")
_ELSEWHERE = frozenset({"model", "contents", "systemInstruction", "tools", "generationConfig"})
_ROLES = {"model": "assistant", "function": "tool"}
_DECLARED = "functionDeclarations"


def provider(url: str, answer: Json) -> str | None:
    """Whose host it is, or whose path (`/publishers/google/models/`); Gemini's where neither tells."""
    return provider_of(url) or ("gcp.vertex_ai" if "/publishers/" in url else "gcp.gemini")


def model_in(url: str) -> str | None:
    """`.../models/gemini-2.5-pro:generateContent` names the model, or what was made out of it by tuning."""
    found = _MODEL.search(url.partition("?")[0])
    return found[1] if found else None


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    asked = Members(request)
    contents, tools = asked.get("contents"), asked.get("tools")
    config = asked.get("generationConfig")
    odd = {
        asked.key(name): value
        for name, value in (("contents", contents), ("tools", tools), ("generationConfig", config))
        if value is not None and not isinstance(value, dict if name == "generationConfig" else list | dict)
    }
    beside = {asked.key(name): value for name, value in asked.named.items() if name not in _ELSEWHERE}
    return Asked(
        model=model_in(url) or named(asked.get("model")),
        system_instructions=tuple(_instructions(asked)),
        messages=tuple(message_of(content, at) for content, at in each(contents, (asked.key("contents"),))),
        tools=tuple(offered for tool, _ in each(tools, ()) for offered in _tools(tool)),
        parameters={**record(config), **beside},
        unread=odd,
    )


def named(model: Json) -> str | None:
    """`models/gemini-2.5-pro` without what stands before it."""
    return (word(model) or "").rpartition("/")[2] or None


def _instructions(asked: Members) -> Iterator[Part]:
    content, at = asked.get("systemInstruction"), (asked.key("systemInstruction"),)
    if isinstance(content, str):
        yield Text(content=content, at=at)
    elif isinstance(content, dict) and isinstance(content.get("parts"), list | dict | None):
        yield from parts_of(content.get("parts"), (*at, "parts"))
    elif content is not None:
        yield Other(raw=content, at=at)


def message_of(content: Json, at: JsonPath) -> Message:
    """One turn. What tools answered comes in the user's turns; a turn of nothing else is the tools'."""
    if not isinstance(content, dict):
        return Message(role="", parts=(Other(raw=content, at=at),))
    parts = tuple(parts_of(content.get("parts"), (*at, "parts")))
    role = word(content.get("role")) or "user"  # the only turn may leave it out
    is_tools = bool(parts) and isinstance(parts[0], ToolCallResponse) and role == "user"
    beside = {key: value for key, value in content.items() if key not in ("role", "parts")}
    return Message(
        role="tool" if is_tools else _ROLES.get(role, role),
        parts=parts,
        unread={**unread_of(content.get("parts")), **beside},
    )


def _tools(tool: Json) -> Iterator[Tool]:
    """Functions by their declarations; the API's own tools are members with their settings."""
    members = Members(record(tool))
    are_declared = isinstance(members.get(_DECLARED), list | dict | None)
    for declared, _ in each(members.get(_DECLARED), ()):
        function = Members(record(declared))
        schema = function.get("parameters") or function.get("parametersJsonSchema")
        yield Tool(
            name=word(function.get("name")) or "function",
            description=word(function.get("description")),
            parameters=schema,
            raw=declared,
        )
    for name, settings in members.besides(*([_DECLARED] if are_declared else [])).items():
        yield Tool(name=name, type=name, raw={members.key(name): settings})
    if not isinstance(tool, dict):
        yield Tool(name="tool", type="tool", raw=tool)
