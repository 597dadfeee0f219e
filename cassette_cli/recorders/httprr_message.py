"""One HTTP message as it went over the wire -> Tree: the three parts of its start line, its fields, its body.

Text of bytes, shown as latin-1 (RFC 9112 sections 2 and 5). A message is no more checked than that: what is no field
line is a field without a value, and without an empty line there is no body.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..documents.edits import Edit, Span, apply
from ..documents.layers import Change, Layer, Source
from ..documents.nodes import Node, Tree
from ..documents.styles import Entry, Style, Value
from ..errors import EditError

_FIELDS = 4  # the number of the node that holds them
_START_LINE = re.compile(r"([^ \r\n]*) ?([^ \r\n]*) ?([^\r\n]*)\r?\n?")
_FIELD = re.compile(r"([^:\r\n]+)(?::[ \t]*([^\r\n]*))?(?:\r?\n|$)")
_LINE_END = re.compile(r"\r?\n|$")


@dataclass(frozen=True, slots=True, eq=False)
class WireLayer:
    """One value of a message, as it stands there. Equal by its place: a message is parsed whenever it is read."""

    node: Node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WireLayer) and self._place == other._place

    def __hash__(self) -> int:
        return hash(self._place)

    @property
    def _place(self) -> tuple[Layer, int]:
        return self.node.tree.layer, self.node.index

    @property
    def text(self) -> str:
        return self.node.source

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The same edits of the message. Raises EditError where the value could not be told from what is around it."""
        tree, at = self.node.tree, self.node.span.start
        if self.node.index < len(tree.starts) - 1:  # all but the body
            _in_one_line(apply(self.text, edits))
        moved = [Edit(Span(at + start, at + end), text) for (start, end), text in edits]
        after, wished = parse(Source(apply(tree.layer.text, moved))), apply(self.text, edits)
        if after.after != tree.after or Node(after, self.node.index).source != wished:
            raise EditError(f"{wished[:40]!r}, which would be read as another message", "a value that can stand there")
        return [Change(tree.layer, edit) for edit in moved]


class _Message:
    """What is asked of a node of this syntax."""

    name: str = "http"

    def text(self, node: Node) -> str:
        return node.source

    def value(self, node: Node) -> Value:
        if node.is_mapping:
            return {key.source: value.source for key, value in node.entries}
        return node.source if node.is_scalar else [self.value(child) for child in node.children]

    def layer(self, node: Node) -> Layer:
        return WireLayer(node)

    def replace(self, node: Node, value: Value) -> list[Edit]:
        if not node.is_scalar or not isinstance(value, str | int):
            raise EditError("data in a message of an httprr trace", "text")
        return [Edit(node.span, str(value))]

    def reshape(self, node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
        """Field lines, whole, with the line ends that the message has."""
        if not node.is_mapping:
            raise EditError("parts of a message put in or taken out", "a change of its header fields")
        text = node.tree.layer.text
        lines = [_line(text, name, value) for name, value in node.entries]
        places = [line.start for line in lines] + [node.span.end]
        line_end = "\n" if "\n" in text and "\r\n" not in text else "\r\n"
        new: dict[int, str] = {}
        for position, name, value in put:
            if name is None or ":" in name or not isinstance(value, str | int):
                raise EditError(f"a header {name!r} that no line can say", "a name without a colon, and a text")
            said, place = _in_one_line(f"{name}: {value}"), places[position]
            is_open = text[place - 1 : place] != "\n"  # behind a last line that does not end
            new[place] = new.get(place, "") + (line_end + said if is_open else said + line_end)
        edits = [Edit(lines[number], "") for number in take]
        return edits + [Edit(Span(place, place), added) for place, added in new.items()]


MESSAGE = _Message()


def parse(layer: Layer) -> Tree:
    """The message's text as a tree of nodes; whatever it is."""
    text = layer.text
    tree = Tree(layer, MESSAGE)
    tree.roots.append(0)
    start = _START_LINE.match(text)
    marks: list[tuple[Style, int, int]] = [(Style.FLOW_SEQUENCE, 0, len(text))]
    marks += [(Style.PLAIN, *start.span(number)) for number in (1, 2, 3)] if start else []
    at = start.end() if start else 0
    fields = list(_fields(text, at))
    behind = fields[-1].end() if fields else at
    marks.append((Style.FLOW_MAPPING, at, behind))
    for field in fields:
        marks += [(Style.PLAIN, *field.span(1)), (Style.PLAIN, *_value(field))]
    empty = _LINE_END.match(text, behind)
    marks.append((Style.PLAIN, empty.end() if empty else behind, len(text)))
    for number, (style, first, last) in enumerate(marks):
        tree.styles.append(style)
        tree.starts.append(first)
        tree.ends.append(last)
        tree.after.append(number + 1)
    tree.after[0] = len(marks)
    tree.after[_FIELDS] = len(marks) - 1
    return tree


def _fields(text: str, at: int) -> Iterator[re.Match[str]]:
    while field := _FIELD.match(text, at):
        yield field
        at = field.end()


def _in_one_line(text: str) -> str:
    if re.search(r"[\r\n\0]", text):
        raise EditError("a line end in the head of a message", "a value of one line (RFC 9110 section 5.5)")
    return text


def _value(field: re.Match[str]) -> Span:
    """Without the white space around it."""
    if field[2] is None:
        return Span(field.end(1), field.end(1))
    return Span(field.start(2), field.start(2) + len(field[2].rstrip(" \t")))


def _line(text: str, name: Node, value: Node) -> Span:
    """All of the line that a field stands in."""
    end = _LINE_END.search(text, value.span.end)
    return Span(name.span.start, end.end() if end else value.span.end)
