"""The table of formats: one row a recorder, said to people, to Markdown, to pipes and to programs."""

from __future__ import annotations

import json

from cassette_cli.recorders import RECORDERS
from cassette_cli.recorders.har import HAR
from cassette_cli.recorders.har_polly import HAR_POLLY
from cassette_cli.reports.formats_table import as_json, as_markdown, as_text, formats
from cassette_cli.reports.page import Page
from cassette_cli.reports.terminal import cell_len, chop_cells
from tests.reports.made import PAGE, PIPE, rows

ONE = HAR._replace(name="one", language="Esperanto", files="JSON", matched=("method", "URL"))
LOCKED = ONE._replace(name="Two", read_only="it is old")
PARTLY = ONE._replace(name="three", unedited="files beside it")


def test_rows_are_in_the_order_of_names_whatever_their_case() -> None:
    assert [each.recorder for each in formats([LOCKED, ONE, PARTLY])] == ["one", "three", "Two"]


def test_what_is_edited_is_all_or_nothing_or_all_but_something() -> None:
    assert [each.edited for each in formats([ONE, PARTLY, LOCKED])] == [
        "yes",
        "all but files beside it",
        "no: it is old",
    ]


def test_piped_each_recorder_is_a_line_of_five_columns() -> None:
    assert rows(as_text([ONE], PIPE)) == ["one\tEsperanto\tJSON\tyes\tmethod, URL"]
    assert {row.count("\t") for row in rows(as_text(RECORDERS, PIPE))} == {4}


def test_on_a_page_each_recorder_is_a_heading_and_what_belongs_to_it() -> None:
    assert rows(as_text([LOCKED], PAGE)) == [
        "Two · Esperanto",
        "    JSON",
        "    matched on: method, URL",
        "    edited: no: it is old",
    ]


def test_no_line_is_wider_than_the_page_and_what_is_carried_over_hangs() -> None:
    page = Page(width=30, measure=cell_len, chop=chop_cells)
    told = rows(as_text(RECORDERS, page))
    assert max(map(cell_len, told)) <= 30
    long = ONE._replace(files="a kind of file that takes a good many words to tell")
    assert rows(as_text([long], page))[1:3] == ["    a kind of file that takes", "    a good many words to tell"]


def test_markdown_is_a_table_whose_rows_have_as_many_cells_as_its_head() -> None:
    told = list(as_markdown([LOCKED, ONE]))
    assert told == [
        "| recorder | language | files | edited | matched on |",
        "|---|---|---|---|---|",
        "| one | Esperanto | JSON | yes | method, URL |",
        "| Two | Esperanto | JSON | no: it is old | method, URL |",
    ]
    assert {row.count("|") for row in as_markdown(RECORDERS)} == {6}
    assert len(list(as_markdown(RECORDERS))) == len(RECORDERS) + 2


def test_the_document_says_what_an_editor_has_to_know() -> None:
    [told] = as_json([HAR_POLLY])["recorders"]
    assert told == {
        "recorder": "Polly.js",
        "language": "JavaScript",
        "files": "JSON, a HAR file in a folder of its own",
        "edited": True,
        "read_only": None,
        "unedited": None,
        "matched": ["_id", "_order"],
        "request": {
            "lengths": ["/request/bodySize"],
            "repeats": ["/request/queryString", "/request/cookies", "/request/postData/params"],
            "charset": None,
        },
        "response": {
            "lengths": ["/response/content/size", "/response/bodySize"],
            "repeats": ["/response/cookies", "/response/redirectURL"],
            "charset": None,
        },
        "kept": ["/_id", "/_order"],
    }


def test_the_document_has_every_recorder_with_the_same_keys_in_the_order_of_the_table() -> None:
    told = as_json(RECORDERS)
    assert json.loads(json.dumps(told)) == told
    assert (told["version"], len({tuple(each) for each in told["recorders"]})) == (1, 1)
    assert [each["recorder"] for each in told["recorders"]] == [each.recorder for each in formats(RECORDERS)]


def test_what_cannot_be_edited_says_why_in_the_document() -> None:
    [locked] = as_json([LOCKED])["recorders"]
    assert (locked["edited"], locked["read_only"], locked["unedited"]) == (False, "it is old", None)
    [partly] = as_json([PARTLY])["recorders"]
    assert (partly["edited"], partly["read_only"], partly["unedited"]) == (True, None, "files beside it")
