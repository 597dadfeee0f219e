"""An object as Google's JSON parser takes it -> its members by their camelCase names, whichever way they were written.

Source: the JSON mapping of protocol buffers ("parsers accept both the lowerCamelCase name and the original name").
"""

from __future__ import annotations

import re

from ..parts import Json, JsonPath

_UNDERSCORE = re.compile(r"(?<=[a-z0-9])_([a-z])")


class Members:
    """The members; what is no name of a field (a tool's own arguments) is never looked at this way."""

    __slots__ = ("named", "written")

    def __init__(self, value: dict[str, Json]) -> None:
        self.written = {camel(key): key for key in value}
        self.named = {name: value[key] for name, key in self.written.items()}

    def get(self, name: str) -> Json:
        """The value; None where it is missing."""
        return self.named.get(name)

    def key(self, name: str) -> str:
        """The name as it was written."""
        return self.written.get(name, name)

    def besides(self, *names: str) -> dict[str, Json]:
        """The other members."""
        return {name: value for name, value in self.named.items() if name not in names}


def camel(name: str) -> str:
    """`inline_data` -> `inlineData`."""
    return _UNDERSCORE.sub(lambda found: found[1].upper(), name)


def each(value: Json, at: JsonPath) -> list[tuple[Json, JsonPath]]:
    """The items of a list, each with its place; an object alone is its own only item."""
    if isinstance(value, dict):
        return [(value, at)]
    return [(item, (*at, number)) for number, item in enumerate(value)] if isinstance(value, list) else []
