"""Whether the origins of an answer tell the truth about the events that it was made of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cassette_cli.apis import Answer, Kind
from cassette_cli.parts import JsonPath


def leaves(value: Any, path: JsonPath = ()) -> Iterator[tuple[JsonPath, Any]]:
    """The scalars, and what is empty, of a value."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [leaf for name, member in members for leaf in leaves(member, (*path, name))]
    yield from inner or [(path, value)]


def at(value: Any, path: JsonPath) -> Any:
    for step in path:
        value = value[step]
    return value


def check_origins(answer: Answer, events: Mapping[int, Any] | Sequence[Any]) -> None:
    """Each leaf is what its origin says, an object that came as text what the text says; copies repeat it.

    `events` are by number the JSON of each, or its text where that is read.
    """
    for path, _ in leaves(answer.value):
        assert not path or answer.origin(path) is not None, path
    for path, origin in answer.origins.items():
        leaf = at(answer.value, path)
        said = [at(events[place.event], place.path) for place in origin.places]
        text = "".join(said) if origin.kind is Kind.JOINED else leaf
        if origin.kind is Kind.JOINED:
            assert leaf == (text if isinstance(leaf, str) else json.loads(text or "{}")), path
        elif origin.kind is Kind.LAST:
            assert said
            assert all(value == leaf for value in said), path
        else:
            assert not said
        for copy in origin.copies:
            repeated, stretch = at(events[copy.place.event], copy.place.path), text[copy.start : copy.end]
            assert repeated == (stretch if isinstance(repeated, str) else json.loads(stretch or "{}")), path
