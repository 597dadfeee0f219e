"""The text of a `pyproject.toml` or `cassette.toml` -> what it sets for this program, each setting with its line.

Nothing is guessed: a key that is not known is an error that names the nearest one, and a pattern that does not catch
its own examples is one, too. A message never quotes a regular expression or an example: people paste what is secret.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any, NamedTuple

from .documents.toml_lines import lines_of
from .documents.toml_tables import Listed, Table
from .errors import CassetteError

TABLE = ("tool", "cassette")  # in a pyproject.toml; a cassette.toml is that table
_NEVER = ("reveal", "select", "check")  # what one run may want, and no repository for all
_RANDOM = "kT9vQ2mXw7RzB4nLc8YhJ5dGf1sPa6UeW3iNo0Kq"  # what nobody lists
_MATCHED = re.compile(r"method|url|body|headers(\..+)?")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Allowed(NamedTuple):
    """Values that are none of the secrets they look like. Empty `rule`, `files` and `where` mean any."""

    regex: re.Pattern[str]  # of the whole value
    reason: str
    rule: str
    files: tuple[str, ...]
    where: str
    line: int


class Added(NamedTuple):
    """A form of secret that the built-in rules do not know."""

    name: str
    regex: re.Pattern[str]
    prefix: str
    catches: tuple[str, ...]
    spares: tuple[str, ...]


class Redaction(NamedTuple):
    """`[tool.cassette.redact]`. Every list adds to the built-in rules."""

    identity: bool = False
    headers: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    placeholder: str = "REDACTED"
    placeholders: tuple[str, ...] = ()
    ignore: tuple[Listed, ...] = ()
    allow: tuple[Allowed, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[Listed, ...]], ...] = ()
    patterns: tuple[Added, ...] = ()


class Configuration(NamedTuple):
    """`[tool.cassette]`. `file` is what messages call the file it stands in, "" if there is none."""

    file: str = ""
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    match_on: tuple[str, ...] = ()
    redact: Redaction = Redaction()
    diff_ignore: tuple[str, ...] = ()
    show_full: bool = False
    show_pager: bool = True


def configuration(text: str, file: str, table: Sequence[str] = ()) -> Configuration | None:
    """Read the table of a TOML text, the whole text without one; None if the table is not there.

    Raises CassetteError with file, line and column.
    """
    try:
        values: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.search(str(fault))
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (text.count("\n") + 1, 0)
        said = _PLACE.sub("", str(fault))
        raise CassetteError(f"no TOML: {said[:1].lower()}{said[1:]}", file=file, line=line, column=column) from None
    for name in table:
        values = values.get(name, {})
        if not isinstance(values, dict):
            values = {}
    if table and not values:
        return None
    return _read(Table(values, tuple(table), lines_of(text), file))


def _read(top: Table) -> Configuration:
    _refuse_never(top)
    top.knows("paths", "exclude", "match_on", "redact", "diff", "show")
    match_on = top.strings("match_on")
    for at, word in enumerate(match_on):
        if not _MATCHED.fullmatch(word):
            top.refuse(f"match_on with {word!r}", "expected method, url, body, headers or headers.NAME", "match_on", at)
    diff, show = top.table("diff"), top.table("show")
    _refuse_never(show)
    diff.knows("ignore")
    show.knows("full", "pager")
    return Configuration(
        file=top.file,
        paths=top.strings("paths"),
        exclude=top.strings("exclude"),
        match_on=match_on,
        redact=_redaction(top.table("redact")),
        diff_ignore=diff.strings("ignore"),
        show_full=show.flag("full", otherwise=False),
        show_pager=show.flag("pager", otherwise=True),
    )


def _refuse_never(table: Table) -> None:
    for key in _NEVER:
        if key in table.values:
            table.refuse(f"{key!r} in a configuration", f"expected it as an option, --{key}, of one run", key)


def _redaction(table: Table) -> Redaction:
    _refuse_never(table)
    table.knows(*Redaction._fields[:7], "allow", "per-file-ignores", "patterns")
    for at, each in enumerate(table.strings("placeholders")):
        if _is_too_wide(table.regex(each, "placeholders", at)):
            table.refuse(
                f"a placeholder {each!r} that any key may be", "expected a form of placeholders", "placeholders", at
            )
    ignores = table.table("per-file-ignores")
    return Redaction(
        identity=table.flag("identity", otherwise=False),
        headers=table.strings("headers"),
        query=table.strings("query"),
        fields=table.strings("fields"),
        placeholder=table.text("placeholder", "REDACTED"),
        placeholders=table.strings("placeholders"),
        ignore=table.listed("ignore"),
        allow=tuple(_allowed(each) for each in table.tables("allow")),
        per_file_ignores=tuple((glob, ignores.listed(glob)) for glob in ignores.values),
        patterns=tuple(_added(each) for each in table.tables("patterns")),
    )


def _allowed(table: Table) -> Allowed:
    table.knows("regex", "reason", "rule", "files", "where")
    regex = table.regex(table.needed("regex"), "regex")
    rule, files, where = table.text("rule"), table.strings("files"), table.text("where")
    if not (rule or files or where) and _is_too_wide(regex):
        table.refuse(
            f"a regex {regex.pattern!r} that allows any key", "expected `rule`, `files` or `where`, too", "regex"
        )
    return Allowed(regex, table.needed("reason"), rule, files, where, table.line)


def _is_too_wide(regex: re.Pattern[str]) -> bool:
    """Whether it takes what is random as a whole, so that with it nothing would be found."""
    return any(regex.fullmatch(each) for each in (_RANDOM, f"sk-{_RANDOM}"))


def _added(table: Table) -> Added:
    table.knows("name", "regex", "prefix", "catches", "spares")
    name, regex = table.needed("name"), table.regex(table.needed("regex"), "regex")
    added = Added(name, regex, table.text("prefix"), table.strings("catches"), table.strings("spares"))
    if regex.search(""):
        table.refuse(f"a regex of {name} that finds the empty text", "expected one that finds a secret", "regex")
    for at, example in enumerate(added.catches):
        found = regex.search(example)
        if not found:
            table.refuse(f"{name} does not catch example {at + 1} of its catches", "", "catches", at)
        elif not found[0].startswith(added.prefix):
            table.refuse(f"{name} catches what does not begin with its prefix", "expected no prefix", "prefix")
    for at, example in enumerate(added.spares):
        if regex.search(example):
            table.refuse(f"{name} catches example {at + 1} of its spares", "", "spares", at)
    return added
