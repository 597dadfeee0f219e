"""Words for places, and back: JSON Pointers (RFC 6901), and WHERE, which names a place in a cassette.

WHERE is what `redact` and `diff` print and `rewrite` takes: `1.response.body/choices/0/message/content`,
`0.request.headers.Authorization`, `1.request.url?key`, `2.response.status`.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias, cast

from .errors import EditError
from .parts import Json, JsonPath

SideName: TypeAlias = Literal["request", "response"]
PartName: TypeAlias = Literal["body", "headers", "url", "status"]

_WHERE = re.compile(
    r"(?:([0-9]{1,9})\.)?(?:(request|response)\.)?(body(?=/|$)|headers(?=\.|$)|url(?=\?|$)|status$)[.?]?(.*)", re.DOTALL
)
_FORMS = "/choices/0/message/content, or all of it: 1.response.body/choices/0/message/content"


class Where(NamedTuple):
    """A place. `interaction` counts from 0; it and the side are None where the words do not say them. `rest` is of a
    body the pointer, of headers and of a URL's query the name.
    """

    interaction: int | None
    side: SideName | None
    part: PartName
    rest: str


def where_of(words: str) -> Where:
    """What the words name; a bare pointer names a place in a body. Raises EditError."""
    if words == "" or words.startswith("/"):
        return Where(None, None, "body", words)
    found = _WHERE.fullmatch(words)
    if found is None:
        raise EditError(f"found {words!r}, which is no pointer", f"expected {_FORMS}")
    position, side, part, rest = found.groups()
    number = None if position is None else int(position)
    return Where(number, cast(SideName | None, side), cast(PartName, part), rest)


def pointer_of(path: JsonPath) -> str:
    """RFC 6901 section 3: `~` as `~0`, `/` as `~1`."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def steps_of(pointer: str) -> tuple[str, ...]:
    """The names that a pointer goes by, unescaped. Raises EditError for what is no pointer."""
    if pointer and not pointer.startswith("/"):
        raise EditError(f"found {pointer!r}, which is no pointer", f"expected {_FORMS}")
    if re.search(r"~(?![01])", pointer):
        raise EditError(f"found {pointer!r}, where ~ stands for nothing", "expected ~0 for ~, ~1 for /")
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def path_in(value: Json, pointer: str) -> JsonPath | None:
    """The pointer as keys and positions of a value; None where it leads to nothing (RFC 6901 section 4)."""
    path: list[str | int] = []
    for step in steps_of(pointer):
        if isinstance(value, dict) and step in value:
            path.append(step)
        elif isinstance(value, list) and re.fullmatch(r"0|[1-9][0-9]{0,9}", step) and int(step) < len(value):
            path.append(int(step))
        else:
            return None
        value = value[path[-1]]
    return tuple(path)
