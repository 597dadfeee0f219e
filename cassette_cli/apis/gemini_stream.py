"""The chunks of a streamed Gemini answer -> the answer as it would have come in one piece.

Each chunk is an answer of its own, with some parts of each candidate. The Python SDK puts nothing together; the rule
here is STREAMS.md's: ids, counts and how it ended are the last that were said, a part goes to the candidate of its
index (the first one where it has none), and `gemini_slots` knows to which part text and arguments belong.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said, is_records, records
from .draft import Draft
from .gemini_grounding import key_of
from .gemini_slots import Slots

_OBJECTS = frozenset({"content", "groundingMetadata", "citationMetadata", "logprobsResult"})
_CITATIONS = frozenset({"citationSources", "citations"})  # of citationMetadata: Gemini API, Vertex AI
_ENTRIES = _CITATIONS | {"topCandidates", "chosenCandidates"}  # and of logprobsResult, for each token of the chunk


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    slots: dict[int, Slots] = {}
    for event, _, chunk in draft.objects(events):
        _chunk(draft, slots, event, chunk)
    return draft.answer()


def _chunk(draft: Draft, slots: dict[int, Slots], event: int, chunk: dict[str, Json]) -> None:
    for key, value in chunk.items():
        if key != "candidates":
            draft.last((key,), event, (key,), value)
            continue
        if not is_records(value):
            draft.keep(event, (key,), value)
        elif not value:
            draft.last((key,), event, (key,), value)
        numbers: set[int] = set()
        for at, candidate in records(value):
            index = candidate.get("index")
            number = index if isinstance(index, int) else at if 0 in numbers else 0
            numbers.add(number)
            if number not in slots:
                slots[number] = Slots(draft, (key, number))
            _candidate(draft, slots[number], event, (key, at), candidate)


def _candidate(draft: Draft, slots: Slots, event: int, source: JsonPath, candidate: dict[str, Json]) -> None:
    for key, value in candidate.items():
        to, path = (*slots.into, key), (*source, key)
        if value is None:
            draft.silent(to, event, path)
        elif key in _OBJECTS and not isinstance(value, dict):
            draft.keep(event, path, value)
        elif key in _OBJECTS and not value:
            draft.last(to, event, path, value)
        elif key == "content":
            _content(draft, slots, event, path, value)
        elif key in _OBJECTS:
            _members(draft, slots, event, to, path, value)
        elif key == "index":
            draft.first(to, event, path, value)
        else:
            draft.last(to, event, path, value)


def _content(draft: Draft, slots: Slots, event: int, source: JsonPath, content: dict[str, Json]) -> None:
    for key, value in content.items():
        to, path = (*slots.into, "content", key), (*source, key)
        if key == "parts" and value and is_records(value):
            for at, part in records(value):
                slots.read(event, (*path, at), part)
        elif key == "parts" and value:
            draft.keep(event, path, value)
        elif key == "role":
            draft.first(to, event, path, value)
        else:
            draft.last(to, event, path, value)


def _members(draft: Draft, slots: Slots, event: int, to: JsonPath, path: JsonPath, value: dict[str, Json]) -> None:
    """Each the last that was said, for a later chunk may say only what is new; but lists of entries grow."""
    for key, entries in value.items():
        inner, place = (*to, key), (*path, key)
        leaf = draft.leaves.get(inner)
        if key not in _ENTRIES:
            draft.last(inner, event, place, entries)
        elif isinstance(entries, list):
            _extend(draft, slots, event, inner, place, entries)
        elif leaf is None or leaf.said in (None, []):
            draft.last(inner, event, place, entries)
        else:
            draft.keep(event, place, entries)


def _extend(draft: Draft, slots: Slots, event: int, to: JsonPath, path: JsonPath, entries: list[Json]) -> None:
    """An entry for each token is new; a citation may come again."""
    for at, entry in enumerate(entries):
        leaf = draft.leaves.get(to)
        known = leaf.said if leaf is not None and isinstance(leaf.said, list) else []
        number = len(known)
        if to[-1] in _CITATIONS:
            number = slots.cited.setdefault((to[-1], key_of(entry)), number)
        if number == len(known):
            draft.extend(to, event, path, [entry])
            if (*to, number) in draft.leaves:
                draft.leaves[(*to, number)].places.clear()
        if (*to, number) in draft.leaves:
            draft.leaves[(*to, number)].places.append((event, (*path, at)))
