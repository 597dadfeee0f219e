"""The events of a streamed Cohere v2 answer -> the answer as it would have come in one piece.

What an event adds to the message stands under `delta.message` in the message's own shape, except that a content part,
a tool call and a citation stand there alone, where the message has lists; the event's `index` is their place in them.
Citations come whole and are taken in the order in which they come. Nothing says the full text once more.
Source: cohere-python v2/types/v2chat_stream_response.py and the types that it names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..parts import Json, JsonPath
from .api import EMPTY, Answer, Said, texts
from .draft import Draft

_SAID = frozenset({"type", "index"})


class _Place(NamedTuple):
    """Where in which event a value stands, and to which item of a list it belongs."""

    draft: Draft
    event: int
    path: JsonPath
    item: int

    def inner(self, key: str) -> _Place:
        return self._replace(path=(*self.path, key))

    def join(self, to: JsonPath, text: str) -> None:
        self.draft.join(to, self.event, self.path, text)

    def first(self, to: JsonPath, value: Json) -> None:
        self.draft.first(to, self.event, self.path, value)

    def last(self, to: JsonPath, value: Json) -> None:
        self.draft.last(to, self.event, self.path, value)

    def unread(self, value: Json) -> None:
        self.draft.keep(self.event, self.path, value)


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    for event, _, said in draft.objects(events):
        index = said.get("index")
        place = _Place(draft, event, (), index if isinstance(index, int) else 0)
        for key, value in said.items():
            _member(place.inner(key), key, value)
    return draft.answer()


def _member(place: _Place, key: str, value: Json) -> None:
    if key == "id":
        place.first((key,), value)
    elif key == "delta" and isinstance(value, dict):
        for name, member in value.items():
            if name == "message" and isinstance(member, dict):
                for inner, said in member.items():
                    _message(place.inner(name).inner(inner), inner, said)
            elif name == "message":
                place.inner(name).unread(member)
            else:
                place.inner(name).last((name,), member)
    elif key == "logprobs" and value is not None:
        place.last((key, place.event), value)  # one object an event, unstreamed a list of them
    elif key in ("delta", "message", "finish_reason"):
        place.unread(value)
    elif key not in _SAID:
        place.last((key,), value)


def _message(place: _Place, key: str, value: Json) -> None:
    """`message-start` has all members, empty; unstreamed they are left out."""
    into: JsonPath = ("message", key)
    if value in EMPTY:
        return
    if key == "role":
        place.first(into, value)
    elif key == "tool_plan" and isinstance(value, str):
        place.join(into, value)
    elif key == "content" and isinstance(value, dict):
        _content(place, (*into, place.item), value)
    elif key == "tool_calls" and isinstance(value, dict):
        _call(place, (*into, place.item), value)
    elif key == "citations" and isinstance(value, dict):
        place.last((*into, place.event), value)
    elif key in ("tool_plan", "content", "tool_calls", "citations"):
        place.unread(value)
    else:
        place.last(into, value)


def _content(place: _Place, into: JsonPath, content: dict[str, Json]) -> None:
    """The type comes with the first piece; where that is missing, the words' own name tells it."""
    for key, value in content.items():
        if key in ("text", "thinking") and isinstance(value, str):
            if (*into, "type") not in place.draft.leaves and not texts(content.get("type")):
                place.draft.set((*into, "type"), key)
            place.inner(key).join((*into, key), value)
        elif key == "type":
            place.inner(key).first((*into, key), value)
        else:
            place.inner(key).last((*into, key), value)


def _call(place: _Place, into: JsonPath, call: dict[str, Json]) -> None:
    for key, value in call.items():
        inner = place.inner(key)
        if key == "function" and isinstance(value, dict):
            for name, member in value.items():
                if name == "arguments" and isinstance(member, str):
                    inner.inner(name).join((*into, key, name), member)
                elif name == "name":
                    inner.inner(name).first((*into, key, name), member)
                else:
                    inner.inner(name).last((*into, key, name), member)
        elif key == "function":
            inner.unread(value)
        elif key in ("id", "type"):
            inner.first((*into, key), value)
        else:
            inner.last((*into, key), value)
