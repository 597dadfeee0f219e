from __future__ import annotations

import pytest

from cassette_cli.documents import json_text, yaml_text
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.styles import DEPTH_LIMIT, Path, Style, Value


def root(text: str) -> Node:
    return yaml_text.parse(Source(text)).root


CASSETTE = """\
interactions:
- request: {method: GET, "id": 12}
  response: &answer
    body: |
      one
      two
- request:
    method: POST
  response: *answer
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("interactions", 0, "request", "method"), "GET"),
        (("interactions", 0, "request", "id"), 12),
        (("interactions", -1, "request", "method"), "POST"),
        (("interactions", 1, "response", "body"), "one\ntwo\n"),
    ],
)
def test_a_path_leads_through_keys_and_numbers_and_aliases(path: Path, value: Value) -> None:
    found = root(CASSETTE).at(path)
    assert found
    assert found.value == value


@pytest.mark.parametrize(
    "path", [("x",), ("interactions", 2), ("interactions", -3), ("interactions", "0"), (0,), ("interactions", "x", 0)]
)
def test_a_path_that_leads_nowhere_gives_nothing(path: Path) -> None:
    assert root(CASSETTE).at(path) is None


def test_the_path_of_an_alias_is_the_node_that_it_means() -> None:
    node = root(CASSETTE)
    assert node.at(("interactions", 0, "response")) == node.at(("interactions", 1, "response"))


def test_children_are_as_written_and_items_follow_aliases() -> None:
    node = root("- &a 1\n- *a\n")
    assert [child.style for child in node.children] == [Style.PLAIN, Style.ALIAS]
    assert [item.text for item in node.items] == ["1", "1"]


def test_a_node_says_its_line_and_its_source() -> None:
    body = root(CASSETTE).at(("interactions", 0, "response", "body"))
    assert body
    assert (body.line, body.source, body.text) == (4, "|\n      one\n      two\n", "one\ntwo\n")


def test_of_duplicate_keys_the_last_is_read_at_the_place_of_the_first() -> None:
    node = root("a: 1\nb: 2\na: 3\n")
    assert node.value == {"a": 3, "b": 2}
    assert list(node.value) == ["a", "b"]
    assert node.at(("a",)).value == 3
    assert [(key.text, value.text) for key, value in node.entries] == [("a", "1"), ("b", "2"), ("a", "3")]


MERGED = """\
one: &one {a: 1, b: 1}
two: &two {b: 2, c: 2}
single: {<<: *one, b: 9}
before: {b: 9, <<: *one}
several: {<<: [*one, *two]}
inline: {<<: {d: 4}}
chain: &chain {<<: *two, e: 5}
end: {<<: *chain, c: 6}
quoted: {"<<": *one}
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("single", {"a": 1, "b": 9}),
        ("before", {"a": 1, "b": 9}),
        ("several", {"a": 1, "b": 1, "c": 2}),
        ("inline", {"d": 4}),
        ("end", {"b": 2, "c": 6, "e": 5}),
        ("quoted", {"<<": {"a": 1, "b": 1}}),
    ],
)
def test_merge_keys_give_what_is_not_there_and_the_earlier_source_wins(name: str, value: dict[str, Value]) -> None:
    node = root(MERGED).at((name,))
    assert node
    assert node.value == value
    assert {key: node.at((key,)).value for key in value} == value


def test_a_merge_key_means_nothing_in_json() -> None:
    node = json_text.parse(Source('{"<<": {"a": 1}}')).root
    assert node.value == {"<<": {"a": 1}}
    assert node.at(("a",)) is None


def test_keys_of_any_kind_have_a_text() -> None:
    node = root("1: a\nnull: b\n? [x, y]\n: c\n? &k long\n: d\n? *k\n: e\n'': f\n")
    assert node.value == {"1": "a", "null": "b", "[x, y]": "c", "long": "e", "": "f"}
    assert node.at(("1",)).text == "a"
    assert node.at(("long",)).text == "e"
    assert node.at(("[x, y]",)) is None


def test_aliases_of_aliases_are_one_and_the_same_value() -> None:
    lines = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 8))
    value = root("- &a0 x\n" + lines).value
    assert value[7][0] is value[7][8] is value[6]


def test_what_nests_as_deep_as_it_may_has_a_value() -> None:
    value = root("[" * DEPTH_LIMIT + "]" * DEPTH_LIMIT).value
    for _ in range(DEPTH_LIMIT - 1):
        value = value[0]
    assert value == []
