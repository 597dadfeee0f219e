from __future__ import annotations

import json
import random
from copy import deepcopy
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span
from cassette_cli.documents.json_text import parse
from cassette_cli.documents.layers import Change, Layer, Source
from cassette_cli.documents.revaluing import revalue, same
from cassette_cli.documents.styles import Path, Value
from cassette_cli.errors import EditError
from tests.documents.json_values import documents, scalars, texts, values
from tests.documents.settle import settled
from tests.shared import CORPUS, needs_corpus


def revalued(document: str, value: Value, path: Path = ()) -> str:
    source = Source(document)
    node = parse(source).root.at(path)
    assert node
    return settled(source, revalue(node, value))


@st.composite
def altered(draw: st.DrawFn, value: Value) -> Value:
    """The value with a few things in it changed, taken out, put in or moved."""
    what = draw(st.sampled_from(["keep", "keep", "inside", "inside", "inside", "other"]))
    if what == "keep":
        return value
    if what == "inside" and isinstance(value, str):
        at = draw(st.integers(0, len(value)))
        return value[:at] + draw(texts) + value[at + draw(st.integers(0, 2)) :]
    if what == "inside" and isinstance(value, list):
        items = [draw(altered(item)) for item in value if draw(st.integers(0, 5))]
        items.insert(draw(st.integers(0, len(items))), draw(values))
        return draw(st.permutations(items)) if draw(st.booleans()) else items
    if what == "inside" and isinstance(value, dict):
        names = draw(st.permutations([*value, draw(texts)]))
        return {name: draw(altered(value.get(name))) for name in names if draw(st.integers(0, 5))}
    return draw(values)


def exactly(one: Value, other: Value) -> bool:
    """Equal in type too, by another way than the code under test: Python's own words for it."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@given(documents(), st.data())
def test_the_changed_text_means_the_wished_value(document: str, data: st.DataObject) -> None:
    wished = data.draw(altered(json.loads(document)))
    assert exactly(json.loads(revalued(document, wished)), wished)


@given(documents())
def test_nothing_changes_for_the_value_that_a_node_has(document: str) -> None:
    root = parse(Source(document)).root
    assert revalue(root, root.value) == []
    assert revalue(root, json.loads(document)) == []


@given(st.lists(scalars, min_size=1), st.data())
def test_one_changed_item_leaves_the_source_of_all_others(items: list[Value], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(items) - 1))
    wished = [*items[:place], data.draw(values), *items[place + 1 :]]
    document = "[" + ",\n ".join(f" {json.dumps(item)}" for item in items) + " ]"
    root = parse(Source(document)).root
    start, end = list(root.items)[place].span
    after = revalued(document, wished)
    assert after.startswith(document[:start])
    assert after.endswith(document[end:])


@pytest.mark.parametrize(
    ("document", "wished", "after"),
    [
        # types count
        ("[1, 1.0, true, 1e0]", [1, 1.0, True, 1.0], "[1, 1.0, true, 1e0]"),
        ("[1]", [1.0], "[1.0]"),
        ("[1]", [True], "[true]"),
        ("[0.0]", [-0.0], "[-0.0]"),
        ('["1"]', [1], "[1]"),
        ("[12]", ["12"], '["12"]'),
        # spellings stay
        ("[1.50, 1E2, 2]", [1.5, 100.0, 3], "[1.50, 1E2, 3]"),
        (r'{"\u0061": "\u0062c\/"}', {"a": "bd/"}, r'{"\u0061": "\u0062d\/"}'),
        # members come, go and stay in their order
        ('{"a":1,"c":3}', {"a": 1, "b": 2, "c": 3}, '{"a":1,"b":2,"c":3}'),
        ('{"a":1,"c":3}', {"_": 0, "a": 1, "c": 3, "d": 4}, '{"_":0,"a":1,"c":3,"d":4}'),
        ('{"a":1,"b":2}', {"b": 2, "a": 1}, '{"a":1,"b":2}'),
        ('{"a":1,"b":2,"c":3}', {"a": 1, "x": 2, "c": 3}, '{"a":1,"x":2,"c":3}'),
        ('{"a":1,"b":2}', {"x": 1, "y": 2}, '{"x":1,"y":2}'),
        ('{"a":1,"b":2}', {}, "{}"),
        ("{}", {"a": {"b": []}}, '{"a": {"b": []}}'),
        # items
        ("[1, 2, 3, 4]", [1, 3, 4], "[1, 3, 4]"),
        ("[1, 2, 3]", [0, 1, 2, 3, 4], "[0, 1, 2, 3, 4]"),
        ("[1.0, 2.0, 3.00]", [2.0, 9, 3.0], "[2.0, 9, 3.00]"),
        ('[{"a": 1.0, "b": 2}, 7.0]', [{"a": 1.0, "b": 3}, 0, 7.0], '[{"a": 1.0, "b": 3}, 0, 7.0]'),
        ("[[1.0, [2]]]", [[1.0, [3]]], "[[1.0, [3]]]"),
        # a name that stands twice
        ('{"a": 1.0, "a": 2.0}', {"a": 3}, '{"a": 1.0, "a": 3}'),
        ('{"a": 1, "b": 2, "a": 3}', {"b": 2}, '{"b": 2}'),
        ('{"a": 1, "b": 2, "a": 3}', {"a": 3, "c": 0, "b": 2}, '{"a": 1, "b": 2, "a": 3, "c": 0}'),
    ],
)
def test_exactly_what_differs_is_written_anew(document: str, wished: Value, after: str) -> None:
    assert revalued(document, wished) == after


def test_a_string_changes_on_its_own_layer_by_what_differs() -> None:
    root = parse(Source('{"a": "the cat sat"}')).root
    (change,) = revalue(root, {"a": "the dog sat"})
    assert change == Change(root.at(("a",)).layer, Edit(Span(4, 7), "dog"))


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), (0.0, -0.0), ("1", 1), ([], {}), (None, False), ([{"a": 1}], [{"a": 1.0}])],
)
def test_values_of_two_types_are_not_the_same(one: Value, other: Value) -> None:
    assert not same(one, other)


def test_nan_is_the_same_as_itself_and_the_order_of_members_says_nothing() -> None:
    assert same({"a": [float("nan")], "b": 2}, {"b": 2, "a": [float("nan")]})


def test_long_sequences_are_paired_by_position_and_still_exact() -> None:
    items: list[Value] = [[number, "x"] for number in range(5_000)]
    document = json.dumps(items)
    wished = [["new"], *items[:2_000], *items[2_001:], 1]
    assert json.loads(revalued(document, wished)) == wished
    one_more = [*items[:2_000], "new", *items[2_000:]]
    assert revalued(document, one_more) == json.dumps(one_more)


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(EditError):
        revalued("[1]", [float("inf")])


@given(documents(), st.data())
def test_json_in_a_string_in_a_string_is_revalued_from_three_levels_down(document: str, data: st.DataObject) -> None:
    wished = data.draw(altered(json.loads(document)))
    source = Source(
        json.dumps([{"s": json.dumps({"a": 1, "s": document})}, "é"], ensure_ascii=data.draw(st.booleans()))
    )
    layer: Layer = source
    for path in ((0, "s"), ("s",)):
        node = parse(layer).root.at(path)
        assert node
        layer = node.layer
    after = json.loads(settled(source, revalue(parse(layer).root, wished)))
    assert exactly(json.loads(json.loads(after[0]["s"])["s"]), wished)
    assert after[1] == "é"


@needs_corpus
def test_random_changes_of_the_containers_of_the_corpus_are_exact() -> None:
    dice = random.Random(11)
    done = 0
    for path in sorted(chain(CORPUS.rglob("*.json"), CORPUS.rglob("*.har"))):
        document = path.read_bytes().decode("utf-8-sig")
        if len(document) > 300_000:
            continue
        root = parse(Source(document)).root
        wished = deepcopy(root.value)
        for _ in range(6):
            shaken(dice, wished)
        after = revalued(document, wished)
        assert same(parse(Source(after)).root.value, wished), path
        assert document.count("\n") > 2 or after.count("\n") <= 2
        done += after != document
    assert done > 80


def shaken(dice: random.Random, value: Value) -> None:
    """Change one thing somewhere inside."""
    while True:
        if isinstance(value, dict) and value:
            name = dice.choice(list(value))
            if dice.random() < 0.4 and isinstance(value[name], dict | list) and value[name]:
                value = value[name]
                continue
            if dice.random() < 0.4:
                del value[name]
            else:
                value[dice.choice([name, "new/é"])] = {"a": [1, {"b": "x\n"}], "c": {}}
        elif isinstance(value, list) and value:
            at = dice.randrange(len(value))
            if dice.random() < 0.6 and isinstance(value[at], dict | list) and value[at]:
                value = value[at]
                continue
            if dice.random() < 0.4:
                del value[at]
            else:
                value.insert(at, [1.5, None, "é"])
        return
