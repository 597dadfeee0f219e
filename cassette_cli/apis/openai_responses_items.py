"""Events about output items, in any order -> the items of the answer, each made of what was said of it.

An item is found by `output_index`, which may have gaps, start late, or be begun anew. The order is that of the final
response, if it has any items, else that of the numbers. In the final response an item is found by its id (OpenRouter
and others change it), then by its number, then by its type.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from ..parts import Json, JsonPath
from .api import record, texts, word
from .draft import Draft, Leaf
from .openai_responses_spots import Spot
from .openai_responses_tellings import Weight, unread

_ITEM: JsonPath = ("item",)
_ITEM_ID: JsonPath = ("item_id",)


class Output(NamedTuple):
    """The items that a response holds, which stand at `path` of an event."""

    event: int
    path: JsonPath
    items: list[Json]


class Item:
    """One output item in the making. `index` is its number, None without one; `kind` its type, "" before it is said."""

    __slots__ = ("ids", "index", "kind", "mentions", "root")

    def __init__(self, index: int | None) -> None:
        self.index = index
        self.kind = ""
        self.ids: set[str] = set()
        self.mentions: defaultdict[str, list[int]] = defaultdict(list)  # name -> the events that call it so
        self.root = Spot()

    def tell(self, weight: Weight, event: int, path: JsonPath, item: Json) -> None:
        """The whole item."""
        self.root.tell(weight, event, path, item)
        self.kind = texts(record(item).get("type")) or self.kind
        self.ids.update(_names(record(item)))

    def is_called(self, names: Collection[str]) -> bool:
        return not self.ids.isdisjoint(names) or not self.mentions.keys().isdisjoint(names)

    def write(self, draft: Draft, into: JsonPath) -> None:
        """All its leaves, into the answer at `into`."""
        if self.mentions:
            self.root.at("id")  # is then a leaf of its own
        self.root.write(draft, into)
        for name, events in self.mentions.items():
            leaf = draft.leaves.setdefault((*into, "id"), Leaf(name))
            if leaf.value == name:
                leaf.places = sorted([*leaf.places, *((event, _ITEM_ID) for event in events)])


class Items:
    """The output items in the making, in the order in which they began."""

    __slots__ = ("all", "at_index", "final")

    def __init__(self) -> None:
        self.all: list[Item] = []
        self.at_index: dict[int, Item] = {}
        self.final: Output | None = None

    def of(self, number: int, event: dict[str, Json]) -> Spot:
        """The item that an event speaks of: by its number, else by its id, else the last one."""
        index, name = event.get("output_index"), event.get("item_id")
        item = self.at_index.get(index) if isinstance(index, int) else self._named(name)
        if item is None:
            item = self._begin(index if isinstance(index, int) else None)
        if isinstance(name, str):
            item.mentions[name].append(number)
        return item.root

    def whole(self, weight: Weight, number: int, event: dict[str, Json]) -> None:
        """An event that says a whole item."""
        index, said = event.get("output_index"), event["item"]
        item = self.place(weight, index if isinstance(index, int) else None, said)
        item.tell(weight, number, _ITEM, said)

    def place(self, weight: Weight, index: int | None, said: dict[str, Json]) -> Item:
        """The item that is said as a whole: the one at its number or of its name.

        One of another type is not it; nor is one of another name, if it begins where one stands.
        """
        names, kind = _names(said), texts(said.get("type"))
        if index is None:
            item = next((each for each in reversed(self.all) if each.is_called(names)), None)
        else:
            item = self.at_index.get(index)
        if item is None or item.kind not in ("", kind):
            return self._begin(index)
        is_other = weight == Weight.BEGUN and names and item.ids and not item.is_called(names)
        return self._begin(index) if is_other else item

    def _named(self, name: Json) -> Item | None:
        found = [item for item in self.all if isinstance(name, str) and item.is_called((name,))] or self.all
        return found[-1] if found else None

    def _begin(self, index: int | None) -> Item:
        item = Item(index)
        self.all.append(item)
        if index is not None:
            self.at_index[index] = item
        return item

    def write(self, draft: Draft) -> None:
        """All of them into the answer. What the final response has no item for is unread."""
        if self.final is None:
            said = [item for item in self.all if item.root.told or item.root.below or item.mentions]
            ordered = sorted(said, key=lambda item: len(said) if item.index is None else item.index)
            for rank, item in enumerate(ordered):
                item.write(draft, ("output", rank))
            return
        matched = _matches(self.all, [record(item) for item in self.final.items])
        for rank, found in enumerate(self.final.items):
            item = matched.get(rank) or Item(rank)
            item.tell(Weight.FINAL, self.final.event, (*self.final.path, rank), found)
            item.write(draft, ("output", rank))
        written = set(map(id, matched.values()))
        for item in self.all:
            if id(item) not in written:
                _keep(item.root, draft)


def _names(item: dict[str, Json]) -> set[str]:
    return {found for key in ("id", "call_id") if (found := word(item.get(key)))}


def _matches(items: list[Item], final: list[dict[str, Json]]) -> dict[int, Item]:
    """The items that those of the final response are, by their ranks: those of its name, else number, else type."""
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    by_number: defaultdict[int | None, list[int]] = defaultdict(list)
    by_type: defaultdict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for name in item.ids | item.mentions.keys():
            by_name[name].append(place)
        by_number[item.index].append(place)
        if item.kind:
            by_type[item.kind].append(place)
    kinds = [texts(wanted.get("type")) for wanted in final]
    named = [sorted(place for name in _names(wanted) for place in by_name[name]) for wanted in final]
    numbered = [by_number[rank] for rank in range(len(final))]
    free = dict(enumerate(items))
    found: dict[int, Item] = {}
    for alike in (named, numbered, [by_type[kind] for kind in kinds]):
        for rank, places in enumerate(alike):
            right = (place for place in places if place in free and free[place].kind in ("", kinds[rank]))
            if rank not in found and (best := next(right, None)) is not None:
                found[rank] = free.pop(best)
    return found


def _keep(item: Spot, draft: Draft) -> None:
    """As unread: the whole item, or what was begun and its deltas."""
    for last in item.told[-1:]:
        unread(draft, last, last.value)
    if not item.told or item.told[-1].weight == Weight.BEGUN:
        item.keep(draft)
