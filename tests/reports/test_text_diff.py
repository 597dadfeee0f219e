from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.reports.page import Page
from cassette_cli.reports.text_diff import text_diff
from tests.reports.made import PIPE, rows

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", " e"]), max_size=30).map("\n".join)
UNENDED = "\\ No newline at end of file"


def shown(before: str, after: str, page: Page = PIPE) -> list[str]:
    return ["".join(piece.text for piece in line) for line in text_diff("a.yaml", before, after, page)]


def patched(before: str, diff: list[str]) -> str:
    """What `patch` makes of it."""
    old = before.split("\n")
    new: list[str] = []
    at, ended = 0, before.endswith("\n") or not before
    if old[-1] == "":
        old.pop()
    for row, following in zip(diff[2:], [*diff[3:], ""], strict=False):
        if hunk := re.match(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@", row):
            start = int(hunk[1]) - (hunk[2] != "0")
            new += old[at:start]
            at = start
        elif row[:1] in " -":
            assert old[at] == row[1:]
            at += 1
        if row[:1] in " +":
            new.append(row[1:])
            ended = following != UNENDED
    rest = old[at:]
    ended = (before.endswith("\n") or not before) if rest else ended
    return "\n".join(new + rest) + ("\n" if ended and new + rest else "")


@given(TEXTS, TEXTS, st.booleans(), st.booleans())
def test_a_diff_makes_the_new_text_out_of_the_old(one: str, other: str, first: bool, second: bool) -> None:  # noqa: FBT001
    before, after = one + "\n" * first, other + "\n" * second
    assert patched(before, shown(before, after)) == after


@given(TEXTS)
def test_equal_texts_have_none(text: str) -> None:
    assert shown(text, text) == []


def test_three_lines_stand_around_a_change_and_places_count_in_the_whole_text() -> None:
    before = "".join(f"line {number}\n" for number in range(1, 101))
    assert shown(before, before.replace("line 50\n", "new\n")) == [
        "--- a.yaml", "+++ a.yaml", "@@ -47,7 +47,7 @@", " line 47", " line 48", " line 49", "-line 50", "+new",
        " line 51", " line 52", " line 53",
    ]  # fmt: skip
    both = shown(before, before.replace("line 10\n", "").replace("line 90\n", "line 90\nline 90½\n"))
    assert [row for row in both if row[:2] == "@@"] == ["@@ -7,7 +7,6 @@", "@@ -88,6 +87,7 @@"]


def test_a_last_line_without_its_end_says_so() -> None:
    assert shown("a\n", "a")[2:] == ["@@ -1 +1 @@", "-a", "+a", UNENDED]
    assert shown("", "a\n")[2:] == ["@@ -0,0 +1 @@", "+a"]


def test_styles_tell_what_goes_and_what_comes() -> None:
    styles = [line[0].style for line in text_diff("a", "x\ny\n", "x\nz\n", PIPE)]
    assert styles == ["heading", "heading", "dim", "", "bad", "good"]


def test_what_is_shown_is_masked_and_has_no_control_characters() -> None:
    page = Page(mask=lambda text: text.replace("hush", "***"))
    diff = shown("a\n", "hush \x1b[31m\r\n", page)
    assert "***" in diff[-1]
    assert "\x1b" not in diff[-1]
    assert "\r" not in diff[-1]
    assert rows(text_diff("a\x1bb", "a", "b", PIPE))[0] != "--- a\x1bb"
