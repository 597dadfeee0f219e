"""`cassette rules`: every rule with what it catches and what it spares."""

from __future__ import annotations

import json

import pytest

from cassette_cli.rules import RULES
from tests.commands.running import cassette

NAMES = [rule.name for rule in RULES]


def test_piped_there_is_a_line_for_each_rule() -> None:
    done = cassette("rules")
    assert (done.status, done.err) == (0, "")
    lines = [row.split("\t") for row in done.out.splitlines()]
    assert [row[0] for row in lines] == NAMES
    assert {len(row) for row in lines} == {6}
    assert {row[1] for row in lines} == {"secret", "session", "identity"}


def test_with_a_width_it_is_laid_out_for_people() -> None:
    rows = cassette("rules", "--width", "80").out.splitlines()
    assert max(map(len, rows)) <= 80
    assert [row.split(" · ")[0] for row in rows if not row.startswith(" ")] == NAMES
    assert any(row.startswith("    catches: ") for row in rows)


def test_the_document_holds_all_of_each_rule() -> None:
    done = cassette("rules", "--json")
    assert (done.status, done.err) == (0, "")
    told = json.loads(done.out)
    assert (told["version"], [each["rule"] for each in told["rules"]]) == (1, NAMES)
    keys = ["rule", "level", "what", "places", "names", "pattern", "near", "catches", "spares"]
    assert {tuple(each) for each in told["rules"]} == {tuple(keys)}
    for each, rule in zip(told["rules"], RULES, strict=True):
        assert (each["catches"], each["spares"]) == (list(rule.catches), list(rule.spares))
        assert (each["names"] is None) != (each["pattern"] is None)


def test_markdown_is_one_table_whose_cells_hold_what_they_should() -> None:
    head, rule, *table = cassette("rules", "-f", "markdown").out.splitlines()
    assert head == "| rule | level | what | found by | catches | spares |"
    assert rule == "|---|---|---|---|---|---|"
    cells = [row.replace("\\|", "").split("|") for row in table]
    assert {len(row) for row in cells} == {8}
    assert [row[1].strip(" `") for row in cells] == NAMES


def test_no_two_rules_share_a_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("arguments", [["a.yaml"], ["-f", "sarif"], ["--json", "-f", "markdown"]])
def test_what_cannot_be_meant_is_one_line(arguments: list[str]) -> None:
    done = cassette("rules", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
