"""A header's value is a text that can be edited, wherever in the file's own text it stands."""

from __future__ import annotations

import pytest

from cassette_cli.documents.edits import Edit, Span
from cassette_cli.documents.layers import Change, Source
from cassette_cli.documents.yaml_text import parse
from cassette_cli.errors import EditError
from cassette_cli.header_layers import layer_of
from cassette_cli.recorders.header_lines import headers_of
from tests.documents.settle import settled


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("{A: x}", "x", "{A: v}"),
        ("{A: ['it''s']}", "it's", "{A: ['v']}"),
        ("[' a : x ']", "x", "[' a : v ']"),
        ("['a: a']", "a", "['a: v']"),
        ("['a:', 'b: c']", "", "['a:v', 'b: c']"),
        ("{A: !!binary eA==}", "x", "{A: !!binary dg==}"),
        ("{A: [!!python/object/apply:istr [x]]}", "x", "{A: [!!python/object/apply:istr [v]]}"),
    ],
)
def test_a_value_is_edited_where_it_stands(text: str, value: str, after: str) -> None:
    source = Source(text)
    header = headers_of([parse(source).root])[0]
    layer = layer_of(header)
    assert layer
    assert header.value == layer.text == value
    assert settled(source, [Change(layer, Edit(Span(0, len(value)), "v"))]) == after


@pytest.mark.parametrize("text", ["{A: null}", "{A: }", "{A: [~]}"])
def test_null_is_no_text(text: str) -> None:
    header = headers_of([parse(Source(text)).root])[0]
    layer = layer_of(header)
    assert layer is None or layer.text == ""


def test_a_line_end_does_not_go_into_a_line() -> None:
    source = Source("['a: x']")
    layer = layer_of(headers_of([parse(source).root])[0])
    assert layer
    with pytest.raises(EditError):
        settled(source, [Change(layer, Edit(Span(0, 1), "x\r\ny"))])
