"""What the options of `redact` ask for, as values."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from .options import Color

Format: TypeAlias = Literal["text", "json", "jsonl", "github", "sarif"]


class Additions(NamedTuple):
    """What changes the rules: names of rules and of places, regular expressions, the placeholder ("" as configured)."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    placeholder: str = ""


class Redacting(NamedTuple):
    """All of it. `commits` is a range of git's, None without one; `filename` what standard input is called."""

    files: tuple[str, ...]
    additions: Additions
    check: bool
    diff: bool
    staged: bool
    commits: str | None
    identity: bool
    numbered: bool
    filename: str | None
    config: str | None
    is_configured: bool
    form: Format
    verbose: bool
    quiet: bool
    color: Color
    body_limit: int
    debug: bool

    @property
    def is_writing(self) -> bool:
        return not (self.check or self.diff or self.staged or self.commits is not None)
