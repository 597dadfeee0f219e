"""Header lines out of everything that recorders keep them in."""

from __future__ import annotations

from base64 import b64encode

import pytest

from cassette_cli.documents import json_text, yaml_text
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.recorders.header_lines import headers_of, word_of


def yaml(text: str) -> Node:
    return yaml_text.parse(Source(text)).root


def lines(*nodes: Node, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(header.name, header.value) for header in headers_of(nodes, names)]


@pytest.mark.parametrize(
    "text",
    [
        "{Accept: a, Set-Cookie: [b, c]}",
        "[{name: Accept, value: a}, {name: Set-Cookie, value: b}, {name: Set-Cookie, value: c}]",
        "[Accept, a, Set-Cookie, b, Set-Cookie, c]",
        '["Accept: a\\r\\n", "Set-Cookie: b\\r\\n", "Set-Cookie: c\\r\\n"]',
        "[[Accept, a], [Set-Cookie, b], [Set-Cookie, c]]",
        "[[Accept, a], [Set-Cookie, [b, c]]]",
        "!!python/object/apply:frozenset [[!!python/tuple [Accept, a], [Set-Cookie, b], [Set-Cookie, c]]]",
    ],
    ids=["map", "pairs of HAR", "names and values in turn", "lines", "pairs", "pairs with lists", "frozenset of pairs"],
)
def test_every_form_gives_the_same_lines(text: str):
    assert lines(yaml(text)) == [("Accept", "a"), ("Set-Cookie", "b"), ("Set-Cookie", "c")]


def test_a_date_among_names_and_values_in_turn_is_no_line() -> None:
    found = lines(yaml("[Date, 'Sat, 01 Jan 2022 10:00:00 GMT', Location, 'http://b/']"))
    assert found == [("Date", "Sat, 01 Jan 2022 10:00:00 GMT"), ("Location", "http://b/")]


@pytest.mark.parametrize("text", ["{}", "[]", "null", "''", "text"])
def test_nothing_gives_no_lines(text: str):
    assert lines(yaml(text)) == []


def test_a_name_alone_at_the_end_has_no_value():
    assert lines(yaml("[Accept, a, Host]")) == [("Accept", "a")]


def test_a_line_is_cut_at_its_first_colon():
    assert lines(yaml('["Location: http://a:1/\\r\\n", "Empty:"]')) == [("Location", "http://a:1/"), ("Empty", "")]


def test_several_places_follow_each_other():
    assert lines(yaml("{A: '1'}"), json_text.parse(Source('{"B": "2"}')).root) == [("A", "1"), ("B", "2")]


def test_names_are_asked_for_without_case():
    node = yaml("{Content-TYPE: a, Accept: b, content-length: 3}")
    assert lines(node, names=("content-type", "content-length")) == [("Content-TYPE", "a"), ("content-length", "3")]


def test_aliases_are_followed():
    both = yaml("a: &a {Accept: &x x, Etag: [*x]}\nb: *a\n")
    assert lines(both.at(("b",))) == [("Accept", "x"), ("Etag", "x")]


def test_merged_maps_are_entries_and_a_local_key_wins():
    merging = yaml("a: &a {Accept: x, Host: y}\nb: {<<: *a, Accept: z}\n").at(("b",))
    assert sorted(lines(merging)) == [("Accept", "z"), ("Host", "y")]
    assert lines(merging, names=("host",)) == [("Host", "y")]


def test_the_node_is_that_of_the_value():
    node = yaml("{Accept: &v a, Etag: [*v, b]}")
    assert [header.node.source for header in headers_of([node])] == ["a", "a", "b"]
    assert headers_of([node])[1].node == node.at(("Accept",))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("plain", "plain"),
        ("12", "12"),
        ("!!binary " + b64encode(b"caf\xe9").decode(), "café"),
        ("!binary " + b64encode(b"gzip").decode(), "gzip"),
        ("!!binary '%'", "%"),
        ("!!python/object/apply:multidict._multidict.istr [Accept]", "Accept"),
        ("[[Accept]]", "Accept"),
        ("! '\"7\"'", '"7"'),
    ],
)
def test_a_word_is_unwrapped(text: str, word: str):
    assert word_of(yaml(text)) == word


def test_a_name_that_is_a_python_object_is_a_name():
    text = "? !!python/object/apply:multidict._multidict.istr\n- Accept\n: - '*/*'\n"
    assert lines(yaml(text)) == [("Accept", "*/*")]
