"""The events of a streamed Gemini interaction -> the interaction as it would have come in one piece.

Each step begins, grows by deltas and stops; the interaction at the end repeats none of it. The events of the API's
first version (`content.delta`, whose contents are `outputs` and not steps) are read by the same rules.
Source: google-genai, _gaos/types/interactions (interactionsseevent.py, stepdeltadata.py); for the first version the
reference of js-genai (Interactions.ContentStart, ContentDelta).
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said, record, texts
from .draft import Draft
from .gemini_interactions_slots import Slot

_LISTS = {"step": "steps", "content": "outputs"}
_EVENT = frozenset({"event_type", "event_id"})  # `event_id` is where a broken stream goes on from


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one interaction."""
    draft = Draft()
    slots: dict[JsonPath, Slot] = {}
    for event, _, value, _ in events:
        kind, _, verb = texts(record(value).get("event_type")).partition(".")
        if kind == "interaction" and verb == "status_update":
            _status(draft, event, value)
        elif kind == "interaction" and isinstance(value.get("interaction"), dict):
            _interaction(draft, slots, event, value)
        elif kind in _LISTS and verb in ("start", "delta", "stop"):
            _step(draft, slots, event, value)
        elif kind == "error" and "error" in value:
            draft.last(("error",), event, ("error",), value["error"])
        else:
            draft.unread[f"events/{event}"] = value
    return draft.answer()


def _interaction(draft: Draft, slots: dict[JsonPath, Slot], event: int, value: dict[str, Json]) -> None:
    for key, member in value["interaction"].items():
        path = ("interaction", key)
        if key not in _LISTS.values():
            draft.last((key,), event, path, member)
        elif isinstance(member, list) and not any(to[0] == key for to in slots):
            if not member:
                draft.last((key,), event, path, member)
            for at, item in enumerate(member):
                _slot(draft, slots, (key, at)).begin(event, (*path, at), item)
        elif member:
            _unread(draft, event, path, member)
    for key, member in value.items():
        if key != "interaction" and key not in _EVENT:
            _unread(draft, event, (key,), member)


def _status(draft: Draft, event: int, value: dict[str, Json]) -> None:
    for key, member in value.items():
        if key == "interaction_id":
            draft.first(("id",), event, (key,), member)
        elif key not in _EVENT:
            draft.last((key,), event, (key,), member)


def _step(draft: Draft, slots: dict[JsonPath, Slot], event: int, value: dict[str, Json]) -> None:
    kind, _, verb = value["event_type"].partition(".")
    index = value.get("index")
    numbers = [number for name, number in slots if name == _LISTS[kind] and isinstance(number, int)]
    number = index if isinstance(index, int) else max(numbers, default=0)
    slot = _slot(draft, slots, (_LISTS[kind], number))
    for key, member in value.items():
        if key == kind and verb == "start":
            slot.begin(event, (key,), member)
        elif key == "delta" and verb == "delta":
            slot.read(event, (key,), member)
        elif key == "metadata" and isinstance(record(member).get("total_usage"), dict):
            draft.last(("usage",), event, (key, "total_usage"), member["total_usage"])
        elif verb == "stop" and key in ("usage", "step_usage"):
            draft.last((*slot.into, key), event, (key,), member)
        elif key not in _EVENT and key != "index":
            _unread(draft, event, (key,), member)


def _slot(draft: Draft, slots: dict[JsonPath, Slot], into: JsonPath) -> Slot:
    if into not in slots:
        slots[into] = Slot(draft, into)
    return slots[into]


def _unread(draft: Draft, event: int, path: JsonPath, value: Json) -> None:
    draft.unread["/".join(map(str, ("events", event, *path)))] = value
