"""The table of a file: what is said once, which columns there are, what folds."""

from __future__ import annotations

import json

from cassette_cli.glancing import glance
from cassette_cli.reports.list_table import heading, table
from cassette_cli.reports.page import Page
from cassette_cli.reports.terminal import cell_len, chop_cells
from cassette_cli.summarizing import summarize
from tests.reports.made import PAGE, cassette, exchange, rows


def listed(*exchanges: dict, page: Page = PAGE) -> list[str]:
    tape = cassette(*exchanges)
    return rows(table(tape, list(summarize(tape, tape.interactions, glance)), page))


def test_what_all_share_is_said_once_and_what_nobody_has_takes_no_room() -> None:
    assert listed(exchange("one"), exchange("two"))[1:] == [
        "GET https://a.example/b".replace("https://", ""),
        "",
        "  0  200  3 B  one",
        "  1  200  3 B  two",
    ]


def test_what_differs_has_a_column() -> None:
    assert listed(exchange("one"), exchange("three", method="PUT", url="https://a.example/c", status=500))[1:] == [
        "a.example",
        "",
        "  0  200  GET  /b  3 B  one",
        "  1  500  PUT  /c  5 B  three",
    ]
    assert listed(exchange("one"), exchange("two", url="http://other/c"))[1:] == [
        "",
        "  0  200  a.example/b     3 B  one",
        "  1  200  http://other/c  3 B  two",
    ]


def test_repeats_that_follow_each_other_fold() -> None:
    letters = [exchange(letter) for letter in "abcabcbxc"]
    assert listed(*letters)[3:] == [
        "    0  200  1 B  a",
        "    1  200  1 B  b",
        "    2  200  1 B  c",
        "  3-5  as 0-2",
        "    6  as 1",
        "    7  200  1 B  x",
        "    8  as 2",
    ]


def test_repeats_of_one_and_the_same_fold_too() -> None:
    assert listed(*[exchange(letter) for letter in "abbbbab"])[3:] == [
        "    0  200  1 B  a",
        "    1  200  1 B  b",
        "  2-4  as 1",
        "  5-6  as 0-1",
    ]


def test_what_hurts_all_is_said_once() -> None:
    def lying(answer: str) -> dict:
        made = exchange(answer)
        made["response"]["headers"]["Content-Encoding"] = ["gzip"]
        return made

    told = listed(lying("one"), lying("two"))
    assert told[2] == "! all: response: header says gzip, body is plain"
    assert sum("gzip" in row for row in told) == 1
    told = listed(lying("one"), exchange("two"))
    assert told[4] == "     ! response: header says gzip, body is plain"


def test_a_file_without_interactions_is_a_heading() -> None:
    assert listed() == ["made.json                                              VCR.py 1 · 0 interactions"]


def test_a_page_that_is_too_narrow_for_both_has_the_files_name_above_who_wrote_it() -> None:
    made = cassette(name="tests/cassettes/test_of_something_long.json")
    narrow = PAGE._replace(width=40)
    assert rows(heading(made, narrow)) == ["…/cassettes/test_of_something_long.json", "VCR.py 1 · 0 interactions"]
    assert rows(heading(made, PAGE._replace(width=20))) == ["…something_long.json", "VCR.py 1 · 0 intera…"]
    assert len(rows(heading(made, PAGE._replace(width=60)))) == 1


def test_a_host_gives_way_to_the_model_beside_it() -> None:
    def asking(model: str) -> dict:
        body = json.dumps({"model": model, "messages": [{"role": "user", "content": "?"}]})
        url = "https://a.long.host.example/v1/chat/completions"
        said = {"model": model, "choices": [{"message": {"role": "assistant", "content": "one two three four five"}}]}
        return exchange(json.dumps(said), method="POST", url=url, asked=body, kind="application/json")

    told = listed(asking("m"), asking("model-of-2026"), exchange(), page=PAGE._replace(width=70))
    assert told[3].split()[3:5] == ["a.long.host.example", "m"]
    assert told[4].split()[3:5] == ["a.long.ho…", "model-of-2026"]


def test_hostile_words_do_not_push_the_columns_apart() -> None:
    told = listed(exchange("one", method="X" * 90), exchange("two"), page=PAGE)
    assert "  XXXXXXXXX…  " in told[3]
    assert max(map(len, told)) <= 80


def test_where_room_is_short_the_address_is_cut_then_columns_go() -> None:
    long = "https://a.example/" + "x" * 40
    exchanges = [exchange("one two three four five six seven", url=f"{long}/{number}") for number in (1, 2)]
    for width in (20, 30):
        told = listed(*exchanges, page=Page(width=width, measure=cell_len, chop=chop_cells))
        assert max(map(len, told)) <= width
    for width in (40, 60, 80):
        told = listed(*exchanges, page=Page(width=width, measure=cell_len, chop=chop_cells))
        assert max(map(len, told)) <= width
        assert all("one two" in row for row in told[3:])
        assert told[3].index("one") == told[4].index("one")
