"""Rules made ready: names looked up, texts searched, laws that hold for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.rules import DEFAULTS, RULES, Level, NameRule, Place, Rules, TokenRule
from cassette_cli.rules.matching import joined
from cassette_cli.rules.rule import token

CATCHES = [text for rule in RULES if isinstance(rule, TokenRule) for text in rule.catches]
SPARES = [text for rule in RULES if isinstance(rule, TokenRule) for text in rule.spares]
BETWEEN = st.text(st.sampled_from(" \n\t\"'(),;<>[]{}|"), min_size=1, max_size=3)
ANY_TEXT = st.lists(st.one_of(st.sampled_from(CATCHES), st.sampled_from(SPARES), st.text(max_size=9)), max_size=6)
GITHUB = "ghp_" + "a1B2" * 9


def secrets(text: str, rules: Rules = DEFAULTS) -> list[tuple[str, str]]:
    return [(rule.name, text[span.start : span.end]) for rule, span in rules.hits(text)]


@given(ANY_TEXT)
def test_hits_do_not_overlap_and_come_in_order(texts: list[str]) -> None:
    spans = [hit.span for hit in DEFAULTS.hits("".join(texts))]
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(st.sampled_from(CATCHES), BETWEEN, BETWEEN)
def test_a_hit_does_not_depend_on_what_stands_around_it(text: str, before: str, after: str) -> None:
    assert secrets(f"{before}{text}{after}") == secrets(text)


@given(ANY_TEXT)
def test_once_all_hits_are_replaced_there_are_none(texts: list[str]) -> None:
    text = " ".join(texts)
    redacted = apply(text, [Edit(hit.span, "REDACTED") for hit in DEFAULTS.hits(text)])
    assert secrets(redacted) == []


@given(ANY_TEXT)
def test_a_text_with_a_hit_may_have_one(texts: list[str]) -> None:
    text = "".join(texts)
    assert DEFAULTS.may_hit(text) or not DEFAULTS.hits(text)


def test_a_text_of_words_cannot_have_a_hit() -> None:
    assert not DEFAULTS.may_hit("The weather in Paris is 21 degrees; a task-force asks for no risk-free token.")


def test_only_the_secret_is_hit_and_not_what_led_to_it() -> None:
    assert secrets(f"Authorization: Bearer {'a1B2' * 5}") == [("bearer", "a1B2" * 5)]
    assert secrets("redis://app:s3cr3tpw0rd@cache:6379") == [("url-password", "s3cr3tpw0rd")]


def test_of_overlapping_hits_the_longer_wins_then_the_earlier_rule() -> None:
    assert secrets(f"Bearer {GITHUB}") == [("github-token", GITHUB)]
    assert secrets("sk-lf-01234567-89ab-cdef-0123-456789abcdef")[0][0] == "langfuse-key"


def test_a_password_goes_before_the_address_it_seems_to_be_part_of() -> None:
    text = "postgres://app:s3cr3tpw0rd@db.acme-corp.io/app"
    assert secrets(text) == [("url-password", "s3cr3tpw0rd")]


def test_two_tokens_side_by_side_are_two_hits() -> None:
    assert secrets(f"{GITHUB},{GITHUB}") == [("github-token", GITHUB)] * 2


def test_a_token_made_of_its_own_prefix_is_one_hit() -> None:
    text = "sk-1-" * 20_000
    assert secrets(text) == [("sk-key", text)]


def test_a_token_that_is_near_nothing_is_none_of_a_rule_that_wants_a_word_near() -> None:
    key = "0123456789abcdef" * 2 + "." + "a1B2" * 4
    assert secrets(key) == []
    assert secrets(f"https://api.z.ai/api/paas {'.' * 150} {key}") == [("zai-key", key)]
    assert secrets(f"https://api.z.ai/api/paas {'.' * 250} {key}") == []


def test_a_token_that_outgrows_the_window_around_a_word_is_hit_whole() -> None:
    rules = Rules.of([token("long", "", (), r"k\w+", near=("acme",), prefix="", catches=("acme k1234567",))])
    text = "acme " + " " * 190 + "k" + "1" * 900
    assert secrets(text, rules) == [("long", "k" + "1" * 900)]


def test_a_literal_inside_a_token_is_enough_to_find_it() -> None:
    key = "abc8Q~" + "a1B2" * 8 + "c3"
    assert secrets(f"secret: {key}, {key}") == [("azure-client-secret", key)] * 2


def test_a_rule_without_literals_is_looked_for_everywhere() -> None:
    rules = Rules.of([token("digits", "", (), r"\d{9}", prefix="", catches=("123456789",))])
    assert rules.may_hit("")
    assert secrets("tel 123456789", rules) == [("digits", "123456789")]


def test_a_placeholder_behind_a_prefix_is_no_hit() -> None:
    assert secrets("ghp_" + "X" * 36) == []
    assert secrets(f"token {'ghp_' + 'x' * 36}") == []


def test_what_is_shorter_than_eight_characters_is_no_token() -> None:
    rules = Rules.of([token("short", "", "k_", r"k_\d+", catches=("k_123456",))])
    assert secrets("k_12345 k_123456", rules) == [("short", "k_123456")]


def test_rules_that_are_added_count_and_so_do_placeholders() -> None:
    acme = token("acme-key", "Acme key", "acme_", r"acme_[0-9a-z]{8}", catches=("acme_01234567",))
    rules = Rules.of((*RULES, acme), [r"acme_docs\w+"])
    assert secrets("acme_01234567 acme_docs0123", rules) == [("acme-key", "acme_01234567")]
    assert rules.is_placeholder("acme_docs0123")
    assert not DEFAULTS.is_placeholder("acme_docs0123")


def test_of_two_rules_for_a_name_the_earlier_has_it() -> None:
    row = NameRule(
        "mine", Level.SESSION, "", frozenset({Place.HEADER}), frozenset({"authorization"}), ("Authorization",)
    )
    assert Rules.of((row, *RULES)).rule_for(Place.HEADER, "AUTHORIZATION") == row


@pytest.mark.parametrize("name", ["user[password]", "user[0][Password]", "auth[api_key]"])
def test_the_innermost_part_of_a_forms_name_counts(name: str) -> None:
    assert DEFAULTS.rule_for(Place.FIELD, name) is not None


def test_a_place_has_its_own_names() -> None:
    assert DEFAULTS.rule_for(Place.QUERY, "key") is not None
    assert DEFAULTS.rule_for(Place.FIELD, "key") is None
    assert DEFAULTS.rule_for(Place.COOKIE, "anything at all") is not None


NAMED = [
    '{"a": 1, "api_key": "x"}',
    '{"apiKey" :\n "x"}',
    r'{"arguments": "{\"password\": \"x\"}"}',
    r'{"a": "{\"b\": \"{\\\"client_secret\\\":\\\"x\\\"}\"}"}',
    "grant_type=refresh_token&refresh_token=abc",
    "client_secret=abc",
    "user%5Bpassword%5D=abc",
    "<Credentials><SecretAccessKey>abc</SecretAccessKey></Credentials>",
    '<aws:SessionToken xmlns="x">abc</aws:SessionToken>',
    '<add name="db" password="abc"/>',
    "https://maps.example.com/api?q=1&key=abc",
]
UNNAMED = [
    '{"model": "gpt-4o", "usage": {"total_tokens": 12}, "api_key": null}',
    '{"max_tokens": 5, "next_page_token": "abc", "signature": "abc"}',
    "grant_type=authorization_code&scope=email",
    "<html><body>secret</body></html>",
    "a = b, the password is not here",
    "",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_text_with_a_known_name_may_name(text: str) -> None:
    assert DEFAULTS.may_name(text)


@pytest.mark.parametrize("text", UNNAMED)
def test_a_text_without_one_need_not_be_read(text: str) -> None:
    assert not DEFAULTS.may_name(text)


def test_spans_count_characters() -> None:
    assert DEFAULTS.hits(f"\U0001f600 {GITHUB}")[0].span == Span(2, 2 + len(GITHUB))


def test_windows_that_overlap_are_searched_once() -> None:
    address = "jane.doe@acme-corp.io"
    text = f"{'@' * 5_000} {address} {'@' * 5_000}"
    assert secrets(text) == [("email", address)]
    windows = [Span(0, 10), Span(5, 15), Span(15, 20), Span(30, 40)]
    assert list(joined(windows)) == [Span(0, 20), Span(30, 40)]
