"""What an API is: a row that says how its JSON is told, put together out of a stream, and read as messages.

An Answer is the JSON that the API would have sent without streaming, and where each leaf of it came from, so that an
edit of the answer can be made in the stream. Whatever JSON arrives, a row never raises: what is of another type than
the API says is kept as unread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable, Mapping
from enum import StrEnum
from re import Pattern
from typing import NamedTuple, Protocol

from ..messages import Message, Tool, Usage
from ..parts import NOTHING, Json, JsonPath, Part
from .steps import Reshaping

EMPTY: tuple[Json, ...] = (None, "", [], {})  # what says nothing
_PATH = re.compile(r"^[A-Za-z][\w+.-]*://[^/?#]*")


class Place(NamedTuple):
    """A value in the JSON of one event; `event` counts dispatched events from 0.

    Of an event that is no JSON (`Api.reads_text`) the path is (), which is then its whole text.
    """

    event: int
    path: JsonPath


class Copy(NamedTuple):
    """A string in an event that repeats the leaf's characters from `start` to `end`, and follows an edit of them.

    What is no string there is the JSON that the leaf's characters say: Cohere v1 sends a call's parameters as text in
    pieces, and as an object at the end.
    """

    place: Place
    start: int
    end: int


class Kind(StrEnum):
    """How a leaf came out of its events."""

    JOINED = "joined"  # the strings at `places`, one after the other
    LAST = "last"  # the value at each of `places`: it was said so often
    SYNTHETIC = "synthetic"  # said by no event; it cannot be edited


class Origin(NamedTuple):
    """Where a leaf of an answer came from. `copies` say it, or a part of it, once more."""

    kind: Kind
    places: tuple[Place, ...] = ()
    copies: tuple[Copy, ...] = ()


class HasOrigin(Protocol):
    """A leaf that knows where it came from; the Origin is made when somebody asks."""

    @property
    def origin(self) -> Origin: ...


class Answer(NamedTuple):
    """An unstreamed answer. An origin of an object or list speaks for all that it holds; if it is joined (the arguments
    of a tool, which come as pieces of JSON text), the text that its places say is that of the whole object.

    `unread` is what the stream said and the answer has no place for.
    """

    value: dict[str, Json]
    leaves: Mapping[JsonPath, HasOrigin]
    unread: dict[str, Json]

    @property
    def origins(self) -> dict[JsonPath, Origin]:
        """All of them, by the place in the answer."""
        return {path: leaf.origin for path, leaf in self.leaves.items()}

    def origin(self, path: JsonPath) -> Origin | None:
        """The origin of the leaf at `path`; None where the answer has nothing."""
        for length in range(len(path), 0, -1):
            leaf = self.leaves.get(path[:length])
            if leaf is not None:
                found, rest = leaf.origin, path[length:]
                if not rest or found.kind is Kind.JOINED:
                    return found  # the pieces of JSON text say all that is in it
                return Origin(found.kind, tuple(Place(e, p + rest) for e, p in found.places))
        return None


class Asked(NamedTuple):
    """What a request says."""

    model: str | None = None
    system_instructions: tuple[Part, ...] = ()
    messages: tuple[Message, ...] = ()
    tools: tuple[Tool, ...] = ()
    parameters: dict[str, Json] = NOTHING
    unread: dict[str, Json] = NOTHING


class Answered(NamedTuple):
    """What an unstreamed answer says. `error` is in one line, as is `outcome`, for what is no message: "3 vectors"."""

    id: str | None = None
    model: str | None = None
    answers: tuple[Message, ...] = ()
    usage: Usage | None = None
    error: str | None = None
    outcome: str | None = None
    unread: dict[str, Json] = NOTHING


class Call(NamedTuple):
    """What tells which API was spoken. Of a stream, `answer` is the JSON of its first event that says something, and
    `event` that event's name. What is no JSON is None.
    """

    request: Json
    answer: Json
    url: str
    event: str = ""

    @property
    def path(self) -> str:
        """The URL without what stands before its path and behind it; "" without one."""
        return _PATH.sub("", self.url.partition("?")[0])


class Said(NamedTuple):
    """One event of a stream: its number, the name that the stream gives it, its JSON (None if it is none), its text."""

    event: int
    name: str
    value: Json
    data: str = ""


class Heard(NamedTuple):
    """What one event adds to the first answer: characters of text, tool calls begun, characters of their arguments;
    and whether it speaks of another answer than the first.
    """

    text: int = 0
    calls: int = 0
    arguments: int = 0
    another: bool = False


class Landmarks(NamedTuple):
    """For who reads only a part of a stream: `hear` says what one event adds; `texts_begin` and `calls_begin` find in
    the stream's text where text or a tool call begins, each by a literal first, so that they search at C speed;
    `text_piece` finds the pieces of the text themselves, as JSON strings without their quotes, `text_otherwise` text
    that does not come in such strings.
    """

    hear: Callable[[Json], Heard]
    texts_begin: tuple[Pattern[str], ...]
    calls_begin: tuple[Pattern[str], ...]
    text_piece: Pattern[str]
    text_otherwise: Pattern[str]


class Api(NamedTuple):
    """One wire format.

    `provider` tells who was called by the URL and the answer. `is_complete(answer, last)` judges a stream by its
    unstreamed answer and the data of its last event. `read_request` has the URL as well, which may hold the model.
    `spoken_by` names companies and servers, `streams` framings; both are for people. `reads_text` is for streams whose
    events are no JSON. Without `landmarks` all of a stream is read for a line of it, without `reshaping` an edit cannot
    give it more or fewer parts. `plain_texts` gives the joined leaves of what `unstream` would give, by their paths,
    for events that are so plain that this is quick; else None.
    """

    name: str
    operation: str
    recognises: Callable[[Call], bool]
    provider: Callable[[str, Json], str | None]
    unstream: Callable[[Iterable[Said]], Answer]
    is_complete: Callable[[dict[str, Json], str], bool]
    read_request: Callable[[dict[str, Json], str], Asked]
    read_answer: Callable[[dict[str, Json]], Answered]
    spoken_by: tuple[str, ...]
    streams: tuple[str, ...] = ()
    landmarks: Landmarks | None = None
    plain_texts: Callable[[Iterable[Said]], dict[JsonPath, str] | None] = lambda events: None
    reads_text: bool = False
    reshaping: Reshaping | None = None


def texts(value: Json) -> str:
    """The string; "" for anything else."""
    return value if isinstance(value, str) else ""


def word(value: Json) -> str | None:
    """The string; None for an empty one and for anything else."""
    return value if isinstance(value, str) and value else None


def record(value: Json) -> dict[str, Json]:
    """The object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def records(value: Json) -> list[tuple[int, dict[str, Json]]]:
    """The objects of a list, each with its position in it; nothing for anything else."""
    return [(at, item) for at, item in enumerate(value) if isinstance(item, dict)] if isinstance(value, list) else []


def is_records(value: Json) -> bool:
    """Whether it is what `records` reads all of: a list of objects, or null."""
    return value is None or (isinstance(value, list) and all(isinstance(item, dict) for item in value))


def number(*values: Json) -> int | None:
    """The first whole number, as counts are; true and false are none."""
    return next((value for value in values if isinstance(value, int) and not isinstance(value, bool)), None)


def others(members: dict[str, Json], read: Container[str]) -> dict[str, Json]:
    """The members beside those that are read, if they say something."""
    return {key: value for key, value in members.items() if key not in read and value not in EMPTY}


def parsed(text: str) -> Json:
    """The JSON that the text is; the text itself if it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def in_one_line(error: Json) -> str:
    """What an error says: its message and its type or code; the whole of it as JSON if it has no message."""
    if isinstance(error, dict):
        message = next((said for key in ("message", "detail", "error", "msg") if (said := word(error.get(key)))), None)
        labels = [str(error[key]) for key in ("type", "code", "status") if isinstance(error.get(key), str | int)]
        if message:
            return " ".join(": ".join([*labels[:1], message]).split())
        inner = error.get("error")
        return in_one_line(inner) if isinstance(inner, dict) else json.dumps(error, ensure_ascii=False)
    return " ".join(error.split()) if isinstance(error, str) else json.dumps(error, ensure_ascii=False)
