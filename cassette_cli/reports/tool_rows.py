"""A tool that was offered -> its signature: `weather(location: string, unit?: "c" | "f")`."""

from __future__ import annotations

import json
from typing import Any

from ..messages import Tool
from .blocks import text_rows
from .lines import Row, Segment, line
from .page import Page

_CHOICES = 4  # a longer enumeration is said by its type


def tool_rows(tool: Tool, page: Page) -> list[Row]:
    """The signature; with --full what the tool says of itself too."""
    name = Segment(page.word(tool.name), "tool")
    if tool.type != "function":
        kind = "" if tool.type == tool.name else f"{page.word(tool.type)}, "
        return [Row(line(name, Segment(f" ({kind}built in)", "dim")))]
    rows = [Row(line(name, f"({page.word(signature(tool.parameters))})"), 4)]
    if page.full and tool.description:
        rows += [Row((Segment("    "), *row.line), 4) for row in text_rows(tool.description, page, "dim")]
    return rows


def signature(schema: Any) -> str:
    """The parameters of a JSON Schema object; `?` marks those that may be left out."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    if not isinstance(properties, dict):
        return ""
    required = schema.get("required")
    needed = required if isinstance(required, list) else []
    return ", ".join(f"{name}{'' if name in needed else '?'}: {_type(each)}" for name, each in properties.items())


def _type(schema: Any) -> str:
    """The type in a few words: `string`, `string[]`, `"a" | "b"`, `integer | null`."""
    if not isinstance(schema, dict):
        return "any"
    choices = schema.get("enum")
    if isinstance(choices, list) and 0 < len(choices) <= _CHOICES:
        return " | ".join(json.dumps(each, ensure_ascii=False) for each in choices)
    kind = schema.get("type")
    if kind == "array":
        item = _type(schema.get("items", {}))
        return f"({item})[]" if " | " in item else f"{item}[]"
    if isinstance(kind, list):
        return " | ".join(str(each) for each in kind)
    for word in ("anyOf", "oneOf"):
        if isinstance(schema.get(word), list):
            return " | ".join(dict.fromkeys(_type(each) for each in schema[word]))
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return reference.rpartition("/")[2]
    return str(kind or "any")
