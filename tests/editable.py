"""The samples that can be edited, for laws that hold for every recorder."""

from __future__ import annotations

from functools import cache

from cassette_cli.cassette import Cassette
from cassette_cli.errors import CassetteError
from cassette_cli.loading import load
from tests.shared import CASSETTES


@cache
def editable() -> tuple[Cassette, ...]:
    """Those that are read, hold something and are not refused for editing; without aliases, whose edits are others'."""
    found: list[Cassette] = []
    for path in CASSETTES:
        try:
            cassette = load(path.read_bytes(), path.name)
        except CassetteError:
            continue  # samples of what is refused are among them
        is_zip = path.suffix == ".zip"
        if len(cassette.interactions) and not (cassette.read_only or cassette.tree.targets or is_zip):
            found.append(cassette)
    return tuple(found)
