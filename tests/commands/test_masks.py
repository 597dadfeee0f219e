"""The mask of words that were recorded, with the rules of a configuration (`commands.masks`)."""

from __future__ import annotations

from pathlib import Path

from cassette_cli.commands.masks import mask_of, rules_of
from cassette_cli.commands.settings import Settings
from cassette_cli.configuration import Configuration, Redaction
from cassette_cli.rules import DEFAULTS, Place
from tests.commands.planted import ADDRESS

PLAIN = Settings(Configuration(), Path())
OWN = Settings(Configuration(redact=Redaction(query=("zork",))), Path())


def test_words_without_a_secret_stay() -> None:
    assert mask_of(PLAIN)("The weather is 40°C.") == "The weather is 40°C."


def test_a_secret_is_its_preview() -> None:
    assert mask_of(PLAIN)(f"https://a.example/?key={ADDRESS}") == "https://a.example/?key=AIza***(39)"


def test_a_name_of_the_configuration_is_masked_too() -> None:
    assert mask_of(OWN)("https://a.example/?zork=abc") == "https://a.example/?zork=***(3)"
    assert rules_of(OWN).rule_for(Place.QUERY, "zork")


def test_without_a_configuration_the_rules_are_the_built_in_ones() -> None:
    assert rules_of(PLAIN).rules == DEFAULTS.rules
