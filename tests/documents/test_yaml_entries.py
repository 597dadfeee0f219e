from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cassette_cli.documents.edits import apply
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node, Tree
from cassette_cli.documents.revaluing import same
from cassette_cli.documents.styles import Entry, Path, Value
from cassette_cli.documents.yaml_text import parse
from cassette_cli.errors import EditError
from tests.documents.yaml_documents import documents, texts, values
from tests.shared import CORPUS, needs_corpus


def containers(tree: Tree) -> list[Node]:
    return [
        node
        for index in range(len(tree.starts))
        if not (node := Node(tree, index)).is_scalar and index not in tree.targets
    ]


def paths(node: Node, path: Path = ()) -> dict[int, Path]:
    """Where each node is found from the root; of keys that are there twice, the last one."""
    found = {node.index: path}
    if node.is_mapping:
        for key, value in node.entries:
            if node.get(key.text) == value:
                found |= paths(value, (*path, key.text))
    for number, child in enumerate(node.children if node.is_sequence else ()):
        found |= paths(child, (*path, number))
    return found


def with_value(whole: Value, path: Path, value: Value) -> Value:
    """The plain value, with another one at the path."""
    if not path:
        return value
    first, *others = path
    if isinstance(whole, dict):
        return {
            key: with_value(member, tuple(others), value) if key == first else member for key, member in whole.items()
        }
    assert isinstance(whole, list)
    return [with_value(item, tuple(others), value) if number == first else item for number, item in enumerate(whole)]


def reshaped_value(value: Value, take: set[int], put: list[Entry]) -> Value:
    entries = list(value.items()) if isinstance(value, dict) else [(None, item) for item in value]
    result = []
    for position in range(len(entries) + 1):
        result += [(entry.key, entry.value) for entry in put if entry.position == position]
        result += entries[position : position + 1] if position not in take else []
    return dict(result) if isinstance(value, dict) else [item for _, item in result]


def changed(document: str, node: Node, take: set[int], put: list[Entry]) -> str:
    return apply(document, node.tree.syntax.reshape(node, take, put))


def at(document: str, path: Path) -> Node:
    node = parse(Source(document)).root.at(path)
    assert node
    return node


BLOCK = "# top\na: 1 # one\n# two\nb:\n    c: [1, 2]\n    d: |\n        x\n        y\n\ne: []\n"


@pytest.mark.parametrize(
    ("document", "path", "take", "put", "after"),
    [
        # block mappings: whole lines, comments with the entry after them
        (BLOCK, (), {0}, [], BLOCK[17:]),
        (BLOCK, (), {1}, [], "# top\na: 1 # one\ne: []\n"),
        (BLOCK, (), {2}, [], BLOCK[:-6]),
        (BLOCK, (), {0, 1, 2}, [], "{}\n"),
        (BLOCK, ("b",), {0, 1}, [], "# top\na: 1 # one\n# two\nb: {}\ne: []\n"),
        (BLOCK, (), set(), [Entry(3, "f", {"g": [1, {"h": None}]})], BLOCK + "f:\n    g:\n    - 1\n    - h: null\n"),
        (BLOCK, (), {2}, [Entry(3, "f", "x\ny\n")], BLOCK[:-6] + "f: |\n    x\n    y\n"),
        (BLOCK, ("e",), set(), [Entry(0, None, 1), Entry(0, None, [2, 3])], BLOCK[:-4] + "\n- 1\n- - 2\n  - 3\n"),
        ("a: 1\r\nb: 2", (), set(), [Entry(2, "c", [])], "a: 1\r\nb: 2\r\nc: []\r\n"),
        # what begins on the line of its dash
        ("- a: 1\n  b: 2\n", (0,), {0}, [], "- b: 2\n"),
        ("- a: 1\n  # about b\n  b: 2\n", (0,), {0}, [], "- # about b\n  b: 2\n"),
        ("- a: 1\n  b: 2\n", (0,), {0, 1}, [], "- {}\n"),
        ("- a: 1\n  b: 2\n", (0,), {0}, [Entry(0, "c", 3)], "- c: 3\n  b: 2\n"),
        ("- - 1\n", (0,), set(), [Entry(0, None, 0)], "- - 0\n  - 1\n"),
        # sequences in the document's manner
        ("a:\n- 1\nb: 2\n", ("a",), {0}, [], "a: []\nb: 2\n"),
        ("a:\n- 1\nb: 2\n", (), set(), [Entry(1, "c", [3])], "a:\n- 1\nc:\n- 3\nb: 2\n"),
        ("a:\n  - 1\nb: 2\n", (), set(), [Entry(1, "c", [3])], "a:\n  - 1\nc:\n  - 3\nb: 2\n"),
        ("a:\nb: 1\n", ("a",), set(), [Entry(0, "c", 1)], "a:\n  c: 1\nb: 1\n"),
        # what follows a block scalar must not become part of it
        ("a: |+\n  x\nb: 1\n\n    # c\nc: 2\n", (), {1}, [], "a: |+\n  x\n# c\nc: 2\n"),
        ("a: |\n  x", (), set(), [Entry(1, "b", 1)], "a: |-\n  x\nb: 1\n"),
        # flow style
        ("[a, b, c]", (), {0}, [], "[b, c]"),
        ("[a, b, c]", (), {1, 2}, [], "[a]"),
        ("{a: 1 , b: 2}", (), {1}, [Entry(0, "c", [3])], "{c: [3] , a: 1}"),
        ("[a, b]", (), {0, 1}, [], "[]"),
        ("[\n  a, # one\n  # two\n  b,\n]", (), {0}, [], "[\n  # two\n  b,\n]"),
        ("[\n  a, # one\n  # two\n  b\n]", (), {1}, [], "[\n  a # one\n  \n]"),
        ('{"a": 1}', (), set(), [Entry(1, "b", "c")], '{"a": 1, "b": "c"}'),
        ("{a: , b}", (), set(), [Entry(1, "c", 1)], "{a: , c: 1, b}"),
        ("[a: b]", (0,), set(), [Entry(1, "c", 1)], "[{a: b, c: 1 }]"),
        # keys and values that need quotes
        ("{}\n", (), set(), [Entry(0, "yes", "no"), Entry(0, "- a: b", "12")], "'yes': 'no'\n'- a: b': '12'\n"),
    ],
)
def test_entries_come_and_go_in_the_manner_of_the_document(
    document: str, path: Path, take: set[int], put: list[Entry], after: str
) -> None:
    assert changed(document, at(document, path), take, put) == after


@pytest.mark.parametrize(
    ("document", "path", "value", "after"),
    [
        ("a:   1 # c\n", ("a",), 2.5, "a:   2.5 # c\n"),
        ("a: # c\n", ("a",), "x", "a: x # c\n"),
        ("a: 1 # c\nb: 2\n", ("a",), {"x": 1}, "a:\n  x: 1 # c\nb: 2\n"),
        ("a: # c\n  # d\n  x: 1\nb: 2\n", ("a",), None, "a: null # c\nb: 2\n"),
        ("a: # c\n  x: 1\nb: 2\n", ("a",), [1], "a: # c\n- 1\nb: 2\n"),
        ("a: |\n  x\nb: 2\n", ("a",), 1, "a: 1\nb: 2\n"),
        ("- 1\n-\n  a: 2\n", (1,), {"b": {"c": 3}}, "- 1\n-\n  b:\n    c: 3\n"),
        ("- 1\n", (0,), [[2]], "- - - 2\n"),
        ("--- 1\n", (), {"a": 1}, "---\na: 1\n"),
        ("[1, {a: }]", (1, "a"), [None], "[1, {a: [null] }]"),
        ("{a, b}", ("a",), 1, "{a: 1, b}"),
        ("? a\nb: 1\n", ("a",), 1, "? a\n: 1\nb: 1\n"),
        # the anchor stays, the tag only where it fits
        ("a: !!binary &x aGk=\nb: *x\n", ("a",), [1], "a: &x\n- 1\nb: *x\n"),
        ("a: !!binary aGk=\n", ("a",), "aG8=", "a: !!binary aG8=\n"),
        ("a: !!int 1\n", ("a",), 2, "a: !!int 2\n"),
        ("a: !!int 1\n", ("a",), "2", "a: '2'\n"),
        ("- !x\n  a: 1\n", (0,), {"b": 1}, "- !x\n  b: 1\n"),
    ],
)
def test_a_replaced_value_stands_in_its_place(document: str, path: Path, value: Value, after: str) -> None:
    node = at(document, path)
    assert apply(document, node.tree.syntax.replace(node, value)) == after


def test_an_anchor_that_is_used_elsewhere_cannot_be_taken_away() -> None:
    document = "a: &x {b: &y 1}\nc: [*y]\n"
    for path, take in (((), {0}), (("a",), {0})):
        with pytest.raises(EditError, match=r"the alias \*y in line 2"):
            changed(document, at(document, path), take, [])
    assert changed(document, at(document, ()), {0, 1}, []) == "{}\n"


def test_a_key_too_long_for_one_line_gets_a_question_mark() -> None:
    long = "k" * 2000
    after = changed("a: 1\n", at("a: 1\n", ()), set(), [Entry(1, long, [1])])
    assert after == f"a: 1\n? {long}\n:\n- 1\n"
    assert parse(Source(after)).root.value == {"a": 1, long: [1]}


def test_what_nests_too_deep_or_is_half_a_character_is_refused() -> None:
    deep: Value = []
    for _ in range(300):
        deep = [deep]
    for document in ("a: 1\n", "{a: 1}"):
        for value in (deep, "\ud800", 10**500):
            with pytest.raises(EditError):
                changed(document, at(document, ()), set(), [Entry(1, "b", value)])


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), documents())
def test_entries_taken_and_put_are_exactly_what_changes(data: st.DataObject, document: str) -> None:
    tree = parse(Source(document))
    whole = tree.root.value
    places = paths(tree.root)
    index = data.draw(st.sampled_from([node.index for node in containers(tree) if node.index in places]))
    node = Node(tree, index)
    value = node.value
    count = len(value)
    take = data.draw(st.sets(st.integers(0, count - 1))) if count else set()
    keys = texts.filter(lambda key: key not in value) if node.is_mapping else st.none()
    put = data.draw(
        st.lists(
            st.builds(Entry, st.integers(0, count), keys, values),
            max_size=3,
            unique_by=lambda entry: entry.key or object(),
        )
    )
    after = changed(document, node, take, put)
    wished = with_value(whole, places[index], reshaped_value(value, take, put))
    assert same(parse(Source(after)).root.value, wished), after
    assert list_keys(parse(Source(after)).root.value) == list_keys(wished)


def list_keys(value: Value) -> object:
    """The value's members in their order."""
    if isinstance(value, dict):
        return [(key, list_keys(member)) for key, member in value.items()]
    return [list_keys(item) for item in value] if isinstance(value, list) else None


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), documents(), values)
def test_a_replaced_value_is_exactly_what_changes(data: st.DataObject, document: str, value: Value) -> None:
    tree = parse(Source(document))
    places = paths(tree.root)
    index = data.draw(st.sampled_from(sorted(places)))
    node = Node(tree, index)
    after = apply(document, tree.syntax.replace(node, value))
    assert same(parse(Source(after)).root.value, with_value(tree.root.value, places[index], value)), after


@needs_corpus
def test_edits_of_the_corpus_are_exactly_what_changes() -> None:
    rows = [line.split("\t") for line in (CORPUS / "MANIFEST.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    small = [row[0] for row in rows if row[4] == "yaml" and int(row[5]) < 150_000]
    assert small
    for name in small:
        random = Random(name)
        document = (CORPUS / name).read_bytes().decode()
        tree = parse(Source(document))
        whole = tree.root.value
        for wished, after in (edited(random, tree, whole) for _ in range(10)):
            assert same(parse(Source(after)).root.value, wished), name


NEW: list[Value] = ["one: two\n# three\n", 12, None, {"a": [1, {"b": ""}], "c": "x\ny"}, ["yes", []], {}, "\x1b😀"]


def edited(random: Random, tree: Tree, whole: Value) -> tuple[Value, str]:
    """A random edit at a random place: the value that is wished, and the text."""
    node, path = tree.root, ()
    while (count := len(list(node.children)) // (1 + node.is_mapping)) and random.random() < 0.9:
        number = random.randrange(count)
        step = list(node.entries)[number][0].text if node.is_mapping else number
        child = node.at((step,))
        if child is None:  # a key that is a collection
            break
        node, path = child, (*path, step)
    if not (node.is_mapping or node.is_sequence) or random.random() < 0.2:
        value = random.choice(NEW)
        edits = tree.syntax.replace(node, value)
    else:
        take = set(random.sample(range(count), min(count, random.choice([0, 1, 1, 2, 9]))))
        put = [
            Entry(random.randint(0, count), f"new: {number}" if node.is_mapping else None, random.choice(NEW))
            for number in range(random.choice([0, 1, 1, 2]))
        ]
        value = reshaped_value(node.value, take, put)
        edits = tree.syntax.reshape(node, take, put)
    return with_value(whole, path, value), apply(tree.layer.text, edits)
