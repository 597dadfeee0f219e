"""A streamed message and one with other blocks -> the events that come and go, and those whose index is another.

Each block is three kinds of events (start, deltas, stop) which follow those of the block before it.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Sequence

from ..parts import Json
from .api import record, records
from .steps import Put, Say, Step, Take, Unstreamed, moves, numbered

_OF_BLOCKS = ("content_block_start", "content_block_delta", "content_block_stop")
_SAID_IN_DELTAS: dict[
    str, tuple[tuple[str, str, Json], ...]
] = {  # a block's type -> its members, and what they start as
    "text": (("text", "text_delta", ""),),
    "thinking": (("thinking", "thinking_delta", ""), ("signature", "signature_delta", "")),
    "tool_use": (("input", "input_json_delta", {}),),
}


def fitted(old: Unstreamed, new: Unstreamed) -> Unstreamed:
    """The wished message with the stop reason that fits it, where the wish says nothing of that."""
    if old.get("stop_reason") != new.get("stop_reason"):
        return new
    calls = any(block.get("type") == "tool_use" for _, block in records(new.get("content")))
    reason = old.get("stop_reason")
    fitting = (
        "tool_use" if calls and reason == "end_turn" else "end_turn" if reason == "tool_use" and not calls else reason
    )
    return {**new, "stop_reason": fitting} if "stop_reason" in new else new


def steps(values: Sequence[Json], old: Unstreamed, new: Unstreamed) -> list[Step]:
    """Nothing where the blocks stay as many and of their types."""
    before, after = ([block for _, block in records(each.get("content"))] for each in (old, new))
    found = moves(before, after, _identity)
    of_blocks = {at: value for at, value in numbered(values) if value.get("type") in _OF_BLOCKS}
    likes = {str(value["type"]): at for at, value in reversed(of_blocks.items())}
    if len(likes) < len(_OF_BLOCKS) or (not found.added and len(found.kept) == len(before)):
        return []
    wanted: list[Step] = []
    for at, value in of_blocks.items():
        index = value.get("index")
        position = found.kept.get(index) if isinstance(index, int) else None
        if position is None:
            wanted.append(Take(at))
        elif position != index:
            wanted.append(Say(at, {**value, "index": position}))
    ends = {found.kept[value["index"]]: at for at, value in of_blocks.items() if value.get("index") in found.kept}
    for position in found.added:
        behind = max((at for other, at in ends.items() if other < position), default=min(of_blocks) - 1)
        for kind, members in _events(after[position]):
            like = likes[kind]
            kept = {key: said for key, said in of_blocks[like].items() if key in ("type", "index", *members)}
            wanted.append(Put(behind, like, {**kept, **members, "index": position}))
    return wanted


def _identity(block: Json) -> Hashable:
    said = record(block)
    return str(said.get("type")), str(said.get("id"))


def _events(block: dict[str, Json]) -> Iterator[tuple[str, dict[str, Json]]]:
    """What the events of a new block say, beside their index."""
    in_deltas = _SAID_IN_DELTAS.get(str(block.get("type")), ())
    yield (
        "content_block_start",
        {"content_block": {**block, **{name: empty for name, _, empty in in_deltas if name in block}}},
    )
    for name, kind, empty in in_deltas:
        said = block.get(name)
        if said and said != empty:
            key = "partial_json" if name == "input" else name
            text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
            yield "content_block_delta", {"delta": {"type": kind, key: text}}
    yield "content_block_stop", {}
