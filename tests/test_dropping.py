"""Interactions taken out of every recorder's samples, and numbered (`cassette_cli.dropping`)."""

from __future__ import annotations

from contextlib import suppress

import pytest

from cassette_cli.cassette import Cassette, Interaction
from cassette_cli.dropping import dropped, renumbered
from cassette_cli.editing import edit
from cassette_cli.errors import EditError
from cassette_cli.loading import load
from tests.editable import editable
from tests.shared import SAMPLES

TAPES = [tape for tape in editable() if len(tape.interactions) > 1]
WEATHER = SAMPLES / "openrouter_weather.yaml"


def said(interaction: Interaction) -> tuple[object, ...]:
    request, response = interaction.request, interaction.response
    return request.method, request.url, request.body.kept, response.status, response.body.kept


@pytest.mark.parametrize("at", [0, -1])
@pytest.mark.parametrize("tape", TAPES, ids=[tape.name for tape in TAPES])
def test_one_is_gone_and_the_others_are_as_they_were(tape: Cassette, at: int) -> None:
    position = range(len(tape.interactions))[at]
    with suppress(EditError):  # a file that is no list
        after = edit(tape, dropped(tape, [position]))
        rest = [each for each in tape.interactions if each.index != position]
        assert [said(each) for each in after.interactions] == [said(each) for each in rest]


def test_the_bytes_of_the_others_stay() -> None:
    tape = load(WEATHER.read_bytes())
    after = edit(tape, dropped(tape, [0]))
    start = tape.text.index("  - id: 1\n")
    assert after.text == tape.text[: tape.text.index("  - id: 0\n")] + tape.text[start:]


def test_nothing_is_dropped_where_nothing_is_named() -> None:
    tape = load(WEATHER.read_bytes())
    assert dropped(tape, []) == []


def test_one_has_to_stay() -> None:
    tape = load(WEATHER.read_bytes())
    with pytest.raises(EditError, match="no interaction would be left"):
        dropped(tape, [0, 1])


def test_numbers_count_from_zero_again() -> None:
    tape = load(WEATHER.read_bytes())
    rest = edit(tape, dropped(tape, [0]))
    assert [each.id for each in edit(rest, renumbered(rest)).interactions] == ["0"]
    assert renumbered(tape) == []


def test_only_numbers_are_numbered() -> None:
    tape = load((SAMPLES / "vcrpy" / "website.yaml").read_bytes())
    with pytest.raises(EditError, match=r"interactions of VCR\.py, which have no numbers"):
        renumbered(tape)
