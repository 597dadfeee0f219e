"""The page: what is wrapped (`reports.wrapping`), cut and spread, measured in cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.reports.glyphs import ASCII, UNICODE, glyphs_for
from cassette_cli.reports.lines import Line, Row, Segment, line, plain
from cassette_cli.reports.page import Page
from cassette_cli.reports.terminal import cell_len, chop_cells, paint

TERMINAL = Page(width=20, measure=cell_len, chop=chop_cells)
WORDS = st.text(st.sampled_from("ab 日本、。é👍 -"), max_size=120)


def wrapped(text: str, width: int = 20, hang: int = 0) -> list[str]:
    return [plain(each) for each in TERMINAL.wrapped(Row(line(text), hang), width)]


def test_a_line_breaks_at_spaces_and_what_is_carried_over_hangs() -> None:
    assert wrapped("- the quick brown fox jumps", hang=2) == ["- the quick brown", "  fox jumps"]


def test_a_word_that_no_line_has_room_for_breaks_anywhere_and_fills_the_line_it_begins_in() -> None:
    assert wrapped("see https://example.com/a/long/path") == ["see https://example.", "com/a/long/path"]
    assert wrapped("look here for https://example.com/a/long") == ["look here for", "https://example.com/", "a/long"]
    assert wrapped(" " * 16 + "x" * 25) == ["x" * 20, "x" * 5]


def test_ideographs_break_between_each_other_but_not_before_their_full_stop() -> None:
    assert wrapped("今日はいい天気ですね。", 20) == ["今日はいい天気です", "ね。"]


@given(WORDS, st.integers(4, 30), st.integers(0, 6))
def test_no_wrapped_line_is_too_wide_and_no_word_is_lost(text: str, width: int, hang: int) -> None:
    rows = wrapped(text, width, hang)
    assert max(map(cell_len, rows)) <= width
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_segments_keep_their_styles_when_they_are_wrapped() -> None:
    row = Row((Segment("one two ", "user"), Segment("three four five", "tool")))
    parts: list[Line] = list(TERMINAL.wrapped(row, 10))
    assert [{segment.style for segment in part if segment.text.strip()} for part in parts] == [
        {"user"},
        {"tool"},
        {"tool"},
    ]


def test_without_a_width_nothing_is_wrapped() -> None:
    assert list(Page().wrapped(Row(line("word " * 500)), None)) == [line("word " * 500)]


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("日本語文字", 6, "日本…"),
        ("abc", 0, ""),
        ("ab cdef", 4, "ab…"),
    ],
)
def test_what_is_too_long_ends_with_an_ellipsis(text: str, width: int, cut: str) -> None:
    assert TERMINAL.cut(text, width) == cut


def test_an_address_is_cut_in_its_middle() -> None:
    assert (
        plain(TERMINAL.cut_line(line("api.example.com/v1/chat/completions"), 20, middle=True)) == "api.e…at/completions"
    )


def test_two_texts_stand_at_the_two_ends() -> None:
    assert plain(TERMINAL.spread(Segment("a.yaml"), Segment("go-vcr 2"))) == "a.yaml      go-vcr 2"


@pytest.mark.parametrize(
    ("path", "cut"),
    [
        ("a/name.yaml", "a/name.yaml"),
        ("a/long/path/name.yaml", "…/path/name.yaml"),
        ("a/folder/test_of_something.yaml", "…t_of_something.yaml"),
        ("日本語日本語/日本語.yaml", "…/日本語.yaml"),
    ],
)
def test_a_path_is_cut_at_its_start_and_if_it_can_be_to_whole_names(path: str, cut: str) -> None:
    assert TERMINAL.cut_path(path, 20) == cut


def test_what_the_output_cannot_spell_is_measured_as_it_is_printed() -> None:
    page = Page(spell=lambda text: text.encode("ascii", "backslashreplace").decode())
    assert page.word("40 °C") == "40 \\xb0C"
    assert page.lines("°\n°") == ["\\xb0", "\\xb0"]


def test_signs_are_those_that_the_encoding_has() -> None:
    assert glyphs_for("utf-8") is glyphs_for("UTF-16") is UNICODE
    assert glyphs_for("ascii") is glyphs_for("latin-1") is glyphs_for(None) is glyphs_for("nonsense") is ASCII
    assert all(sign.isascii() for sign in ASCII)


def test_everything_recorded_goes_through_the_mask_and_is_escaped() -> None:
    page = Page(mask=lambda text: text.replace("secret", "***"))
    assert page.word("a secret\x1b") == "a ***\\x1b"
    assert page.lines("a secret\nb") == ["a ***", "b"]


def test_paint_never_reads_markup() -> None:
    assert paint(line("[bold]x[/bold] :smile: [link=http://a]")) == "[bold]x[/bold] :smile: [link=http://a]"
    assert paint(line(Segment("[red]x", "tool"))) == "\x1b[33m[red]x\x1b[0m"
