"""Errors: one line that names the place, what was found and what was expected."""

from __future__ import annotations

from cassette_cli.errors import CassetteError


def test_an_error_names_file_line_column_found_and_expected():
    fault = CassetteError("a tab", "a space", file="tape.yaml", line=3, column=7)
    assert str(fault) == "tape.yaml:3:7: error: a tab; a space"


def test_what_is_not_known_is_left_out():
    assert str(CassetteError("a tab")) == "error: a tab"
    assert str(CassetteError("a tab", file="tape.yaml")) == "tape.yaml: error: a tab"


def test_a_place_that_is_known_from_nearer_by_stays():
    fault = CassetteError("a tab", line=3, column=7).located("tape.yaml", 1, 1)
    assert fault.place == "tape.yaml:3:7"


def test_a_place_can_be_filled_in_later():
    assert CassetteError("a tab").located("tape.yaml", 4, 2).place == "tape.yaml:4:2"
