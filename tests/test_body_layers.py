"""The layers of a body: each says a change of its inside as the change of its outside that decodes to it."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.body_layers import CharsetLayer, EncodedLayer, JoinedLayer, LatinLayer, StructuredLayer
from cassette_cli.documents import yaml_text
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Change, Layer, Source
from cassette_cli.editing import settle
from cassette_cli.encodings import BASE64, GZIP, HEX, LIMIT, Encoding
from cassette_cli.errors import EditError


def encoded(content: bytes, encoding: Encoding) -> EncodedLayer:
    return EncodedLayer(Source(encoding.encode(content, b"").decode("latin-1")), encoding, content.decode("latin-1"))


def lifted(layer: Layer, outer: Layer, *edits: Edit) -> str:
    """What the outer text says after the edits inside."""
    changes = layer.lift(edits)
    assert {change.layer for change in changes} <= {outer}
    return apply(outer.text, [change.edit for change in changes])


@given(st.binary(), st.binary(), st.sampled_from([BASE64, GZIP]), st.data())
def test_an_edit_inside_of_an_encoding_decodes_to_the_edited_content(content, new, encoding, data) -> None:
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    layer = encoded(content, encoding)
    text = lifted(layer, layer.outer, Edit(Span(start, end), new.decode("latin-1")))
    assert encoding.decode(text.encode("latin-1"), LIMIT) == content[:start] + new + content[end:]


def test_no_edit_of_an_encoding_changes_nothing() -> None:
    assert encoded(b"unchanged", BASE64).lift([]) == []


def test_each_layer_lies_deeper_than_the_one_outside_of_it() -> None:
    compressed = gzip.compress(b"deep").decode("latin-1")
    layers: list[Layer] = [Source(compressed)]
    layers.append(LatinLayer(layers[-1]))
    layers.append(EncodedLayer(layers[-1], GZIP, "deep"))
    layers.append(CharsetLayer(layers[-1], "utf-8", "deep"))
    assert [layer.depth for layer in layers] == [0, 1, 2, 3]


def test_the_same_layer_met_twice_is_one() -> None:
    outer = Source("YQ==")
    assert EncodedLayer(outer, BASE64, "a") == EncodedLayer(outer, BASE64, "a")
    assert EncodedLayer(outer, BASE64, "a") != EncodedLayer(Source("YQ=="), BASE64, "a")


def test_a_character_is_put_in_as_the_bytes_that_its_charset_has_for_it() -> None:
    outer = Source("caf\xe9")
    layer = CharsetLayer(outer, "cp1252", "café")
    assert lifted(layer, outer, Edit(Span(0, 1), "€")) == "\x80af\xe9"
    with pytest.raises(EditError, match="characters that cp1252 has"):
        layer.lift([Edit(Span(0, 0), "日")])


def test_bytes_that_were_never_wrapped_are_edited_where_they_stand() -> None:
    outer = Source("\x1f\x8b\x00")
    assert lifted(LatinLayer(outer), outer, Edit(Span(2, 3), "\xff")) == "\x1f\x8b\xff"


def test_structured_data_is_edited_as_the_json_that_it_is_sent_as() -> None:
    source = Source("body:\n  name: Ada   # the first\n  born: 1815\n")
    layer = StructuredLayer(yaml_text.parse(source).root.at(("body",)))
    assert layer.text == '{"name": "Ada", "born": 1815}'
    edit = Edit(Span(layer.text.index("1815"), layer.text.index("1815") + 4), "1816")
    edits = settle([Change(layer, edit)])
    assert apply(source.text, edits) == "body:\n  name: Ada   # the first\n  born: 1816\n"
    with pytest.raises(EditError, match="no JSON"):
        layer.lift([Edit(Span(0, 1), "")])


@st.composite
def edits_of(draw, text: str) -> list[Edit]:
    """Some edits of a text, apart from each other, in order."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    return [Edit(span, draw(st.text("xyz", max_size=3))) for span in spans]


@given(st.lists(st.text("abc", max_size=5), min_size=1, max_size=6), st.data())
def test_edits_of_joined_parts_are_edits_of_the_parts_that_join_to_the_edited_text(parts, data) -> None:
    outers = [Source(part) for part in parts]
    layer = JoinedLayer(tuple(outers))
    assert layer.text == "".join(parts)
    edits = data.draw(edits_of(layer.text))
    changes = layer.lift(edits)
    after = [apply(outer.text, [edit for there, edit in changes if there is outer]) for outer in outers]
    assert "".join(after) == apply(layer.text, edits)
    touched = {id(change.layer) for change in changes}
    assert all(text == outer.text for outer, text in zip(outers, after, strict=True) if id(outer) not in touched)


@given(st.lists(st.text("abc", max_size=5), min_size=1, max_size=6), st.text("xyz", min_size=1), st.data())
def test_what_is_put_into_joined_parts_goes_into_one_of_them(parts, new, data) -> None:
    layer = JoinedLayer(tuple(Source(part) for part in parts))
    at = data.draw(st.integers(0, len(layer.text)))
    [(outer, edit)] = layer.lift([Edit(Span(at, at), new)])
    assert edit.text == new
    assert 0 <= edit.span.start == edit.span.end <= len(outer.text)


def test_parts_that_are_encoded_are_encoded_anew_one_by_one() -> None:
    parts = tuple(encoded(content, HEX) for content in (b"one ", b"two ", b"three"))
    layer = JoinedLayer(parts)
    start = layer.text.index("e tw")
    changes = layer.lift([Edit(Span(start, start + 4), "-")])
    assert [(change.layer, change.edit) for change in changes] == [
        (parts[0], Edit(Span(2, 4), "-")),
        (parts[1], Edit(Span(0, 2), "")),
    ]
    said = [lifted(part, part.outer, *[edit for there, edit in changes if there == part]) for part in parts]
    assert b"".join(map(bytes.fromhex, said)) == b"on-o three"


def test_joined_parts_lie_deeper_than_the_deepest_of_them_and_are_one_layer_if_the_parts_are() -> None:
    outer, part = Source("61"), encoded(b"a", HEX)
    assert JoinedLayer((outer, part)).depth == 2
    assert JoinedLayer((outer, part)) == JoinedLayer((outer, part))
    assert JoinedLayer((outer,)) != JoinedLayer((Source("61"),))
    assert JoinedLayer((part, outer)).outer is part


def test_compact_data_is_what_javascript_sends() -> None:
    root = yaml_text.parse(Source('a: [1, "é"]\nb: null\n')).root
    assert StructuredLayer(root, is_compact=True).text == '{"a":[1,"é"],"b":null}'
    assert StructuredLayer(root).text == '{"a": [1, "\\u00e9"], "b": null}'
