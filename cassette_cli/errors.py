"""What went wrong, in one line that a person can act on: the place, what was found, what was expected.

Every error a user can meet is a `CassetteError`. Nothing else leaves a public function: whatever bytes arrive, the
answer is a value or one of these.
"""

from __future__ import annotations

from typing import Self


class CassetteError(Exception):
    """One fault of a file or of a request: `FILE:LINE:COLUMN: error: what was found; what was expected`.

    `line` and `column` count from 1, in characters. `file` is filled in by whoever knows the name (`located`).
    """

    joint = "; "

    def __init__(self, found: str, expected: str = "", *, file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(found, expected)
        self.found = found
        self.expected = expected
        self.file = file
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """`FILE:LINE:COLUMN`, as much of it as is known; empty if nothing is."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.file, *numbers]) if self.file else ":".join(numbers)

    @property
    def message(self) -> str:
        """What was found and what was expected, without the place."""
        return f"{self.found}{self.joint}{self.expected}" if self.expected else self.found

    def located(self, file: str = "", line: int = 0, column: int = 0) -> Self:
        """Fill in what of the place is not known yet; what is known already, from nearer by, stays."""
        self.file = self.file or file
        if not self.line:
            self.line, self.column = line, column
        return self

    def __str__(self) -> str:
        return f"{self.place}: error: {self.message}" if self.place else f"error: {self.message}"


class ParseError(CassetteError):
    """The text is not the YAML, JSON or framing that it has to be."""

    joint = "; expected "


class NotACassette(CassetteError):
    """The text parses, but no recorder wrote it, or one whose files are not read."""

    joint = "; expected "


class DecodeError(CassetteError):
    """A body's encoding cannot be undone: broken data, a missing extra, or more bytes than the limit."""


class EditError(CassetteError):
    """A change that cannot be made; nothing was changed."""


class EditConflict(EditError):
    """Two changes want different things of the same text."""


class SelectionError(CassetteError):
    """A selector or filter that names what is not there, or that cannot be read."""
