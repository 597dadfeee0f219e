"""The events of a streamed Gemini interaction -> the interaction as it would have come in one piece.

Each step begins, grows by deltas and stops; the interaction at the end repeats none of it. The events of the API's
first version (`content.delta`, whose contents are `outputs` and not steps) are read by the same rules.
Source: google-genai, _gaos/types/interactions (interactionsseevent.py, stepdeltadata.py); for the first version the
reference of js-genai (Interactions.ContentStart, ContentDelta).
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json
from .api import Answer, Said, record, texts
from .draft import Draft
from .gemini_interactions_slots import Slot

_LISTS = {"step": "steps", "content": "outputs"}
_EVENT = frozenset({"event_type", "event_id"})  # `event_id` is where a broken stream goes on from


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one interaction."""
    draft = Draft()
    slots: dict[str, dict[int, Slot]] = {name: {} for name in _LISTS.values()}
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
            draft.keep(event, (), value)
    return draft.answer()


def _interaction(draft: Draft, slots: dict[str, dict[int, Slot]], event: int, value: dict[str, Json]) -> None:
    for key, member in value["interaction"].items():
        path = ("interaction", key)
        if key not in _LISTS.values():
            draft.last((key,), event, path, member)
        elif isinstance(member, list) and not slots[key]:
            if not member:
                draft.last((key,), event, path, member)
            for at, item in enumerate(member):
                _slot(draft, slots, key, at).begin(event, (*path, at), item)
        elif member:
            draft.keep(event, path, member)
    for key, member in value.items():
        if key != "interaction" and key not in _EVENT:
            draft.keep(event, (key,), member)


def _status(draft: Draft, event: int, value: dict[str, Json]) -> None:
    for key, member in value.items():
        if key == "interaction_id":
            draft.first(("id",), event, (key,), member)
        elif key not in _EVENT:
            draft.last((key,), event, (key,), member)


def _step(draft: Draft, slots: dict[str, dict[int, Slot]], event: int, value: dict[str, Json]) -> None:
    kind, _, verb = value["event_type"].partition(".")
    index, name = value.get("index"), _LISTS[kind]
    slot = _slot(draft, slots, name, index if isinstance(index, int) else max(slots[name], default=0))
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
            draft.keep(event, (key,), member)


def _slot(draft: Draft, slots: dict[str, dict[int, Slot]], name: str, number: int) -> Slot:
    if number not in slots[name]:
        slots[name][number] = Slot(draft, (name, number))
    return slots[name][number]
