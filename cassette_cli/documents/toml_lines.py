"""TOML text -> the line on which each key of it stands, counted from 1.

Python's own reader gives values and no places, and a person who mistyped a key wants to be led to it. The text has to
be one that `tomllib` reads; nothing of it is checked here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Lines: TypeAlias = Mapping[Path, int]

# What a statement is made of, the longest first (TOML 1.0: strings, comments, arrays).
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}=,\n]"
    r"|[^\"'#\[\]{}=,\n]+",
    re.DOTALL,
)
_OPENS, _CLOSES = ("[", "{"), ("]", "}")


def lines_of(text: str) -> dict[Path, int]:
    """The line of each table, key and array item. A key of an inline table has none of its own."""
    lines: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for line, pieces in _statements(text):
        words = [piece for piece, _ in pieces]
        if words[0] == "[":
            name = _key("".join(words).strip("[] \t"))
            if words[1:2] == ["["]:
                name = _inside(name, counts, last=False)
                counts[name] = counts.get(name, -1) + 1
                table = (*name, counts[name])
            else:
                table = _inside(name, counts)
            lines.setdefault(table, line)
        elif "=" in words:
            mark = words.index("=")
            path = (*table, *_key("".join(words[:mark])))
            lines[path] = line
            lines.update(_items(path, pieces[mark + 1 :]))
    return lines


def line_at(lines: Lines, path: Path) -> int:
    """The line of a place, or of the nearest one around it that has a line; 1 if none has."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[tuple[int, list[tuple[str, int]]]]:
    """A table's heading or a key with its value, as pieces with their lines; comments and blanks are left out."""
    statement: list[tuple[str, int]] = []
    line, depth = 1, 0
    for match in _TOKEN.finditer(f"{text}\n"):
        piece = match[0]
        if piece == "\n" and not depth:
            if statement:
                yield statement[0][1], statement
            statement = []
        elif piece.strip() and not piece.startswith("#"):
            depth += (piece in _OPENS) - (piece in _CLOSES)
            statement.append((piece, line))
        line += piece.count("\n")


def _items(path: Path, pieces: list[tuple[str, int]]) -> Iterator[tuple[Path, int]]:
    """The items of an array, each with the line on which it begins."""
    depth, index, is_new = 0, 0, True
    if not pieces or pieces[0][0] != "[":
        return
    for piece, line in pieces[1:]:
        if piece in _CLOSES:
            depth -= 1
        elif piece == "," and not depth:
            index, is_new = index + 1, True
            continue
        elif is_new:
            yield (*path, index), line
            is_new = False
        depth += piece in _OPENS


def _key(text: str) -> Path:
    """A key as it is written, in its parts: `a."b c".d`."""
    value: object = tomllib.loads(f"{text} = 0")
    path: list[str] = []
    while isinstance(value, dict):
        [(name, value)] = value.items()
        path.append(name)
    return tuple(path)


def _inside(name: Path, counts: Mapping[Path, int], *, last: bool = True) -> Path:
    """The table's path, through the last item of each array of tables on its way."""
    path: Path = ()
    for at, part in enumerate(name):
        path = (*path, part)
        if path in counts and (last or at < len(name) - 1):
            path = (*path, counts[path])
    return path
