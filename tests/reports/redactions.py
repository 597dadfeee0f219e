"""Findings made for a test."""

from __future__ import annotations

from typing import Any

from cassette_cli.redacting import Finding
from cassette_cli.reports.redaction_results import Checked, Found, Scope, Spared
from cassette_cli.rules.rule import Level

CHECK, WRITE = Scope(is_check=True), Scope(is_check=False)


def found(
    rule: str = "google-key",
    *,
    line: int = 3,
    in_head: bool | None = False,
    is_meant: bool = True,
    is_edited: bool = False,
    reason: str = "",
    **others: Any,
) -> Found:
    finding = Finding(
        rule=rule,
        level=others.pop("level", Level.SECRET),
        interaction=1,
        side="request",
        where=others.pop("where", "1.request.url?key"),
        preview=others.pop("preview", "AIza***(39)"),
        length=39,
        pieces=others.pop("pieces", 1),
        line=line,
        column=62,
        end_line=others.pop("end_line", line),
        end_column=101,
        changes=(),
        replay=others.pop("replay", False),
    )
    return Found(finding, in_head, is_meant, is_edited, reason)


def checked(*all_found: Found, name: str = "tape.yaml", recorder: str = "go-vcr", **others: Any) -> Checked:
    return Checked(name, name, recorder, ("method", "URL") if recorder else (), all_found, **others)


IDENTITY = found("e-mail", level=Level.IDENTITY, is_meant=False, where="0.response.body/to", preview="***(17)")
SPARED = (Spared("pyproject.toml:31", "jwt", "", 2), Spared("pyproject.toml:5", "google-key", "disabled", 1))
