from __future__ import annotations

import math

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode

from cassette_cli.documents.yaml_types import is_string, kind, resolve

plain_words = st.text("0123456789abcdefx_+-.:eEnullyestrfaNIi~<=oT Z", min_size=1, max_size=8).map(str.strip)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None),
        ("true", True), ("True", True), ("FALSE", False),
        ("0", 0), ("-12", -12), ("+7", 7), ("0x1F", 31),
        ("1.5", 1.5), ("-0.5", -0.5), (".5", 0.5), ("1.", 1.0), ("1.5e+3", 1500.0), ("-.inf", -math.inf),
    ],
)  # fmt: skip
def test_a_word_is_typed_where_both_yamls_agree(text: str, meaning: object):
    assert resolve(text) == meaning
    assert type(resolve(text)) is type(meaning)
    assert not is_string(text)


def test_not_a_number_is_a_number():
    found = resolve(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    "text",
    [
        "yes", "No", "on", "OFF", "y", "N", "12:30:00", "190:20:30.15", "1_000", "0o17", "017", "08", "0b11", "1e3",
        "1.5e3", "-.5", "2012-10-21", "2012-10-21T12:52:39.797Z", "2001-12-14 21:59:43.10 -5", "<<", "=", "9" * 401,
    ],
)  # fmt: skip
def test_a_word_on_which_they_do_not_agree_is_its_text_but_not_safe_to_write_plain(text: str):
    assert resolve(text) == text
    assert not is_string(text)


@pytest.mark.parametrize(
    "text", ["a", "nul", "127.0.0.1", "1.2.3", "12a", "v1", "-", "_1", "e3", "0x", "2012-10", "a b", "+"]
)
def test_a_word_that_is_a_string_to_both_is_one(text: str):
    assert resolve(text) == text
    assert is_string(text)


@given(plain_words)
def test_what_is_called_a_string_is_one_to_pyyaml_and_to_ruamel(text: str):
    if is_string(text):
        assert pyyaml.SafeLoader("").resolve(pyyaml.ScalarNode, text, (True, False)) == "tag:yaml.org,2002:str"
        resolver = YAML(typ="safe", pure=True).resolver
        assert str(resolver.resolve(ScalarNode, text, (True, False))) == "tag:yaml.org,2002:str"


@given(plain_words)
def test_what_is_typed_is_the_same_value_to_pyyaml_and_to_ruamel(text: str):
    meaning = resolve(text)
    if not isinstance(meaning, str) and not (isinstance(meaning, float) and math.isnan(meaning)):
        assert pyyaml.safe_load(text) == YAML(typ="safe", pure=True).load(text) == meaning


def test_an_integer_and_a_time_are_kinds_of_their_own():
    assert kind("553") == kind("560") == ("int", "int")
    assert kind("2012-10-21") == ("time", "string")
    assert kind("yes") == ("truth", "string")
