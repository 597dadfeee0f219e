"""Header lines are put in and taken out by name; tests/test_heading.py has all their forms in whole files."""

from __future__ import annotations

import pytest

from cassette_cli.documents.layers import Source
from cassette_cli.documents.yaml_text import parse
from cassette_cli.errors import EditError
from cassette_cli.relining import added, removed
from tests.documents.settle import settled


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("A:\n- x\n- y\n# of b\nB:\n- z\n", "# of b\nB:\n- z\n"),
        ("B: z\na: x\nA: y\n", "B: z\n"),
        ("- - B\n  - z\n- - a\n  - x\n", "- - B\n  - z\n"),
        ("- 'A: x'\n- 'B: a'\n", "- 'B: a'\n"),
        ("- A\n- x\n- B\n- A\n", "- B\n- A\n"),
    ],
)
def test_all_lines_of_a_name_go(text: str, after: str) -> None:
    source = Source(text)
    assert settled(source, removed(parse(source).root, "a")) == after


def test_one_line_can_stay() -> None:
    source = Source("A: [x, y, z]\na: [v]\n")
    root = parse(source).root
    assert settled(source, removed(root, "A", but=root.at(("A", 1)))) == "A: [y]\n"
    assert removed(root, "B") == []


def test_a_node_without_lines_is_shown_how_by_another() -> None:
    for empty, like, after in (("{}", "{A: x}", "{C: v}"), ("[]", "[[A, x]]", "[[C, v]]"), ("{}", "{}", "{C: [v]}")):
        source = Source(f"headers: {empty}\n")
        node = parse(source).root.at(("headers",))
        assert node
        text = settled(source, added(node, parse(Source(like)).root, "C", "v"))
        assert parse(Source(text)).root.value == {"headers": parse(Source(after)).root.value}


@pytest.mark.parametrize(("text", "like"), [("[]", "{A: x}"), ("{}", "[A, x]"), ("text", "{A: x}")])
def test_a_form_that_does_not_fit_is_refused(text: str, like: str) -> None:
    with pytest.raises(EditError, match="in a form that is not edited"):
        added(parse(Source(text)).root, parse(Source(like)).root, "N", "v")
