"""The contract of a recorder: a row that says where its files keep what, and how to know them.

Most of a recorder is paths; what a path cannot say (how a status is written, how a body is wrapped) is a function in
its row. Reading a row never constructs anything: values are nodes of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from ..cassette import Headers, Interaction, Reading, Request, Response
from ..documents.layers import Layer
from ..documents.nodes import Node, Tree
from ..documents.styles import Path
from .header_lines import headers_of, word_of
from .sides import Side


class Recorder(NamedTuple):
    """One recorder's files. `version_of` gives the format version of a root that is such a file, None for others;
    it is "" where the file does not say. `signs` are paths that every interaction of such a file has.

    `interactions` is the path from the root to the sequence of interactions; where requests and responses stand in two
    sequences, that of the requests, and `responses` the other one; `beside` are sequences of what is no HTTP. `method`
    and `url` are seen from the request's node, `status` and `reason` from the response's, other paths from the
    interaction's. `url_of` puts a URL together that is kept in parts. `milliseconds` reads the text of the `duration`
    field. `magic` are the first bytes of files that are neither YAML nor JSON; `parse` reads their bytes, shown as
    latin-1.

    For an editor: `matched` is what the recorder compares by default to find an answer, in words; `kept` are fields
    that must stay as they are; `read_only` says why its files are not edited, "" if they are, and `unedited` what of
    them is not.
    """

    name: str
    language: str
    files: str
    version_of: Callable[[Node], str | None]
    interactions: Path
    request: Side
    response: Side
    signs: tuple[Path, ...]
    method: Path | None = None
    url: Path | None = None
    status: tuple[Path, ...] = ()
    reason: Path | None = None
    responses: Path | None = None
    beside: tuple[Path, ...] = ()
    identity: Path | None = None
    duration: Path | None = None
    milliseconds: Callable[[str], float | None] = lambda text: None
    url_of: Callable[[Node], str] | None = None
    magic: bytes = b""
    parse: Callable[[Layer], Tree] | None = None
    matched: tuple[str, ...] = ("method", "URL")
    kept: tuple[Path, ...] = ()
    read_only: str = ""
    unedited: str = ""

    def nodes_of(self, root: Node) -> Sequence[Node]:
        """The nodes of all interactions, in the order of the file. A file that is one interaction is its own root."""
        found = root.at(self.interactions)
        if found is None:
            return []
        return list(found.items) if found.is_sequence else [found] if found.is_mapping else []

    def answers_of(self, root: Node) -> Sequence[Node]:
        """The nodes of all responses, where they stand apart from the requests."""
        found = root.at(self.responses) if self.responses else None
        return [] if found is None else list(found.items)

    def unlike(self, node: Node) -> str | None:
        """What a node lacks to be an interaction of this recorder, None if it has all."""
        return next((".".join(map(str, sign)) for sign in self.signs if node.at(sign) is None), None)

    def read(self, index: int, node: Node, answer: Node, reading: Reading) -> Interaction:
        """One interaction out of its node. What the file does not say is empty, never an error."""
        return Interaction(
            index,
            _text(node, self.identity),
            self._request(node, reading),
            self._response(node, answer, reading),
            node,
        )

    def _request(self, node: Node, reading: Reading) -> Request:
        side = self.request.inside(node.at(self.request.node) or node)
        headers = self.request.headers_in(side)
        return Request(
            (_text(side, self.method) or "").removeprefix(":").upper(),  # `get`, `:get`: Ruby, Elixir
            self.url_of(side) if self.url_of else _text(side, self.url) or "",
            Headers(partial(headers_of, headers)),
            self.request.body_in(side, headers, reading),
            side,
        )

    def _response(self, node: Node, answer: Node, reading: Reading) -> Response:
        side = self.response.inside(answer.at(self.response.node) or answer)
        headers = self.response.headers_in(side)
        status = next((word for path in self.status if (word := _text(side, path))), "")
        duration = _text(node, self.duration)
        return Response(
            int(status) if status.isdecimal() and len(status) < 10 else None,
            (_text(side, self.reason) or "").removeprefix(f"{status} "),  # go-vcr has "200 OK"
            Headers(partial(headers_of, headers)),
            self.response.body_in(side, headers, reading),
            self.milliseconds(duration) if duration else None,
            side,
        )


def number_of(text: str) -> float | None:
    """A plain number of milliseconds; HAR's -1 says that it is not known."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _text(node: Node, path: Path | None) -> str | None:
    found = None if path is None else node.at(path)
    return word_of(found) if found is not None and found.is_scalar and not found.is_null else None
