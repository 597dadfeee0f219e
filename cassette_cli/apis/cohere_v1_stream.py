"""The events of a streamed Cohere v1 answer -> the answer as it would have come in one piece.

The last event, `stream-end`, holds that whole answer. What came before it in pieces is made of the pieces, so that it
is there in a cut stream too, and the whole repeats it: the text in `response.text` and in the last CHATBOT message of
`response.chat_history`. Of the rest (citations, search results ...) each item knows both places.
Tool calls whose pieces say the same as the whole are made of the pieces, too, and the whole repeats them as objects.
Source: cohere-python types/streamed_chat_response.py and the types that it names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..parts import Json, JsonPath
from .api import Answer, Copy, Place, Said, record, records, texts
from .arguments import ArgumentsLeaf
from .draft import Draft

EVENTS = frozenset(
    {
        *("stream-start", "search-queries-generation", "search-results", "text-generation", "citation-generation"),
        *("tool-calls-chunk", "tool-calls-generation", "stream-end"),
    }
)
_GROWING = frozenset({"citations", "search_queries", "search_results", "documents", "tool_calls"})
_PIECES = ("name", "parameters")  # members of a tool call that come in pieces
_FRAME = frozenset({"event_type", "is_finished"})


class _Event(NamedTuple):
    """One event, or the answer inside of it, which stands at `path`. `is_whole` where it says the whole once more."""

    draft: Draft
    number: int
    path: JsonPath
    counts: dict[str, int]  # items of the growing lists so far
    is_whole: bool

    def at(self, *keys: str | int) -> JsonPath:
        return (*self.path, *keys)

    def unread(self, value: Json, *keys: str | int) -> None:
        if value is None:
            return
        self.draft.keep(self.number, self.at(*keys), value)


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft, counts = Draft(), dict.fromkeys(_GROWING, 0)
    for number, _, said in draft.objects(events):
        kind = said.get("event_type")
        _members(_Event(draft, number, (), counts, kind == "tool-calls-generation"), kind, said)
    return draft.answer()


def _members(event: _Event, kind: Json, said: dict[str, Json]) -> None:
    for key, value in sorted(said.items(), key=lambda member: member[0] != "text"):  # the history repeats the text
        if key == "response" and kind == "stream-end" and isinstance(value, dict):
            _members(event._replace(path=(key,), is_whole=True), None, value)
        elif key == "text" and isinstance(value, str):
            _text(event, kind, value, texts(record(said.get("tool_call_delta")).get("text")))
        elif key in _GROWING and isinstance(value, list):
            _items(event, key, value)
        elif key == "chat_history" and isinstance(value, list):
            _history(event, value)
        elif key == "tool_call_delta" and isinstance(value, dict):
            _delta(event, value, said.get("text"))
        elif key == "generation_id":
            event.draft.first((key,), event.number, event.at(key), value)
        elif key in _GROWING | {"text", "tool_call_delta"}:
            event.unread(value, key)
        elif value is not None and (key not in _FRAME or event.path):
            event.draft.last((key,), event.number, event.at(key), value)


def _text(event: _Event, kind: Json, text: str, twin: str) -> None:
    """A piece of the text, or all of it once more."""
    if event.is_whole:
        _repeat(event, text, event.at("text"))
    elif kind != "tool-calls-chunk" or text != twin:
        event.draft.join(("text",), event.number, event.at("text"), text)
    # else the chunk says its piece twice; the delta knows this one as its twin


def _repeat(event: _Event, text: str, path: JsonPath) -> None:
    """The whole text: it repeats the joined one, or a part of it (without a leading space); else it is unread."""
    leaf = event.draft.leaves.get(("text",))
    if leaf is None or not leaf.length:
        event.draft.join(("text",), event.number, path, text)
        return
    start = texts(leaf.said).find(text)
    if start < 0:
        event.draft.keep(event.number, path, text)
    elif text:
        leaf.copies.append(Copy(Place(event.number, path), start, start + len(text)))


def _items(event: _Event, key: str, items: list[Json]) -> None:
    """Items come one event after the other, each whole; the last event has all of them."""
    if not items:
        event.draft.first((key,), event.number, event.at(key), items)
    for at, item in enumerate(items):
        number = at if event.is_whole else event.counts[key]
        event.counts[key] = max(event.counts[key], number + 1)
        path = event.at(key, at)
        if key != "tool_calls" or not _is_repeated(event, number, path, item):
            event.draft.last((key, number), event.number, path, item)


def _is_repeated(event: _Event, number: int, path: JsonPath, call: Json) -> bool:
    """Whether the whole call, at `path`, repeats what was made of pieces; what was made otherwise gives way to it."""
    into: JsonPath = ("tool_calls", number)
    leaves = event.draft.leaves
    made = {key: leaves[*into, key] for key in _PIECES if (*into, key) in leaves}
    if made and call == {"parameters": {}} | {key: leaf.said for key, leaf in made.items()}:
        for key, leaf in made.items():
            if leaf.joined and key in record(call):
                leaf.copies.append(Copy(Place(event.number, (*path, key)), 0, leaf.length))
            elif key in record(call):
                leaf.places.append((event.number, (*path, key)))
        return True
    for key, leaf in made.items():
        del leaves[*into, key]
        at, place = leaf.places[0]
        event.draft.keep(at, place, leaf.said)
    return False


def _history(event: _Event, history: list[Json]) -> None:
    """The conversation with this answer at its end, where it is said once more."""
    key = "chat_history"
    event.draft.last((key,), event.number, event.at(key), history)
    said = [(at, turn) for at, turn in records(history) if turn.get("role") == "CHATBOT"]
    if said and isinstance(text := said[-1][1].get("message"), str) and said[-1][0] == len(history) - 1:
        leaf = event.draft.leaves.get(("text",))
        start = texts(leaf.said).find(text) if leaf is not None and text else -1
        if leaf is not None and start >= 0:
            path = event.at(key, said[-1][0], "message")
            leaf.copies.append(Copy(Place(event.number, path), start, start + len(text)))


def _delta(event: _Event, delta: dict[str, Json], text: Json) -> None:
    """A piece of a tool call, or of the plan before them, which `text` beside it may say once more."""
    number = _number(event, delta)
    into: JsonPath = ("tool_calls", number)
    for key, value in delta.items():
        path = event.at("tool_call_delta", key)
        if value is None or key == "index":
            continue
        if key == "text" and isinstance(value, str):
            twins = [event.at(key)] if value == text else []
            event.draft.join((key,), event.number, path, value, twins)
        elif key not in _PIECES or not isinstance(value, str) or into in event.draft.leaves:
            event.unread(value, "tool_call_delta", key)
        else:
            event.counts["tool_calls"] = max(event.counts["tool_calls"], number + 1)
            if key == "name":
                event.draft.first((*into, key), event.number, path, value)
            else:
                event.draft.leaves.setdefault((*into, key), ArgumentsLeaf())
                event.draft.join((*into, key), event.number, path, value)


def _number(event: _Event, delta: dict[str, Json]) -> int:
    """Which call a piece belongs to; where it does not say, a name begins the next one."""
    index = delta.get("index")
    if isinstance(index, int | float) and index == index // 1:
        return int(index)
    count = event.counts["tool_calls"]
    return count if delta.get("name") else max(count - 1, 0)
