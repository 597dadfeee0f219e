"""`-i` and the filters, over named files and over folders: `commands.options` makes them one wish."""

from __future__ import annotations

import pytest

from tests.commands.running import SEED, cassette


def positions(*arguments: str) -> list[int]:
    return [int(row.split("\t")[1]) for row in cassette("list", *arguments).out.splitlines()]


@pytest.mark.parametrize(
    ("selector", "chosen"),
    [("0", [0]), ("1", [1]), ("-1", [1]), ("0-1", [0, 1]), ("0-", [0, 1]), ("1,0", [0, 1]), ("=1", [1])],
)
def test_a_selector_picks_positions(selector: str, chosen: list[int]) -> None:
    assert positions("-i", selector, SEED) == chosen


def test_a_position_that_is_not_there_is_a_fault_of_a_named_file_only() -> None:
    done = cassette("list", "-i", "2", SEED)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{SEED}: error: has 2 interactions (0-1)\n")
    folder = cassette("list", "-i", "9", "samples/vcrpy")
    assert folder.status == 0
    assert folder.err == ""
    assert {row.split("\t")[1] for row in folder.out.splitlines()} == {"9"}


@pytest.mark.parametrize(
    "words",
    [
        ["--method", "post"],
        ["--url", "OpenRouter.ai"],
        ["--status", "200"],
        ["--status", "2xx"],
        ["--provider", "openrouter"],
        ["--api", "openai.chat"],
        ["--model", "DeepSeek"],
    ],
)
def test_a_filter_keeps_what_it_names(words: list[str]) -> None:
    assert positions(*words, SEED) == [0, 1]


@pytest.mark.parametrize(
    "words",
    [["--method", "GET"], ["--url", "example"], ["--status", "4xx"], ["--provider", "anthropic"], ["--model", "gpt"]],
)
def test_a_filter_takes_away_what_it_does_not_name(words: list[str]) -> None:
    assert cassette("list", *words, SEED) == (0, "", "no interaction is chosen by these options\n")


def test_words_are_found_where_a_stream_cuts_them_into_pieces() -> None:
    assert positions("--contains", "hydrated and SEEK shade", SEED) == [1]
    assert positions("--contains", '{"location": "Florence"}', SEED) == [0, 1]


def test_selector_and_filters_hold_together() -> None:
    assert positions("-i", "0", "--contains", "hydrated and seek", SEED) == []
