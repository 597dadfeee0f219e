"""A command -> the time and memory that a run of it takes; rows -> a Markdown table."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CASSETTE = [sys.executable, "-m", "cassette_cli"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: seconds, and the most memory it held, in bytes. `said` is its standard output."""

    seconds: float
    peak: int
    said: bytes = b""


def run(command: list[str], *, timed_inside: bool, may_fail: bool = False) -> Taken:
    """Run a command to its end; `timed_inside` if it prints its own seconds, `may_fail` if files may be refused."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=complained)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        if process.returncode and not may_fail:
            sys.exit(f"{' '.join(command)}: status {process.returncode}\n{complained.read().decode()}")
        output = said.read()
        if timed_inside:
            seconds = float(output)
    unit = 1 if sys.platform == "darwin" else 1024
    return Taken(seconds, usage.ru_maxrss * unit, output)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table that is readable as it stands: the first column to the left, numbers to the right."""
    cells = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    for number, row in enumerate(cells):
        aligned = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)),
        ]
        yield f"| {' | '.join(aligned)} |"
        if number == 0:
            yield f"| {' | '.join(rule)} |"


def duration(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
