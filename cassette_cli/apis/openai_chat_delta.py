"""A value at a place of one delta -> a leaf of the message: what all members of a streamed message are written with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..parts import Json, JsonPath
from .draft import Draft, Leaf
from .openai_chat_slots import Slots


class Delta(NamedTuple):
    """One delta: it stands at `sources` of the event (the same in each), and is written `into` the answer.

    `content_twin` is where else in the event its content is said. Paths `to` are of the message, `path` of the delta.
    """

    draft: Draft
    slots: Slots
    event: int
    into: JsonPath
    sources: Sequence[JsonPath]
    content_twin: JsonPath | None

    def silent(self, *path: str | int) -> None:
        self.draft.silent((*self.into, *path), self.event, (*self.sources[0], *path))

    def join(self, to: JsonPath, text: str, *path: str | int) -> Leaf:
        """Append to a string."""
        twins = [(*other, *path) for other in self.sources[1:]]
        if self.content_twin and path == ("content",):
            twins.append(self.content_twin)
        return self.draft.join((*self.into, *to), self.event, (*self.sources[0], *path), text, twins)

    def join_once(self, to: JsonPath, text: str, *path: str | int) -> None:
        """Append to a string what does not only come again."""
        self.draft.join_once((*self.into, *to), self.event, (*self.sources[0], *path), text)

    def first(self, to: JsonPath, value: Json, *path: str | int) -> None:
        self.draft.first((*self.into, *to), self.event, (*self.sources[0], *path), value)

    def last(self, to: JsonPath, value: Json, *path: str | int) -> None:
        self.draft.last((*self.into, *to), self.event, (*self.sources[0], *path), value)

    def extend(self, to: JsonPath, items: Sequence[Json], *path: str | int) -> None:
        self.draft.extend((*self.into, *to), self.event, (*self.sources[0], *path), items)

    def unread(self, value: Json, *path: str | int) -> None:
        """What is of another type than it ought to be."""
        self.draft.keep(self.event, (*self.sources[0], *path), value)
