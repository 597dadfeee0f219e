"""What an API says of a stream that is to have more or fewer parts: which events come, go, or say something else.

A step speaks of events by their numbers in the stream as it is, so that the order of steps means nothing, but for
that of new events behind the same one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

from ..parts import Json


class Put(NamedTuple):
    """A new event behind another one; it looks like a third (its name, its other lines) and says this JSON."""

    behind: int
    like: int
    value: Json


class Take(NamedTuple):
    """An event that goes."""

    event: int


class Say(NamedTuple):
    """An event that says other JSON."""

    event: int
    value: Json


Step: TypeAlias = Put | Take | Say
Unstreamed: TypeAlias = dict[str, Json]  # an answer as it would have come in one piece


class Reshaping(NamedTuple):
    """How an API's streams get other parts. `steps(values, old, wished)` says what happens to the events, whose JSON
    the values are: nothing where the answers have the same parts. `fitted(old, wished)` is the wished answer with the
    finish reason that fits its parts, where the wish left that alone.
    """

    steps: Callable[[Sequence[Json], Unstreamed, Unstreamed], list[Step]]
    fitted: Callable[[Unstreamed, Unstreamed], Unstreamed]


class Moves(NamedTuple):
    """Which of the old parts stay, with their new positions, and which of the new ones have to come."""

    kept: dict[int, int]
    added: list[int]


def moves(old: Sequence[Json], new: Sequence[Json], identity: Callable[[Json], Hashable]) -> Moves:
    """Equal parts stay; of what is between them, parts stay in their order that `identity` tells to be the same."""
    kept: dict[int, int] = {}
    for kind, start, end, low, high in _matched([*map(json.dumps, old)], [*map(json.dumps, new)]):
        if kind == "equal":
            kept.update(zip(range(start, end), range(low, high), strict=True))
            continue
        for same, first, last, second, _ in _matched([*map(identity, old[start:end])], [*map(identity, new[low:high])]):
            if same == "equal":
                kept.update((start + at, low + second - first + at) for at in range(first, last))
    taken = set(kept.values())
    return Moves(kept, [at for at in range(len(new)) if at not in taken])


def _matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def numbered(values: Sequence[Json]) -> Iterator[tuple[int, dict[str, Json]]]:
    """The events that are objects, each with its number."""
    return ((at, value) for at, value in enumerate(values) if isinstance(value, dict))
