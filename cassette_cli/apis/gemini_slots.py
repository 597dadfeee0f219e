"""The parts of one candidate, as they come in chunks -> the parts of its content.

Text goes on in the part before if that is text too, and both are thoughts or neither is. A part with a
`thoughtSignature` ends there: an empty text with one signs the text before it. A function call is one part, but its
arguments may come in pieces (`willContinue`), until one says that nothing follows, or another part begins.
Source: STREAMS.md 4.4; google-genai, types.py (Part, FunctionCall).
"""

from __future__ import annotations

from ..parts import Json, JsonPath
from .api import word
from .draft import Draft
from .gemini_arguments import Arguments

_SIGNATURE = "thoughtSignature"
_CALL = "functionCall"
_STREAMING = frozenset({"partialArgs", "willContinue"})


class Slots:
    """The parts so far of the candidate that stands at `into` of the answer; which of them is still open."""

    def __init__(self, draft: Draft, into: JsonPath) -> None:
        self.draft = draft
        self.into = into
        self.count = 0
        self.cited: dict[tuple[str | int, str], int] = {}  # list and JSON of a citation -> its place in the list
        self.text: tuple[JsonPath, bool] | None = None  # the open text, and whether it is a thought
        self.call: tuple[JsonPath, Arguments] | None = None  # the open call, and its arguments

    def read(self, event: int, source: JsonPath, part: dict[str, Json]) -> None:
        """One part, which stands at `source` of the event."""
        call = part.get(_CALL)
        if isinstance(part.get("text"), str):
            self._read_text(event, source, part)
        elif isinstance(call, dict) and (self._goes_on(call) or _STREAMING & call.keys()):
            self._read_call(event, source, part, call)
        else:
            self._write(self._begin(), event, source, part)

    def _begin(self) -> JsonPath:
        self.count, self.text, self.call = self.count + 1, None, None
        return (*self.into, "content", "parts", self.count - 1)

    def _write(self, to: JsonPath, event: int, source: JsonPath, members: dict[str, Json]) -> None:
        for key, value in members.items():
            if value is None:
                self.draft.silent((*to, key), event, (*source, key))
            else:
                self.draft.last((*to, key), event, (*source, key), value)
        if not members:
            self.draft.last(to, event, source, {})

    def _read_text(self, event: int, source: JsonPath, part: dict[str, Json]) -> None:
        is_thought = part.get("thought") is True
        if self.text is None or self.text[1] is not is_thought:
            self.text = (self._begin(), is_thought)
        to, _ = self.text
        self.draft.join((*to, "text"), event, (*source, "text"), part["text"])
        self._write_beside(to, event, source, part, "text")
        if word(part.get(_SIGNATURE)):
            self.text = None

    def _write_beside(self, to: JsonPath, event: int, source: JsonPath, part: dict[str, Json], but: str) -> None:
        beside = {key: value for key, value in part.items() if key != but}
        if beside:
            self._write(to, event, source, beside)

    def _goes_on(self, call: dict[str, Json]) -> bool:
        """Whether it says more of the open call: one with a name begins another."""
        return self.call is not None and not word(call.get("name"))

    def _read_call(self, event: int, source: JsonPath, part: dict[str, Json], call: dict[str, Json]) -> None:
        if self.call is None or not self._goes_on(call):
            to = self._begin()
            self.call = (to, Arguments(self.draft, (*to, _CALL, "args")))
        to, arguments = self.call
        for key, value in call.items():
            path = (*source, _CALL, key)
            if key == "partialArgs":
                arguments.read(event, path, value)
            elif key == "args":
                arguments.read_whole(event, path, value)
            elif key not in _STREAMING:
                self.draft.last((*to, _CALL, key), event, path, value)
        self._write_beside(to, event, source, part, _CALL)
        if call.get("willContinue") is not True:
            self.call = None
