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
from typing import TYPE_CHECKING, NamedTuple

from ..configuration import TABLE, Configuration, Redaction, configuration
from ..errors import CassetteError
from ..hints import may_be_secret

if TYPE_CHECKING:
    from ..rules import Rules

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

    def mask(self, text: str) -> str:
        """Words that were recorded, or that quote such, with previews of what `redact` would take from them."""
        if self.values.redact == Redaction() and not may_be_secret(text):
            return text
        from .hiding import masked_words  # noqa: PLC0415  (deferred for start-up time: few words need the rules)

        return masked_words(text, self.rules)

    @property
    def rules(self) -> Rules:
        """The built-in rules and those of the configuration."""
        return _rules(self)

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


@cache
def _rules(each: Settings) -> Rules:
    if each.values.redact == Redaction():
        from ..rules import DEFAULTS  # noqa: PLC0415  (deferred for start-up time)

        return DEFAULTS
    from .redact_options import Additions  # noqa: PLC0415  (deferred, as above)
    from .redact_rules import Ruling  # noqa: PLC0415

    return Ruling(each, Additions()).rules


def settings(named: str | None = None, *, is_wanted: bool = True) -> Settings:
    """The settings of the file that was named, else of the nearest one; without any, what always holds."""
    here = Path.cwd()
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
