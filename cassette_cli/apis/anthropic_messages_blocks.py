"""The start of a content block and its deltas -> the leaves of the block, as it would stand in the message's content.

The rules are the official ones (anthropic-sdk-python, lib/streaming/_beta_messages.py, accumulate_event): texts and
thoughts are joined, and begin with what the start holds; input is joined as JSON text, and where none comes the
start's own stays; a signature replaces the one before; citations are appended. What no rule speaks of is joined if it
is a string and appended if it is a list, so that a delta of a new type is not lost.
"""

from __future__ import annotations

from ..parts import Json, JsonPath
from .api import record, texts
from .arguments import ArgumentsLeaf
from .draft import Draft

_START, _DELTA = "content_block", "delta"
_TYPES = {  # of a delta -> of the block that it is a piece of, where no start told; input may be that of several
    "text_delta": "text",
    "citations_delta": "text",
    "thinking_delta": "thinking",
    "signature_delta": "thinking",
    "compaction_delta": "compaction",
}
_STREAMED = frozenset({"text", "thinking"})  # the strings that a start may begin
_WHOLE = frozenset({"signature_delta", "compaction_delta"})


class Blocks:
    """The content so far: which block of it an event's `index` speaks of."""

    __slots__ = ("base", "draft", "known", "next", "used")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.base = 0  # the blocks of an earlier message in the same stream come first
        self.next = 0
        self.used: set[int] = set()
        self.known: dict[int, int] = {}  # index -> number

    def begin_message(self) -> None:
        """Whatever index comes now is that of a new block."""
        self.base, self.known = self.next, {}

    def whole(self, event: int, path: JsonPath, blocks: list[Json]) -> None:
        """Blocks that a message holds as it begins."""
        for at, block in enumerate(blocks):
            self.draft.last(self._begin(None), event, (*path, at), block)

    def again(self, event: int, path: JsonPath, blocks: list[Json]) -> None:
        """The same, of a message that begins once more."""
        for at, block in enumerate(blocks):
            leaf = self.draft.leaves.get(("content", self.base + at))
            if leaf is not None and leaf.value == block and not leaf.joined:
                leaf.places.append((event, (*path, at)))
            else:
                self.unread(event, (*path, at), block)

    def start(self, event: int, index: Json, block: Json) -> None:
        """A new block, even under an index that is known."""
        if not isinstance(block, dict):
            self.unread(event, (_START,), block)
            return
        into = self._begin(index)
        for key, value in block.items():
            to, path = (*into, key), (_START, key)
            if key in _STREAMED and isinstance(value, str) and value:
                self.draft.join(to, event, path, value)
            elif key == "citations" and isinstance(value, list) and value:
                self.draft.extend(to, event, path, value)
            else:
                self.draft.last(to, event, path, value)

    def delta(self, event: int, index: Json, delta: Json) -> None:
        """A piece of the block; of a new one if nothing told of it before."""
        if not isinstance(delta, dict):
            self.unread(event, (_DELTA,), delta)
            return
        kind = texts(delta.get("type"))
        number = self.known.get(index) if isinstance(index, int) else None
        if number is None:
            into = self._begin(index)
            if kind in _TYPES:
                self.draft.set((*into, "type"), _TYPES[kind])
        else:
            into = ("content", number)
        for key, value in delta.items():
            if key == "type":
                continue
            if kind == "input_json_delta" and key == "partial_json" and isinstance(value, str):
                self._input((*into, "input"), event, value)
            elif kind == "citations_delta" and key == "citation":
                self.draft.append((*into, "citations"), event, (_DELTA, key), value)
            elif kind in _WHOLE:
                self._last((*into, key), event, value, key)
            else:
                self._any((*into, key), event, value, key)

    def unread(self, event: int, path: JsonPath, value: Json) -> None:
        """What has no place in the answer."""
        self.draft.keep(event, path, value)

    def _begin(self, index: Json) -> JsonPath:
        """A place for a new block: its own index, or behind all others where that is taken."""
        own = self.base + index if isinstance(index, int) and index >= 0 else self.next
        number = self.next if own in self.used else own
        self.used.add(number)
        if isinstance(index, int):
            self.known[index] = number
        self.next = max(self.next, number + 1)
        return ("content", number)

    def _input(self, to: JsonPath, event: int, piece: str) -> None:
        leaf = self.draft.leaves.get(to)
        if not isinstance(leaf, ArgumentsLeaf):
            if not piece:  # says nothing: the start's input stays
                return
            if leaf is not None and leaf.said not in (None, {}, ""):
                self.unread(leaf.places[0][0] if leaf.places else event, (_START, "input"), leaf.said)
            self.draft.leaves[to] = ArgumentsLeaf()
        self.draft.join(to, event, (_DELTA, "partial_json"), piece)

    def _last(self, to: JsonPath, event: int, value: Json, key: str) -> None:
        """The last one stays, whatever was there before."""
        leaf = self.draft.leaves.get(to)
        if leaf is not None and leaf.joined:
            self.unread(event, (_DELTA, key), value)
        else:
            self.draft.last(to, event, (_DELTA, key), value)

    def _any(self, to: JsonPath, event: int, value: Json, key: str) -> None:
        path = (_DELTA, key)
        if isinstance(value, str):
            self.draft.join(to, event, path, value)
        elif isinstance(value, list):
            self.draft.extend(to, event, path, value)
        elif value is None:
            self.draft.silent(to, event, path)
        else:
            self.draft.last(to, event, path, value)


def model_of(block: Json) -> Json:
    """The model that goes on after a `fallback` block."""
    return record(record(block).get("to")).get("model") if record(block).get("type") == "fallback" else None
