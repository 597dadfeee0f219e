"""A word replaced where something is said, and nowhere else (`cassette_cli.replacing`)."""

from __future__ import annotations

import pytest

from cassette_cli.errors import EditError
from cassette_cli.messages import Message
from cassette_cli.parts import Other, Text, ToolCall
from cassette_cli.replacing import places_said, replaced, replacement

PISA = replacement("Florence", "Pisa")


def test_places_are_those_of_parts_that_say_something() -> None:
    said = (Text("Florence", at=("a",)), ToolCall("1", "f", {}, at=("c", 0)))
    parts = (*said, Other({"x": 1}, at=("b",)), Text("no place"))
    assert places_said([Message("assistant", parts)]) == [("a",), ("c", 0)]


def test_what_stands_elsewhere_stays() -> None:
    value = {"id": "Florence", "text": "Florence, Florence"}
    assert replaced(value, [("text",)], PISA) == ({"id": "Florence", "text": "Pisa, Pisa"}, 2)


def test_strings_in_objects_and_lists_are_gone_over_and_names_are_not() -> None:
    value = {"arguments": {"Florence": ["in Florence", 3, None]}}
    assert replaced(value, [("arguments",)], PISA) == ({"arguments": {"Florence": ["in Pisa", 3, None]}}, 1)


def test_json_in_a_string_keeps_its_formatting_and_its_escapes() -> None:
    text = '{ "city":"Florence \\u00b0", "n": 1.0 }'
    assert replaced({"a": text}, [("a",)], PISA) == ({"a": '{ "city":"Pisa \\u00b0", "n": 1.0 }'}, 1)


def test_a_text_that_only_looks_like_json_is_text() -> None:
    assert replaced({"a": "{Florence"}, [("a",)], PISA) == ({"a": "{Pisa"}, 1)


def test_a_place_within_another_is_counted_once() -> None:
    value = {"a": {"b": "Florence"}}
    assert replaced(value, [("a",), ("a", "b"), ("a",)], PISA) == ({"a": {"b": "Pisa"}}, 1)


def test_a_place_that_is_not_there_changes_nothing() -> None:
    assert replaced({"a": ["x"]}, [("a", 3), ("b",)], PISA) == ({"a": ["x"]}, 0)


def test_an_expression_may_name_its_groups() -> None:
    wanted = replacement(r"(\d+)°C", r"\1 K", is_regex=True)
    assert replaced("40°C and 41°C", [()], wanted) == ("40 K and 41 K", 2)


def test_a_word_is_no_expression() -> None:
    assert replaced("a.c abc", [()], replacement("a.c", r"\1")) == (r"\1 abc", 1)


@pytest.mark.parametrize(("old", "new"), [("(", "x"), ("a", r"\2"), ("", "x")])
def test_what_cannot_be_replaced_is_refused(old: str, new: str) -> None:
    with pytest.raises(EditError):
        replacement(old, new, is_regex=True)
