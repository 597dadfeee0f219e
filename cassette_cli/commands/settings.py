"""Where a person stands -> the configuration that holds there: the nearest file that has one, and no other.

`cassette.toml`, or the table `[tool.cassette]` of `pyproject.toml`; of both in one folder the first. The search ends
at the repository's root. Nothing is merged.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..configuration import TABLE, Configuration, configuration
from ..errors import CassetteError

_OWN, _SHARED = "cassette.toml", "pyproject.toml"
_SIGN = b"cassette"  # what a pyproject.toml with the table holds; most need not be parsed


class Settings(NamedTuple):
    """A configuration and the folder that its globs and paths speak of."""

    values: Configuration
    folder: Path

    def is_meant(self, name: str, globs: Iterable[str]) -> bool:
        """Whether a file, named as the command line names it, is one of these."""
        path = os.path.relpath(Path(name).absolute(), self.folder).replace(os.sep, "/")
        return any(glob_pattern(glob).fullmatch(path) for glob in globs)

    def is_excluded(self, name: str) -> bool:
        return self.is_meant(name, self.values.exclude)

    def files(self) -> list[str]:
        """The files and folders that the configured paths name, seen from where the person stands."""
        found = (each for path in self.values.paths for each in self.found(path))
        return list(dict.fromkeys(os.path.relpath(each) for each in found))

    def found(self, path: str) -> list[Path]:
        """What one of the paths names, sorted: the file or folder of that name, else what it is as a glob."""
        if path and (named := self.folder / path).exists():
            return [named]
        try:
            return sorted(self.folder.glob(path))
        except (ValueError, IndexError, NotImplementedError):  # "", "**.yaml", what begins with a /
            expected = "expected a path, or a glob like tests/**/*.yaml, from the configuration's folder"
            raise CassetteError(f"`paths` with {path!r}", expected, file=self.values.file) from None


def settings(named: str | None = None, *, is_wanted: bool = True, near: str = "") -> Settings:
    """The settings of the file that was named, else of the nearest one; without any, what always holds.

    `near` is the file to which it is the nearest, "" for where the person stands.
    """
    here = Path(os.path.normpath(Path.cwd() / near)).parent if near else Path.cwd()
    if not is_wanted:
        if named is not None:
            raise CassetteError("--config and --no-config at once", "expected one of them")
        return Settings(Configuration(), here)
    if named is not None:
        path = Path(named)
        try:
            found = _read(path, path.read_bytes())
        except OSError as fault:
            raise CassetteError(f"cannot be read ({fault.strerror})", "expected a TOML file", file=named) from None
        if found is None:
            raise CassetteError(f"no [{'.'.join(TABLE)}]", "expected that table in a pyproject.toml", file=named)
        return found
    return next(_nearest(here), None) or Settings(Configuration(), here)


def _nearest(here: Path) -> Iterator[Settings]:
    for folder in (here, *here.parents):
        for name in (_OWN, _SHARED):
            path = folder / name
            try:
                data = path.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as fault:
                shown = os.path.relpath(path)
                raise CassetteError(
                    f"cannot be read ({fault.strerror})", "--no-config does without", file=shown
                ) from None
            if (name == _OWN or _SIGN in data) and (found := _read(path, data)):
                yield found
        if (folder / ".git").exists():
            return


def _read(path: Path, data: bytes) -> Settings | None:
    shown = os.path.relpath(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise CassetteError("no UTF-8", "expected a TOML file", file=shown) from None
    found = configuration(text, shown, TABLE if path.name == _SHARED else ())
    return Settings(found, path.absolute().parent) if found else None


@cache
def glob_pattern(glob: str) -> re.Pattern[str]:
    """`**` is any folders, `*` and `?` stay in one name; a folder's own name means all that is in it."""
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    pieces = re.split(r"(\*\*/|\*\*|\*|\?)", glob.removeprefix("./").rstrip("/"))
    return re.compile("".join(words.get(piece, re.escape(piece)) for piece in pieces) + "(?:/.*)?", re.DOTALL)
