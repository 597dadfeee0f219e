"""The text of an httprr trace -> Tree: a sequence of records, each two byte counts and two messages.

    httprr trace v1
    337 3020
    POST http://127.0.0.1/ HTTP/1.1 ...HTTP/1.1 200 OK ...

The text is the file's bytes, shown as latin-1. A message is a scalar here: its layer is the text that `httprr_message`
reads, and an edit of it sets its count anew.
Source: golang.org/x/internal httprr, rr.go, `open`; langchaingo internal/httprr.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from ..documents.edits import Edit, Span, apply
from ..documents.layers import Change, Layer
from ..documents.nodes import Node, Tree
from ..documents.styles import Entry, Style, Value
from ..errors import EditError, ParseError

_COUNTERS = 2  # in front of the two messages of a record
_NODES = 5  # a record and its four scalars
_HEAD = re.compile(r"httprr trace v1\r?\n")
_COUNTS = re.compile(r"(\d{1,15}) (\d{1,15})\r?\n")


@dataclass(frozen=True, slots=True)
class CountLayer:
    """How many bytes a message has, as it is written in front of the record."""

    node: Node

    @property
    def text(self) -> str:
        return self.node.source

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        return [_moved(self.node, edit) for edit in edits]


@dataclass(frozen=True)
class MessageLayer:
    """One message of a record, its bytes shown as latin-1. Not slotted: each of its values asks for the text."""

    node: Node
    count: Node

    @cached_property
    def text(self) -> str:
        return self.node.source

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 2

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The same edits of the file, and of the count, which has to be true."""
        changes = [_moved(self.node, edit) for edit in edits]
        count, length = CountLayer(self.count), str(len(apply(self.text, edits)))
        if count.text != length:
            changes.append(Change(count, Edit(Span(0, len(count.text)), length)))
        return changes


class _Httprr:
    """What is asked of a node of this syntax."""

    name: str = "httprr"

    def text(self, node: Node) -> str:
        return node.source

    def value(self, node: Node) -> Value:
        return node.source if node.is_scalar else [self.value(child) for child in node.children]

    def layer(self, node: Node) -> Layer:
        """Of a record's four scalars the first two are the counts of the other two."""
        place = (node.index - 1) % _NODES - 1
        return CountLayer(node) if place < _COUNTERS else MessageLayer(node, Node(node.tree, node.index - _COUNTERS))

    def replace(self, node: Node, value: Value) -> list[Edit]:
        raise EditError("a whole message of an httprr trace put in another's place", "an edit of what it says")

    def reshape(self, node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
        """Records can be taken out, whole; what is put in would have to be a recording."""
        if node.index or put:
            raise EditError("a record of an httprr trace put in", "records that go or stay")
        spans = [record.span for number, record in enumerate(node.children) if number in take]
        return [Edit(span, "") for span in spans]


HTTPRR = _Httprr()


def parse(layer: Layer) -> Tree:
    """The records of a trace. Raises ParseError where a count does not fit."""
    text = layer.text
    head = _HEAD.match(text)
    if head is None:
        raise ParseError("an httprr trace of another version", "`httprr trace v1`", line=1, column=1)
    tree = Tree(layer, HTTPRR)
    tree.roots.append(0)
    _add(tree, Style.FLOW_SEQUENCE, head.end(), len(text))
    place = head.end()
    while place < len(text):
        place = _record(tree, place)
    tree.after[0] = len(tree.starts)
    return tree


def _record(tree: Tree, place: int) -> int:
    """Add the record that begins there; where the next one does."""
    text = tree.layer.text
    counts = _COUNTS.match(text, place)
    if counts is None:
        _fault(tree, place, text[place : place + 20], "two byte counts in a line")
    request = counts.end()
    response = request + int(counts[1])
    end = response + int(counts[2])
    if end > len(text):
        found = f"the end of the file after {len(text) - request} bytes of a record"
        _fault(tree, place, found, f"{end - request}, as its counts say", is_quoted=False)
    _add(tree, Style.FLOW_SEQUENCE, place, end)
    for number in (1, 2):
        _add(tree, Style.PLAIN, *counts.span(number))
    _add(tree, Style.PLAIN, request, response)
    _add(tree, Style.PLAIN, response, end)
    return end


def _add(tree: Tree, style: Style, start: int, end: int) -> None:
    tree.styles.append(style)
    tree.starts.append(start)
    tree.ends.append(end)
    tree.after.append(len(tree.starts) - 1 + (_NODES if style is Style.FLOW_SEQUENCE else 1))
    tree.digests.append(0 if style is Style.FLOW_SEQUENCE else hash(tree.layer.text[start:end]))


def _moved(node: Node, edit: Edit) -> Change:
    """An edit of a scalar's source said of the tree's text."""
    at = node.span.start
    return Change(node.tree.layer, Edit(Span(at + edit.span.start, at + edit.span.end), edit.text))


def _fault(tree: Tree, place: int, found: str, expected: str, *, is_quoted: bool = True) -> NoReturn:
    line, column = tree.position(place)
    raise ParseError(repr(found) if is_quoted else found, expected, line=line, column=column)
