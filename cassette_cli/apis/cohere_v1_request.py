"""The request of a Cohere v1 chat -> what was asked: the history and the message, tools and their results.

The preamble is the system instruction. `chat_history` comes before `message`, whatever stands first in the JSON;
`tool_results` answer the calls of the turn before. Documents and the manner of search are parameters.
Source: cohere-python raw_base_client.py (chat_stream), types/{message,tool,tool_result,chat_connector}.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..messages import Message, Tool
from ..parts import Json, JsonPath, Other, Part, ToolCall, ToolCallResponse, text_at
from .api import Asked, others, record, records, texts, word
from .arguments import arguments_text
from .cohere_words import odd, parameters, tool
from .providers import model_of

_ELSEWHERE = frozenset({"model", "message", "preamble", "chat_history", "tools", "tool_results", "connectors"})
_TURN = frozenset({"role", "user_name", "message", "tool_calls", "tool_results"})
_ROLES = {"USER": "user", "CHATBOT": "assistant", "SYSTEM": "system", "TOOL": "tool"}


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    history = request.get("chat_history")
    turns = list(enumerate(history)) if isinstance(history, list) else []
    messages = [_turn(turn, ("chat_history", at)) for at, turn in turns]
    said = request.get("message")
    if said or not request.get("tool_results"):
        messages += [Message(role="user", parts=(text_at(said, ("message",)),))] if said is not None else []
    results = tuple(_results(request.get("tool_results"), ("tool_results",)))
    messages += [Message(role="tool", parts=results)] if results else []
    preamble = request.get("preamble")
    offered = [_offered(raw) for _, raw in records(request.get("tools"))]
    connectors = [tool(raw, "connector", "options", raw) for _, raw in records(request.get("connectors"))]
    return Asked(
        model=word(request.get("model")) or model_of(url),
        system_instructions=(text_at(preamble, ("preamble",)),) if preamble else (),
        messages=tuple(messages),
        tools=(*offered, *connectors),
        parameters=parameters(request, _ELSEWHERE),
        unread=dict(odd(request, "chat_history", "tools", "tool_results", "connectors")),
    )


def _offered(raw: dict[str, Json]) -> Tool:
    """A function. Its parameters are said name by name, `{"type": "str", "required": true}`: a schema is made of them,
    in which the types stay Python's.
    """
    offered = tool(raw, "function", "parameter_definitions", raw)
    defined = raw.get("parameter_definitions")
    if not isinstance(defined, dict):
        return offered
    properties = {
        name: {key: value for key, value in said.items() if key != "required"} if isinstance(said, dict) else said
        for name, said in defined.items()
    }
    required = [name for name, said in defined.items() if record(said).get("required") is True]
    schema = {"type": "object", "properties": properties}
    return offered._replace(parameters=schema | ({"required": required} if required else {}))


def _turn(turn: Json, at: JsonPath) -> Message:
    if not isinstance(turn, dict):
        return Message(role="", parts=(Other(raw=turn, at=at),))
    role = texts(turn.get("role"))
    said = turn.get("message")
    parts: list[Part] = [text_at(said, (*at, "message"))] if said not in (None, "") else []
    for number, call in records(turn.get("tool_calls")):
        given, place = call.get("parameters"), (*at, "tool_calls", number, "parameters")
        name = texts(call.get("name"))
        parts.append(ToolCall(id=None, name=name, arguments=given, arguments_text=arguments_text(given), at=place))
    return Message(
        role=_ROLES.get(role.upper(), role),
        parts=(*parts, *_results(turn.get("tool_results"), (*at, "tool_results"))),
        name=word(turn.get("user_name")),
        unread=others(turn, _TURN) | dict(odd(turn, "tool_calls", "tool_results")),
    )


def _results(results: Json, at: JsonPath) -> Iterator[Part]:
    """What tools answered. A result holds its whole call; there are no ids."""
    for number, result in enumerate(results if isinstance(results, list) else []):
        if isinstance(result, dict):
            name = word(record(result.get("call")).get("name"))
            place = (*at, number, "outputs")
            yield ToolCallResponse(id=None, response=result.get("outputs"), name=name, at=place)
        else:
            yield Other(raw=result, at=(*at, number))
