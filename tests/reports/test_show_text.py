"""A cassette's pages: what folds, what a view shows, what a note says."""

from __future__ import annotations

import json
from base64 import b64encode

from cassette_cli.loading import load
from cassette_cli.reports.page import Page
from cassette_cli.reports.show_text import View, shown
from tests.reports.made import PAGE, cassette, exchange, rows


def pages(*exchanges: dict, view: View | None = None, page: Page = PAGE) -> list[str]:
    tape = cassette(*exchanges)
    return rows(shown(tape, tape.interactions, view or View(), page))


def rules(*exchanges: dict, page: Page = PAGE) -> list[str]:
    return [row.rstrip("━").rstrip() for row in pages(*exchanges, page=page) if row.startswith("━")]


def test_exact_repeats_that_follow_each_other_are_one_rule() -> None:
    letters = [exchange(letter) for letter in "abcabcb"]
    assert rules(*letters) == [
        "━━ 0 ━━ GET a.example/b",
        "━━ 1 ━━ GET a.example/b",
        "━━ 2 ━━ GET a.example/b",
        "━━ 3-5 ━━ as 0-2",
        "━━ 6 ━━ as 1",
    ]
    assert len(rules(*letters, page=Page(full=True))) == 7


def test_a_page_of_a_plain_exchange() -> None:
    made = exchange('{"a": [1, {"b": null}]}', asked="q=one+two&r=", method="POST", kind="application/json")
    made["request"]["headers"]["Content-Type"] = ["application/x-www-form-urlencoded"]
    assert pages(made) == [
        "made.json                                               VCR.py 1 · 1 interaction",
        "",
        f"━━ 0 ━━ POST a.example/b {'━' * 55}",
        '     form  q  "one two"',
        '           r  ""',
        "── 200 ─ application/json, 23 B ────────────────────────────────────────────────",
        "     json  {",
        '             "a": [',
        "               1,",
        "               {",
        '                 "b": null',
        "               }",
        "             ]",
        "           }",
    ]


def test_a_view_of_one_side_has_only_its_rule() -> None:
    assert not [row for row in pages(exchange(), view=View(response=False)) if row.startswith("──")]
    assert not [row for row in pages(exchange(), view=View(request=False)) if row.startswith("━━")]


def test_headers_are_shown_where_they_are_asked_for() -> None:
    told = pages(exchange(), view=View(headers=True))
    assert "  headers  Content-Type: application/json" in told
    assert "  headers  Content-Type: text/plain" in told


def test_an_unread_stream_shows_its_events_in_the_conversation_view_and_its_text_in_http() -> None:
    body = 'data: {"n": 1, "k": "v"}\n\ndata: {"n": 2, "k": "v"}\n\ndata: {"n": 3, "k": "v"}\n\n'
    made = exchange(body, kind="text/event-stream")
    assert pages(made)[4:] == [' constant  /k "v"', "        0  /n 1", "        1  /n 2", "        2  /n 3"]
    assert '     body  data: {"n": 1, "k": "v"}' in pages(made, view=View("http"))


def test_a_body_of_odd_json_is_shown_whatever_it_is() -> None:
    for text in ("1", "null", '"x"', "[]", "{}", "[" * 300 + "]" * 300, '{"a": 1', "\ufeff{}"):
        assert pages(exchange(text, kind="application/json"))


def test_notes_of_the_file_stand_below_its_heading() -> None:
    text = json.dumps({"version": 1, "interactions": [exchange()]})
    tape = load(f"--- {text}\n--- {text}\n".encode(), "two.yaml")
    assert rows(shown(tape, tape.interactions, View(), PAGE))[1].startswith("! 1 more document")


def test_the_recorders_own_number_is_shown_where_it_differs() -> None:
    entry = "- id: {}\n  request: {{url: 'http://a/', method: GET, body: ''}}\n  response: {{code: 200, body: ''}}\n"
    text = "version: 2\ninteractions:\n" + entry.format(0) + entry.format(7)
    tape = load(text.encode(), "gap.yaml")
    told = [row for row in rows(shown(tape, tape.interactions, View(), Page(full=True))) if row.startswith("━━")]
    assert told[0].startswith("━━ 0 ━━ GET")
    assert told[1].startswith("━━ 1 #7 ━━ GET")


def test_an_answer_that_cannot_be_decoded_says_why_below_its_conversation() -> None:
    data = b64encode(b"\x1f\x8b\x08 broken").decode()
    text = f"""\
interactions:
- request: {{method: POST, uri: 'http://a/v1/chat/completions', body: '{{"model": "m", "messages": []}}'}}
  response:
    body: {{string: !!binary {data}}}
    headers: {{Content-Encoding: [gzip]}}
    status: {{code: 200, message: OK}}
version: 1
"""
    lines = rows(shown(tape := load(text.encode()), tape.interactions, View(), PAGE))
    assert any("response body: gzip data that ends too early" in line or "broken gzip" in line for line in lines)
