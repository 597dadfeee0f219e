"""Scalars and the names that they stand under, in YAML and in JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.json_text import parse as parse_json
from cassette_cli.documents.layers import Source
from cassette_cli.documents.named_scalars import named_scalars, path_of
from cassette_cli.documents.nodes import Node, Tree
from cassette_cli.documents.yaml_text import parse as parse_yaml

ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz", max_size=2), inner, max_size=3),
    max_leaves=12,
)


def told(tree: Tree) -> list[tuple[str, str]]:
    """(name, text) of each that is no key."""
    return [(name, Node(tree, number).text) for number, name, is_key in named_scalars(tree) if not is_key]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": {"b": "x"}, "c": ["y", ["z"]]}', [("b", "x"), ("c", "y"), ("c", "z")]),
        ('["x", {"a": "y"}, "z"]', [("", "x"), ("a", "y"), ("", "z")]),
        ('[{"name": "token", "value": "x"}, {"key": "k", "value": ["y"]}]', [
            ("name", "token"), ("token", "x"), ("key", "k"), ("k", "y"),
        ]),
        ('{"name": "Ann", "age": 3}', [("name", "Ann"), ("age", "3")]),
        ('{"name": {"value": "x"}}', [("value", "x")]),
        ('"x"', [("", "x")]),
        ("{}", []),
    ],
)  # fmt: skip
def test_a_values_name_is_the_key_it_stands_behind(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(parse_json(Source(text))) == expected
    assert told(parse_yaml(Source(text))) == expected


def test_keys_are_told_by_the_mapping_they_are_in_and_aliases_are_left_out() -> None:
    tree = parse_yaml(Source("a: &x\n  b: 1\nc: *x\n? [d]\n: e\n---\nf: g\n"))
    found = [(name, Node(tree, number).text, is_key) for number, name, is_key in named_scalars(tree)]
    assert found[:3] == [("", "a", True), ("a", "b", True), ("b", "1", False)]
    assert ("f", "g", False) in found
    assert all(Node(tree, number).source != "*x" for number, _, _ in named_scalars(tree))


@given(ANY)
def test_every_scalar_is_there_once_and_its_path_leads_to_it(value: object) -> None:
    tree = parse_json(Source(json.dumps(value)))
    numbers = [number for number, _, _ in named_scalars(tree)]
    assert numbers == [index for index in range(len(tree.styles)) if Node(tree, index).is_scalar]
    for number, _, is_key in named_scalars(tree):
        found = tree.root.at(path_of(Node(tree, number)))
        assert found is not None
        assert is_key or found.index == number
