"""Whether a text need be taken apart: never a wrong no."""

from __future__ import annotations

import json
from base64 import b64encode
from urllib.parse import quote

import pytest

from cassette_cli.rules import DEFAULTS
from cassette_cli.suspecting import may_hold

TOKEN = "sk-or-" + "v1-" + "0123456789abcdef" * 4


@pytest.mark.parametrize("inner", [TOKEN, '{"password": "x"}', "a=1&client_secret=x"])
@pytest.mark.parametrize(
    "wrap",
    [
        str,
        lambda text: json.dumps({"a": text}),
        lambda text: json.dumps({"a": json.dumps({"b": text})}),
        lambda text: json.dumps({"a": f"\n{text}"}),
        lambda text: json.dumps({"a": b64encode(text.encode()).decode()}),
        lambda text: f"payload={quote(text)}",
        lambda text: "".join(f"\\u{ord(letter):04x}" if letter in "s-_" else letter for letter in text),
    ],
)
def test_what_holds_a_secret_is_suspected_however_it_is_wrapped(inner: str, wrap) -> None:
    assert may_hold(DEFAULTS, wrap(inner))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ab",
        '{"model": "m", "usage": {"total_tokens": 3}}',
        "https://h.example/a?page=2",
        '{"a": "SGVsbG8gd29ybGQhIQ=="}',
    ],
)
def test_what_holds_none_need_not_be_taken_apart(text: str) -> None:
    assert not may_hold(DEFAULTS, text)
