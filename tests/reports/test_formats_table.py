"""The tables of formats: one row a recorder, one row an API; and what a program is told of them."""

from __future__ import annotations

import json

from cassette_cli.apis import APIS
from cassette_cli.apis.ollama_chat import OLLAMA_CHAT
from cassette_cli.framings import FRAMINGS
from cassette_cli.recorders import RECORDERS
from cassette_cli.recorders.har import HAR
from cassette_cli.recorders.har_polly import HAR_POLLY
from cassette_cli.reports.formats_table import apis_as_json, apis_table, recorders_as_json, recorders_table

ONE = HAR._replace(name="one", language="Esperanto", files="JSON", matched=("method", "URL"))
LOCKED = ONE._replace(name="Two", read_only="it is old")
PARTLY = ONE._replace(name="three", unedited="files beside it")


def test_recorders_are_in_the_order_of_names_whatever_their_case() -> None:
    assert [row[0] for row in recorders_table([LOCKED, ONE, PARTLY]).rows] == ["one", "three", "Two"]


def test_what_is_edited_is_all_or_nothing_or_all_but_something() -> None:
    assert [row[3] for row in recorders_table([ONE, PARTLY, LOCKED]).rows] == [
        "yes",
        "all but files beside it",
        "no: it is old",
    ]


def test_every_row_has_a_cell_for_each_column_but_what_does_not_stream() -> None:
    for table, count in ((recorders_table(RECORDERS), len(RECORDERS)), (apis_table(APIS), len(APIS))):
        assert len({row[0] for row in table.rows}) == count
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(cell for row in table.rows for cell in row[:3])


def test_an_api_streams_in_framings_that_there_are() -> None:
    names = {framing.name for framing in FRAMINGS}
    assert {name for api in APIS for name in api.streams} == names
    assert apis_table([OLLAMA_CHAT]).rows == (("ollama.chat", "chat", "Ollama", "json_lines"),)


def test_the_document_says_what_an_editor_has_to_know() -> None:
    [told] = recorders_as_json([HAR_POLLY])["recorders"]
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
    told = recorders_as_json(RECORDERS)
    assert json.loads(json.dumps(told)) == told
    assert (told["version"], len({tuple(each) for each in told["recorders"]})) == (1, 1)
    assert [each["recorder"] for each in told["recorders"]] == [row[0] for row in recorders_table(RECORDERS).rows]


def test_what_cannot_be_edited_says_why_in_the_document() -> None:
    [locked] = recorders_as_json([LOCKED])["recorders"]
    assert (locked["edited"], locked["read_only"], locked["unedited"]) == (False, "it is old", None)
    [partly] = recorders_as_json([PARTLY])["recorders"]
    assert (partly["edited"], partly["read_only"], partly["unedited"]) == (True, None, "files beside it")


def test_the_document_of_the_apis_says_what_the_table_says() -> None:
    told = apis_as_json(APIS)
    assert told["version"] == 1
    rows = [
        tuple(", ".join(cell) if isinstance(cell, list) else cell for cell in each.values()) for each in told["apis"]
    ]
    assert rows == list(apis_table(APIS).rows)
