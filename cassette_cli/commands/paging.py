"""Text -> the reader's pager, if standard output is a terminal: $CASSETTE_PAGER, $PAGER or less, as git does."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable

from .output import write

_PAGER = "less -FRX"


def write_paged(text: Iterable[str], *, is_paged: bool) -> None:
    """Through the pager, or as it is if there is none or nobody looks."""
    pager = os.environ.get("CASSETTE_PAGER") or os.environ.get("PAGER") or _PAGER
    words = shlex.split(pager)
    if not is_paged or not sys.stdout.isatty() or not words or words == ["cat"] or not shutil.which(words[0]):
        write(text)
        return
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    child = subprocess.Popen(  # noqa: S603  (the reader's own choice of a program)
        words, stdin=subprocess.PIPE, env=environment, encoding=sys.stdout.encoding, errors="backslashreplace"
    )
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's while it runs
    try:
        _feed(child, text)
        child.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _feed(child: subprocess.Popen[str], text: Iterable[str]) -> None:
    """Until the pager is left."""
    if child.stdin is None:
        return
    try:
        for piece in text:
            child.stdin.write(piece)
        child.stdin.close()
    except BrokenPipeError:
        return
