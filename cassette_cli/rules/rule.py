"""What a rule is: a row that says which values must not be committed, by their name or by their own form.

Each row carries examples of what it catches and what it spares; they are its tests, and what `cassette rules` shows.
"""

from __future__ import annotations

import re
from enum import StrEnum
from re import Pattern
from typing import NamedTuple, TypeAlias


class Level(StrEnum):
    """How bad it is: who has a `SECRET` can act, a `SESSION` for a while; `IDENTITY` only names somebody."""

    SECRET = "secret"  # noqa: S105
    SESSION = "session"
    IDENTITY = "identity"


class Place(StrEnum):
    """What kind of name a value stands under."""

    HEADER = "header"
    COOKIE = "cookie"
    QUERY = "query"  # of a URL
    FIELD = "field"  # of JSON, a form, XML, or the cassette's own data


class NameRule(NamedTuple):
    """Values under these names, whatever they look like. Names are `folded`; the examples are names as people write
    them. `alike` matches further names whole, in lower case and with `-` for `_`.
    """

    name: str
    level: Level
    what: str
    places: frozenset[Place]
    names: frozenset[str]
    catches: tuple[str, ...]
    spares: tuple[str, ...] = ()
    alike: Pattern[str] | None = None


class TokenRule(NamedTuple):
    """Values of this form, wherever they stand. The group `secret` of `form` is replaced, all of it without one;
    it is compiled as ASCII.

    Every match begins with one of `literals`, after at most `before` characters, so that a text without them need not
    be searched. `prefix` is what everybody may know of such a value and a preview may show. With `near` one of these
    words (in lower case) must stand in the 200 characters before or after it. A rule that has `near` and no literals
    is looked for around these words; one that has neither is looked for everywhere, and that is slow.
    """

    name: str
    level: Level
    what: str
    literals: tuple[str, ...]
    form: str
    prefix: str
    catches: tuple[str, ...]
    spares: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    before: int = 0

    @property
    def pattern(self) -> Pattern[str]:
        """The form, compiled where it is first needed: most rules never are, and a hundred take 60 ms."""
        return re.compile(self.form, re.ASCII)


Rule: TypeAlias = NameRule | TokenRule


def folded(name: str) -> str:
    """A name without case, `_`, `-`, `.` and blanks: `X-Api-Key` and `xApiKey` are one."""
    return "".join(letter for letter in name.lower() if letter not in "_-. ")


GUARD = "(?<![A-Za-z0-9])"


def token(  # noqa: PLR0913 - the columns of a row
    name: str,
    what: str,
    literals: str | tuple[str, ...],
    form: str,
    *,
    catches: tuple[str, ...],
    spares: tuple[str, ...] = (),
    prefix: str | None = None,
    near: tuple[str, ...] = (),
    before: int = 0,
    guard: str = GUARD,
    level: Level = Level.SECRET,
) -> TokenRule:
    """A row of a token that no letter or digit stands before. Its prefix is its literal if it has just one."""
    literals = (literals,) if isinstance(literals, str) else literals
    prefix = prefix if prefix is not None else literals[0] if len(literals) == 1 else ""
    return TokenRule(name, level, what, literals, guard + form, prefix, catches, spares, near, before)
