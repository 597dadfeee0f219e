"""The content of a delta -> the message's content: a string, or Mistral's list of text and thinking parts.

Once a list came, what came before and comes later as a string are text parts; so does Mistral answer unstreamed.
"""

from __future__ import annotations

from ..parts import Json, JsonPath
from .api import is_records, record, records, texts
from .draft import Leaf
from .openai_chat_delta import Delta

_NAME = "content"


def read_content(delta: Delta, content: Json) -> None:
    """Write a content that is a string or a list; anything else is unread."""
    if isinstance(content, list):
        if delta.slots.parts is None:
            _begin_list(delta)
        for at, item in enumerate(content):
            _item(delta, at, item)
    elif not isinstance(content, str):
        delta.unread(content, _NAME)
    elif delta.slots.parts is None:
        delta.join((_NAME,), content, _NAME)
    elif content:
        part = (_NAME, delta.slots.part("text"))
        delta.draft.leaves.setdefault((*delta.into, *part, "type"), Leaf("text"))
        delta.join((*part, "text"), content, _NAME)


def _begin_list(delta: Delta) -> None:
    before = (*delta.into, _NAME)
    delta.slots.parts = []
    delta.slots.strings.forget()
    leaf = delta.draft.leaves.pop(before, None)
    if leaf is not None and leaf.said:
        part = (*before, delta.slots.part("text"))
        delta.draft.leaves[(*part, "type")] = Leaf("text")
        delta.draft.leaves[(*part, "text")] = leaf


def _item(delta: Delta, at: int, item: Json) -> None:
    kind = texts(record(item).get("type"))
    if kind not in ("text", "thinking") or not isinstance(item.get(kind), str | list):
        delta.last((_NAME, delta.slots.part("")), item, _NAME, at)
        return
    part = (_NAME, delta.slots.part(kind))
    for key, value in item.items():
        if key == kind and isinstance(value, str):
            delta.join((*part, key), value, _NAME, at, key)
        elif key == kind:
            _thoughts(delta, (*part, key), value, at, key)
        elif key == "type":
            delta.first((*part, key), value, _NAME, at, key)
        else:
            delta.last((*part, key), value, _NAME, at, key)


def _thoughts(delta: Delta, to: JsonPath, thoughts: Json, at: int, key: str) -> None:
    """A list of text parts, unstreamed one of them."""
    if not is_records(thoughts):
        delta.unread(thoughts, _NAME, at, key)
    for inner, thought in records(thoughts):
        if isinstance(thought.get("text"), str):
            delta.first((*to, 0, "type"), thought.get("type"), _NAME, at, key, inner, "type")
            delta.join((*to, 0, "text"), thought["text"], _NAME, at, key, inner, "text")
        else:
            delta.unread(thought, _NAME, at, key, inner)
