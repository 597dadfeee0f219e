"""The chunks of InvokeModelWithResponseStream -> the answer that InvokeModel would have given, in the model's words.

A chunk is what stands, base64, in the frame's `bytes`. The last one has the metrics of the call besides.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said, records
from .bedrock_blocks import Blocks
from .bedrock_invoke_dialects import DIALECTS, Dialect
from .bedrock_stream import hear_event
from .bedrock_words import PADDING
from .draft import Draft


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events into one answer."""
    draft, blocks = Draft(), Blocks()
    last = 0  # the choice that was written: a chunk that ends it may leave out its number
    chunks = (said for said in events if not hear_event(draft, blocks, said.event, said.name, said.value))
    for event, _, value in draft.objects(chunks):
        dialect = next((each for each in DIALECTS if each.mark and each.mark in value), None)
        index = value.get("index")
        last = index if isinstance(index, int) else last
        if dialect is None:
            _members(draft, event, value)
        elif dialect.flat:
            _flat(draft, event, dialect, last, value)
        elif dialect.choices:
            _listed(draft, event, dialect, value)
        else:
            _one(draft, event, dialect, (), (), value)
    return draft.answer()


def _members(draft: Draft, event: int, value: dict[str, Json]) -> None:
    """What is said beside the choices, or by a model that nobody here knows."""
    for key, member in value.items():
        if key != PADDING:
            draft.last((key,), event, (key,), member)


def _flat(draft: Draft, event: int, dialect: Dialect, number: int, value: dict[str, Json]) -> None:
    rest = {}
    for key, member in value.items():
        if key in dialect.flat:
            _write(draft, event, dialect, ((dialect.choices, number, dialect.flat[key]), (key,)), member)
        elif key not in dialect.silent and not (key == "index" and isinstance(member, int)):
            rest[key] = member
    _members(draft, event, rest)


def _listed(draft: Draft, event: int, dialect: Dialect, value: dict[str, Json]) -> None:
    name = dialect.choices
    choices = value.get(name)
    for at, choice in records(choices):
        index = choice.get("index")
        _one(draft, event, dialect, (name, index if isinstance(index, int) else at), (name, at), choice)
    if not isinstance(choices, list) or len(records(choices)) < len(choices):
        draft.keep(event, (name,), choices)
    _members(draft, event, {key: member for key, member in value.items() if key != name})


def _one(draft: Draft, event: int, dialect: Dialect, into: JsonPath, at: JsonPath, choice: dict[str, Json]) -> None:
    for key, member in choice.items():
        if key != PADDING:
            _write(draft, event, dialect, ((*into, key), (*at, key)), member)


def _write(draft: Draft, event: int, dialect: Dialect, paths: tuple[JsonPath, JsonPath], value: Json) -> None:
    """A piece of the text is joined, anything else is said whole. `paths` are those in the answer and in the event."""
    to, path = paths
    if to[-1:] == dialect.text and isinstance(value, str):
        draft.join(to, event, path, value)
    elif to[-1:] == dialect.text and value is not None:
        draft.keep(event, path, value)
    else:
        draft.last(to, event, path, value)
