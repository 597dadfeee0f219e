"""The rules -> a table of what is taken for a secret, each rule with what it catches and what it spares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..rules.rule import NameRule, Rule
from .escaping import visible_word
from .tables import Table, as_markdown

VERSION = 1
_COLUMNS = ("rule", "level", "what", "found by", "catches", "spares")


def rules_table(rules: Iterable[Rule]) -> Table:
    """In the order of their rank: of two that find the same, the earlier one has it."""
    rows = [
        (each.name, str(each.level), each.what, _found_by(each), _listed(each.catches), _listed(each.spares))
        for each in rules
    ]
    return Table(_COLUMNS, tuple(rows))


def rules_as_markdown(rules: Iterable[Rule]) -> Iterator[str]:
    """As GitHub reads it; examples are code."""
    rows = [
        (f"`{each.name}`", str(each.level), _cell(each.what), _found_by(each), _code(each.catches), _code(each.spares))
        for each in rules
    ]
    return as_markdown(Table(_COLUMNS, tuple(rows)))


def rules_as_json(rules: Iterable[Rule]) -> dict[str, Any]:
    """With the names that a name rule knows; a token rule has a pattern in their place."""
    return {"version": VERSION, "rules": [_value(each) for each in rules]}


def _value(rule: Rule) -> dict[str, Any]:
    said: dict[str, Any] = {"rule": rule.name, "level": str(rule.level), "what": rule.what}
    if isinstance(rule, NameRule):
        places = sorted(str(place) for place in rule.places)
        said |= {"places": places, "names": sorted(rule.names), "pattern": None, "near": None}
    else:
        said |= {"places": None, "names": None, "pattern": rule.form, "near": list(rule.near)}
    return said | {"catches": list(rule.catches), "spares": list(rule.spares)}


def _found_by(rule: Rule) -> str:
    if isinstance(rule, NameRule):
        return f"name of a {', '.join(sorted(str(place) for place in rule.places))}"
    return f"form, near {' or '.join(rule.near)}" if rule.near else "form"


def _listed(examples: Iterable[str]) -> str:
    return "  ".join(map(visible_word, examples))


def _code(examples: Iterable[str]) -> str:
    """Each as code; two backticks around one that holds a backtick."""
    return " ".join(f"`` {_cell(each)} ``" if "`" in each else f"`{_cell(each)}`" for each in examples)


def _cell(text: str) -> str:
    return visible_word(text).replace("|", "\\|")
