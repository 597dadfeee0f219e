"""A message of Ollama's chat, of a request or of an answer -> the parts of a Message, and what was not read.

Arguments come as objects; `arguments_text` is their JSON. Older servers number no calls, newer ones give an id.
Source: ollama-python _types.py (Message).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import Json, JsonPath, Other, Part, ToolCall
from .api import others, records, texts, word
from .arguments import arguments_text
from .ollama_words import images, odd, thought_and_text

_LISTS = ("images", "tool_calls")
_READ = frozenset(("role", "content", "thinking", "tool_name", "tool_call_id", *_LISTS))


def parts_of(message: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """The parts of the message that stands at `at`, in the order in which models speak."""
    yield from thought_and_text(message, "content", at)
    yield from images(message.get("images"), (*at, "images"))
    for number, call in records(message.get("tool_calls")):
        yield _call(call, (*at, "tool_calls", number))


def unread_of(message: dict[str, Json]) -> dict[str, Json]:
    """What of a message no part says."""
    found = others(message, _READ) | odd(message, ("content", "thinking"), *_LISTS)
    for key, known in zip(_LISTS, (str, dict), strict=True):
        items = message.get(key)
        for at, item in enumerate(items if isinstance(items, list) else []):
            if not isinstance(item, known):
                found[f"{key}/{at}"] = item
    return found


def _call(call: dict[str, Json], at: JsonPath) -> Part:
    function = call.get("function")
    if not isinstance(function, dict):
        return Other(raw=call, at=at)
    given = function.get("arguments")
    return ToolCall(
        id=word(call.get("id")),
        name=texts(function.get("name")),
        arguments={} if given is None else given,
        arguments_text=arguments_text(given),
        at=(*at, "function", "arguments") if "arguments" in function else (*at, "function"),
    )
