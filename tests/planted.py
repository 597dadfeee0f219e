"""Made-up secrets, each in a place of a cassette of a recorder: the matrix that `redact` is shown to work by.

    .venv/bin/python -m tests.planted DIR --seed 1 --count 50

writes so many cassettes into a folder, and a line for each: file, rule, place, recorder. The same seed gives the same.
The whole matrix has 94,563 plants; 91,804 of them are files, the others say what a recorder keeps no place for.

    .venv/bin/pytest -n 2 -m soak -k whole_matrix tests/test_redacting_planted.py

redacts all of them (part of `make soak`; 23 minutes on two cores that others used, too): none was missed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from cassette_cli.rules import DEFAULTS, RULES, Level, NameRule, TokenRule
from cassette_cli.rules import Place as Name
from tests.planted_json import JSON
from tests.planted_places import FIELDS, HEADERS, NAMELESS, QUERIES
from tests.planted_recorders import YAML

RECORDERS = {**YAML, **JSON}
STYLES = ("plain", "single", "double", "literal", "folded")
LEVELS = (Level.SECRET, Level.SESSION)
NAMED = {Name.HEADER: HEADERS, Name.QUERY: QUERIES, Name.FIELD: FIELDS}
NEUTRAL = "X-Note"

# What no file of that kind can hold: a header of several lines, a name in XML that is none.
UNSAYABLE = {
    **dict.fromkeys(("request header", "response header", "YAML comment"), "\n"),
}


class Plant(NamedTuple):
    """A secret in a place of a recorder's file. `word` is what is written there, `secret` what must be gone of it."""

    rule: str
    place: str
    recorder: str
    style: str
    word: str
    secret: str
    name: str

    @property
    def title(self) -> str:
        return f"{self.rule} | {self.place} | {self.recorder} | {self.style}"

    def file(self) -> bytes | None:
        """The cassette; None where the recorder keeps no such thing."""
        return _file(self)


@lru_cache(10_000)  # what the sample has; of the whole matrix nothing need be kept
def _file(plant: Plant) -> bytes | None:
    return RECORDERS[plant.recorder](NAMELESS[plant.place](plant.word, plant.name), plant.style)


def secrets(rng: random.Random) -> Iterator[tuple[str, str, str, str, str]]:
    """(rule, place, word, secret, name) of all rules and all places that can hold them."""
    for rule in RULES:
        if rule.level not in LEVELS:
            continue
        if isinstance(rule, TokenRule):
            word = rule.catches[0]
            secret = next(word[slice(*hit.span)] for hit in DEFAULTS.hits(word))
            for place in NAMELESS:
                if UNSAYABLE.get(place, "\0") not in word:
                    yield rule.name, place, word, secret, NEUTRAL
            continue
        yield from _named(rule, rng)


def _named(rule: NameRule, rng: random.Random) -> Iterator[tuple[str, str, str, str, str]]:
    for kind, places in NAMED.items():
        if kind not in rule.places:
            continue
        for place, name in product(places, [rng.choice(rule.catches)]):
            secret = "".join(rng.choices("bcdfghjklmnpqrstvwxz", k=rng.randint(9, 24)))
            is_cookie = rule.name in ("cookie", "set-cookie") and kind is Name.HEADER
            word = f"sid={secret}; Path=/" if is_cookie else secret
            yield rule.name, place, word, secret, name


def matrix(seed: int = 1) -> Iterator[Plant]:
    """Every rule in every place of every recorder, each in one style."""
    rng = random.Random(seed)
    for (rule, place, word, secret, name), recorder in product(list(secrets(rng)), RECORDERS):
        yield Plant(rule, place, recorder, rng.choice(STYLES), word, secret, name)


def pairwise(seed: int = 1) -> Iterator[Plant]:
    """As few of the matrix as have each two of rule, place, recorder and style together at least once."""
    rng = random.Random(seed)
    told: set[tuple[int, str, int, str]] = set()
    plants = list(matrix(seed))
    rng.shuffle(plants)
    for least in (6, 5, 4, 3, 2, 1):
        for plant in plants:
            parts = (plant.rule, plant.place, plant.recorder, plant.style)
            pairs = {(i, parts[i], j, parts[j]) for i in range(4) for j in range(i + 1, 4)} - told
            if len(pairs) >= least and plant.file() is not None:
                told |= pairs
                yield plant


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    plants = [plant for plant in matrix(wanted.seed) if plant.file() is not None]
    for number, plant in enumerate(random.Random(wanted.seed).sample(plants, min(wanted.count, len(plants)))):
        content = plant.file() or b""
        suffix = "httprr" if plant.recorder == "httprr" else "json" if content[:1] in b"[{" else "yaml"
        path = wanted.folder / f"planted_{number:05}.{suffix}"
        path.write_bytes(content)
        sys.stdout.write(f"{path}\t{plant.rule}\t{plant.place}\t{plant.recorder}\t{plant.style}\n")


if __name__ == "__main__":
    main()
