"""Text -> the reader's pager, if standard output is a terminal: $CASSETTE_PAGER, $PAGER or less, as git does."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import nullcontext, redirect_stderr, suppress
from io import StringIO

from .output import write

_PAGER = "less -FRX"


def write_paged(text: Iterable[str], *, is_paged: bool) -> None:
    """Through the pager, or as it is if there is none or nobody looks."""
    pager = _pager() if is_paged and sys.stdout.isatty() else ""
    if not pager:
        write(text)
        return
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    child = subprocess.Popen(  # noqa: S602  (the reader's own choice of a program, read as git reads it)
        pager, shell=True, stdin=subprocess.PIPE, env=environment, encoding=sys.stdout.encoding
    )
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it runs
    meanwhile = StringIO()
    try:
        with redirect_stderr(meanwhile) if sys.stderr.isatty() else nullcontext():
            _feed(child, text)
    finally:
        child.wait()
        signal.signal(signal.SIGINT, before)
        sys.stderr.write(meanwhile.getvalue())  # what a pager's page would have hidden


def _pager() -> str:
    """The command of the pager; empty if there is to be none, or none that can be found."""
    pager = next((said for name in ("CASSETTE_PAGER", "PAGER") if (said := os.environ.get(name)) is not None), _PAGER)
    try:
        words = shlex.split(pager)
    except ValueError:
        return ""
    return pager if words and words != ["cat"] and shutil.which(words[0]) else ""


def _feed(child: subprocess.Popen[str], text: Iterable[str]) -> None:
    """Until the pager is left."""
    with suppress(BrokenPipeError), child.stdin or StringIO() as pipe:
        for piece in text:
            pipe.write(piece)
