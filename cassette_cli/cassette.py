"""The model: a Cassette of Interactions, each a Request and a Response with Headers and a Body.

The same for every recorder. Each value keeps the node that says it, so that a verb can both read it and wish a
change of it. Everything is made when somebody asks: an interaction that nobody looks at costs nothing, and a body is
decoded only when it is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias, overload

from .bodies import Body
from .containers import Container
from .documents.nodes import Node, Tree
from .encodings import LIMIT
from .errors import DecodeError

Sibling: TypeAlias = Callable[[str], bytes]


def _nobody(name: str) -> bytes:
    """Whom a cassette asks for the files beside it, if the caller gives nobody else."""
    raise DecodeError(
        f"a body that is kept beside the cassette, in {name}",
        "that file; a cassette that is named by its path finds it",
    )


class Reading(NamedTuple):
    """How a file is read: how many bytes one body may decode to, and who has the files that lie beside it.

    `sibling` takes a name as the cassette has it and gives the file's bytes, or raises DecodeError.
    """

    body_limit: int = LIMIT
    sibling: Sibling = _nobody


class Header(NamedTuple):
    """One header line as recorded: a name in the recorder's spelling, one value. A list of values is several lines."""

    name: str
    value: str
    node: Node


class Headers(Sequence[Header]):
    """Header lines in the order of the file, read when somebody asks for them."""

    def __init__(self, read: Callable[[], tuple[Header, ...]]) -> None:
        self._read = read

    @cached_property
    def _lines(self) -> tuple[Header, ...]:
        return self._read()

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> Header: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Header, ...]: ...
    def __getitem__(self, index: int | slice) -> Header | tuple[Header, ...]:
        return self._lines[index]


class Request(NamedTuple):
    """What was asked. `url` is the whole URL as recorded."""

    method: str
    url: str
    headers: Headers
    body: Body
    node: Node

    def header(self, name: str) -> str | None:
        return first(self.headers, name)


class Response(NamedTuple):
    """What was answered; `status` is None where the file says none, `duration_ms` where the recorder keeps no time."""

    status: int | None
    reason: str
    headers: Headers
    body: Body
    duration_ms: float | None
    node: Node

    def header(self, name: str) -> str | None:
        return first(self.headers, name)


@dataclass(frozen=True, slots=True)
class Interaction:
    """A request and its response. `index` is its position, from 0; `id` the recorder's own word for it, if any."""

    index: int
    id: str | None
    request: Request
    response: Response
    node: Node

    @property
    def line(self) -> int:
        """The line of the file, from 1, in which it starts."""
        return self.node.line


class Interactions(Sequence[Interaction]):
    """The interactions of a cassette, read anew each time one is asked for, so that nothing large is held.

    `nodes` are theirs; `answers`, where responses stand apart from requests, those of the responses, in the same order.
    """

    def __init__(
        self, nodes: Sequence[Node], read: Callable[[int, Node, Node], Interaction], answers: Sequence[Node] = ()
    ) -> None:
        self._nodes = nodes
        self._answers = answers or nodes
        self._read = read

    def __len__(self) -> int:
        return len(self._nodes)

    @overload
    def __getitem__(self, index: int) -> Interaction: ...
    @overload
    def __getitem__(self, index: slice) -> list[Interaction]: ...
    def __getitem__(self, index: int | slice) -> Interaction | list[Interaction]:
        positions = range(len(self._nodes))[index]
        if isinstance(positions, int):
            return self._read(positions, self._nodes[positions], self._answers[positions])
        return [self[position] for position in positions]

    def found_by(self, search: Callable[[str, int, int], object]) -> Iterator[Interaction]:
        """Those in whose stretch of the text a search finds something; all where aliases lead elsewhere."""
        for position, nodes in enumerate(zip(self._nodes, self._answers, strict=False)):
            if any(node.tree.targets or search(node.tree.layer.text, *node.span) for node in nodes):
                yield self[position]

    def position(self, index: int) -> int | None:
        """The position of the interaction that the tree's node number `index` belongs to."""
        for nodes in (self._nodes, self._answers):
            ordered = sorted(range(len(nodes)), key=lambda position: nodes[position].index)  # an alias may lead back
            rank = bisect_right(ordered, index, key=lambda position: nodes[position].index) - 1
            if rank >= 0 and index < nodes[ordered[rank]].tree.after[nodes[ordered[rank]].index]:
                return ordered[rank]
        return None

    def __iter__(self) -> Iterator[Interaction]:
        return (self[position] for position in range(len(self._nodes)))


@dataclass(frozen=True, eq=False, slots=True)
class Cassette:
    """A file of recorded interactions: `tree` is its parsed text, `recorder` and `format_version` who wrote it.

    `charset` is how the text is spelled in bytes: UTF-8, or latin-1 where the text shows bytes. `bom` is the byte order
    mark that was taken off in front of it, `container` what it was packed in. `reading` is how it was read. `read_only`
    says why it cannot be edited, "" if it can. `notes` say what a person should know of the file (several documents,
    say).
    """

    name: str
    tree: Tree
    recorder: str
    format_version: str
    interactions: Interactions
    reading: Reading
    charset: str = "utf-8"
    bom: str = ""
    container: Container | None = None
    read_only: str = ""
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The file's text, without a byte order mark."""
        return self.tree.layer.text

    def to_bytes(self) -> bytes:
        """The file. Of a cassette that was only loaded, the bytes that were loaded."""
        return self.container.packed if self.container else self.spelled(self.text)

    def spelled(self, text: str) -> bytes:
        """What the file's content would be if its text were this one. Raises UnicodeEncodeError."""
        return (self.bom + text).encode(self.charset)


def first(headers: Sequence[Header], name: str) -> str | None:
    """The first value of a header, its name compared without case (RFC 9110 section 5.1)."""
    name = name.lower()
    return next((header.value for header in headers if header.name.lower() == name), None)
