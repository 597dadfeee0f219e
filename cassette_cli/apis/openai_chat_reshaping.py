"""A streamed completion and one with other tool calls, or with text where there was none -> the chunks that come,
go, or say something else.

A chunk may say several things: what goes is taken out of it, and it goes itself where nothing is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..parts import Json
from .api import EMPTY, record, records
from .steps import Moves, Put, Say, Step, Take, Unstreamed, moves, numbered


def fitted(old: Unstreamed, new: Unstreamed) -> Unstreamed:
    """The wished completion with the finish reasons that fit it, where the wish says nothing of them."""
    before = {at: choice.get("finish_reason") for at, choice in records(old.get("choices"))}
    choices = [
        {**choice, "finish_reason": _fitting(choice)} if before.get(at) == choice.get("finish_reason") else choice
        for at, choice in records(new.get("choices"))
    ]
    return {**new, "choices": choices} if "choices" in new else new


def _fitting(choice: dict[str, Json]) -> Json:
    reason, has_calls = choice.get("finish_reason"), bool(record(choice.get("message")).get("tool_calls"))
    if has_calls and reason == "stop":
        return "tool_calls"
    return "stop" if reason == "tool_calls" and not has_calls else reason


def steps(values: Sequence[Json], old: Unstreamed, new: Unstreamed) -> list[Step]:
    """Nothing where each choice has as many calls as before, and text if it had some."""
    wanted: list[Step] = []
    wished = {at: record(choice.get("message")) for at, choice in records(new.get("choices"))}
    for at, choice in records(old.get("choices")):
        index = choice.get("index", at)
        deltas = [
            _Delta(event, place, record(said.get("delta")))
            for event, value in numbered(values)
            for place, said in records(value.get("choices"))
            if said.get("index", 0) == index and isinstance(said.get("delta"), dict)
        ]
        if deltas and at in wished:
            wanted += _of_choice(values, deltas, record(choice.get("message")), wished[at])
    return wanted


class _Delta(NamedTuple):
    """What a chunk says of one choice, and at which place of its choices."""

    event: int
    place: int
    said: dict[str, Json]


def _of_choice(values: Sequence[Json], deltas: Sequence[_Delta], old: Unstreamed, new: Unstreamed) -> list[Step]:
    before, after = ([call for _, call in records(each.get("tool_calls"))] for each in (old, new))
    found = moves(before, after, lambda call: str(record(call).get("id")))
    wanted: list[Step] = []
    if len(found.kept) < len(before) or any(at != to for at, to in found.kept.items()):
        wanted += (step for each in deltas if (step := _renumbered(values, each, found)) is not None)
    calling = [each for each in deltas if each.said.get("tool_calls")]
    saying = [each for each in deltas if any(each.said.get(name) for name in ("content", "reasoning", "tool_calls"))]
    like = (calling or saying or deltas)[-1 if calling else 0]
    if not old.get("content") and isinstance(new.get("content"), str) and new["content"] and not _has_text(deltas):
        first = calling[0].event if calling else deltas[-1].event
        wanted.append(Put(first - 1, like.event, _chunk(values, like, {"content": new["content"]})))
    begins = {found.kept[at]: each.event for each in reversed(calling) for at in _indices(each) if at in found.kept}
    last = (saying or deltas)[-1].event
    for position in found.added:
        behind = next((begins[later] - 1 for later in sorted(begins) if later > position), last)
        call = {"index": position, **{key: said for key, said in after[position].items() if key != "index"}}
        wanted.append(Put(behind, like.event, _chunk(values, like, {"tool_calls": [call]})))
    return wanted


def _indices(delta: _Delta) -> list[int]:
    """The numbers of the calls that a chunk speaks of."""
    numbers = (call.get("index", place) for place, call in records(delta.said.get("tool_calls")))
    return [at for at in numbers if isinstance(at, int)]


def _has_text(deltas: Sequence[_Delta]) -> bool:
    """Whether a chunk has text, if only an empty one, that can be made another."""
    return any(isinstance(each.said.get("content"), str) for each in deltas)


def _renumbered(values: Sequence[Json], delta: _Delta, found: Moves) -> Step | None:
    """A chunk without the calls that go, the others by their new numbers."""
    calls = [call for _, call in records(delta.said.get("tool_calls"))]
    if not calls:
        return None
    kept = [
        {**call, "index": found.kept[at]}
        for place, call in enumerate(calls)
        if isinstance(at := call.get("index", place), int) and at in found.kept
    ]
    if kept == calls:
        return None
    said = {**delta.said, "tool_calls": kept}
    if not kept:
        said = {key: value for key, value in delta.said.items() if key != "tool_calls"}
    choice = record(record(values[delta.event])["choices"][delta.place])
    is_empty = all(value in EMPTY for key, value in said.items() if key != "role")
    if is_empty and not choice.get("finish_reason") and "role" not in said:
        return Take(delta.event)
    return Say(delta.event, _with_delta(values, delta, said))


def _chunk(values: Sequence[Json], like: _Delta, said: dict[str, Json]) -> Json:
    """A chunk like another one that says only this, and of no other choice."""
    chunk = record(_with_delta(values, like, said))
    choice = {**record(chunk["choices"][like.place]), "finish_reason": None}
    rest = {key: value for key, value in chunk.items() if key != "usage"}
    return {**rest, "choices": [{key: value for key, value in choice.items() if key != "logprobs" or value is None}]}


def _with_delta(values: Sequence[Json], delta: _Delta, said: dict[str, Json]) -> Json:
    chunk = record(values[delta.event])
    choices = list(chunk["choices"])
    choices[delta.place] = {**record(choices[delta.place]), "delta": said}
    return {**chunk, "choices": choices}
