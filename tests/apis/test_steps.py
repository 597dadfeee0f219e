"""Which parts of an answer stay where another answer is wished (`apis.steps`)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis.steps import moves, numbered
from cassette_cli.parts import Json

PARTS = st.lists(st.fixed_dictionaries({"type": st.sampled_from("ab"), "text": st.sampled_from("xyz")}), max_size=6)


def kind(part: Json) -> str:
    return str(part["type"])


def test_equal_parts_stay_where_others_come_before_them() -> None:
    one, other = {"type": "a", "text": "x"}, {"type": "a", "text": "y"}
    assert moves([one], [other, one], kind) == ({0: 1}, [0])


def test_a_part_that_says_something_else_is_the_same_part_if_it_is_of_its_kind() -> None:
    assert moves([{"type": "a", "text": "x"}], [{"type": "a", "text": "y"}], kind) == ({0: 0}, [])
    assert moves([{"type": "a", "text": "x"}], [{"type": "b", "text": "x"}], kind) == ({}, [0])


@given(PARTS, PARTS)
def test_each_new_part_stays_or_comes_and_the_order_holds(old: list[Json], new: list[Json]) -> None:
    kept, added = moves(old, new, kind)
    assert sorted([*kept.values(), *added]) == list(range(len(new)))
    assert list(kept.values()) == sorted(kept.values())
    assert all(kind(old[at]) == kind(new[to]) for at, to in kept.items())


@given(PARTS)
def test_nothing_comes_and_goes_between_equal_answers(parts: list[Json]) -> None:
    assert moves(parts, parts, kind) == ({at: at for at in range(len(parts))}, [])


def test_events_that_are_no_objects_are_passed_over() -> None:
    assert list(numbered([None, {"a": 1}, [2]])) == [(1, {"a": 1})]
