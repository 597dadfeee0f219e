"""Planted secrets, in every place of every recorder, are all found and gone, and nothing else has changed.

What is gone is told by a reader that knows nothing of the package (`tests/unwrapping.py`). A sample that has each two
of rule, place, recorder and style together runs always, the whole matrix in `make soak`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import pytest

from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.redacting import redact
from tests.locality import changed
from tests.planted import RECORDERS, Plant, matrix, pairwise
from tests.unwrapping import texts

SEED = 5


@cache
def sample() -> dict[str, list[Plant]]:
    found: dict[str, list[Plant]] = defaultdict(list)
    for plant in pairwise(SEED):
        found[plant.recorder].append(plant)
    return found


def is_readable(data: bytes, secret: str) -> bool:
    return any(secret in text for text in texts(data))


def faults(plant: Plant, *, is_first: bool) -> Iterable[str]:
    """What is wrong with how one plant is redacted. Of each place it is looked at more closely."""
    before = plant.file()
    if before is None:
        return
    if is_first and not is_readable(before, plant.secret):
        yield "the independent reader does not see it"
    cassette = load(before, "planted")
    found = redact(cassette)
    if not found:
        yield "not found"
    if problems := [each.problem for each in found if each.problem]:
        yield f"cannot be edited: {problems}"
        return
    after = edit(cassette, [change for each in found for change in each.changes])
    if is_readable(after.to_bytes(), plant.secret):
        yield f"not gone: {[(each.rule, each.where) for each in found]}"
    if again := redact(after):
        yield f"found again: {[(each.rule, each.where) for each in again]}"
    if any(plant.secret in str(each._replace(changes=())) for each in found):
        yield "a finding says what it is"
    if is_first and plant.recorder != "httprr" and plant.place != "YAML comment":
        yield from needless(before.decode(), after.to_bytes().decode(), plant.secret)


def needless(before: str, after: str, secret: str) -> Iterable[str]:
    """Values that changed but had nothing to hide; the numbers are lengths, which follow."""
    for said in changed(before, after):
        if not said.isdecimal() and not is_readable(said.encode(), secret):
            yield f"changed without need: {said[:80]}"


def check(plants: Iterable[Plant]) -> None:
    wrong: list[str] = []
    seen: set[str] = set()
    for plant in plants:
        wrong += (f"{plant.title}: {fault}" for fault in faults(plant, is_first=plant.place not in seen))
        seen.add(plant.place)
    assert wrong == []


@pytest.mark.parametrize("recorder", RECORDERS)
def test_every_planted_secret_is_found_and_gone_and_nothing_else_changes(recorder: str) -> None:
    check(sample()[recorder])


@pytest.mark.soak
@pytest.mark.parametrize("recorder", RECORDERS)
def test_every_secret_of_the_whole_matrix_is_found_and_gone(recorder: str) -> None:
    check(plant for plant in matrix(SEED) if plant.recorder == recorder)


def test_the_sample_has_each_two_of_rule_place_recorder_and_style_together() -> None:
    together = {(plant.rule, plant.place) for plants in sample().values() for plant in plants}
    assert together == {(plant.rule, plant.place) for plant in matrix(SEED)}
