"""A table said to people, to pipes and in Markdown."""

from __future__ import annotations

from cassette_cli.recorders import RECORDERS
from cassette_cli.reports.formats_table import recorders_table
from cassette_cli.reports.page import Page
from cassette_cli.reports.tables import Table, as_markdown, as_text
from cassette_cli.reports.terminal import cell_len, chop_cells
from tests.reports.made import PAGE, PIPE, rows

TABLE = Table(("tide", "place", "what", "height", "moon"), (("high", "Crail", "water", "4 m", "full"),))
LOW = TABLE._replace(rows=(("low", "Crail", "mud", "", "full"),))


def test_piped_each_row_is_a_line_of_all_columns() -> None:
    assert rows(as_text(TABLE, PIPE)) == ["high\tCrail\twater\t4 m\tfull"]
    assert rows(as_text(LOW, PIPE)) == ["low\tCrail\tmud\t\tfull"]


def test_on_a_page_each_row_is_a_heading_and_what_belongs_to_it() -> None:
    assert rows(as_text(TABLE, PAGE)) == ["high · Crail", "    water", "    height: 4 m", "    moon: full"]


def test_on_a_page_an_empty_cell_is_left_out() -> None:
    assert rows(as_text(LOW, PAGE)) == ["low · Crail", "    mud", "    moon: full"]


def test_no_line_is_wider_than_the_page_and_what_is_carried_over_hangs() -> None:
    page = Page(width=30, measure=cell_len, chop=chop_cells)
    assert max(map(cell_len, rows(as_text(recorders_table(RECORDERS), page)))) <= 30
    long = TABLE._replace(rows=(("a", "b", "a kind of file that takes a good many words to tell", "", ""),))
    assert rows(as_text(long, page))[1:] == ["    a kind of file that takes", "    a good many words to tell"]


def test_markdown_is_a_head_a_rule_and_a_line_a_row() -> None:
    assert list(as_markdown(TABLE)) == [
        "| tide | place | what | height | moon |",
        "|---|---|---|---|---|",
        "| high | Crail | water | 4 m | full |",
    ]
