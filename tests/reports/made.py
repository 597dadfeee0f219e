"""Cassettes made for a test, and pages to show them on."""

from __future__ import annotations

import json
from collections.abc import Iterable

from cassette_cli.cassette import Cassette
from cassette_cli.loading import load
from cassette_cli.reports.lines import Line, plain
from cassette_cli.reports.page import Page
from cassette_cli.reports.terminal import cell_len, chop_cells

PIPE = Page()
PAGE = Page(width=80, measure=cell_len, chop=chop_cells)


def exchange(
    answer: str = "fine",
    *,
    asked: str | None = None,
    method: str = "GET",
    url: str = "https://a.example/b",
    status: int = 200,
    kind: str = "text/plain",
    sent: str = "application/json",
) -> dict:
    """One interaction as VCR.py keeps it."""
    return {
        "request": {"method": method, "uri": url, "body": asked, "headers": {"Content-Type": [sent]}},
        "response": {
            "status": {"code": status, "message": "x"},
            "headers": {"Content-Type": [kind]},
            "body": {"string": answer},
        },
    }


def cassette(*exchanges: dict, name: str = "made.json") -> Cassette:
    return load(json.dumps({"version": 1, "interactions": exchanges}).encode(), name)


def rows(lines: Iterable[Line]) -> list[str]:
    return [plain(each) for each in lines]
