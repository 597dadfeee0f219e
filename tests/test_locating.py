"""Every text of a cassette is looked at, each once, and told by its side (locating and locating_others)."""

from __future__ import annotations

import json

from cassette_cli.loading import load
from cassette_cli.locating import locate
from cassette_cli.rules import DEFAULTS

TOKEN = "sk-or-v1-" + "0123456789abcdef" * 4
VCR = """# comment COMMENT
version: 1
interactions:
- request:
    method: POST
    uri: https://h.example/v1?api_key=URL
    body: BODY
    headers: {Authorization: [Bearer HEADER], Accept: ['*/*']}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json], Set-Cookie: [sid=COOKIE; Path=/]}
    body: {string: ANSWER}
"""


def located(**said: str) -> list[tuple[str, str]]:
    """(WHERE, side) of each secret, of a cassette with these words in their places."""
    words = {"BODY": "null", "ANSWER": "'{}'", "COMMENT": "", "URL": "REDACTED", "HEADER": "REDACTED"} | said
    text = VCR
    for word, value in ({"COOKIE": "REDACTED"} | words).items():
        text = text.replace(word, value)
    return [(secret.where, side.side or "") for side, secret in locate(load(text.encode(), "t.yaml"), DEFAULTS)]


def test_a_cassette_without_secrets_has_none() -> None:
    assert located() == []


def test_headers_urls_bodies_and_comments_are_all_looked_at() -> None:
    assert located(HEADER="abc") == [("0.request.headers.Authorization", "request")]
    assert located(COOKIE="abc") == [("0.response.headers.Set-Cookie/sid", "response")]
    assert located(URL="abc") == [("0.request.url?api_key", "request")]
    assert located(BODY='\'{"password": "x"}\'') == [("0.request.body/password", "request")]
    assert located(ANSWER=f'\'{{"a": "{TOKEN}"}}\'') == [("0.response.body/a", "response")]
    assert located(COMMENT=TOKEN) == [("comment", "")]


def test_a_token_in_several_deltas_of_a_stream_is_found_once_in_the_message() -> None:
    pieces = [{"choices": [{"index": 0, "delta": {"content": TOKEN[at : at + 9]}}]} for at in range(0, len(TOKEN), 9)]
    body = "".join(f"data: {json.dumps(each)}\n\n" for each in pieces) + "data: [DONE]\n\n"
    assert located(ANSWER=json.dumps(body)) == [("0.response.body/choices/0/message/content", "response")]


def test_what_an_alias_means_is_looked_at_once() -> None:
    text = f"a: &x {TOKEN}\n" + VCR.replace("BODY", "*x").replace("COMMENT", "").replace("URL", "REDACTED")
    text = text.replace("HEADER", "REDACTED").replace("COOKIE", "REDACTED").replace("ANSWER", "'{}'")
    assert len(list(locate(load(text.encode(), "t.yaml"), DEFAULTS))) == 1
