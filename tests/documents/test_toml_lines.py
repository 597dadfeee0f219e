"""Where the keys of a TOML text stand."""

from __future__ import annotations

import tomllib

import pytest

from cassette_cli.documents.toml_lines import line_at, lines_of

TEXT = '''\
# [no.table]
title = "a = [1" # b = 2

[tool."my.tool"]
list = [
    "x",  # a ] comment
    { name = "y", size = [
      1] },
]
"quoted key" = """
[not.a.table]
no = "key"
"""
literal = \'\'\'
[nor.this]
\'\'\'
dotted.inner = 'a "quote'

[[tool."my.tool".row]]
name = 1
[tool."my.tool".row.inside]
deep = 1
[[tool."my.tool".row]]
name = 2
[[tool."my.tool".row.inside]]
deep = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("tool", "my.tool"), 4),
        (("tool", "my.tool", "list"), 5),
        (("tool", "my.tool", "list", 0), 6),
        (("tool", "my.tool", "list", 1), 7),
        (("tool", "my.tool", "quoted key"), 10),
        (("tool", "my.tool", "literal"), 14),
        (("tool", "my.tool", "dotted", "inner"), 17),
        (("tool", "my.tool", "row", 0), 19),
        (("tool", "my.tool", "row", 0, "name"), 20),
        (("tool", "my.tool", "row", 0, "inside", "deep"), 22),
        (("tool", "my.tool", "row", 1), 23),
        (("tool", "my.tool", "row", 1, "name"), 24),
        (("tool", "my.tool", "row", 1, "inside", 0, "deep"), 26),
    ],
)
def test_a_key_is_where_it_is_written(path: tuple[str | int, ...], line: int) -> None:
    assert lines_of(TEXT)[path] == line


def test_nothing_else_is_a_key() -> None:
    tomllib.loads(TEXT)
    assert len(lines_of(TEXT)) == 16


def test_what_has_no_line_of_its_own_has_that_of_what_is_around_it() -> None:
    lines = lines_of(TEXT)
    assert line_at(lines, ("tool", "my.tool", "list", 1, "size")) == 7
    assert line_at(lines, ("tool", "my.tool", "row", 1, "gone", "deeper")) == 23
    assert line_at(lines, ("nowhere",)) == 1
