"""A unified diff of two texts says which lines differ, and where."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.reports.lines import plain
from cassette_cli.reports.page import Page
from cassette_cli.reports.text_diff import text_diff

PAGE = Page()
ROWS = st.lists(st.sampled_from("abcde"), max_size=12)


def diff(before: str, after: str) -> list[str]:
    return [plain(row) for row in text_diff("t.yaml", before, after, PAGE)]


def test_a_changed_line_stands_between_three_that_are_not() -> None:
    before = "\n".join("abcdefghijkl")
    assert diff(before, before.replace("g", "G")) == [
        "--- t.yaml",
        "+++ t.yaml",
        "@@ -4,7 +4,7 @@",
        *(" d", " e", " f", "-g", "+G", " h", " i", " j"),
    ]


def test_equal_texts_have_no_diff() -> None:
    assert diff("a\nb", "a\nb") == []


def test_what_could_play_tricks_is_shown_escaped() -> None:
    assert diff("a", "\x1b[2Jb")[-1] == "+\\x1b[2Jb"


@given(ROWS, ROWS)
def test_the_diff_leads_from_one_text_to_the_other(before: list[str], after: list[str]) -> None:
    rows, made, done = diff("\n".join(before), "\n".join(after)), list[str](), 0
    old = before or [""]
    for row in rows[2:]:
        if row.startswith("@@"):
            start = int(row.split()[1].split(",")[0].removeprefix("-")) - 1
            made += old[done:start]
            done = start
        elif row[:1] == "+":
            made.append(row[1:])
        else:
            assert old[done] == row[1:]
            made += [] if row[:1] == "-" else [old[done]]
            done += 1
    assert [*made, *old[done:]] == (after or [""])
