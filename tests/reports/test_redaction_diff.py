"""A diff for reading: what changes, without what is taken out."""

from __future__ import annotations

from cassette_cli.documents.edits import Edit, Span
from cassette_cli.reports.redaction_diff import difference
from tests.reports.made import PIPE, rows

TEXT = "".join(f"line {number}: value-{number}\n" for number in range(1, 31))


def edit(taken: str, put: str, text: str = TEXT) -> Edit:
    start = text.index(taken)
    return Edit(Span(start, start + len(taken)), put)


def shown(*edits: Edit, text: str = TEXT, hidden: tuple[Span, ...] = ()) -> list[str]:
    return rows(difference("tape.yaml", text, edits, hidden, PIPE))


def test_an_edit_is_shown_with_the_lines_around_it_and_what_goes_is_dots() -> None:
    assert shown(edit("value-10\n", "REDACTED\n")) == [
        "--- tape.yaml",
        "+++ tape.yaml",
        "@@ -7,7 +7,7 @@",
        " line 7: value-7",
        " line 8: value-8",
        " line 9: value-9",
        "-line 10: ......",
        "+line 10: REDACTED",
        " line 11: value-11",
        " line 12: value-12",
        " line 13: value-13",
    ]


def test_no_edit_is_no_diff() -> None:
    assert shown() == []


def test_edits_that_are_far_apart_have_parts_of_their_own() -> None:
    said = shown(edit("value-2\n", "R\nmore\n"), edit("value-25", "R"))
    assert [row for row in said if row.startswith("@@")] == ["@@ -1,5 +1,6 @@", "@@ -22,7 +23,7 @@"]


def test_edits_of_one_line_and_of_neighbours_are_one_part() -> None:
    said = shown(edit("line 4", "R4"), edit("value-4", "V4"), edit("value-6", "V6"))
    assert said[6:12] == [
        "-......: ......",
        "+R4: V4",
        " line 5: value-5",
        "-line 6: ......",
        "+line 6: V6",
        " line 7: value-7",
    ]


def test_what_is_taken_out_over_several_lines_is_dots_on_each() -> None:
    said = shown(edit("value-4\nline 5: value-5\nline 6", "R"))
    assert [row for row in said if row[0] in "-+"][2:] == [
        "-line 4: ......",
        "-......",
        "-......: value-6",
        "+line 4: R: value-6",
    ]


def test_a_line_that_is_only_put_in_takes_nothing_out() -> None:
    at = TEXT.index("line 3")
    said = shown(Edit(Span(at, at), "new\n"))
    assert [row for row in said if row[0] in "-+"][2:] == ["-line 3: value-3", "+new", "+line 3: value-3"]


def test_what_stays_and_is_secret_is_dots_before_and_after() -> None:
    near = TEXT.index("value-9")
    same = TEXT.index("line 10")
    said = shown(edit("value-10", "R"), hidden=(Span(near, near + 7), Span(same, same + 4)))
    assert " line 9: ......" in said
    assert "-...... 10: ......" in said
    assert "+...... 10: R" in said


def test_the_ends_of_a_text_are_ends_of_the_diff() -> None:
    assert shown(edit("a", "b", "a"), text="a")[2:] == ["@@ -1,1 +1,1 @@", "-......", "+b"]
    last = shown(edit("value-30", "R"))
    assert (last[2], last[-1]) == ("@@ -27,4 +27,4 @@", "+line 30: R")


def test_escape_sequences_are_shown() -> None:
    text = "a\x1b[2Jb secret\n"
    assert "+a\\x1b[2Jb R" in shown(edit("secret", "R", text), text=text)
