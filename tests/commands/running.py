"""The command as a person runs it: a process of its own, in the repository's root."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.shared import ROOT

COMMAND = (sys.executable, "-m", "cassette_cli")
SEED = "samples/openrouter_weather.yaml"
_QUIET = {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "", "TERM": "xterm"}
_LOUD = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PAGER", "CASSETTE_PAGER", "LESS")


class Done(NamedTuple):
    """What a run left: its status and what it printed."""

    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """The environment of a run, without what a person may have set."""
    kept = {name: value for name, value in os.environ.items() if name not in _LOUD}
    return {**kept, **_QUIET, "PYTHONPATH": str(ROOT), **more}


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell, for what only a shell can say."""
    return subprocess.run(["sh", "-c", command], capture_output=True, cwd=ROOT, env=environment(), check=False)


def cassette(*arguments: str | Path, given: bytes = b"", folder: Path = ROOT, **variables: str) -> Done:
    """Run `cassette` to its end, its output piped."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=folder,
        env=environment(**variables),
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
