"""What came of looking for secrets -> GitHub's workflow commands, which it shows beside the lines of a pull request.

GitHub shows ten annotations of a step and drops the others, so that there are ten at most, and a summary says how many
there are in all (docs.github.com, "Workflow commands": `::error file=...,line=...::message`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..rules.rule import Level
from .figures import counted
from .redaction_results import Checked, Found, Scope

_SHOWN = 10
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPES_OF_PROPERTIES = {**_ESCAPES, ":": "%3A", ",": "%2C"}


def workflow_commands(files: Sequence[Checked], scope: Scope) -> Iterator[str]:
    """At most ten findings, then a summary. Without findings only the summary."""
    found = [(file, each) for file in files for each in file.meant]
    for file, each in found[:_SHOWN]:
        yield _annotation(file, each)
    hidden = f", {len(found) - _SHOWN:,} of them not shown" if len(found) > _SHOWN else ""
    said = f"{counted(len(found), 'secret')} in {counted(len({file.path for file, _ in found}), 'file')}{hidden}"
    unread = f", {scope.unreadable:,} unreadable" if scope.unreadable else ""
    yield f"::{'error' if found else 'notice'} title=cassette redact::{said} ({len(files):,} checked{unread})"


def _annotation(file: Checked, found: Found) -> str:
    each = found.finding
    properties = {
        "file": file.path,
        "line": each.line,
        "endLine": each.end_line,
        "title": each.rule,
    }
    if each.line == each.end_line:  # GitHub takes columns only then
        properties |= {"col": each.column, "endColumn": each.end_column}
    listed = ",".join(f"{name}={_escaped(str(value), _ESCAPES_OF_PROPERTIES)}" for name, value in properties.items())
    said = [f"{each.where} {each.preview}"]
    said += ["replay compares it"] if each.replay else []
    said += ["in HEAD: rotate this key"] if found.in_head else []
    said += [f"cannot be edited: {found.reason}"] if found.reason else []
    level = "warning" if each.level == Level.IDENTITY else "error"
    return f"::{level} {listed}::{_escaped('; '.join(said), _ESCAPES)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(sign, sign) for sign in text)
