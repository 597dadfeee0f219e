"""The leaves of events, one after the other -> an Answer: a value that grows, with the origin of each leaf.

A leaf is named by its path in the answer. Numbers in a path are ranks: they need not be dense nor arrive in order,
the answer has them sorted and counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..parts import Json, JsonPath
from .api import EMPTY, Answer, Copy, Kind, Origin, Place, Said


class Leaf:
    """One leaf in the making: the pieces of a string, or a value; not both."""

    __slots__ = ("copies", "joined", "length", "pieces", "places", "value")

    def __init__(self, value: Json = None, *, joined: bool = False) -> None:
        self.joined = joined
        self.pieces: list[str] = []
        self.length = 0
        self.value = value
        self.places: list[tuple[int, JsonPath]] = []  # a Place is made of each when somebody asks
        self.copies: list[Copy] = []

    @property
    def said(self) -> Json:
        return "".join(self.pieces) if self.joined else self.value

    @property
    def origin(self) -> Origin:
        kind = Kind.JOINED if self.joined else Kind.LAST if self.places else Kind.SYNTHETIC
        return Origin(kind, tuple(Place(*place) for place in self.places), tuple(self.copies))


class Draft:
    """The answer so far."""

    def __init__(self) -> None:
        self.leaves: dict[JsonPath, Leaf] = {}
        self.unread: dict[str, Json] = {}

    def objects(self, events: Iterable[Said]) -> Iterator[tuple[int, str, dict[str, Json]]]:
        """The events that are JSON objects, each with its number and its name; any other is unread.

        Which is all but an exception of AWS's, where Bedrock serves models that speak their own APIs: it becomes the
        answer's error. Its kind is what the event is called (botocore, service-2.json, ResponseStream).
        """
        for event, name, value, _ in events:
            if not isinstance(value, dict):
                self.keep(event, (), value)
            elif name.endswith("Exception"):
                self.set(("error", "type"), name)
                for key, member in value.items():
                    self.last(("error", key), event, (key,), member)
            else:
                yield event, name, value

    def join(self, to: JsonPath, event: int, path: JsonPath, text: str, twins: Sequence[JsonPath] = ()) -> Leaf:
        """Append to a string. `twins` are paths in the event that say the same piece once more."""
        leaf = self.leaves.get(to)
        if leaf is None or (not leaf.joined and leaf.value in EMPTY):
            leaf = self.leaves[to] = Leaf(joined=True)
        elif not leaf.joined:
            self.keep(event, path, text)
            leaf = Leaf(joined=True)
        start, leaf.length = leaf.length, leaf.length + len(text)
        leaf.pieces.append(text)
        leaf.places.append((event, path))
        for twin in twins:
            leaf.copies.append(Copy(Place(event, twin), start, leaf.length))
        return leaf

    def join_once(self, to: JsonPath, event: int, path: JsonPath, text: str) -> None:
        """Append to a string, but what is sent again whole (a name in every event) is a copy of it."""
        leaf = self.leaves.get(to)
        if leaf is not None and leaf.joined and 0 < leaf.length == len(text) and leaf.said == text:
            leaf.copies.append(Copy(Place(event, path), 0, leaf.length))
        else:
            self.join(to, event, path, text)

    def first(self, to: JsonPath, event: int, path: JsonPath, value: Json) -> None:
        """The first value that says something stays; equal ones later follow it."""
        leaf = self.leaves.get(to)
        if leaf is not None and leaf.joined:
            return  # what is joined is said already
        if leaf is not None and leaf.value == value:
            leaf.places.append((event, path))
        elif leaf is None or (value and not leaf.value):
            leaf = self.leaves[to] = Leaf(value)
            leaf.places.append((event, path))

    def last(self, to: JsonPath, event: int, path: JsonPath, value: Json) -> None:
        """The last value that says something stays; equal ones right before it follow it. Null says nothing."""
        leaf = self.leaves.get(to)
        if leaf is not None and leaf.value == value and not leaf.joined:
            leaf.places.append((event, path))
        elif leaf is None or (value not in EMPTY and not leaf.joined):
            leaf = self.leaves[to] = Leaf(value)
            leaf.places.append((event, path))
        elif value not in EMPTY:
            self.keep(event, path, value)

    def silent(self, to: JsonPath, event: int, path: JsonPath) -> None:
        """Null says nothing, but is kept where nothing else is said."""
        if to not in self.leaves:
            leaf = self.leaves[to] = Leaf()
            leaf.places.append((event, path))

    def extend(self, to: JsonPath, event: int, path: JsonPath, items: Sequence[Json]) -> None:
        """Append to a list, each item as a whole; those of a list that came whole then stand for themselves, too."""
        known = self.leaves.get(to)
        if known is not None and not isinstance(known.value, list) and known.said not in EMPTY:
            self.keep(event, path, items)
            return
        if known is None or known.places:
            self.leaves[to] = Leaf([])
        if known is not None and known.places and isinstance(known.value, list):
            for at, item in enumerate(known.value):
                self._append(to, item, [(number, (*place, at)) for number, place in known.places])
        for at, item in enumerate(items):
            self._append(to, item, [(event, (*path, at))])

    def append(self, to: JsonPath, event: int, path: JsonPath, item: Json) -> None:
        """Append one item, which the event says by itself, to a list."""
        known = self.leaves.get(to)
        if known is not None and not isinstance(known.value, list) and known.said not in EMPTY:
            self.keep(event, path, item)
            return
        self.extend(to, event, path, ())
        self._append(to, item, [(event, path)])

    def _append(self, to: JsonPath, item: Json, places: list[tuple[int, JsonPath]]) -> None:
        """One more item for the list at `to`, which is no leaf of its own but knows how many it has."""
        known = self.leaves[to].value
        if isinstance(known, list):
            leaf = self.leaves[(*to, len(known))] = Leaf(item)
            leaf.places += places
            known.append(item)

    def written(
        self, into: JsonPath, event: int, source: JsonPath, names: Iterable[str]
    ) -> list[tuple[Leaf, JsonPath]]:
        """The leaves that these members at `source` of the event were just written to, each with the member's path."""
        found = ((self.leaves.get((*into, name)), (*source, name)) for name in names)
        return [(leaf, path) for leaf, path in found if leaf is not None and leaf.places[-1:] == [(event, path)]]

    def set(self, to: JsonPath, value: Json) -> None:
        """What no event says."""
        self.leaves[to] = Leaf(value)

    def keep(self, event: int, path: JsonPath, value: Json) -> None:
        """As unread: what stands at `path` in the event, and the answer has no place for."""
        self.unread["/".join(map(str, ("events", event, *path)))] = value

    def answer(self) -> Answer:
        """All leaves in one value. A leaf that stands where another has members is unread if it says something."""
        tree: dict[str | int, Json] = {}
        for path, leaf in self.leaves.items():
            lost = _plant(tree, path, leaf)
            if lost is not None and lost.places and lost.said not in EMPTY:
                self.keep(*lost.places[0], lost.said)
        leaves: dict[JsonPath, Leaf] = {}
        value = _grown(tree, (), leaves)
        return Answer(value if isinstance(value, dict) else {}, leaves, self.unread)


def _plant(tree: dict[str | int, Json], path: JsonPath, leaf: Leaf) -> Leaf | None:
    """Put a leaf into nested dicts. What lies below another leaf replaces it; gives the one that found no place."""
    lost: Leaf | None = None
    *outer, name = path
    for step in outer:
        below = tree.get(step)
        if not isinstance(below, dict):
            lost = below if isinstance(below, Leaf) else lost
            below = tree[step] = {}
        tree = below
    if isinstance(tree.get(name), dict):
        return leaf
    tree[name] = leaf
    return lost


def _grown(tree: dict[str | int, Json], path: JsonPath, leaves: dict[JsonPath, Leaf]) -> Json:
    """The value of nested dicts: those with numbers are lists. A number beside names is a name, as JSON has it."""
    is_list = all(isinstance(step, int) for step in tree) and bool(path)
    grown: dict[str | int, Json] = {}
    for rank, step in enumerate(sorted(tree, key=_order) if is_list else tree):
        name = rank if is_list else str(step)
        below = tree[step]
        if isinstance(below, Leaf):
            leaves[*path, name] = below
            grown[name] = below.said
        else:
            grown[name] = _grown(below, (*path, name), leaves)
    return list(grown.values()) if is_list else grown


def _order(step: str | int) -> int:
    return step if isinstance(step, int) else 0
