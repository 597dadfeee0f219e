"""Patches that give a streamed answer more or fewer parts, for the tests of `cassette_cli.reshaping`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cassette_cli.parts import Json
from cassette_cli.patching import Operation

CALL = {"id": "call_new", "type": "function", "function": {"name": "weather", "arguments": '{"location": "Pisa"}'}}
USE = {"type": "tool_use", "id": "toolu_new", "name": "weather", "input": {"location": "Pisa"}}
TEXT = {"type": "text", "text": "No tool, then."}
_MESSAGE = "/choices/0/message"


def patches(api: str, answer: dict[str, Any]) -> Iterator[list[Operation]]:
    """Calls and blocks added and removed; a text in their place, a call in the place of a text."""
    if api == "openai.chat" and answer.get("choices"):
        yield from _of_completion(answer["choices"][0]["message"])
    elif api == "anthropic.messages" and answer.get("content"):
        count = len(answer["content"])
        yield [_op("add", "/content/-", USE)]
        yield [_op("add", "/content/0", TEXT)]
        yield [_op("replace", f"/content/{count - 1}", TEXT if answer["content"][-1]["type"] == "tool_use" else USE)]
        if count > 1:
            yield [{"op": "remove", "path": "/content/0"}]


def _of_completion(message: dict[str, Any]) -> Iterator[list[Operation]]:
    calls = message.get("tool_calls")
    if calls:
        yield [_op("add", f"{_MESSAGE}/tool_calls/-", CALL)]
        yield [_op("add", f"{_MESSAGE}/tool_calls/0", CALL)]
        yield [{"op": "remove", "path": f"{_MESSAGE}/tool_calls/0"}]
        yield [{"op": "remove", "path": f"{_MESSAGE}/tool_calls"}, _op("add", f"{_MESSAGE}/content", "No tool.")]
    else:
        yield [_op("add", f"{_MESSAGE}/tool_calls", [CALL])]
    if not calls and isinstance(message.get("content"), str):  # Mistral has lists, too
        yield [_op("add", f"{_MESSAGE}/tool_calls", [CALL]), _op("add", f"{_MESSAGE}/content", None)]


def _op(name: str, path: str, value: Json) -> Operation:
    return {"op": name, "path": path, "value": value}
