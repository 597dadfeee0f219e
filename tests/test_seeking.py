"""The secrets in a text, and in what lies in it, one in another; of headers what header_values says."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from cassette_cli.documents.edits import Edit, apply
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import settle
from cassette_cli.rules import DEFAULTS, Place
from cassette_cli.seeking import Seeker

TOKEN = "sk-or-v1-" + "0123456789abcdef" * 4
SEEKER = Seeker.of(DEFAULTS)


def redacted(text: str, *places: Place, name: str = "") -> str:
    """The text with REDACTED in the place of each secret."""
    found = list(SEEKER.value(Source(text), places or (Place.FIELD,), name, ""))
    edits = settle(Change(each.layer, Edit(each.span, "REDACTED")) for each in found)
    return apply(text, edits)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"use {TOKEN}, please", "use REDACTED, please"),
        (json.dumps({"a": TOKEN}), '{"a": "REDACTED"}'),
        (json.dumps({"a": json.dumps({"b": [TOKEN]})}), json.dumps({"a": json.dumps({"b": ["REDACTED"]})})),
        ('{"password": "hunter2", "user": "ann"}', '{"password": "REDACTED", "user": "ann"}'),
        ('[{"name": "access_token", "value": "x1"}]', '[{"name": "access_token", "value": "REDACTED"}]'),
        (f'{{"{TOKEN}": 1}}', '{"REDACTED": 1}'),
        ("grant_type=x&client_secret=a%2Bb&scope=all", "grant_type=x&client_secret=REDACTED&scope=all"),
        ("<r><SecretAccessKey>abc</SecretAccessKey></r>", "<r><SecretAccessKey>REDACTED</SecretAccessKey></r>"),
        ("see https://h.example/p?api_key=abc&x=1 there", "see https://h.example/p?api_key=REDACTED&x=1 there"),
        ('{"url": "https://h.example/?token=abc"}', '{"url": "https://h.example/?token=REDACTED"}'),
        (
            '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter2\r\n--b--\r\n',
            '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nREDACTED\r\n--b--\r\n',
        ),
        (json.dumps({"a": b64encode(f"key={TOKEN}!".encode()).decode()}),
         json.dumps({"a": b64encode(b"key=REDACTED!").decode()})),
    ],
)  # fmt: skip
def test_a_secret_is_found_wherever_it_lies_and_nothing_else_changes(text: str, left: str) -> None:
    assert redacted(text) == left
    assert redacted(left) == left


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("Authorization", "Bearer abc", "Bearer REDACTED"),
        ("authorization", f"Bearer {TOKEN}", "Bearer REDACTED"),
        ("X-Api-Key", "abc", "REDACTED"),
        ("Authorization", "Basic " + b64encode(b"ann:hunter2").decode(), "Basic REDACTED"),
        ("Cookie", "a=1; b=two", "a=REDACTED; b=REDACTED"),
        ("Set-Cookie", "sid=abc; Path=/; HttpOnly", "sid=REDACTED; Path=/; HttpOnly"),
        ("Authorization", "AWS4-HMAC-SHA256 REDACTED", "AWS4-HMAC-SHA256 REDACTED"),
        ("X-RateLimit-Remaining-Tokens", "150000", "150000"),
        (
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=<KEY_ID>/<DATE>/aws4_request, SignedHeaders=host, Signature=<SIGNATURE>",
            "AWS4-HMAC-SHA256 Credential=<KEY_ID>/<DATE>/aws4_request, SignedHeaders=host, Signature=<SIGNATURE>",
        ),
        (
            "Set-Cookie",
            "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT, b=2; Path=/",
            "a=REDACTED; Expires=Thu, 01 Jan 1970 00:00:00 GMT, b=REDACTED; Path=/",
        ),
        ("Set-Cookie", f"prefs=a,{TOKEN}; Path=/", "prefs=REDACTED; Path=/"),
        ("Set-Cookie", f's={{"id":1,"t":"{TOKEN}"}}; Path=/', "s=REDACTED; Path=/"),
        ("Set-Cookie", f"a=REDACTED; Path=/x/{TOKEN}", "a=REDACTED; Path=/x/REDACTED"),
        ("Set-Cookie", "a=x,y, b=z\nc=1,2", "a=REDACTED, b=REDACTED\nc=REDACTED"),
        ("Cookie", f"a=REDACTED; {TOKEN}", "a=REDACTED; REDACTED"),
        ("Cookie", f"{TOKEN}=1; my prefs =x", "REDACTED=REDACTED; my prefs =REDACTED"),
        ("Location", "/next?token=abc&b=2", "/next?token=REDACTED&b=2"),
        ("Key", "abc", "abc"),
        ("x-amz-bedrock-agent-session-id", "0123456789", "0123456789"),
        ("Accept", "*/*", "*/*"),
    ],
)
def test_a_header_keeps_its_scheme_and_cookies_keep_their_names(name: str, value: str, left: str) -> None:
    assert redacted(value, Place.HEADER, name=name) == left
    assert redacted(left, Place.HEADER, name=name) == left


@pytest.mark.parametrize(
    "text",
    [
        '{"logprobs": {"content": [{"token": " Hello", "logprob": -1}]}}',
        '{"usage": {"prompt_tokens": 3}, "next_page_token": "", "max_tokens": 5}',
        '{"generatedToken": {"token": "x", "logprob": -1}}',
        '{"password": null, "token": 7, "secret": ""}',
        '{"signature": "EqQBCgIYAhIM", "encrypted_content": "gAAAAABo"}',
        '{"secret": "https://assets.example.com/secret.png?v5", "cookie": "https://assets.example.com/cookie.png"}',
        '{"a": "key=value"}',
        '{"a": "eyJhIjogMX0="}',
    ],
)
def test_false_friends_stay(text: str) -> None:
    assert redacted(text) == text


def test_a_form_says_more_of_a_value_than_its_name() -> None:
    [found] = SEEKER.value(Source(f"Bearer {TOKEN}"), (Place.HEADER,), "Authorization", "h")
    assert (found.rule.name, found.text, found.where) == ("openrouter-key", TOKEN, "h")


def test_what_a_key_holds_is_not_said_by_where_a_value_stands() -> None:
    [key, inner] = SEEKER.text(Source(json.dumps({TOKEN: {"password": "x"}})), "b")
    assert (key.where, inner.where) == ("b/sk-or-v1-***(73)", "b/sk-or-v1-***(73)/password")


def test_a_hit_that_its_surroundings_led_to_is_found_in_a_value_that_has_another_name() -> None:
    assert redacted("https://h.example/cb?code=4/0a1B2c3D4e5F6g7&x=1") == "https://h.example/cb?code=REDACTED&x=1"


def test_where_it_was_found_is_said_step_by_step() -> None:
    [found] = SEEKER.text(Source('{"a/b": [{"password": "x"}]}'), "0.request.body")
    assert found.where == "0.request.body/a~1b/0/password"
    [query] = SEEKER.text(Source("https://h.example/?api_key=abc"), "0.request.url")
    assert query.where == "0.request.url?api_key"


def test_a_name_that_is_a_secret_is_masked_where_it_is_said() -> None:
    found = [
        *SEEKER.value(Source(f"{TOKEN}=1"), (Place.HEADER,), "Cookie", "h"),
        *SEEKER.text(Source(f"https://h.example/?key[{TOKEN}][password]=x"), "u"),
    ]
    assert len(found) == 4
    assert [each.where for each in found if "0123456789" in each.where] == []


def test_a_short_secret_is_no_part_of_where_it_stands() -> None:
    [found] = SEEKER.text(Source('{"password": "b"}'), "0.request.body")
    assert found.where == "0.request.body/password"
