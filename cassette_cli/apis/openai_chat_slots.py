"""Pieces of one choice, one after the other -> the number of the call, part or detail that each of them belongs to."""

from __future__ import annotations

from ..parts import Json
from .openai_chat_repeats import Repeats, Strings

JOINED_DETAILS = {"reasoning.text": "text", "reasoning.summary": "summary"}  # type -> the member that is streamed


class Slots:
    """What of a choice's message is being written. `parts` are the types of its content's parts, None for a string.

    `repeats` is for what stands beside the message, `strings` for what only goes on.
    """

    __slots__ = ("call_of_index", "calls", "details", "parts", "repeats", "started", "strings")

    def __init__(self) -> None:
        self.started = False
        self.calls: dict[int, str] = {}  # number of a tool call -> its id, "" without one
        self.call_of_index: dict[int, int] = {}
        self.details: list[tuple[str, Json]] = []  # (type, index) of each
        self.parts: list[str] | None = None
        self.repeats = Repeats()
        self.strings = Strings()

    def call(self, index: Json, call_id: str, name: str) -> int:
        """The number of the tool call that a piece belongs to.

        By its index, but a new id and name under an old index is a new call. Without an index (older Mistral,
        Gemini) a new id is a new call, and so is a name without an id; anything else continues the last one.
        """
        if isinstance(index, int):
            number = self.call_of_index.get(index)
            is_new = number is not None and bool(name and call_id) and self.calls[number] not in ("", call_id)
        else:
            known = [number for number, other in self.calls.items() if call_id and other == call_id]
            number = known[-1] if known else max(self.calls, default=None)
            is_new = not known and bool(call_id or name)
        if number is None or is_new:
            number = index if isinstance(index, int) and index not in self.calls else max(self.calls, default=-1) + 1
        if isinstance(index, int):
            self.call_of_index[index] = number
        self.calls[number] = self.calls.get(number) or call_id
        return number

    def detail(self, kind: str, index: Json) -> int:
        """The number of a reasoning detail: one for each type and index; encrypted ones are never put together."""
        slot = (kind, index)
        if kind in JOINED_DETAILS:
            if index is not None and slot in self.details:
                return self.details.index(slot)
            if index is None and self.details[-1:] == [slot]:
                return len(self.details) - 1
        self.details.append(slot)
        return len(self.details) - 1

    def part(self, kind: str) -> int:
        """The number of the content part that is being written: the last one if it is of this type, else a new one."""
        if self.parts is None:
            self.parts = []
        if not kind or self.parts[-1:] != [kind]:
            self.parts.append(kind)
        return len(self.parts) - 1
