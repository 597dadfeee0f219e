"""What is said of a node without knowing the tree: how it is written, what it may mean, where it lies."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"


DEPTH_LIMIT = 256  # how deep collections may nest: what real cassettes need many times over, and safe to recurse in


class Style(IntEnum):
    """How a node is written. JSON's arrays and objects are flow, its strings double-quoted, its other words plain."""

    BLOCK_MAPPING = 0
    FLOW_MAPPING = 1
    BLOCK_SEQUENCE = 2
    FLOW_SEQUENCE = 3
    PLAIN = 4
    SINGLE = 5
    DOUBLE = 6
    LITERAL = 7
    FOLDED = 8
    ALIAS = 9


class Entry(NamedTuple):
    """What is put into a container, before its entry number `position`; `key` is None in a sequence."""

    position: int
    key: str | None
    value: Value
