"""The events of a streamed run -> what they came to: `{"thread", "run", "steps": [...], "messages": [...], "error"}`.

No address of the API gives all of it: each of the objects is what its own address would give. An event says a whole
object, whose members are the last word, or a delta, which is merged by `index` as the official accumulator does:
strings are joined, objects and lists go deeper, `type` is said anew. The whole object at its end repeats the words.
Source: openai-python lib/streaming/_assistants.py and _deltas.py, types/beta/assistant_stream_event.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from ..parts import Json, JsonPath
from .api import EMPTY, Answer, Copy, Place, Said, record, records, texts, word
from .draft import Draft, Leaf

_MANY = {"thread.message": "messages", "thread.run.step": "steps"}
_ONE = {"thread": "thread", "thread.run": "run"}
_DEEP = frozenset({"content", "step_details"})  # members that deltas say in pieces
_WORDS = frozenset({"value", "refusal", "arguments", "input", "logs"})
_NAMES = frozenset({"id", "type"})
_DEEPEST = 12  # levels whose leaves are told apart; what lies deeper is one leaf
_CALL = len(("steps", 0, "step_details", "tool_calls", 0, "id"))
_Ranks: TypeAlias = dict[str, dict[str, int]]  # of what there are many of, by the kind and then the id


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    ranks: _Ranks = {kind: {} for kind in _MANY}
    for number, name, event, _ in events:
        kind = _kind(name, event)
        if kind == "error":
            path: JsonPath = ("error",) if event.get("error") else ()
            _say(draft, ("error",), number, path, event["error"] if path else event)
        elif kind in _ONE:
            _whole(draft, (_ONE[kind],), number, event)
            _repeats(draft, number, event)
        elif kind in _MANY:
            _whole(draft, _place(ranks, kind, event), number, event)
        elif kind.endswith(".delta") and isinstance(event.get("delta"), dict):
            kind = kind.removesuffix(".delta")
            _delta(draft, _place(ranks, kind, event), kind, number, event)
        else:
            draft.unread[f"events/{number}"] = event
    return draft.answer()


def _kind(name: str, event: Json) -> str:
    """`thread.message`, `thread.message.delta`, `error` ...: by the object's type, else by the event's name."""
    if not isinstance(event, dict):
        return ""
    kind = texts(event.get("object"))
    if not kind.startswith("thread") and name.startswith("thread."):
        kind = name if name.endswith(".delta") else name.rpartition(".")[0]
    if kind in _ONE or kind in _MANY or kind.removesuffix(".delta") in _MANY:
        return kind
    return "error" if name == "error" or event.get("error") else ""


def _place(ranks: _Ranks, kind: str, event: dict[str, Json]) -> JsonPath:
    """Where the message or step of an event stands: they are counted as they come, and known by their id."""
    known = ranks[kind]
    return (_MANY[kind], known.setdefault(texts(event.get("id")), len(known)))


def _whole(draft: Draft, to: JsonPath, number: int, event: dict[str, Json]) -> None:
    """An object as it stands now."""
    for key, value in event.items():
        if key in _DEEP:
            _tell(draft, (*to, key), number, (key,), value)
        else:
            _say(draft, (*to, key), number, (key,), value)


def _repeats(draft: Draft, number: int, run: dict[str, Json]) -> None:
    """A run that waits for tools repeats the calls of its step, which deltas said."""
    path = ("required_action", "submit_tool_outputs", "tool_calls")
    wanted = records(record(record(run.get(path[0])).get(path[1])).get(path[2]))
    ids = [to for to in draft.leaves if to[0] == "steps" and to[-1] == "id" and len(to) == _CALL] if wanted else []
    steps = {texts(draft.leaves[to].said): to[:-1] for to in ids}
    for at, call in wanted:
        said = record(call.get("function")) if word(call.get("id")) in steps else {}
        for key, value in said.items():
            place = (*steps[call["id"]], "function", key)
            if place in draft.leaves and draft.leaves[place].said == value:
                _say(draft, place, number, (*path, at, "function", key), value)


def _tell(draft: Draft, to: JsonPath, number: int, path: JsonPath, value: Json) -> None:
    """A value of which pieces may have come before: leaf by leaf."""
    is_deep = isinstance(value, dict | list) and bool(value) and len(path) < _DEEPEST
    if isinstance(value, dict) and is_deep:
        for key, member in value.items():
            _tell(draft, (*to, key), number, (*path, key), member)
    elif isinstance(value, list) and is_deep:
        for at, item in enumerate(value):
            _tell(draft, (*to, at), number, (*path, at), item)
    else:
        _say(draft, to, number, path, value)


def _say(draft: Draft, to: JsonPath, number: int, path: JsonPath, value: Json) -> None:
    """The last word on a leaf, null too. Of words that were joined before it is a copy."""
    leaf = draft.leaves.get(to)
    if leaf is None or (not leaf.joined and leaf.value != value):
        draft.leaves[to] = Leaf(value)
        draft.leaves[to].places.append((number, path))
    elif not leaf.joined:
        leaf.places.append((number, path))
    elif leaf.said == value:
        leaf.copies.append(Copy(Place(number, path), 0, leaf.length))
    elif value not in EMPTY:
        _say_otherwise(draft, to, leaf, (number, path), value)


def _say_otherwise(draft: Draft, to: JsonPath, joined: Leaf, place: tuple[int, JsonPath], value: Json) -> None:
    """The whole object counts more than its deltas, as in the official accumulator. They may be its beginning."""
    leaf = draft.leaves[to] = Leaf(value)
    leaf.places.append(place)
    words = "".join(joined.pieces)
    if not isinstance(value, str) or not value.startswith(words):
        if words:
            draft.keep(*joined.places[0], words)
        return
    start = 0
    for piece, (event, path) in zip(joined.pieces, joined.places, strict=True):
        leaf.copies.append(Copy(Place(event, path), start, start + len(piece)))
        start += len(piece)


def _delta(draft: Draft, to: JsonPath, kind: str, number: int, event: dict[str, Json]) -> None:
    """A piece of a message or step, which may not have been said whole before (a resumed stream)."""
    if "id" in event:
        draft.first((*to, "id"), number, ("id",), event["id"])
    if (*to, "object") not in draft.leaves:
        draft.set((*to, "object"), kind)
    _merge(draft, to, number, ("delta",), record(event.get("delta")))
    for key in event.keys() - {"id", "object", "delta"}:
        draft.unread[f"events/{number}/{key}"] = event[key]


def _merge(draft: Draft, to: JsonPath, number: int, path: JsonPath, members: dict[str, Json]) -> None:
    for key, value in members.items():
        if key == "index":
            continue
        _merge_value(draft, (*to, key), number, (*path, key), value)


def _merge_value(draft: Draft, to: JsonPath, number: int, path: JsonPath, value: Json) -> None:
    key = path[-1]
    if key in _NAMES:
        draft.first(to, number, path, value)
    elif isinstance(value, str) and key in _WORDS:
        draft.join(to, number, path, value)
    elif isinstance(value, str):
        draft.join_once(to, number, path, value)
    elif isinstance(value, dict) and value and len(path) < _DEEPEST:
        _merge(draft, to, number, path, value)
    elif isinstance(value, list) and value and all(map(_is_record, value)) and len(path) < _DEEPEST:
        for at, item in enumerate(value):
            index = item.get("index")
            _merge(draft, (*to, index if isinstance(index, int) else at), number, (*path, at), item)
    elif value is None:
        draft.silent(to, number, path)
    else:
        draft.last(to, number, path, value)


def _is_record(value: Json) -> bool:
    return isinstance(value, dict)
