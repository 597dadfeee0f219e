"""Bodies in events: the message that they make, the events themselves, and what stands between them."""

from __future__ import annotations

import json

import pytest

from cassette_cli.loading import load
from cassette_cli.locating import locate
from cassette_cli.rules import DEFAULTS

TOKEN = "sk-or-" + "v1-" + "0123456789abcdef" * 4


def found(body: str, media_type: str = "text/event-stream") -> list[tuple[str, str]]:
    """(WHERE, what) of each secret of an answer."""
    request = {"method": "POST", "uri": "https://h.example/v1", "body": "", "headers": {}}
    headers = {"Content-Type": [media_type]}
    response = {"status": {"code": 200, "message": "OK"}, "headers": headers, "body": {"string": body}}
    tape = json.dumps({"version": 1, "interactions": [{"request": request, "response": response}]})
    return [(secret.where, secret.text) for _, secret in locate(load(tape.encode(), "t.json"), DEFAULTS)]


def chunk(content: str) -> str:
    return f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': content}}]})}\n\n"


@pytest.mark.parametrize("length", [1, 9, 40, 100])
def test_a_token_is_found_in_the_message_however_it_was_cut(length: int) -> None:
    body = "".join(chunk(TOKEN[at : at + length]) for at in range(0, len(TOKEN), length))
    assert found(f"{body}data: [DONE]\n\n") == [("0.response.body/choices/0/message/content", TOKEN)]


def test_what_is_no_part_of_the_message_is_found_in_its_event() -> None:
    event = json.dumps({"choices": [], "debug": {"password": "x"}})
    assert found(f"{chunk('hi')}data: {event}\n\n") == [("0.response.body#1/debug/password", "x")]


def test_comments_and_names_of_events_are_looked_at() -> None:
    assert found(f": {TOKEN}\n\n{chunk('hi')}event: {TOKEN}\ndata: {{}}\n\n") == [("0.response.body", TOKEN)] * 2


def test_events_of_an_unknown_api_and_lines_of_json_are_looked_at_one_by_one() -> None:
    assert found('data: {"a": 1}\n\ndata: {"password": "x"}\n\n') == [("0.response.body#1/password", "x")]
    assert found('{"a": 1}\n{"password": "x"}\n', "application/x-ndjson") == [("0.response.body#1/password", "x")]
