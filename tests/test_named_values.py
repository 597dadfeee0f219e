"""Values that stand under names in texts that are no JSON."""

from __future__ import annotations

import pytest

from cassette_cli.named_values import named_values


def told(text: str) -> list[tuple[str, str]]:
    return [(each.name, text[slice(*each.span)]) for each in named_values(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a=1&client_secret=x%20y&b=", [("a", "1"), ("client_secret", "x%20y")]),
        ("user%5Bpassword%5D=x", [("user[password]", "x")]),
        ("https://h.example/p?key=1&b=2#t=3, and more", [("key", "1"), ("b", "2"), ("t", "3,")]),
        ("/v1/models?key=abc", [("key", "abc")]),
        ("<r><a>1</a><n:b x='1'>2</n:b></r>", [("a", "1"), ("b", "2")]),
        ("<r><a><![CDATA[<1>]]></a></r>", [("a", "<1>")]),
        ('--b\r\nContent-Disposition: form-data; name="p"\r\n\r\nx\r\ny\r\n--b--\r\n', [("p", "x\r\ny")]),
        ("--b\r\n\r\n{}\r\n--b--\r\n", [("", "{}")]),
        ('so {"password": "a\\"b", "n": 1} is', [("password", 'a\\"b')]),
        (r"so {\"password\": \"ab\"} is", [("password", "ab")]),
        ("eyJhIjogMX0=", []),
        ("data:text/plain;base64,eyJhIjogMX0=", []),
        ("no names here", []),
    ],
)  # fmt: skip
def test_each_value_is_told_with_its_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_what_is_in_a_value_is_not_told_twice() -> None:
    assert told("<r><a>https://h.example/?key=1</a></r>") == [("a", "https://h.example/?key=1")]
