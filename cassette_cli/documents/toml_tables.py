"""A table of a TOML text -> its values by their kinds, each with its line; what is of another kind is refused.

What reads a configuration asks a table for what it knows, and every error has file and line by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

from ..errors import CassetteError
from .toml_lines import Lines, Path, line_at


class Listed(NamedTuple):
    """An item of a list, and the line on which it stands."""

    text: str
    line: int


class Table(NamedTuple):
    """A table of the text with the way to it, which leads to its lines."""

    values: dict[str, Any]
    path: Path
    lines: Lines
    file: str

    @property
    def line(self) -> int:
        return line_at(self.lines, self.path)

    def refuse(self, found: str, expected: str, *path: str | int) -> None:
        raise CassetteError(found, expected, file=self.file, line=line_at(self.lines, (*self.path, *path)))

    def knows(self, *keys: str) -> None:
        """Refuse any other key."""
        for key in self.values:
            if key not in keys:
                self.refuse(f"unknown key {key!r}{self._place()}", _nearest(key, keys), key)

    def text(self, key: str, otherwise: str = "") -> str:
        return str(self._value(key, otherwise, str, "a string"))

    def needed(self, key: str) -> str:
        text = self.text(key)
        if not text.strip():
            self.refuse(f"no {key!r}{self._place()}", f"expected {key} = '...'")
        return text

    def flag(self, key: str, *, otherwise: bool) -> bool:
        return bool(self._value(key, otherwise, bool, "true or false"))

    def strings(self, key: str) -> tuple[str, ...]:
        return tuple(self._items(key, str, "a list of strings"))

    def listed(self, key: str) -> tuple[Listed, ...]:
        paths = ((*self.path, key, at) for at in range(len(self.strings(key))))
        return tuple(
            Listed(text, line_at(self.lines, path)) for text, path in zip(self.strings(key), paths, strict=True)
        )

    def table(self, key: str) -> Table:
        values = self._value(key, {}, dict, "a table")
        return self._replace(values=values, path=(*self.path, key))

    def tables(self, key: str) -> list[Table]:
        values = self._items(key, dict, f"tables, [[{'.'.join(map(str, self.path))}.{key}]]")
        return [self._replace(values=each, path=(*self.path, key, at)) for at, each in enumerate(values)]

    def regex(self, text: str, *path: str | int) -> re.Pattern[str]:
        """Compiled as the rules' own are: letters and digits are those of ASCII."""
        try:
            return re.compile(text, re.ASCII)
        except (re.error, ValueError) as fault:
            said = getattr(fault, "msg", fault)
            self.refuse(f"no regular expression: {said}", "expected one as Python's re reads it", *path)
            raise

    def _value(self, key: str, otherwise: object, kind: type, expected: str) -> Any:
        value = self.values.get(key, otherwise)
        if not isinstance(value, kind):
            self.refuse(f"{key} is {_kind(value)}", f"expected {expected}", key)
        return value

    def _items(self, key: str, kind: type, expected: str) -> list[Any]:
        items: list[Any] = self._value(key, [], list, expected)
        for at, item in enumerate(items):
            if not isinstance(item, kind):
                self.refuse(f"{key} holds {_kind(item)}", f"expected {expected}", key, at)
        return items

    def _place(self) -> str:
        """` in [tool.cassette.redact]`."""
        names = ".".join(str(name) for name in self.path if isinstance(name, str))
        return f" in [{names}]" if names else ""


def _nearest(key: str, keys: Iterable[str]) -> str:
    near = get_close_matches(key, keys, 1, 0.5)
    return f"did you mean: {near[0]}" if near else f"expected {', '.join(keys)}"


def _kind(value: object) -> str:
    names = {
        str: "a string",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), "a date")
