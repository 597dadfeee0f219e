"""JSON Patch: what each operation gives, what it refuses, and that a text is touched only where its value is."""

from __future__ import annotations

import json
from copy import deepcopy

import jsonpatch
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cassette_cli.documents.json_text import parse as parse_json
from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.revaluing import revalue, same
from cassette_cli.documents.yaml_text import parse as parse_yaml
from cassette_cli.errors import EditError
from cassette_cli.parts import Json
from cassette_cli.patching import Operation, operations_of, patched, setting
from cassette_cli.pointers import path_in, pointer_of
from tests.documents import yaml_documents
from tests.documents.json_values import documents, texts, values
from tests.documents.settle import settled
from tests.test_pointers import places

CALL = {"model": "m", "tags": ["x", "y"], "usage": {"in": 1, "out": 2}}


def op(name: str, path: str, *value: Json, **source: str) -> Operation:
    return {"op": name, "path": path, **({"value": value[0]} if value else {}), **source}


@pytest.mark.parametrize(
    ("operations", "after"),
    [
        ([op("add", "/id", 7)], CALL | {"id": 7}),
        ([op("add", "/model", None)], CALL | {"model": None}),
        ([op("add", "/tags/1", ["z"])], CALL | {"tags": ["x", ["z"], "y"]}),
        ([op("add", "/tags/2", "z")], CALL | {"tags": ["x", "y", "z"]}),
        ([op("add", "/tags/-", {"a": 1})], CALL | {"tags": ["x", "y", {"a": 1}]}),
        ([op("add", "", [1])], [1]),
        ([op("add", "/more", {}), op("add", "/more/a~1b~0", 1)], CALL | {"more": {"a/b~": 1}}),
        ([op("remove", "/usage/in")], CALL | {"usage": {"out": 2}}),
        ([op("remove", "/tags/0")], CALL | {"tags": ["y"]}),
        ([op("replace", "/usage", 3)], CALL | {"usage": 3}),
        ([op("replace", "/tags/1", 3)], CALL | {"tags": ["x", 3]}),
        ([op("replace", "", "text")], "text"),
        ([op("move", "/usage/all", **{"from": "/usage/in"})], CALL | {"usage": {"out": 2, "all": 1}}),
        ([op("move", "/tags/1", **{"from": "/tags/0"})], CALL | {"tags": ["y", "x"]}),
        ([op("move", "/tags", **{"from": "/tags"})], CALL),
        ([op("copy", "/tags/0", **{"from": "/usage/out"})], CALL | {"tags": [2, "x", "y"]}),
        ([op("copy", "/old", **{"from": ""}), op("remove", "/old/tags/0")], CALL | {"old": CALL | {"tags": ["y"]}}),
        (
            [op("test", "/usage", {"out": 2.0, "in": 1}), op("remove", "/usage")],
            {k: CALL[k] for k in ("model", "tags")},
        ),
        ([op("test", "/tags", ["x", "y"]), op("test", "/model", "m")], CALL),
        ([op("add", "/id", 7) | {"comment": "members that are not known are ignored"}], CALL | {"id": 7}),
        ([], CALL),
    ],
)
def test_each_operation_does_what_the_rfc_says(operations: list[Operation], after: Json) -> None:
    before = deepcopy(CALL)
    assert same(patched(before, operations), after)
    assert before == CALL, "the value itself is left as it is"


@pytest.mark.parametrize(
    "operation",
    [
        op("add", "/no/where", 1), op("add", "/tags/3", 1), op("add", "/tags/-1", 1), op("add", "/tags/01", 1),
        op("add", "/tags/x", 1), op("add", "/model/0", 1), op("add", "model", 1), op("add", "/~2", 1), op("add", "/a"),
        op("remove", "/no"), op("remove", "/tags/2"), op("remove", "/tags/-"), op("remove", "/tags/1e0"),
        op("replace", "/no", 1), op("replace", "/tags/2", 1), op("replace", "/tags/-", 1), op("replace", "/model"),
        op("move", "/usage/in/deeper", **{"from": "/usage"}), op("move", "/a", **{"from": "/no"}), op("move", "/a"),
        op("move", "/tags/0", **{"from": "/tags"}), op("copy", "/a", **{"from": "/tags/2"}), op("copy", "/a"),
        op("test", "/no", None), op("test", "/model", "n"), op("test", "/usage/in", True), op("test", "/usage/in", "1"),
        op("test", "/tags", ["y", "x"]), op("test", "/tags", {"0": "x", "1": "y"}), op("test", "/tags/-", "y"),
        op("test", "/model"), op("spam", "/model"), op("", "/model"),
    ],
    ids=json.dumps,
)  # fmt: skip
def test_what_the_rfc_calls_an_error_is_one_that_names_the_pointer_and_not_the_value(operation: Operation) -> None:
    before = deepcopy(CALL)
    with pytest.raises(EditError) as raised:
        patched(before, [op("add", "/usage/in", 1), op("add", "/secret", "s3"), operation])
    assert repr(operation["path"]) in raised.value.found
    assert "s3" not in str(raised.value)
    assert before == CALL


@pytest.mark.parametrize(
    "operation",
    [
        {},
        {"op": "add", "value": 1},
        {"path": "/a"},
        {"op": [], "path": "/a"},
        {"op": "add", "path": 5, "value": 1},
        {"op": "move", "path": "/a", "from": 1},
    ],
)
def test_an_operation_that_lacks_a_member_is_refused(operation: Operation) -> None:
    with pytest.raises(EditError):
        patched(CALL, [operation])


@pytest.mark.parametrize(
    "text",
    ["", "{", "[{", "{}", "5", '["add"]', "[[]]", "null", "[" * 100_000, '[{"op":"add","op":"remove","path":"/a"}]'],
)
def test_a_text_that_is_no_list_of_operations_is_refused(text: str) -> None:
    with pytest.raises(EditError, match="a patch that is no"):
        operations_of(text)


def test_a_patch_is_read_as_it_is_written() -> None:
    assert operations_of(' [ {"op":"add", "path":"/é", "value":{"a":[1.0]}} ]\n') == [op("add", "/é", {"a": [1.0]})]


@pytest.mark.parametrize(
    ("pointer", "name"),
    [("/model", "replace"), ("/tags/1", "replace"), ("", "replace"), ("/id", "add"), ("/tags/-", "add")],
)
def test_setting_replaces_what_is_there_and_adds_what_is_not(pointer: str, name: str) -> None:
    assert setting(CALL, pointer, 1) == [op(name, pointer, 1)]


@st.composite
def operations(draw: st.DrawFn, value: Json, new: st.SearchStrategy[Json]) -> Operation:
    """One that can be done."""
    there = draw(st.sampled_from(places(value)))
    name = draw(st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]))
    if name in ("remove", "replace", "test"):
        assume(there or name != "remove")
        found = value
        for step in there:
            found = found[step]
        return op(name, pointer_of(there), *({"test": [found], "replace": [draw(new)]}.get(name, [])))
    target = draw(st.sampled_from(places(value)))
    holder = path_value(value, target)
    step = (
        draw(texts)
        if isinstance(holder, dict)
        else draw(st.integers(0, len(holder)))
        if isinstance(holder, list)
        else ""
    )
    path = (*target, step) if isinstance(holder, dict | list) else target
    if name == "add":
        return op(name, pointer_of(path), draw(new))
    assume(name == "copy" or path[: len(there)] != there)
    return op(name, pointer_of(path), **{"from": pointer_of(there)})


def path_value(value: Json, path: tuple[str | int, ...]) -> Json:
    for step in path:
        value = value[step]
    return value


def unchanged(before: Node, after: Node) -> None:
    """What says the same value says it in the same characters, in whatever depth (a flow collection may have to
    become a block, and then is another one).
    """
    if same(before.value, after.value):
        assert after.source.rstrip() == before.source.rstrip()
    elif before.style != after.style:
        return
    elif before.is_mapping:
        for key, member in before.entries:
            other = after.get(key.text)
            if other is not None and before.get(key.text) == member:
                unchanged(member, other)
    elif before.is_sequence:
        pairs = list(zip(before.items, after.items, strict=False))
        differing = [pair for pair in pairs if not same(pair[0].value, pair[1].value)]
        if len([*before.items]) == len([*after.items]) and len(differing) == 1:  # of several, one may have moved
            for one, other in pairs:
                unchanged(one, other)


def wished(draw: st.DrawFn, value: Json, new: st.SearchStrategy[Json]) -> Json:
    steps: list[Operation] = []
    now = value
    for _ in range(draw(st.integers(1, 3))):
        try:
            now = patched(now, [step := draw(operations(now, new))])
        except EditError:  # a `move` whose target was counted before its source went
            break
        steps.append(step)
    assert same(now, jsonpatch.apply_patch(value, steps))
    return now


@given(documents(), st.data())
def test_a_patched_json_text_differs_only_where_its_value_does(document: str, data: st.DataObject) -> None:
    source = Source(document)
    root = parse_json(source).root
    wish = wished(data.draw, root.value, values)
    after = settled(source, revalue(root, wish))
    assert same(json.loads(after), wish)
    unchanged(root, parse_json(Source(after)).root)


@given(yaml_documents.documents(), st.data())
def test_a_patched_yaml_text_differs_only_where_its_value_does(document: str, data: st.DataObject) -> None:
    source = Source(document)
    root = parse_yaml(source).root
    wish = wished(data.draw, root.value, yaml_documents.values)
    after = parse_yaml(Source(settled(source, revalue(root, wish)))).root
    assert same(after.value, wish)
    unchanged(root, after)


@pytest.mark.parametrize(
    ("document", "operation", "after"),
    [
        ('{"a": 1.0, "b": 1e5,\n "c":10.50}', op("replace", "/b", 2), '{"a": 1.0, "b": 2,\n "c":10.50}'),
        ('{"a":1.0,"b":[1E2, 0.10]}', op("add", "/b/1", 5), '{"a":1.0,"b":[1E2, 5, 0.10]}'),
        ("[\n\t1.0\n]", op("add", "/-", {"b": 2}), '[\n\t1.0,\n\t{\n\t\t"b": 2\n\t}\n]'),
        ('{"a":"\\u00e9","b":"\\/"}', op("add", "/c", "ü"), '{"a":"\\u00e9","b":"\\/","c":"\\u00fc"}'),
        ('{ "a" : 1 }', op("remove", "/a"), "{}"),
        ('{"a": {"x": 1.50}, "b": 2}', op("move", "/b", **{"from": "/a"}), '{"b": {"x": 1.5}}'),
    ],
)  # fmt: skip
def test_numbers_keep_their_spelling_and_what_is_new_takes_its_neighbours_manner(
    document: str, operation: Operation, after: str
) -> None:
    source = Source(document)
    root = parse_json(source).root
    assert settled(source, revalue(root, patched(root.value, [operation]))) == after
    assert path_in(root.value, "") == ()
