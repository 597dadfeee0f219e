"""The events of a streamed message -> the message as it would have come in one piece.

An event is told by the `type` in its JSON: names are left out by some, and in Bedrock's frames all are `chunk`. Usage
is merged member by member, for message_delta's counts are totals. A relay may send message_start twice: under the
same id it says nothing new, under another a further message begins, whose content comes after the first one's
(the official SDK puts the two together letter by letter).
Source: anthropic-sdk-python, lib/streaming/_messages.py and _beta_messages.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .anthropic_messages_blocks import Blocks, model_of
from .anthropic_messages_outcomes import RESULTS, is_result
from .api import Answer, Said, texts
from .draft import Draft

_FIRST = frozenset({"id", "type", "role", "model"})
_PUT_TOGETHER = frozenset({"content", "usage", RESULTS})  # out of what other events say
_PADDING = frozenset({"type", "p", "obfuscation"})  # `p` is random characters against length analysis (Bedrock)
_READ = {  # type of an event -> its members that are read; message_delta and message_stop are read whole
    "message_start": frozenset({"message"}),
    "content_block_start": frozenset({"index", "content_block"}),
    "content_block_delta": frozenset({"index", "delta"}),
    "content_block_stop": frozenset({"index"}),
    "ping": frozenset[str](),
}


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    blocks = Blocks(draft)
    for event, name, value in draft.objects(events):
        _event(blocks, event, name, value)
    return draft.answer()


def _event(blocks: Blocks, event: int, name: str, said: dict[str, Json]) -> None:
    kind = texts(said.get("type"))
    match kind:
        case "message_start":
            _start(blocks, event, said.get("message"))
        case "content_block_start":
            blocks.start(event, said.get("index"), said.get("content_block"))
            if model := model_of(said.get("content_block")):
                blocks.draft.last(("model",), event, ("content_block", "to", "model"), model)
        case "content_block_delta":
            blocks.delta(event, said.get("index"), said.get("delta"))
        case "message_delta" | "message_stop":
            _end(blocks, event, said)
        case "content_block_stop" | "ping":
            pass
        case _:
            _other(blocks, event, name, said)
    read = _READ.get(kind)
    if read is not None:
        for key in said.keys() - read - _PADDING:
            blocks.unread(event, (key,), said[key])


def _start(blocks: Blocks, event: int, message: Json) -> None:
    if not isinstance(message, dict):
        blocks.unread(event, ("message",), message)
        return
    known = blocks.draft.leaves.get(("id",))
    is_again = known is not None and known.said == message.get("id")
    if known is not None and not is_again:
        blocks.begin_message()
    for key, value in message.items():
        path = ("message", key)
        if key == "content" and isinstance(value, list):
            _ground(blocks, event, path, [])
            (blocks.again if is_again else blocks.whole)(event, path, value)
        elif key == "usage":
            _usage(blocks, event, path, value)
        elif key in _FIRST:
            _once(blocks, event, path, value)
        else:
            _last(blocks, event, path, value)


def _once(blocks: Blocks, event: int, path: JsonPath, value: Json) -> None:
    """The first one stays; another is that of a further message."""
    leaf = blocks.draft.leaves.get((path[-1],))
    if leaf is not None and leaf.said and value and leaf.said != value:
        blocks.unread(event, path, value)
    else:
        blocks.draft.first((path[-1],), event, path, value)


def _usage(blocks: Blocks, event: int, path: JsonPath, usage: Json) -> None:
    """Counts that come again overwrite, those that do not stay."""
    if usage is None:
        return
    if not isinstance(usage, dict):
        blocks.unread(event, path, usage)
        return
    _ground(blocks, event, path, {})
    for key, value in usage.items():
        blocks.draft.last(("usage", key), event, (*path, key), value)


def _ground(blocks: Blocks, event: int, path: JsonPath, empty: Json) -> None:
    """What stays where nothing is put into the list or object."""
    if (path[-1],) not in blocks.draft.leaves:
        blocks.draft.last((path[-1],), event, path, empty)


def _end(blocks: Blocks, event: int, said: dict[str, Json]) -> None:
    """How it stopped, with what the provider adds: `amazon-bedrock-invocationMetrics` of the last message_stop."""
    for key, value in said.items():
        if key == "usage":
            _usage(blocks, event, (key,), value)
        elif key == "delta" and isinstance(value, dict):
            for name, member in value.items():
                _last(blocks, event, (key, name), member)
        elif key not in _PADDING:
            _last(blocks, event, (key,), value)


def _last(blocks: Blocks, event: int, path: JsonPath, value: Json) -> None:
    if path[-1] in _PUT_TOGETHER:
        blocks.unread(event, path, value)
    else:
        blocks.draft.last((path[-1],), event, path, value)


def _other(blocks: Blocks, event: int, name: str, said: dict[str, Json]) -> None:
    """An error, a result of a batch, or what nobody knows."""
    if is_result(said):
        blocks.draft.extend((RESULTS,), event, (), [said])
    elif said.get("error"):
        for key, value in said.items():
            if key != "type":
                _last(blocks, event, (key,), value)
    elif texts(said.get("message")) and name.lower().endswith("error"):
        blocks.draft.last(("error",), event, (), said)
    else:
        blocks.unread(event, (), said)
