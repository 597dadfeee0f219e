"""What most chunks of a stream do: they say again what the one before said, and one more piece of a string.

Such a chunk is written without looking anything up, into the leaves that the one before was written to: this is where
the time of a long stream goes. Whatever is new goes the long way, and is then known here.
"""

from __future__ import annotations

from ..parts import Json, JsonPath
from .draft import Draft, Leaf

PLAIN = ("role", "content", "reasoning", "reasoning_content", "refusal")  # members of a delta that may be known


class Repeats:
    """The members that came last, where in the event they stood, and the leaves that they went to."""

    __slots__ = ("leaves", "members", "source")

    def __init__(self) -> None:
        self.members: dict[str, Json] | None = None
        self.source: JsonPath = ()
        self.leaves: list[tuple[Leaf, JsonPath]] = []

    def again(self, event: int, source: JsonPath, members: dict[str, Json]) -> bool:
        """Note the places of members that only come again, at the same place; False for others."""
        if members != self.members or source != self.source:
            return False
        for leaf, path in self.leaves:
            leaf.places.append((event, path))
        return True

    def know(self, source: JsonPath, members: dict[str, Json], leaves: list[tuple[Leaf, JsonPath]]) -> None:
        """The members, which stand at `source`, were just written to these leaves, at these paths of the event."""
        self.members, self.source, self.leaves = members, source, leaves

    def forget(self) -> None:
        """Something else was written to the leaves."""
        self.members = None


class Strings:
    """The leaves of a message that its deltas went to."""

    __slots__ = ("leaves", "source")

    def __init__(self) -> None:
        self.source: JsonPath = ()
        self.leaves: dict[str, tuple[Leaf, JsonPath]] = {}

    def again(self, event: int, source: JsonPath, delta: dict[str, Json]) -> bool:
        """Write a delta that has nothing but what comes again, and pieces of strings that go on; False for others."""
        if source != self.source:
            return False
        known = self.leaves
        for key, value in delta.items():
            found = known.get(key)
            if found is None or not (
                value is None or (isinstance(value, str) if found[0].joined else value == found[0].value)
            ):
                return False
        for key, value in delta.items():
            leaf, path = known[key]
            if leaf.joined and isinstance(value, str):
                leaf.pieces.append(value)
                leaf.length += len(value)
            if value is not None:
                leaf.places.append((event, path))
        return True

    def know(self, draft: Draft, into: JsonPath, source: JsonPath, delta: dict[str, Json]) -> None:
        """The delta, which stands at `source` of its event and nowhere else, was just written into the answer."""
        if source != self.source:
            self.source, self.leaves = source, {}
        for key in PLAIN:
            leaf = draft.leaves.get((*into, key)) if key in delta else None
            if leaf is not None:
                self.leaves[key] = (leaf, (*source, key))

    def forget(self) -> None:
        """Leaves were moved."""
        self.leaves = {}
