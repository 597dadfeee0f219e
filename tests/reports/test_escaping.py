"""What recorded text may do to a terminal: nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.reports.escaping import visible, visible_lines, visible_word

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
        ("back\x08space\x7f", "back\\x08space\\x7f"),
        ("\x9b31m and \x85", "\\x9b31m and \\x85"),
        ("right\u202eto left\u2066", "right\\u202eto left\\u2066"),
        ("a\u2028b\ufeff", "a\\u2028b\\ufeff"),
        ("half \ud83d", "half \\ud83d"),
        ("hidden \U000e0041", "hidden \\U000e0041"),
        ("alone\rhere", "alone\\rhere"),
        ("plain é 日本 👩🏽‍🚀 שלום", "plain é 日本 👩🏽‍🚀 שלום"),
    ],
)
def test_what_could_play_tricks_is_shown_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert visible_word(text) == shown


def test_line_ends_and_tabs_are_text_in_lines_and_escaped_in_words() -> None:
    assert visible_lines("a\r\n\tb\nc\n\n") == ["a", "    b", "c"]
    assert visible_word("a\tb\nc") == "a\\tb\\nc"


@given(st.text(st.characters(codec=None)))
def test_no_control_character_gets_through(text: str) -> None:
    for row in (*visible_lines(text), visible_word(text)):
        assert not [sign for sign in row if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in BIDI]
