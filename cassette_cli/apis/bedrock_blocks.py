"""One content block's start or delta -> the leaves of the answer's content that it adds to.

What a delta says decides what its block is: text and thoughts have no start event. A citation turns its block's text
into a `citationsContent`, as which it would have come unstreamed. Nova, invoked without Converse, gives each piece
of a text a number of its own; those are one block.
Source: botocore, bedrock-runtime service-2.json, ContentBlockStart and ContentBlockDelta.
"""

from __future__ import annotations

from typing import NamedTuple

from ..parts import Json, JsonPath
from .api import record
from .arguments import ArgumentsLeaf
from .bedrock_words import PADDING
from .draft import Draft

CONTENT: JsonPath = ("output", "message", "content")
_ROOM = 1 << 16  # blocks under one number: each kind in it is a block of its own
_TEXT, _CITED = "text", "citationsContent"


class Blocks:
    """The content blocks that have begun."""

    __slots__ = ("citations", "kinds", "last")

    def __init__(self) -> None:
        self.kinds: dict[int, list[str]] = {}  # of each number
        self.citations: dict[int, int] = {}  # how many the blocks have that are cited
        self.last: tuple[int, str, int] = (0, "", 0)  # number, kind and rank of the one that was written last

    def rank(self, index: Json, kind: str, *, begins: bool, joins_texts: bool) -> int:
        """Where in the content a piece belongs. Without a number a start is a new block, a delta goes on."""
        number, last_kind, last_rank = self.last
        if joins_texts and kind == last_kind == _TEXT:
            return last_rank
        if isinstance(index, int) and index >= 0:
            number = index
        elif begins and last_kind:
            number += 1
        kinds = self.kinds.setdefault(number, [])
        if begins or kind not in kinds:
            kinds.append(kind)
        rank = number * _ROOM + len(kinds) - 1 - kinds[::-1].index(kind)
        self.last = (number, kind, rank)
        return rank


class Block(NamedTuple):
    """A piece of the block of this rank, which stands at `source` in the event."""

    draft: Draft
    blocks: Blocks
    event: int
    rank: int
    source: JsonPath

    def join(self, to: JsonPath, text: Json, *path: str | int) -> None:
        """Append to a string."""
        if isinstance(text, str):
            self.draft.join((*CONTENT, self.rank, *to), self.event, (*self.source, *path), text)
        else:
            self.unread(text, *path)

    def last(self, to: JsonPath, value: Json, *path: str | int) -> None:
        self.draft.last((*CONTENT, self.rank, *to), self.event, (*self.source, *path), value)

    def unread(self, value: Json, *path: str | int) -> None:
        """What is of another type than it ought to be, or nobody knows."""
        if value is not None:
            self.draft.keep(self.event, (*self.source, *path), value)


def keep_others(draft: Draft, event: int, at: JsonPath, value: dict[str, Json], *read: str) -> None:
    """What an event of a block, which stands at `at`, says beside what is read of it: nothing, as far as is known."""
    for key, member in value.items():
        is_number = key == "contentBlockIndex" and isinstance(member, int | None)
        if not is_number and key not in (*read, PADDING):
            draft.keep(event, (*at, key), member)


def read_start(draft: Draft, blocks: Blocks, event: int, at: JsonPath, value: dict[str, Json]) -> None:
    """A tool's call or result, or an image, begins. `value` stands at `at` in the event."""
    source = (*at, "start")
    keep_others(draft, event, at, value, "start")
    start = value.get("start")
    if not isinstance(start, dict):
        if start is not None:
            draft.keep(event, source, start)
        return
    for kind, begun in start.items():
        rank = blocks.rank(value.get("contentBlockIndex"), kind, begins=kind != _TEXT, joins_texts=bool(at))
        block = Block(draft, blocks, event, rank, source)
        if kind == _TEXT:
            _text(block, begun)
        elif not isinstance(begun, dict):
            block.last((kind,), begun, kind)
        else:
            if kind == "toolUse":
                draft.leaves[(*CONTENT, rank, kind, "input")] = ArgumentsLeaf()
            for key, member in begun.items():
                block.last((kind, key), member, kind, key)


def read_delta(draft: Draft, blocks: Blocks, event: int, at: JsonPath, value: dict[str, Json]) -> None:
    """A piece of a block."""
    source = (*at, "delta")
    keep_others(draft, event, at, value, "delta")
    delta = value.get("delta")
    if delta is not None and not isinstance(delta, dict):
        draft.keep(event, source, delta)
    for key, piece in record(delta).items():
        kind = _TEXT if key == "citation" else key
        reader = _DELTAS.get(key)
        if reader is None or piece is None:
            Block(draft, blocks, event, 0, source).unread(piece, key)
        else:
            rank = blocks.rank(value.get("contentBlockIndex"), kind, begins=False, joins_texts=bool(at))
            reader(Block(draft, blocks, event, rank, source), piece)


def _text(block: Block, piece: Json) -> None:
    cited = block.rank in block.blocks.citations
    block.join((_CITED, "content", 0, _TEXT) if cited else (_TEXT,), piece, _TEXT)


def _citation(block: Block, piece: Json) -> None:
    number = block.blocks.citations.get(block.rank, 0)
    block.blocks.citations[block.rank] = number + 1
    before = block.draft.leaves.pop((*CONTENT, block.rank, _TEXT), None)
    if before is not None:
        block.draft.leaves[(*CONTENT, block.rank, _CITED, "content", 0, _TEXT)] = before
    block.last((_CITED, "citations", number), piece, "citation")


def _tool_use(block: Block, piece: Json) -> None:
    kind = "toolUse"
    if not isinstance(piece, dict):
        block.unread(piece, kind)
        return
    for key, member in piece.items():
        if key == "input":
            block.draft.leaves.setdefault((*CONTENT, block.rank, kind, key), ArgumentsLeaf())
            block.join((kind, key), member, kind, key)
        else:
            block.last((kind, key), member, kind, key)


def _reasoning(block: Block, piece: Json) -> None:
    kind = "reasoningContent"
    if not isinstance(piece, dict):
        block.unread(piece, kind)
        return
    for key, member in piece.items():
        if key in ("text", "signature"):
            block.join((kind, "reasoningText", key), member, kind, key)
        elif key == "redactedContent":
            block.join((kind, key), member, kind, key)
        else:
            block.unread(member, kind, key)


def _tool_result(block: Block, piece: Json) -> None:
    kind = "toolResult"
    if isinstance(piece, list):
        path = (*block.source, kind)
        block.draft.extend((*CONTENT, block.rank, kind, "content"), block.event, path, piece)
    else:
        block.unread(piece, kind)


def _image(block: Block, piece: Json) -> None:
    kind = "image"
    for key, member in record(piece).items():
        if key == "source" and isinstance(record(member).get("bytes"), str):
            for name, data in member.items():
                if name == "bytes":
                    block.join((kind, key, name), data, kind, key, name)
                else:
                    block.last((kind, key, name), data, kind, key, name)
        else:
            block.last((kind, key), member, kind, key)
    if not isinstance(piece, dict):
        block.unread(piece, kind)


_DELTAS = {
    "text": _text,
    "citation": _citation,
    "toolUse": _tool_use,
    "reasoningContent": _reasoning,
    "toolResult": _tool_result,
    "image": _image,
}
