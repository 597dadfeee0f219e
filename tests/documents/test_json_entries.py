from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import apply
from cassette_cli.documents.json_text import parse
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.styles import DEPTH_LIMIT, Entry, Path, Value
from cassette_cli.errors import EditError
from tests.documents.json_values import documents, texts, values


def at(document: str, path: Path) -> Node:
    node = parse(Source(document)).root.at(path)
    assert node
    return node


def reshaped(document: str, path: Path, take: list[int], *put: Entry) -> str:
    node = at(document, path)
    return apply(document, node.tree.syntax.reshape(node, take, put))


def replaced(document: str, path: Path, value: Value) -> str:
    node = at(document, path)
    return apply(document, node.tree.syntax.replace(node, value))


LINES = '{\n  "a": 1,\n  "b": [],\n  "c": {\n    "d": 1.50\n  }\n}\n'


@pytest.mark.parametrize(
    ("document", "path", "take", "put", "after"),
    [
        # one line, the neighbours' commas and colons
        ("[1, 2, 3]", (), [0], [], "[2, 3]"),
        ("[1, 2, 3]", (), [1], [], "[1, 3]"),
        ("[1, 2, 3]", (), [2], [], "[1, 2]"),
        ("[ 1, 2 ]", (), [0, 1], [], "[]"),
        ("[1, 2, 3]", (), [0, 2], [Entry(1, None, 9)], "[9, 2]"),
        ("[1, 2, 3]", (), [], [Entry(3, None, [4, 5]), Entry(0, None, "0")], '["0", 1, 2, 3, [4, 5]]'),
        ("[1,2,3]", (), [1], [Entry(1, None, 8), Entry(2, None, {"x": 9})], '[1,8,{"x":9},3]'),
        ("[1, 2,\n 3]", (), [], [Entry(1, None, 9), Entry(3, None, 4)], "[1, 9, 2,\n 3,\n 4]"),
        ("[1 , 2]", (), [], [Entry(1, None, 0)], "[1 , 0 , 2]"),
        ('{"a":1}', (), [], [Entry(1, "b", [1, {"c": 2}])], '{"a":1,"b":[1,{"c":2}]}'),
        ('{ "a" : 1 }', (), [], [Entry(0, "b", {"c": 2})], '{ "b" : {"c" : 2}, "a" : 1 }'),
        ('{"a": 1, "b": []}', ("b",), [], [Entry(0, None, {}), Entry(0, None, None)], '{"a": 1, "b": [{}, null]}'),
        ('[{"a":{ }},{"b":1}]', (0, "a"), [], [Entry(0, "x", 1), Entry(0, "y", 2)], '[{"a":{"x":1,"y":2}},{"b":1}]'),
        ("{}", (), [], [Entry(0, "a", [1, True])], '{"a": [1, true]}'),
        # several lines
        (LINES, (), [0], [], '{\n  "b": [],\n  "c": {\n    "d": 1.50\n  }\n}\n'),
        (LINES, (), [2], [], '{\n  "a": 1,\n  "b": []\n}\n'),
        (LINES, ("c",), [0], [], '{\n  "a": 1,\n  "b": [],\n  "c": {}\n}\n'),
        (LINES, ("c",), [0], [Entry(0, "e", 2)], LINES.replace('"d": 1.50', '"e": 2')),
        (LINES, ("c",), [], [Entry(1, "e", 2)], LINES.replace("1.50\n", '1.50,\n    "e": 2\n')),
        (LINES, ("c",), [], [Entry(0, "e", 2)], LINES.replace('"d"', '"e": 2,\n    "d"')),
        (LINES, ("b",), [], [Entry(0, None, {"x": 1})], LINES.replace("[]", '[\n    {\n      "x": 1\n    }\n  ]')),
        (
            LINES.replace("\n", "\r\n"),
            ("b",),
            [],
            [Entry(0, None, 1)],
            LINES.replace("[]", "[\n    1\n  ]").replace("\n", "\r\n"),
        ),
        ('[\n\t{\n\t\t"a": 1\n\t}\n]', (), [], [Entry(1, None, [1])], '[\n\t{\n\t\t"a": 1\n\t},\n\t[\n\t\t1\n\t]\n]'),
        ('[\n{\n"a": {}\n}\n]', (0, "a"), [], [Entry(0, "b", 1)], '[\n{\n"a": {\n"b": 1\n}\n}\n]'),
        (
            '[{\n  "a": 1\n}, {\n  "b": []\n}]',
            (1, "b"),
            [],
            [Entry(0, None, 1)],
            '[{\n  "a": 1\n}, {\n  "b": [\n    1\n  ]\n}]',
        ),
        ('{\n  "a": [1, 2]\n}', ("a",), [], [Entry(2, None, [3])], '{\n  "a": [1, 2, [3]]\n}'),
        ("[\n  1\n  , 2\n]", (), [], [Entry(2, None, 3)], "[\n  1\n  , 2\n  , 3\n]"),
    ],
)
def test_entries_come_and_go_in_their_neighbours_manner(
    document: str, path: Path, take: list[int], put: list[Entry], after: str
) -> None:
    assert reshaped(document, path, take, *put) == after


@pytest.mark.parametrize(
    ("document", "path", "value", "after"),
    [
        ('{"a": 1, "b": 2}', ("a",), {"x": [1, 2]}, '{"a": {"x": [1, 2]}, "b": 2}'),
        ('{"a":1,"b":2}', ("a",), {"x": [1, 2]}, '{"a":{"x":[1,2]},"b":2}'),
        (LINES, ("a",), {"x": [1]}, LINES.replace("1,", '{\n    "x": [\n      1\n    ]\n  },', 1)),
        (LINES, (), [1], "[\n  1\n]\n"),
        (LINES, ("c",), 1e16, LINES.replace('{\n    "d": 1.50\n  }', "1e+16")),
        (" 1\n", (), None, " null\n"),
        ('["\\u00e9", 1]', (1,), {"ü": "ß\n"}, '["\\u00e9", {"\\u00fc": "\\u00df\\n"}]'),
        ('["é", 1]', (1,), {"ü": "/"}, '["é", {"ü": "/"}]'),
    ],
)
def test_a_value_is_written_as_what_is_around_it(document: str, path: Path, value: Value, after: str) -> None:
    assert replaced(document, path, value) == after


@pytest.mark.parametrize(
    "value", [float("nan"), float("-inf"), 10**5000, "\ud83d\ude00"], ids=["nan", "inf", "long", "halves"]
)
def test_what_json_cannot_say_is_refused(value: Value) -> None:
    with pytest.raises(EditError):
        replaced("[1]", (0,), [value])


def test_a_value_nested_too_deep_is_refused() -> None:
    deep: Value = 1
    for _ in range(DEPTH_LIMIT + 1):
        deep = [deep]
    with pytest.raises(EditError):
        replaced("1", (), deep)


@given(documents(), values, st.data())
def test_a_replaced_node_means_the_value_and_nothing_else_moves(
    document: str, value: Value, data: st.DataObject
) -> None:
    tree = parse(Source(document))
    node = Node(tree, data.draw(st.integers(0, len(tree.starts) - 1)))
    if value.__class__ is not str and any(
        key == node for at in range(len(tree.starts)) for key, _ in Node(tree, at).entries
    ):
        value = "a name is a string"
    after = apply(document, tree.syntax.replace(node, value))
    new = Node(parse(Source(after)), node.index)
    assert new.value == value
    assert new.span.start == node.span.start
    assert after[: node.span.start] == document[: node.span.start]
    assert after[new.span.end :] == document[node.span.end :]


@given(documents(st.lists(values) | st.dictionaries(texts, values)), st.data())
def test_kept_entries_keep_their_source_and_new_ones_mean_their_value(document: str, data: st.DataObject) -> None:
    node = parse(Source(document)).root
    sources = [child.source for child in node.children]
    if node.is_mapping:
        sources = [f"{key}={value}" for key, value in zip(sources[::2], sources[1::2], strict=True)]
    count = len(sources)
    take = data.draw(st.sets(st.integers(0, max(count - 1, 0)))) if count else set()
    names = texts if node.is_mapping else st.none()
    put = data.draw(st.lists(st.builds(Entry, st.integers(0, count), names, values), max_size=4))
    after = parse(Source(apply(document, node.tree.syntax.reshape(node, take, put)))).root
    expected: list[object] = []
    for place in range(count + 1):
        expected += [(entry.key, entry.value) for entry in put if entry.position == place]
        expected += [sources[place]] if place < count and place not in take else []
    if node.is_mapping:
        found = [(key, f"{key.source}={value.source}", value) for key, value in after.entries]
    else:
        found = [(None, item.source, item) for item in after.items]
    assert len(found) == len(expected)
    for (key, source, item), wished in zip(found, expected, strict=True):
        assert wished in (source, (key.text if key else None, item.value))
    assert ("\n" in after.source) <= ("\n" in document.strip())


@given(st.dictionaries(texts, values, min_size=1), st.sampled_from([1, 2, 4, "\t"]), st.data())
def test_a_pretty_document_stays_as_its_writer_would_write_it(
    value: dict[str, Value], indent: int | str, data: st.DataObject
) -> None:
    def written(what: Value) -> str:
        return json.dumps(what, indent=indent, ensure_ascii=False) + "\n"

    names = list(value)
    gone = data.draw(st.sets(st.sampled_from(names), max_size=len(names) - 1))
    more = data.draw(st.dictionaries(texts.filter(lambda name: name not in value), values, max_size=3))
    after = {name: member for name, member in value.items() if name not in gone} | more
    put = [Entry(len(names), name, member) for name, member in more.items()]
    take = [names.index(name) for name in gone]
    assert reshaped(written(value), (), take, *put) == written(after)
