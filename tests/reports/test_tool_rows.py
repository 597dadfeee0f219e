"""Tools as signatures."""

from __future__ import annotations

import pytest

from cassette_cli.reports.tool_rows import signature


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "string"}, "a: string"),
        ({"type": "array", "items": {"type": "integer"}}, "a: integer[]"),
        ({"enum": ["c", "f"]}, 'a: "c" | "f"'),
        ({"enum": list("abcdefg"), "type": "string"}, "a: string"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "a: string | null"),
        ({"type": ["string", "null"]}, "a: string | null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "a: (string | null)[]"),
        ({"$ref": "#/$defs/Place"}, "a: Place"),
        ({}, "a: any"),
        (True, "a: any"),
    ],
)
def test_a_signature_says_the_type_in_a_few_words(schema: object, said: str) -> None:
    assert signature({"type": "object", "properties": {"a": schema}, "required": ["a"]}) == said
    assert signature({"type": "object", "properties": {"a": schema}}) == said.replace("a:", "a?:")


def test_what_is_no_schema_has_no_signature() -> None:
    assert [signature(schema) for schema in (None, [], {}, {"properties": 1}, "x")] == [""] * 5
