"""Few words are searched for secrets, and none that hold one is passed over (`cassette_cli.hints`)."""

from __future__ import annotations

import pytest

from cassette_cli.hints import may_be_secret
from cassette_cli.rules import RULES, Level, NameRule, Place, TokenRule
from tests.commands.planted import SECRETS

SHOWN = (Place.QUERY, Place.FIELD)  # where a list's words may have them: its URL, its preview


@pytest.mark.parametrize("rule", [each for each in RULES if isinstance(each, TokenRule)], ids=lambda rule: rule.name)
def test_each_form_of_a_token_has_to_be_looked_at(rule: TokenRule) -> None:
    examples = () if rule.level is Level.IDENTITY else rule.catches
    assert [example for example in examples if not may_be_secret(example)] == []


@pytest.mark.parametrize("rule", [each for each in RULES if isinstance(each, NameRule)], ids=lambda rule: rule.name)
def test_each_name_of_a_secret_has_to_be_looked_at(rule: NameRule) -> None:
    names = rule.catches if rule.level is Level.SECRET and rule.places.intersection(SHOWN) else ()
    assert [name for name in names if not may_be_secret(f"{name}=x")] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_in_words_is_looked_at(secret: str) -> None:
    assert may_be_secret(f"I use {secret}.")


@pytest.mark.parametrize("words", ["https://openrouter.ai/api/v1/chat/completions", "The weather is 40°C.", ""])
def test_what_most_lists_say_need_not_be_looked_at(words: str) -> None:
    assert not may_be_secret(words)
