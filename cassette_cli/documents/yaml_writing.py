"""A plain value -> YAML, as lines of block style or as one line of flow style, in the manner of a document.

The manner is the document's own: how far its mappings step in, whether its sequences do, whether it writes texts of
several lines as literals, how its lines end. What it does not show is as most recorders write it (PyYAML, Psych).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..errors import EditError
from .nodes import Node, Tree
from .styles import DEPTH_LIMIT, Style, Value
from .yaml_editing import context
from .yaml_places import column
from .yaml_quoting import represent

_LARGEST = 10**400
_LOOKED_AT = 5_000  # nodes among which examples of the manner are sought
_LONGEST_KEY = 1_000  # characters, with a reserve; YAML 1.2, 7.4.2 wants a `?` before a key of more than 1024
_LITERAL = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f][^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]*\Z"
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a document is laid out."""

    step: int  # columns from a mapping to what is in it
    dash: int  # columns from a mapping to the dashes of a sequence in it
    literals: bool
    newline: str
    ascii_only: bool
    quotes: Style  # of new texts in flow style

    @classmethod
    def of(cls, node: Node) -> Manner:
        habits, tree = context(node), node.tree
        steps = dict(reversed(list(_steps(tree))))  # of each style the first one counts
        return cls(
            step=steps.get(Style.BLOCK_MAPPING, 0) or 2,
            dash=steps.get(Style.BLOCK_SEQUENCE, 0),
            literals=Style.LITERAL in tree.styles,
            newline=habits.line_break,
            ascii_only=habits.ascii_only,
            quotes=Style.DOUBLE if _is_json(node) else Style.PLAIN,
        )

    def block(self, value: Value, levels: int = DEPTH_LIMIT) -> list[str]:
        """The lines of a mapping or sequence that is not empty, the first column being 0."""
        if not levels:
            raise EditError("a value inside too many others", f"a nesting of at most {DEPTH_LIMIT}")
        lines: list[str] = []
        if isinstance(value, dict):
            for key, member in value.items():
                lines += self.entry(key, member, levels)
        elif isinstance(value, list):
            for item in value:
                lines += self.entry(None, item, levels)
        return lines

    def entry(self, key: str | None, value: Value, levels: int = DEPTH_LIMIT) -> list[str]:
        """The lines of one entry of a block collection, the first column being 0; `key` is None in a sequence."""
        if key is None:
            return self._after("-", value, 2, levels)
        said = self.key(key)
        if said.startswith("? "):
            return [said, *self._after(":", value, 0, levels)]
        return self._after(said + ":", value, 0, levels)

    def _after(self, head: str, value: Value, compact: int, levels: int) -> list[str]:
        """`compact` is the step of a collection that may begin on the head's line, 0 where it may not."""
        if isinstance(value, dict | list) and value:
            step = compact or (self.step if isinstance(value, dict) else self.dash)
            first, *others = lines = self.block(value, levels - 1)
            return [f"{head} {first}", *indented(others, step)] if compact else [head, *indented(lines, step)]
        first, *others = self.inline(value)
        return [f"{head} {first}", *indented(others, compact or self.step)]

    def inline(self, value: Value) -> list[str]:
        """A scalar, or an empty collection; more than one line if it is a literal."""
        if (
            isinstance(value, str)
            and self.literals
            and "\n" in value[:-1]
            and _LITERAL.match(value)
            and value[-2:] != "\n\n"
        ):
            return ["|" if value.endswith("\n") else "|-", *value.removesuffix("\n").split("\n")]
        if isinstance(value, dict | list):
            return [self.flow(value)]
        return [self.scalar(value)]

    def hung(self, lines: list[str], indent: int) -> str:
        """The lines as one text, the first one as it is and the others further in."""
        return self.newline.join([lines[0], *indented(lines[1:], indent)])

    def scalar(self, value: str | float | None, *, in_flow: bool = False) -> str:
        """A scalar in one line. Raises EditError for what YAML cannot say."""
        if isinstance(value, int) and abs(value) >= _LARGEST:
            raise EditError("a number of more than 400 digits", "one that every reader of YAML takes for a number")
        style = self.quotes if in_flow else Style.PLAIN
        return represent(value, style=style, in_flow=in_flow, ascii_only=self.ascii_only)

    def key(self, key: str) -> str:
        """A key up to its colon; it begins with `? ` if the colon must stand on a line of its own."""
        said = represent(key, style=self.quotes, in_flow=True, is_key=True, ascii_only=self.ascii_only)
        return said if len(said) < _LONGEST_KEY else "? " + said

    def flow(self, value: Value, levels: int = DEPTH_LIMIT) -> str:
        """Any value in one line of flow style."""
        if not levels:
            raise EditError("a value inside too many others", f"a nesting of at most {DEPTH_LIMIT}")
        if isinstance(value, dict):
            return "{" + ", ".join(self.flow_entry(key, member, levels) for key, member in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(item, levels - 1) for item in value) + "]"
        return self.scalar(value, in_flow=True)

    def flow_entry(self, key: str | None, value: Value, levels: int = DEPTH_LIMIT) -> str:
        """One entry of a flow collection; `key` is None in a sequence."""
        said = self.flow(value, levels - 1)
        return said if key is None else f"{self.key(key)}: {said}"


def indented(lines: list[str], step: int) -> list[str]:
    """The lines further in; an empty one stays empty."""
    return [" " * step + line if line else line for line in lines]


def _steps(tree: Tree) -> Iterator[tuple[Style, int]]:
    """How far in the block collections stand that are values of block mappings, the first ones."""
    for index in range(min(len(tree.starts), _LOOKED_AT)):
        if tree.styles[index] == Style.BLOCK_MAPPING:
            node = Node(tree, index)
            for key, value in islice(node.entries, 100):
                if (
                    value.style in (Style.BLOCK_MAPPING, Style.BLOCK_SEQUENCE)
                    and "\n" in tree.layer.text[key.span.end : value.span.start]
                ):
                    yield value.style, column(value) - column(node)


def _is_json(node: Node) -> bool:
    """Whether the first key of a flow mapping is double-quoted, as in JSON."""
    first = next(node.children, None)
    return node.style is Style.FLOW_MAPPING and first is not None and first.style is Style.DOUBLE
