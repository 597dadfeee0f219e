from __future__ import annotations

import json

import pytest
from hypothesis import given

from cassette_cli.errors import EditError
from cassette_cli.messages import Message
from cassette_cli.parts import Json, JsonPath, Reasoning, Refusal, Text, ToolCall, ToolCallResponse, Uri
from cassette_cli.replacing import places_said, replaced, replacement
from tests.documents.json_values import values


def made(old: str, new: str, value: Json, *places: JsonPath, is_regex: bool = False) -> tuple[Json, int]:
    return replaced(value, places or ((),), replacement(old, new, is_regex=is_regex))


@pytest.mark.parametrize(
    ("old", "new", "text", "after", "count"),
    [
        ("cat", "dog", "cat, Cat, cat", "dog, Cat, dog", 2),
        ("a.c", r"\1", "a.c abc", r"\1 abc", 1),
        ("\n", "", "a\nb\n", "ab", 2),
        ("😀", "\ud83d", "x😀", "x\ud83d", 1),
        ("no", "yes", "text", "text", 0),
        ("aa", "a", "aaa", "aa", 1),
    ],
)
def test_a_word_is_taken_literally_and_by_its_case(old: str, new: str, text: str, after: str, count: int) -> None:
    assert made(old, new, text) == (after, count)


@pytest.mark.parametrize(
    ("old", "new", "text", "after"),
    [
        (r"(\w+)@(\w+)", r"\2 at \1", "me@home", "home at me"),
        ("(?i)CAT", "dog", "cat Cat", "dog dog"),
        ("(?x) c a t # an animal", "dog", "cat", "dog"),
        ("(?P<first>a)|b", r"<\g<first>>", "ab", "<a><>"),
        ("a|b|", "-", "xa", "-x--"),
        (r"^", "> ", "a\nb", "> a\nb"),
        (r"(?m)^", "> ", "a\nb", "> a\n> b"),
    ],
)
def test_an_expression_has_groups_and_flags(old: str, new: str, text: str, after: str) -> None:
    assert made(old, new, text, is_regex=True)[0] == after


@pytest.mark.parametrize(("old", "new"), [("(", ""), ("a", r"\1"), ("(a)", r"\2"), ("(?P<a>x)", r"\g<b>"), ("a", "\\")])
def test_an_expression_that_is_none_is_refused_before_anything_is_searched(old: str, new: str) -> None:
    with pytest.raises(EditError, match="no regular expression"):
        replacement(old, new, is_regex=True)


@pytest.mark.parametrize("is_regex", [True, False])
def test_an_empty_word_is_refused(is_regex: bool) -> None:  # noqa: FBT001
    with pytest.raises(EditError, match="an empty text"):
        replacement("", "x", is_regex=is_regex)


def test_json_in_a_string_keeps_its_formatting_and_its_names() -> None:
    text = '{ "cat":"a cat", "n": 1.0,"list":["\\u0063at"] ,"in": "{\\"cat\\": \\"cat\\"}" }'
    after = '{ "cat":"a \\"dog\\"", "n": 1.0,"list":["\\"dog\\""] ,"in": "{\\"cat\\": \\"\\\\\\"dog\\\\\\"\\"}" }'
    assert made("cat", '"dog"', {"cat": text}) == ({"cat": after}, 3)
    assert json.loads(json.loads(after)["in"]) == {"cat": '"dog"'}


@pytest.mark.parametrize("text", ["{cat", "[cat] is a note", "{}cat", "[1] cat", "{'cat': 1}"])
def test_what_only_begins_like_json_is_text(text: str) -> None:
    assert made("cat", "dog", text) == (text.replace("cat", "dog"), 1)


def test_only_what_stands_at_the_places_is_searched_each_once() -> None:
    value = {"id": "cat", "said": [{"text": "cat", "more": ["cat", 5, None]}, "cat"], "cat": "cat"}
    places = [("said", 0), ("said", 0, "text"), ("said", 0), ("gone",), ("said", 7), ("id", "x")]
    assert made("cat", "dog", value, *places) == (
        {"id": "cat", "said": [{"text": "dog", "more": ["dog", 5, None]}, "cat"], "cat": "cat"},
        2,
    )


@given(values)
def test_a_word_that_is_nowhere_changes_nothing(value: Json) -> None:
    assert made("\ue000", "x", value) == (value, 0)


def test_what_is_said_has_a_place_and_media_and_ids_have_none() -> None:
    parts = (
        Text("a", at=("a",)),
        Reasoning("b", at=("b",)),
        ToolCall("id", "f", {}, at=("c",)),
        ToolCallResponse("id", "x", at=("d",)),
        Refusal("no", at=("e",)),
        Uri("image", None, "http://a.example", at=("f",)),
        Text("nowhere"),
    )
    assert places_said([Message("assistant", parts)]) == [("a",), ("b",), ("c",), ("d",), ("e",)]
