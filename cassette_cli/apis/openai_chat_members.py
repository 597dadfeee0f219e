"""The members of one delta of a streamed chat completion -> the leaves of the message that they add to.

Strings are joined. Which tool call, content part or reasoning detail a piece belongs to, `Slots` knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from ..parts import Json, JsonPath
from .api import Copy, Place, is_records, record, records, texts
from .openai_chat_content import read_content
from .openai_chat_delta import Delta
from .openai_chat_slots import JOINED_DETAILS

_DETAILS = "reasoning_details"


def read_members(delta: Delta, members: dict[str, Json]) -> None:
    """Write them all."""
    delta.slots.started = delta.slots.started or bool(members)
    for key, value in members.items():
        if value is None:
            delta.silent(key)
        elif key != _DETAILS:
            _READERS.get(key, _other)(delta, key, value)
    if members.get(_DETAILS) is not None:
        _details(delta, members[_DETAILS], members.get("reasoning"))


def _other(delta: Delta, key: str, value: Json) -> None:
    """What nobody here knows. Strings are joined, as openai-python does, but not one that only comes again."""
    if isinstance(value, str):
        delta.join_once((key,), value, key)
    elif isinstance(value, list):
        delta.extend((key,), value, key)
    else:
        delta.last((key,), value, key)


def _role(delta: Delta, key: str, value: Json) -> None:
    """Said once, or in every chunk (OpenRouter, Together, z.ai, Perplexity, Ollama and others)."""
    delta.first((key,), value, key)


def _string(delta: Delta, key: str, value: Json) -> None:
    if isinstance(value, str):
        delta.join((key,), value, key)
    else:
        delta.unread(value, key)


def _content(delta: Delta, key: str, value: Json) -> None:
    read_content(delta, value)


def _tool_calls(delta: Delta, key: str, value: Json) -> None:
    if not is_records(value):
        delta.unread(value, key)
    for at, call in records(value):
        kind = "custom" if isinstance(call.get("custom"), dict) else "function"
        call_id = texts(call.get("id"))
        call_id = "" if call_id == "null" else call_id  # Mistral's word for none
        to = (key, delta.slots.call(call.get("index"), call_id, texts(record(call.get(kind)).get("name"))))
        for name, member in call.items():
            if name == kind and isinstance(member, dict):
                _called(delta, (*to, name), member, key, at, name)
            elif name in ("id", "type"):
                delta.first((*to, name), member, key, at, name)
            elif name != "index":
                delta.last((*to, name), member, key, at, name)


def _function_call(delta: Delta, key: str, value: Json) -> None:
    """The only call of an answer, before there were tool calls."""
    if isinstance(value, dict):
        _called(delta, (key,), value, key)
    else:
        delta.unread(value, key)


def _called(delta: Delta, to: JsonPath, function: dict[str, Json], *path: str | int) -> None:
    """A name and its arguments (`input` of a custom tool), in pieces."""
    for key, value in function.items():
        if key == "name" and isinstance(value, str):
            if value:
                delta.join_once((*to, key), value, *path, key)
        elif key in ("arguments", "input") and isinstance(value, str):
            delta.join((*to, key), value, *path, key)
        else:
            delta.last((*to, key), value, *path, key)


def _audio(delta: Delta, key: str, value: Json) -> None:
    if not isinstance(value, dict):
        delta.unread(value, key)
    for name, piece in record(value).items():
        if name in ("data", "transcript") and isinstance(piece, str):
            delta.join((key, name), piece, key, name)
        else:
            delta.last((key, name), piece, key, name)


def _details(delta: Delta, details: Json, thought: Json) -> None:
    """OpenRouter's reasoning details. It says a thought in `reasoning` too: each is a copy of the other."""
    if details == [] and not delta.slots.details:
        delta.last((_DETAILS,), [], _DETAILS)
    if not is_records(details):
        delta.unread(details, _DETAILS)
    for at, detail in records(details):
        kind = texts(detail.get("type"))
        to = (_DETAILS, delta.slots.detail(kind, detail.get("index")))
        for name, piece in detail.items():
            if name == JOINED_DETAILS.get(kind) and isinstance(piece, str):
                leaf = delta.join((*to, name), piece, _DETAILS, at, name)
                if piece and piece == thought:
                    twin = delta.draft.leaves[(*delta.into, "reasoning")]
                    twin.copies.append(Copy(Place(*leaf.places[-1]), twin.length - len(piece), twin.length))
                    leaf.copies.append(Copy(Place(*twin.places[-1]), leaf.length - len(piece), leaf.length))
            else:
                delta.first((*to, name), piece, _DETAILS, at, name)


def _nothing(delta: Delta, key: str, value: Json) -> None:
    """Some put the choice's index into the delta too."""


_Reader: TypeAlias = Callable[[Delta, str, Json], None]
_READERS: Mapping[str, _Reader] = MappingProxyType(
    {
        "role": _role,
        "content": _content,
        "reasoning": _string,
        "reasoning_content": _string,
        "refusal": _string,
        "tool_calls": _tool_calls,
        "function_call": _function_call,
        "audio": _audio,
        "index": _nothing,
    }
)
