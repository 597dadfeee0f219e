"""The chunks of a streamed chat completion -> the texts that they make, if they are as plain as nearly all are.

Plain is one choice, whose deltas have only strings that go on and tool calls that come one piece after the other; what
stands beside the delta makes no text. The texts are those of `unstream`, at a tenth of its time, without their origins.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Said
from .openai_chat_repeats import PLAIN

_INTO: JsonPath = ("choices", 0, "message")
_CALLS = "tool_calls"
_OF_CALLS = frozenset({"index", "id", "type", "function"})


class _Unlike(Exception):
    """Not plain."""


def plain_texts(events: Iterable[Said]) -> dict[JsonPath, str] | None:
    """The strings that are joined, by their path in the answer; None where only `unstream` can tell."""
    pieces: dict[JsonPath, list[str]] = {}
    try:
        for event in events:
            if not isinstance(event.value, dict) or event.name.endswith("Exception"):
                return None
            if (delta := _delta(event.value.get("choices"))) is not None:
                _add(pieces, delta)
    except _Unlike:
        return None
    return {path: "".join(said) for path, said in pieces.items()}


def _delta(choices: Json) -> dict[str, Json] | None:
    """The delta of the one choice; None in a chunk that has no choice."""
    if choices is None or choices == []:
        return None
    choice = choices[0] if isinstance(choices, list) and len(choices) == 1 else None
    if not isinstance(choice, dict) or "message" in choice or "text" in choice or choice.get("index", 0) != 0:
        raise _Unlike
    delta = choice.get("delta")
    if not isinstance(delta, dict):
        raise _Unlike
    return delta


def _add(pieces: dict[JsonPath, list[str]], delta: dict[str, Json]) -> None:
    for key, value in delta.items():
        if key in PLAIN and isinstance(value, str):
            if key != "role":
                pieces.setdefault((*_INTO, key), []).append(value)
        elif key == _CALLS and isinstance(value, list):
            for call in value:
                _add_call(pieces, call)
        elif value is not None or key not in (*PLAIN, _CALLS):
            raise _Unlike


def _add_call(pieces: dict[JsonPath, list[str]], call: Json) -> None:
    """A piece of a call. The first has its id and its name, and calls are numbered as they come."""
    if not isinstance(call, dict) or not call.keys() <= _OF_CALLS:
        raise _Unlike
    number, function = call.get("index"), call.get("function")
    if type(number) is not int or not isinstance(function, dict):
        raise _Unlike
    to = (*_INTO, _CALLS, number, "function")
    name, arguments = function.get("name"), function.get("arguments")
    is_begun = (*to, "name") in pieces
    if not function.keys() <= {"name", "arguments"} or not (arguments is None or isinstance(arguments, str)):
        raise _Unlike
    if not is_begun:
        is_next = number == 0 or (*_INTO, _CALLS, number - 1, "function", "name") in pieces
        if not (is_next and call.get("id") and isinstance(name, str) and name):
            raise _Unlike
        pieces[*to, "name"] = [name]
    elif name or call.get("id"):
        raise _Unlike
    if isinstance(arguments, str):
        pieces.setdefault((*to, "arguments"), []).append(arguments)
