"""Each rule by its own examples: what it catches it catches, and what it spares no rule takes."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cassette_cli.rules import (
    DEFAULTS,
    RULES,
    Level,
    NameRule,
    Place,
    TokenRule,
    cookies,
    fields,
    headers,
    identity,
    queries,
    tokens_agents,
    tokens_ai,
    tokens_cloud,
    tokens_code,
    tokens_forms,
    tokens_services,
)
from cassette_cli.rules.rule import GUARD, folded

TOKENS = [rule for rule in RULES if isinstance(rule, TokenRule)]
NAMES = [rule for rule in RULES if isinstance(rule, NameRule)]
HELD_BACK = (Level.SECRET, Level.SESSION)


def taken(text: str) -> list[str]:
    return [hit.rule.name for hit in DEFAULTS.hits(text)]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in TOKENS for text in rule.catches])
def test_a_token_rule_catches_its_examples_and_nobody_else_has_them(rule: TokenRule, text: str) -> None:
    assert taken(text) == [rule.name]
    assert DEFAULTS.may_hit(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule in TOKENS for text in rule.spares])
def test_what_a_token_rule_spares_no_rule_takes(rule: TokenRule, text: str) -> None:
    assert taken(text) == []


@pytest.mark.parametrize(
    ("rule", "place", "name"),
    [(rule, place, name) for rule in NAMES for place in sorted(rule.places) for name in rule.catches],
)
def test_a_name_rule_knows_its_examples_in_any_case(rule: NameRule, place: Place, name: str) -> None:
    for spelt in (name, name.lower(), name.upper(), name.replace("-", "_")):
        assert DEFAULTS.rule_for(place, spelt) == rule, spelt


@pytest.mark.parametrize(
    ("rule", "place", "name"),
    [(rule, place, name) for rule in NAMES for place in sorted(rule.places) for name in rule.spares],
)
def test_what_a_name_rule_spares_no_rule_holds_back(rule: NameRule, place: Place, name: str) -> None:
    found = DEFAULTS.rule_for(place, name)
    assert found is None or (found.level is Level.IDENTITY and rule.level is not Level.IDENTITY)


def test_every_name_that_a_rule_lists_is_among_its_examples() -> None:
    assert [rule.name for rule in NAMES if not rule.names <= set(map(folded, rule.catches))] == []


def test_every_rule_has_a_name_of_its_own_and_an_example() -> None:
    assert [name for name, count in Counter(rule.name for rule in RULES).items() if count > 1] == []
    assert [rule.name for rule in RULES if not rule.catches] == []
    assert [rule.name for rule in TOKENS if not rule.spares] == []
    assert [rule.name for rule in RULES if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name)] == []


def test_each_area_is_in_the_table() -> None:
    areas = (
        *(tokens_agents.TOKENS_AGENTS, tokens_ai.TOKENS_AI, tokens_cloud.TOKENS_CLOUD, tokens_code.TOKENS_CODE),
        *(tokens_services.TOKENS_SERVICES, tokens_forms.TOKENS_FORMS, identity.IDENTITY),
        *(headers.HEADERS, cookies.COOKIES, queries.QUERIES, fields.FIELDS),
    )
    assert [rule.name for area in areas for rule in area] == [rule.name for rule in RULES]


def test_the_prefix_of_a_token_is_what_it_begins_with() -> None:
    """A preview shows it, and it must not show more than everybody knows."""
    assert [
        (rule.name, text)
        for rule in TOKENS
        for text in rule.catches
        if rule.prefix and text.find(rule.prefix) < 0 and not any(text.startswith(each) for each in rule.literals)
    ] == []
    assert [rule.name for rule in TOKENS if len(rule.prefix) > len("-----BEGIN") + 6] == []


def test_an_unguarded_token_says_so_by_having_another_guard() -> None:
    assert {rule.name for rule in TOKENS if not rule.form.startswith(GUARD)} == {
        *("telegram-token", "teams-webhook", "url-password", "sas-signature", "oauth-code"),
        *("azure-account", "azure-host", "google-project", "email"),
    }


def test_a_name_is_one_without_case_and_separators() -> None:
    assert {folded(name) for name in ("X-Api-Key", "x_api_key", "xApiKey", "X API.KEY")} == {"xapikey"}


FALSE_FRIENDS = (
    "signature thoughtSignature encrypted_content next_page_token pageToken nextPageToken progressToken max_tokens"
    " prompt_tokens completion_tokens input_tokens total_tokens tokens token_ids stop_token id name model"
    " system_fingerprint"
    " prompt_cache_key key state code session_id author authority"
)


@pytest.mark.parametrize("name", FALSE_FRIENDS.split())
def test_a_false_friend_of_llm_apis_is_spared(name: str) -> None:
    assert DEFAULTS.rule_for(Place.FIELD, name) is None
