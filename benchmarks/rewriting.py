"""One word of a cassette of 1 MB changed by three programs: what it takes, and how many lines of the file change.

yamlpath's `yaml-set` replaces a whole value, so it is given the body with the other word in it; ruamel.yaml loads the
file, puts that body in and dumps. yamlpath is installed beside the scanners (`redaction.TOOLS`).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from make_cassettes import cassette
from measuring import CASSETTE, HERE, duration, run, table
from redaction import TOOLS, scanners

WORDS = ("Florence", "Pisa")
_PATH = "interactions[0].request.body"


def rewriting() -> Iterator[str]:
    """The table. Each program edits a copy of its own."""
    scanners()  # which makes the environment of the other programs
    subprocess.run([TOOLS / "bin" / "python", "-m", "pip", "install", "-q", "yamlpath"], check=False)
    source = cassette(1)
    before = source.read_text("utf-8").splitlines()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, command in _commands(Path(folder)).items():
            copy = Path(folder) / "copy.yaml"
            copy.write_bytes(source.read_bytes())
            taken = run([*command, str(copy)], timed_inside=False, may_fail=True)
            after = copy.read_text("utf-8").splitlines()
            is_done = any(WORDS[1] in line for line in after)
            rows.append((name, duration(taken.seconds), f"{_changed(before, after):,}" if is_done else "not done"))
    yield from table(("one word of 1 MB", "time", "lines changed"), rows)


def _commands(folder: Path) -> dict[str, list[str]]:
    body = folder / "body.txt"
    old, new = WORDS
    kept = subprocess.run(
        [*CASSETTE, "show", "--raw", "--request", "-i", "0", str(cassette(1))], check=True, capture_output=True
    )
    body.write_bytes(kept.stdout.replace(old.encode(), new.encode()))
    ours = [*CASSETTE, "rewrite", "--request", "-i", "0", "--replace", old, "--with", new]
    return {
        "`cassette rewrite`": ours,
        "ruamel.yaml load + dump": [sys.executable, str(HERE / "ruamel_set.py"), str(body)],
        "yamlpath `yaml-set`": [str(TOOLS / "bin" / "yaml-set"), "--nostdin", "-g", _PATH, "-f", str(body)],
    }


def _changed(before: list[str], after: list[str]) -> int:
    """Lines that are gone or new."""
    if len(before) == len(after):
        return sum(old != new for old, new in zip(before, after, strict=True))
    kept = sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())
    return len(before) + len(after) - 2 * kept
