from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.errors import EditError
from cassette_cli.parts import Json, JsonPath
from cassette_cli.pointers import Where, path_in, pointer_of, steps_of, where_of
from tests.documents.json_values import values

NAMES = st.text(st.sampled_from("a~/01-é \n"), max_size=4)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("", Where(None, None, "body", "")),
        ("/choices/0", Where(None, None, "body", "/choices/0")),
        ("1.response.body/choices/0", Where(1, "response", "body", "/choices/0")),
        ("12.request.body", Where(12, "request", "body", "")),
        ("response.body/", Where(None, "response", "body", "/")),
        ("body/a\nb", Where(None, None, "body", "/a\nb")),
        ("0.request.headers.Authorization", Where(0, "request", "headers", "Authorization")),
        ("headers.X.Y", Where(None, None, "headers", "X.Y")),
        ("response.headers", Where(None, "response", "headers", "")),
        ("1.request.url?key", Where(1, "request", "url", "key")),
        ("url", Where(None, None, "url", "")),
        ("2.response.status", Where(2, "response", "status", "")),
        ("2.status", Where(2, None, "status", "")),
    ],
)
def test_words_name_a_place(words: str, where: Where) -> None:
    assert where_of(words) == where


@pytest.mark.parametrize(
    "words",
    ["model", "bodyguard", "body.model", "body.", "status.code", "headers/Accept", "url/a", "1.2.body", "x.body/a",
     "-1.body", "1.answer.body", "9" * 5000 + ".body"],
)  # fmt: skip
def test_other_words_are_refused_with_what_was_expected(words: str) -> None:
    with pytest.raises(EditError, match="no pointer") as raised:
        where_of(words)
    assert raised.value.expected.startswith("expected /choices/0")


@given(st.lists(NAMES))
def test_a_pointer_and_its_steps_are_each_others_way_back(steps: list[str]) -> None:
    pointer = pointer_of(tuple(steps))
    assert steps_of(pointer) == tuple(steps)
    assert where_of(pointer).rest == pointer


@pytest.mark.parametrize("pointer", ["a", "/a~", "/~2", "/a/b~~1", " /a"])
def test_what_is_no_pointer_is_refused_by_name(pointer: str) -> None:
    with pytest.raises(EditError) as raised:
        steps_of(pointer)
    assert repr(pointer) in raised.value.found


def places(value: Json, path: JsonPath = ()) -> list[JsonPath]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for name, member in members for place in places(member, (*path, name)))]


@given(values)
def test_every_place_of_a_value_is_found_by_its_pointer(value: Json) -> None:
    for place in places(value):
        assert path_in(value, pointer_of(place)) == place


@pytest.mark.parametrize(
    "pointer", ["/b", "/a/2", "/a/-", "/a/-1", "/a/01", "/a/ 1", "/a/x", "/a/0/0", "/s/0", "//", "/a/１"]
)
def test_a_pointer_that_leads_nowhere_finds_nothing(pointer: str) -> None:
    assert path_in({"a": [1, 2], "s": "text", "1": 0}, pointer) is None


def test_a_number_is_a_name_in_an_object_and_a_position_in_a_list() -> None:
    assert path_in({"1": [0, {"": 5}]}, "/1/1/") == ("1", 1, "")
