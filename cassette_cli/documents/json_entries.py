"""A JSON container, the entries to take out and the values to put in -> edits of the text, in the neighbours' manner.

Kept entries and what stands between them are not touched. A new entry is parted from its neighbours as they are from
each other; where there are none, the container around it and the text nearby say how. One line stays one line.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from ..errors import EditError
from .edits import Edit, Span
from .json_scalar import Spelling
from .nodes import Node
from .styles import DEPTH_LIMIT, Entry, Style, Value

_LINE_START = re.compile(r"(\r?\n)([ \t]*)\Z")
_INDENT = re.compile(r"[ \t]*")
_NEAR = 100  # nodes each side whose commas and colons are looked at


def replace(node: Node, value: Value) -> list[Edit]:
    """The whole node says `value`, laid out as it was itself if it held something, else as what is around it."""
    if isinstance(value, dict | list):
        manner = Manner.of(node)
        return [Edit(node.span, manner.rendered(value, manner.indent))]
    return [Edit(node.span, Spelling.at(node).quoted(value) if isinstance(value, str) else _word(value))]


def reshape(node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
    """Entries taken out and put in, counted as before; what is put at one place keeps its order."""
    spans = _entry_spans(node)
    taken = set(take)
    kept = [number for number in range(len(spans)) if number not in taken]
    new: dict[int, list[Entry]] = {}  # by the rank of the kept entry before which they come
    for entry in sorted(put, key=attrgetter("position")):
        new.setdefault(bisect_left(kept, entry.position), []).append(entry)
    edits: list[Edit] = []
    for rank, (before, after) in enumerate(zip([-1, *kept], [*kept, len(spans)], strict=True)):
        gone = spans[before + 1 : after]
        if rank in new:
            edits.append(_put(node, spans, gone, new[rank]))
        elif gone and before >= 0:
            edits.append(Edit(Span(spans[before].end, gone[-1].end), ""))
        elif gone and after < len(spans):
            edits.append(Edit(Span(gone[0].start, spans[after].start), ""))
        elif gone:
            edits.append(Edit(_inside(node), ""))
    return edits


def _put(node: Node, spans: Sequence[Span], gone: Sequence[Span], new: Sequence[Entry]) -> Edit:
    """The new entries where the taken ones stood, else beside a neighbour, else between the bare brackets."""
    manner = Manner.of(node)
    said = [manner.entry(entry) for entry in new]
    if not spans:
        return Edit(_inside(node), manner.lead + manner.comma.join(said) + manner.trail)
    position = new[0].position
    comma = _comma(node, spans, position) or manner.comma
    if gone:
        return Edit(Span(gone[0].start, gone[-1].end), comma.join(said))
    if position == 0:
        start = spans[0].start
        return Edit(Span(start, start), comma.join([*said, ""]))
    end = spans[position - 1].end
    return Edit(Span(end, end), comma.join(["", *said]))


def _word(value: float | None) -> str:
    try:
        return json.dumps(value, allow_nan=False)
    except ValueError:
        raise EditError("a number that JSON cannot say", "a finite number of at most 4300 digits") from None


def _comma(node: Node, spans: Sequence[Span], position: int) -> str:
    """What parts the two entries nearest to the position; nothing if there are no two."""
    first = max(min(position, len(spans) - 1) - 1, 0)
    pair = spans[first : first + 2]
    return node.tree.layer.text[pair[0].end : pair[1].start] if len(pair) > 1 else ""


def _inside(node: Node) -> Span:
    return Span(node.span.start + 1, node.span.end - 1)


def _entry_spans(node: Node) -> list[Span]:
    if node.is_mapping:
        return [Span(key.span.start, value.span.end) for key, value in node.entries]
    return [child.span for child in node.children]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a container and what it holds are laid out. `newline` is empty for one that is one line."""

    newline: str
    indent: str  # of the line that the container starts in
    unit: str  # how much further in its entries stand
    gap: str  # what follows a comma inside a line
    colon: str
    spelling: Spelling

    @classmethod
    def of(cls, node: Node) -> Manner:
        """The manner of a container that holds something; of any other node, what the container around it suggests."""
        model = node if _holds(node) else _around(node)
        newline, indent, unit = _layout(model) if model else ("", "", "")
        colon = next((text for text in _near(node) if ":" in text), "")
        comma = next((text[text.index(",") :] for text in _near(node) if "," in text), "")
        gap = comma[1:] if comma else " " * (colon != ":")
        colon = colon or (": " if gap or newline else ":")
        return cls(newline, indent if model == node else indent + unit, unit, gap, colon, Spelling.at(node))

    @property
    def lead(self) -> str:
        """What stands before the first entry."""
        return self.newline and self.newline + self.indent + self.unit

    @property
    def trail(self) -> str:
        """What stands after the last entry."""
        return self.newline and self.newline + self.indent

    @property
    def comma(self) -> str:
        """What stands between two entries."""
        return "," + (self.lead or self.gap)

    def entry(self, entry: Entry) -> str:
        said = self.rendered(entry.value, self.indent + self.unit)
        return said if entry.key is None else self.spelling.quoted(entry.key) + self.colon + said

    def rendered(self, value: Value, indent: str, levels: int = DEPTH_LIMIT) -> str:
        """The value's JSON, `indent` being that of the line it starts in. Raises EditError for what JSON cannot say."""
        if isinstance(value, str):
            return self.spelling.quoted(value)
        if not isinstance(value, dict | list):
            return _word(value)
        if not levels:
            raise EditError("a value inside too many others", f"a nesting of at most {DEPTH_LIMIT}")
        brackets = "{}" if isinstance(value, dict) else "[]"
        if not value:
            return brackets
        deeper = indent + self.unit
        if isinstance(value, dict):
            said = [
                self.spelling.quoted(key) + self.colon + self.rendered(member, deeper, levels - 1)
                for key, member in value.items()
            ]
        else:
            said = [self.rendered(item, deeper, levels - 1) for item in value]
        lead, trail = (self.newline + deeper, self.newline + indent) if self.newline else ("", "")
        return brackets[0] + lead + ("," + (lead or self.gap)).join(said) + trail + brackets[1]


def _holds(node: Node) -> bool:
    return node.tree.after[node.index] > node.index + 1


def _around(node: Node) -> Node | None:
    """The container that the node lies in."""
    after = node.tree.after
    return next((Node(node.tree, at) for at in range(node.index - 1, -1, -1) if after[at] > node.index), None)


def _layout(container: Node) -> tuple[str, str, str]:
    """Newline, own indentation and unit of a container that holds something; empty if it begins on one line."""
    text, start = container.tree.layer.text, container.span.start
    line_start = _LINE_START.search(text[start + 1 : next(container.children).span.start])
    if not line_start:
        return "", "", ""
    own = _INDENT.match(text, text.rfind("\n", 0, start) + 1)
    indent = own[0] if own and line_start[2].startswith(own[0]) else line_start[2]
    return line_start[1], indent, line_start[2].removeprefix(indent)


def _near(node: Node) -> Iterator[str]:
    """What parts nodes inside of a line: first in the node itself and after it, then before it, the nearest first."""
    tree, index = node.tree, node.index
    text, count = tree.layer.text, len(tree.starts)
    forward = range(index, min(index + _NEAR, count - 1))
    backward = range(min(index, count - 1) - 1, max(index - _NEAR, -1), -1)
    for number in chain(forward, backward):
        if tree.styles[number] >= Style.PLAIN or tree.after[number] == number + 1:
            parting = text[tree.ends[number] : tree.starts[number + 1]]
            if "\n" not in parting:
                yield parting
