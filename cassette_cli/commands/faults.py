"""What goes wrong on the way -> one line each on stderr, kept for the JSON documents and for the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

from ..errors import CassetteError

TROUBLE = 2


class Faults:
    """The faults so far. One bad file does not stop the others; the status is the worst. `mask` hides secrets."""

    def __init__(self, *, debug: bool, mask: Callable[[str], str] = str) -> None:
        self.debug = debug
        self.mask = mask
        self.found: list[CassetteError] = []

    def report(self, fault: CassetteError) -> None:
        """Say it, and go on."""
        fault.file, fault.found, fault.expected = map(self.mask, (fault.file, fault.found, fault.expected))
        self.found.append(fault)
        say(str(fault))
        if self.debug:
            say_traceback(fault, self.mask)

    @property
    def status(self) -> int:
        return TROUBLE if self.found else 0


def say(message: str) -> None:
    """A line on stderr, behind what was printed so far. What it quotes of a recording cannot play tricks."""
    from ..reports.escaping import visible_word  # noqa: PLC0415  (deferred for start-up time)

    with suppress(BrokenPipeError):
        sys.stdout.flush()
    with suppress(OSError):  # nobody hears it
        print(visible_word(message), file=sys.stderr, flush=True)  # noqa: T201


def say_traceback(fault: BaseException, mask: Callable[[str], str] = str) -> None:
    """Where in this program it went wrong."""
    import traceback  # noqa: PLC0415  (deferred for start-up time)

    for each in traceback.format_exception(fault):
        for row in mask(each).rstrip("\n").split("\n"):
            say(row)
