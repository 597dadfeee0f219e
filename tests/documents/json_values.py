"""Strategies: JSON values, strings with all that is awkward in them, and texts as many writers would lay them out."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from cassette_cli.documents.styles import Value

AWKWARD = 'ab" \\/&<>\n\r\t\b\f\0\x1b\x7f\x85é日\u2028\ufeff😀:#,[]{}1'
texts = st.text(st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts
values: st.SearchStrategy[Value] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=12,
)


@st.composite
def documents(draw: st.DrawFn, of: st.SearchStrategy[Value] = values) -> str:
    indent = draw(st.sampled_from([None, 0, 2, 4, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")])) if indent is None else None
    text = json.dumps(draw(of), indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", " ", "\n"])) + text + draw(st.sampled_from(["", "\n", "\r\n"]))
