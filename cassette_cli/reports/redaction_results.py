"""What came of looking for secrets in files: the values that every format of `redact` is made of.

None of them holds a secret, nor a layer in which one stands: the findings have lost their changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..redacting import Finding
from ..rules.rule import Level


class Found(NamedTuple):
    """A finding and what became of it.

    `in_head` is whether git's HEAD holds the same secret, None where that is not known. `is_meant` is false for what
    is only told of (identities, unless asked for). `reason` says why it cannot be edited, "" where it can.
    """

    finding: Finding
    in_head: bool | None
    is_meant: bool
    is_edited: bool
    reason: str


class Spared(NamedTuple):
    """What configuration said to leave alone: the rule, where that stands (`pyproject.toml:31`), how often it held."""

    place: str
    rule: str
    reason: str
    times: int


class Checked(NamedTuple):
    """A file that was looked through. `path` is its path without a revision; `recorder` is "" for what is no cassette.

    `matched` is what the recorder compares to find an answer. `equal` is how many requests can no longer be told apart.
    """

    name: str
    path: str
    recorder: str = ""
    matched: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    spared: tuple[Spared, ...] = ()
    equal: int = 0

    @property
    def meant(self) -> list[Found]:
        return [each for each in self.found if each.is_meant]

    @property
    def left(self) -> list[Found]:
        """What cannot be edited away."""
        return [each for each in self.meant if each.reason]

    @property
    def edited(self) -> list[Found]:
        return [each for each in self.found if each.is_edited]

    @property
    def is_replay_changed(self) -> bool:
        return any(each.finding.replay for each in self.meant)


class Scope(NamedTuple):
    """What was looked at besides the files that are told of one by one."""

    is_check: bool
    unreadable: int = 0
    excluded: int = 0
    large: int = 0  # files that nobody waits for
    unused: tuple[str, ...] = ()  # what configuration said to leave alone, and nothing was: `pyproject.toml:31`


def spared_in(files: Iterable[Checked]) -> list[Spared]:
    """Summed up by place, in the order in which they are written."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for file in files:
        for each in file.spared:
            counts[each[:3]] += each.times
    return [Spared(*key, count) for key, count in sorted(counts.items(), key=lambda each: _in_order(each[0][0]))]


def by_rule(found: Iterable[Found]) -> str:
    """`authorization 2, set-cookie 1`."""
    counts = Counter(each.finding.rule for each in found)
    return ", ".join(f"{rule} {count}" for rule, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def of_level(files: Iterable[Checked], level: Level) -> Iterator[tuple[Checked, Found]]:
    """All findings of it, each with its file."""
    return ((file, each) for file in files for each in file.found if each.finding.level == level)


def _in_order(place: str) -> tuple[str, int]:
    file, _, line = place.rpartition(":")
    return file, int(line) if line.isdecimal() else 0
