"""The events of ConverseStream -> the answer that Converse would have given.

An event is known by its name; Nova, invoked without Converse, sends the same events as objects of one member. `p` is
padding of random length. An exception that ends a stream is a member of the answer by its own name.
Source: botocore, bedrock-runtime service-2.json, ConverseStreamOutput.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..parts import Json, JsonPath
from .api import Answer, Said
from .bedrock_blocks import CONTENT, Blocks, keep_others, read_delta, read_start
from .bedrock_words import PADDING, is_exception
from .draft import Draft, Leaf

_TELLING = {  # event -> the member that it must have, and its type
    "messageStart": ("role", str),
    "contentBlockStart": ("start", dict),
    "contentBlockDelta": ("delta", dict),
    "contentBlockStop": ("contentBlockIndex", int),
    "messageStop": ("stopReason", str),
    "metadata": ("usage", dict),
}


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events into one answer."""
    draft, blocks = Draft(), Blocks()
    for event, name, value, data in events:
        if not hear_event(draft, blocks, event, name, value):
            draft.keep(event, (), {name: value if value is not None else data})
    return draft.answer()


def is_event(name: str, value: Json) -> bool:
    """Whether it is one of Converse's events, and says what that says."""
    member, form = _TELLING.get(name, ("", str))
    return isinstance(value, dict) and isinstance(value.get(member), form)


def hear_event(draft: Draft, blocks: Blocks, event: int, name: str, value: Json) -> bool:
    """Write an event; False for one that is none of these."""
    if not isinstance(value, dict):
        return False
    if name in READERS:
        READERS[name](draft, blocks, event, (), value)
        return True
    if is_exception(name):
        for key, member in value.items():
            draft.last((name, key), event, (key,), member)
        return True
    found = [key for key, member in value.items() if key in READERS and isinstance(member, dict)]
    for key in found:
        READERS[key](draft, blocks, event, (key,), value[key])
    if found:
        for key, member in value.items():
            if key not in found and key != PADDING:
                draft.last((key,), event, (key,), member)
    return bool(found)


def _begin(draft: Draft, blocks: Blocks, event: int, at: JsonPath, value: dict[str, Json]) -> None:
    draft.leaves.setdefault(CONTENT, Leaf([]))
    for key, member in value.items():
        if key != PADDING:
            draft.last(("output", "message", key), event, (*at, key), member)


def _stop_block(draft: Draft, blocks: Blocks, event: int, at: JsonPath, value: dict[str, Json]) -> None:
    """The number of the block that ends: nothing that is not known."""
    keep_others(draft, event, at, value)


def _rest(draft: Draft, blocks: Blocks, event: int, at: JsonPath, value: dict[str, Json]) -> None:
    """The stop reason, and usage and metrics, are members of the answer."""
    for key, member in value.items():
        if key != PADDING:
            draft.last((key,), event, (*at, key), member)


READERS: dict[str, Callable[[Draft, Blocks, int, JsonPath, dict[str, Json]], None]] = {
    "messageStart": _begin,
    "contentBlockStart": read_start,
    "contentBlockDelta": read_delta,
    "contentBlockStop": _stop_block,
    "messageStop": _rest,
    "metadata": _rest,
}
