"""One scalar of a YAML text as a layer: what it says, and the way back out for an edit of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from .edits import Edit
from .layers import Change
from .nodes import Node
from .styles import Style
from .yaml_values import value

_BLOCKS = (Style.LITERAL, Style.FOLDED)
_INDENTATION = re.compile("[|>][-+]?[1-9]")


class ScalarLayer:
    """What a scalar says. Equal layers are the same node of the same tree."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ScalarLayer) and self.node == other.node

    def __hash__(self) -> int:
        return hash(self.node)

    @cached_property
    def text(self) -> str:
        """Decoded once, since bodies are large, and kept for as long as the layer is."""
        node, source = self.node, self.node.source
        indent = _parents_indent(node) if node.style in _BLOCKS and _INDENTATION.match(source) else -1
        return value(source, node.style, indent)

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        from .yaml_editing import lifted_out_of  # noqa: PLC0415 - start-up time: only who edits pays for writing

        return [Change(self.node.tree.layer, edit) for edit in lifted_out_of(self.node, edits)]


def _parents_indent(node: Node) -> int:
    from .yaml_places import container, indent_of  # noqa: PLC0415 - start-up time: indentation indicators are rare

    return indent_of(container(node))
