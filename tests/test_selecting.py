"""Which interactions are meant by `-i`, told without any cassette."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.errors import SelectionError
from cassette_cli.selecting import parse_filters, parse_selector


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("3", [3]),
        ("0-4", [0, 1, 2, 3, 4]),
        ("3-", [3, 4, 5]),
        ("-1", [5]),
        ("-6", [0]),
        ("0,2,5", [0, 2, 5]),
        ("5,0-1,1", [0, 1, 5]),
        ("=2", [2]),
        (" 2 , 3 ", [2, 3]),
    ],
)
def test_a_selector_means_positions_from_0(text: str, positions: list[int]) -> None:
    assert parse_selector(text).positions(6) == positions


@pytest.mark.parametrize("text", ["6", "0-6", "6-", "-7", "1,9"])
def test_a_position_out_of_range_is_answered_with_what_there_is(text: str) -> None:
    with pytest.raises(SelectionError, match=r"^error: has 6 interactions \(0-5\)$"):
        parse_selector(text).positions(6)
    with pytest.raises(SelectionError, match="has 1 interaction "):
        parse_selector("9").positions(1)
    with pytest.raises(SelectionError, match="has no interactions"):
        parse_selector("0").positions(0)


@pytest.mark.parametrize("text", ["", "x", "1.0", "a.yaml", "-0", "-1,2", "1--2", "1-2-3", "0x1", "²", "٣", "1,,2"])
def test_what_is_no_selector_is_answered_with_the_forms(text: str) -> None:
    with pytest.raises(SelectionError, match="expected 3, 0-4, 3-, -1 or 0,2,5"):
        parse_selector(text)


@given(st.lists(st.integers(0, 30), min_size=1), st.integers(31, 40))
def test_every_written_position_is_picked_once_in_order(wanted: list[int], count: int) -> None:
    assert parse_selector(",".join(map(str, wanted))).positions(count) == sorted(set(wanted))


@pytest.mark.parametrize("status", ["6", "20", "2000", "xx", "4x", "6xx", "ok"])
def test_a_status_is_a_code_or_a_class(status: str) -> None:
    with pytest.raises(SelectionError, match="as 200 or 4xx"):
        parse_filters({"status": status})
    assert parse_filters({"status": "4XX"}).status == "4XX"
