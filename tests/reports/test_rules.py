"""The rules around an interaction, and the places that they name (`reports.rules`, `reports.places`)."""

from __future__ import annotations

import pytest

from cassette_cli.messages import Conversation, Message, Usage
from cassette_cli.reports.lines import plain
from cassette_cli.reports.page import Page
from cassette_cli.reports.places import host_of, path_of, short_url, status_style
from cassette_cli.reports.rules import answer_rule, repeat_rule, request_rule
from tests.reports.made import PAGE, cassette, exchange, rows

NARROW = PAGE._replace(width=40)


@pytest.mark.parametrize(
    ("url", "short", "host", "path"),
    [
        ("https://a.example/v1/x?q=1", "a.example/v1/x?q=1", "a.example", "/v1/x?q=1"),
        ("http://a.example:80/", "http://a.example:80/", "http://a.example:80", "/"),
        ("https://a.example", "a.example", "a.example", "/"),
        ("/v1/x", "/v1/x", "", "/v1/x"),
        ("", "", "", "/"),
    ],
)
def test_an_address_is_short_host_and_path(url: str, short: str, host: str, path: str) -> None:
    assert (short_url(url), host_of(url), path_of(url)) == (short, host, path)


def test_a_status_is_good_or_bad() -> None:
    assert [status_style(code) for code in (200, 204, 302, 404, 500, None)] == [
        "good",
        "good",
        "warning",
        "bad",
        "bad",
        "bad",
    ]


def test_a_rule_fills_the_page_and_a_long_address_is_cut_to_it() -> None:
    one = cassette(exchange(url="https://a.example/" + "x" * 60)).interactions[0]
    assert len(plain(request_rule(one, PAGE))) == 80
    assert plain(request_rule(one, NARROW)) == "━━ 0 ━━ GET a.example/xxxxxxxxxxxxxxxxx…"
    assert plain(request_rule(one, Page())) == "━━ 0 ━━ GET a.example/" + "x" * 60 + " ━━"
    assert plain(repeat_rule("4-6", "0-2", NARROW)) == "━━ 4-6 ━━ as 0-2 ━━━━━━━━━━━━━━━━━━━━━━━"


def test_an_answers_rule_carries_what_is_known_and_breaks_where_it_must() -> None:
    one = cassette(exchange()).interactions[0]
    talk = Conversation(
        api="openai.chat",
        operation="chat",
        request_model="a",
        response_model="a-2026",
        answers=(Message(role="assistant", parts=(), finish_reason_raw="stop"),),
        usage=Usage(input_tokens=2_281, output_tokens=56, cached_tokens=1_024, reasoning_tokens=0),
    )
    assert rows(answer_rule(one, talk, PAGE)) == [
        "── 200 ─ 2281 → 56 tokens (1024 cached) ─ a-2026 ─ stop ────────────────────────"
    ]
    narrow = rows(answer_rule(one, talk, NARROW))
    assert [row.rstrip("─").rstrip() for row in narrow] == [
        "── 200 ─ 2281 → 56 tokens ─ stop",
        "   1024 cached",
    ]
    assert max(map(len, narrow)) == 40
    other = rows(answer_rule(one, talk._replace(response_model="b"), PAGE._replace(width=36)))
    assert [row.rstrip("─").rstrip() for row in other] == ["── 200 ─ 2281 → 56 tokens ─ b ─ stop", "   1024 cached"]


def test_a_redirect_says_where_to() -> None:
    moved = exchange("", status=307, kind="")
    moved["response"]["headers"]["Location"] = ["https://a.example/there"]
    assert rows(answer_rule(cassette(moved).interactions[0], None, PAGE._replace(width=40))) == [
        "── 307 ─ → a.example/there ─────────────"
    ]


def test_no_word_of_a_rule_is_wider_than_the_page() -> None:
    one = cassette(exchange()).interactions[0]
    talk = Conversation(api="x", operation="chat", request_model="a", response_model="b" * 90)
    assert max(len(row) for row in rows(answer_rule(one, talk, PAGE))) == 80


def test_tokens_that_only_one_side_knows_are_said_with_a_question() -> None:
    one = cassette(exchange()).interactions[0]
    talk = Conversation(api="x", operation="chat", usage=Usage(output_tokens=5))
    assert rows(answer_rule(one, talk, PAGE))[0].startswith("── 200 ─ ? → 5 tokens ──")
