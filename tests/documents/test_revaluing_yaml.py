from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.json_text import parse as parse_json
from cassette_cli.documents.layers import Source
from cassette_cli.documents.revaluing import revalue, same
from cassette_cli.documents.styles import Value
from cassette_cli.documents.yaml_text import parse
from cassette_cli.errors import EditError
from tests.documents.json_values import documents, values
from tests.documents.settle import settled
from tests.documents.yaml_documents import containers, texts
from tests.documents.yaml_documents import documents as layouts
from tests.documents.yaml_documents import values as yaml_values

SHARED = """\
base: &base {a: 1, b: two}
copy: *base
more:
  <<: *base
  c: 3
  b: own
list: &list
- x
- y
"""


def revalued(document: str, value: Value) -> str:
    source = Source(document)
    return settled(source, revalue(parse(source).root, value))


@given(st.dictionaries(st.text("abcdef", min_size=1), values, min_size=1), st.data())
def test_the_changed_text_means_the_wished_value(value: dict[str, Value], data: st.DataObject) -> None:
    names = st.sampled_from([*value, "new", "1", "a: b #"])
    wished = {**value, **data.draw(st.dictionaries(names, values, max_size=2))}
    for name in data.draw(st.sets(st.sampled_from(list(value)))):
        wished.pop(name)
    document = "# first\n" + "".join(f"{name}: {json.dumps(member)}\n" for name, member in value.items())
    after = revalued(document, wished)
    assert same(parse(Source(after)).root.value, wished)


@given(st.data())
def test_any_value_can_be_wished_of_any_document(data: st.DataObject) -> None:
    document = data.draw(layouts())
    root = parse(Source(document)).root
    wished = data.draw(st.just(_varied(root.value, data.draw)) | containers)
    assert same(parse(Source(revalued(document, wished))).root.value, wished)


def _varied(value: Value, draw: st.DrawFn) -> Value:
    """The value with some of its members changed, taken out, or put in."""
    if not isinstance(value, dict | list) or draw(st.integers(0, 4)) == 0:
        return draw(yaml_values)
    pairs = list(value.items()) if isinstance(value, dict) else [("", item) for item in value]
    place = draw(st.integers(0, len(pairs)))
    kept = pairs[:place] + pairs[place + draw(st.integers(0, 1)) :]
    varied = [(name, _varied(member, draw) if draw(st.booleans()) else member) for name, member in kept]
    if draw(st.booleans()):
        varied.insert(place, (draw(texts), draw(yaml_values)))
    return dict(varied) if isinstance(value, dict) else [member for _, member in varied]


def test_blanks_behind_a_value_do_not_become_part_of_a_literal_in_its_place() -> None:
    assert revalued("a: ~ \nb: |\n  x\n", {"a": "y\nz\n", "b": "x\n"}) == 'a: "y\\nz\\n" \nb: |\n  x\n'


def test_what_is_put_at_the_end_of_a_mapping_and_behind_it_goes_in_that_order() -> None:
    assert revalued("a:\n  b: 1\nc: 2\n", {"a": {"b": 1, "d": 3}, "m": 4, "c": 2}) == "a:\n  b: 1\n  d: 3\nm: 4\nc: 2\n"


def test_nothing_changes_for_the_value_that_a_node_has() -> None:
    root = parse(Source(SHARED)).root
    assert revalue(root, root.value) == []


def test_members_and_items_change_where_they_stand() -> None:
    document = "a: 1 # one\nb:\n- x\n- 'y'\nc: 0x10\n"
    assert revalued(document, {"a": 2, "b": ["x", "z"], "c": 16}) == "a: 2 # one\nb:\n- x\n- 'z'\nc: 0x10\n"


SAID: dict[str, Value] = {
    "base": {"a": 1, "b": "two"},
    "copy": {"a": 1, "b": "two"},
    "more": {"a": 1, "b": "own", "c": 3},
    "list": ["x", "y"],
}


@pytest.mark.parametrize(
    "wished",
    [
        SAID | {"base": {"a": 2, "b": "two"}},
        SAID | {"base": {"b": "two"}},
        SAID | {"base": None},
        SAID | {"copy": {"a": 1, "b": "three"}},
        SAID | {"copy": None},
        {name: member for name, member in SAID.items() if name != "base"},
    ],
)
def test_what_an_alias_shares_is_not_changed(wished: Value) -> None:
    with pytest.raises(EditError, match=r"the alias \*base") as raised:
        revalued(SHARED, wished)
    assert raised.value.line in (2, 4)


@pytest.mark.parametrize("more", [{"a": 2, "b": "own", "c": 3}, {"b": "own", "c": 3}, {"a": 1, "c": 3}])
def test_what_a_merge_key_brings_in_is_not_changed(more: Value) -> None:
    with pytest.raises(EditError, match="merge key"):
        revalued(SHARED, SAID | {"more": more})


def test_local_members_beside_a_merge_key_change_come_and_go() -> None:
    wished = SAID | {"more": {"a": 1, "b": "mine", "d": 4}}
    assert revalued(SHARED, wished) == SHARED.replace("  c: 3\n  b: own\n", "  b: mine\n  d: 4\n")


def test_an_anchor_that_no_alias_uses_is_no_hindrance() -> None:
    assert revalued(SHARED, SAID | {"list": ["x", "z"]}) == SHARED.replace("- y", "- z")


@given(documents(), values)
def test_json_in_yaml_is_revalued_from_two_levels_down(document: str, wished: Value) -> None:
    source = Source(f"a: 1\nbody: {json.dumps(document)}\nb: 2\n")
    node = parse(source).root.at(("body",))
    assert node
    after = settled(source, revalue(parse_json(node.layer).root, wished))
    value = parse(Source(after)).root.value
    assert isinstance(value, dict)
    assert same(parse_json(Source(str(value["body"]))).root.value, wished)
    assert after.startswith("a: 1\nbody: ")
    assert after.endswith("\nb: 2\n")


@pytest.mark.parametrize("around", ["body: '%s'\n", "body: |-\n  %s\n", "body: >\n  %s\n", "- body: %s"])
def test_json_in_a_json_string_in_each_style_of_yaml_is_revalued(around: str) -> None:
    body = '{"n": 1, "arguments": "{\\"city\\": \\"Genoa\\", \\"tags\\": [\\"x\\"]}"}'
    source = Source(around % (body if "- " not in around else json.dumps(body)))
    root = parse(source).root
    node = root.at((0, "body") if root.is_sequence else ("body",))
    assert node
    arguments = parse_json(node.layer).root.at(("arguments",))
    assert arguments
    after = settled(source, revalue(parse_json(arguments.layer).root, {"city": "Genova", "tags": ["x", 1]}))
    changed = body.replace("Genoa", "Genova").replace('[\\"x\\"]', '[\\"x\\", 1]')
    assert after == around % (changed if "- " not in around else json.dumps(changed))
