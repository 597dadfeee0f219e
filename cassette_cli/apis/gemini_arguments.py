"""Pieces of streamed arguments (`partialArgs`) -> the leaves of a function call's `args`.

A piece says one value at one place, `{"jsonPath": "$.stops[0].city", "stringValue": "Par", "willContinue": true}`;
strings at the same place are put together. What does not fit to what was said before (text in a list, a member of a
number) is unread. Source: google-genai, types.py (PartialArg); RFC 9535 for the two ways to name a member.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..parts import Json, JsonPath
from .api import is_records, records, texts
from .draft import Draft

_STEP = re.compile(r"""\.([^.\[\]]+)|\[(\d{1,9})\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]""")
_ESCAPED = re.compile(r"\\(.)")
_VALUES = ("stringValue", "numberValue", "boolValue", "nullValue")


class Arguments:
    """The arguments of one call in the making, which stand at `into` of the answer."""

    def __init__(self, draft: Draft, into: JsonPath) -> None:
        self.draft = draft
        self.into = into
        self.leaves: set[JsonPath] = set()
        self.holders: dict[JsonPath, type] = {}  # an object or list -> what names its members, str or int
        draft.set(into, {})  # until somebody says more

    def read_whole(self, event: int, path: JsonPath, value: Json) -> None:
        """All of them at once, as an object."""
        if self.leaves and value:
            self.draft.keep(event, path, value)
        elif value is not None:
            self.draft.last(self.into, event, path, value)
            self.leaves.update([()] if value else [])  # nothing can be added to it

    def read(self, event: int, path: JsonPath, pieces: Json) -> None:
        """The pieces that stand at `path` of the event."""
        if not is_records(pieces):
            self.draft.keep(event, path, pieces)
        for at, piece in records(pieces):
            named = [name for name in _VALUES if name in piece]
            place = steps_of(piece.get("jsonPath"))
            if place is None or len(named) != 1 or not self._fits(place):
                self.draft.keep(event, (*path, at), piece)
            else:
                self._write(event, (*path, at, named[0]), place, piece[named[0]])

    def _write(self, event: int, path: JsonPath, place: JsonPath, value: Json) -> None:
        to = (*self.into, *place)
        if path[-1] == "stringValue" and isinstance(value, str):
            self.draft.join(to, event, path, value)
        elif path[-1] == "nullValue":
            self.draft.set(to, None)  # what the event says is not null but "NULL_VALUE"
        else:
            self.draft.last(to, event, path, value)

    def _fits(self, place: JsonPath) -> bool:
        """Whether a value can stand there, beside what was said before; if so it does from now on."""
        outer = [(place[:length], type(place[length])) for length in range(len(place))]
        if place in self.holders or any(above in self.leaves for above, _ in outer):
            return False
        if any(self.holders.get(above, kind) is not kind for above, kind in outer) or outer[0][1] is not str:
            return False
        self.holders.update(outer)
        self.leaves.add(place)
        return True


def steps_of(path: Json) -> JsonPath | None:
    """`$.a['b'][0]` -> ("a", "b", 0); None for what is no path to one value, and for the whole, `$`."""
    said = texts(path)
    if not said.startswith("$") or len(said) == 1:
        return None
    found = list(_STEP.finditer(said, 1))
    if sum(len(step[0]) for step in found) != len(said) - 1:
        return None
    return tuple(_steps(found))


def _steps(found: list[re.Match[str]]) -> Iterator[str | int]:
    for step in found:
        name, index, *quoted = step.groups()
        if index is not None:
            yield int(index)
        else:
            yield name if name is not None else _ESCAPED.sub(r"\1", next(each for each in quoted if each is not None))
