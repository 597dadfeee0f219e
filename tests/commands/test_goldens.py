"""What the commands print over the samples is what tests/goldens holds."""

from __future__ import annotations

import unicodedata

import pytest

from tests.commands.goldens import FOLDER, GOLDENS, printed


@pytest.mark.parametrize("name", GOLDENS)
def test_a_command_prints_its_golden(name: str) -> None:
    assert printed(GOLDENS[name]) == (FOLDER / f"{name}.txt").read_text("utf-8"), "python -m tests.commands.goldens"


def test_every_golden_is_some_commands() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(GOLDENS)


def test_no_line_of_a_page_is_wider_than_the_page() -> None:
    """Told by the standard library's tables here, so that the measure is not measured with itself."""
    rows = (FOLDER / "show_languages.txt").read_text("utf-8").splitlines()[1:-1]
    plain = [row for row in rows if not any(ord(sign) > 0xFFFF for sign in row)]  # an emoji's width is its sequence's
    assert max(map(cells, plain)) <= 60
    assert any("日本語" in row for row in plain)


def cells(row: str) -> int:
    """How many cells a terminal needs, without emoji."""
    drawn = [sign for sign in row if unicodedata.category(sign) not in ("Mn", "Me", "Cf")]
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in drawn)
