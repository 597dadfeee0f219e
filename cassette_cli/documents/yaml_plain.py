"""A YAML node -> plain data: dict, list, str, int, float, bool, None; aliases followed, merge keys applied.

An alias gives the same object as its anchor, so that no file can make it explode.
"""

from __future__ import annotations

from .nodes import Node, is_merge, merge_sources
from .styles import Style, Value
from .yaml_scalar import ScalarLayer
from .yaml_tags import meaning


def plain(node: Node) -> Value:
    """All that the node says. A key that is a collection is named by its source."""
    return _contents(node, {})


def _contents(node: Node, anchored: dict[int, Value]) -> Value:
    """`anchored` are the values made so far of what has an anchor."""
    node = node.resolved
    if node.index in anchored:
        return anchored[node.index]
    value: Value
    if node.is_mapping:
        value = _entries(node, anchored)
    elif node.is_sequence:
        value = [_contents(child, anchored) for child in node.children]
    else:
        value = meaning(ScalarLayer(node).text, node.tag, is_plain=node.style is Style.PLAIN)
    if node.index in node.tree.anchors:
        anchored[node.index] = value
    return value


def _entries(node: Node, anchored: dict[int, Value]) -> dict[str, Value]:
    """Duplicate keys: the last one wins, at the first one's place. Merged entries never win over local ones."""
    local: dict[str, Value] = {}
    merged: dict[str, Value] = {}
    for key, value in node.entries:
        if is_merge(key):
            for source in merge_sources(value.resolved):
                more = _contents(source, anchored)
                merged = {**more, **merged} if isinstance(more, dict) else merged
        else:
            name = key.resolved
            local[name.text if name.is_scalar else name.source] = _contents(value, anchored)
    return {**merged, **local}
