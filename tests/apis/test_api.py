"""What all APIs share: an answer's origins, and reading what may be anything."""

from __future__ import annotations

import pytest

from cassette_cli.apis import Call, Copy, Kind, Origin, Place, api_of, in_one_line, parsed
from cassette_cli.apis.arguments import ArgumentsLeaf, arguments_text
from cassette_cli.apis.draft import Draft


def test_an_origin_of_an_object_speaks_for_all_that_it_holds():
    draft = Draft()
    draft.last(("usage",), 4, ("usage",), {"details": {"cached": 1}})
    answer = draft.answer()
    assert answer.origin(("usage", "details", "cached")) == Origin(
        Kind.LAST, (Place(4, ("usage", "details", "cached")),)
    )
    assert answer.origin(("model",)) is None


def test_a_joined_leaf_names_its_pieces_and_what_repeats_them():
    draft = Draft()
    draft.join(("text",), 0, ("a",), "on", [("twin",)])
    draft.join(("text",), 1, ("a",), "e")
    answer = draft.answer()
    assert answer.value == {"text": "one"}
    assert answer.origins == {
        ("text",): Origin(Kind.JOINED, (Place(0, ("a",)), Place(1, ("a",))), (Copy(Place(0, ("twin",)), 0, 2),))
    }


def test_a_value_that_comes_again_whole_is_a_copy():
    draft = Draft()
    for event in range(2):
        draft.join_once(("name",), event, ("n",), "weather")
    assert draft.answer().value == {"name": "weather"}
    assert draft.answer().origins[("name",)].copies == (Copy(Place(1, ("n",)), 0, 7),)


def test_the_first_value_that_says_something_stays_and_equal_ones_follow_it():
    draft = Draft()
    for event, value in enumerate(("", "m", "other", "m")):
        draft.first(("model",), event, ("model",), value)
    assert draft.answer().value == {"model": "m"}
    assert [place.event for place in draft.answer().origins[("model",)].places] == [1, 3]


def test_a_value_of_another_type_than_the_one_before_is_unread_and_not_lost():
    draft = Draft()
    draft.join(("x",), 0, ("x",), "text")
    draft.last(("x",), 1, ("x",), {"a": 1})
    draft.extend(("y",), 2, ("y",), [1])
    draft.join(("y",), 3, ("y",), "text")
    draft.extend(("x",), 4, ("x",), [2])
    assert draft.answer().value == {"x": "text", "y": [1]}
    assert draft.answer().unread == {"events/1/x": {"a": 1}, "events/3/y": "text", "events/4/x": [2]}


def test_a_call_that_nobody_knows_has_no_api():
    assert api_of(Call({"q": 1}, {"weather": []}, "https://example.com/")) is None


@pytest.mark.parametrize(
    ("error", "line"),
    [
        ({"message": "a\nb", "type": "t", "code": "c"}, "t: a b"),
        ({"message": "a", "code": 5}, "5: a"),
        ({"detail": "a"}, "a"),
        ({"error": {"message": "inner"}}, "inner"),
        ("  a  b ", "a b"),
        ([1], "[1]"),
    ],
)
def test_an_error_is_said_in_one_line(error, line):
    assert in_one_line(error) == line


@pytest.mark.parametrize(("text", "value"), [("{}", {}), ("", ""), ("{", "{"), ("[" * 100_000, "[" * 100_000)])
def test_text_that_is_no_json_stays_text(text, value):
    assert parsed(text) == value


def test_a_list_that_came_whole_goes_on_item_by_item():
    draft = Draft()
    draft.last(("found",), 0, ("f",), ["a"])
    draft.extend(("found",), 1, ("f",), ["b"])
    answer = draft.answer()
    assert answer.value == {"found": ["a", "b"]}
    assert [origin.places for origin in answer.origins.values()] == [(Place(0, ("f", 0)),), (Place(1, ("f", 0)),)]


def test_a_leaf_in_whose_place_something_has_members_is_unread():
    draft = Draft()
    draft.last(("a",), 0, ("a",), "word")
    draft.last(("a", "b"), 1, ("a", "b"), 1)
    draft.last(("c", "d"), 2, ("c", "d"), 1)
    draft.last(("c",), 3, ("c",), "late")
    answer = draft.answer()
    assert answer.value == {"a": {"b": 1}, "c": {"d": 1}}
    assert answer.unread == {"events/0/a": "word", "events/3/c": "late"}


def test_an_item_of_a_list_beside_members_is_a_member_by_its_number():
    draft = Draft()
    draft.last(("text", "value"), 0, ("v",), "a")
    draft.last(("text", 0), 1, ("t", 0), [])
    answer = draft.answer()
    assert answer.value == {"text": {"value": "a", "0": []}}
    assert answer.origin(("text", "0")) == Origin(Kind.LAST, (Place(1, ("t", 0)),))


def test_the_joined_arguments_of_a_tool_are_the_origin_of_all_in_them():
    draft = Draft()
    draft.leaves["input",] = ArgumentsLeaf()
    draft.join(("input",), 0, ("d",), '{"a"')
    draft.join(("input",), 1, ("d",), ": [1]}")
    answer = draft.answer()
    assert answer.value == {"input": {"a": [1]}}
    assert arguments_text(answer.value["input"]) == '{"a": [1]}'
    assert answer.origin(("input", "a", 0)) == Origin(Kind.JOINED, (Place(0, ("d",)), Place(1, ("d",))))


def test_an_item_that_an_event_says_by_itself_is_appended_and_unread_where_something_else_stands():
    draft = Draft()
    draft.last(("notes",), 0, ("n",), ["a"])
    draft.append(("notes",), 1, ("note",), "b")
    draft.last(("word",), 2, ("w",), "text")
    draft.append(("word",), 3, ("note",), "c")
    answer = draft.answer()
    assert (answer.value, answer.unread) == ({"notes": ["a", "b"], "word": "text"}, {"events/3/note": "c"})
    assert answer.origin(("notes", 1)).places == (Place(1, ("note",)),)
