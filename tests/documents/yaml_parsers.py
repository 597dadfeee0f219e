"""A YAML text -> the events of the parser that accepts it, the C one first: what a tree is held against."""

from __future__ import annotations

from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent, ScalarEvent

from cassette_cli.documents.nodes import Node, Tree
from cassette_cli.documents.styles import Style


def pure(text: str) -> list[Any]:
    return list(YAML(typ="safe", pure=True).parse(text))


def accepted(text: str) -> list[Any]:
    try:
        return list(iter(CParser(text.encode()).get_event, None))
    except YAMLError:
        return pure(text)


def check(tree: Tree, events: list[Any]) -> None:
    """The tree has exactly the nodes of the events; scalars say the same; what is inside stands inside, in order."""
    text, opened, index = tree.layer.text, [], 0
    breaks = [place for place, character in enumerate(text) if character == "\n"]
    for event in events:
        if isinstance(event, CollectionEndEvent):
            assert tree.after[opened.pop()] == index
        if not isinstance(event, NodeEvent):
            continue
        node = Node(tree, index)
        start, end = node.span
        assert event.start_mark.index <= start <= end or start == end, node
        assert start >= (
            tree.ends[index - 1]
            if index and tree.after[index - 1] == index and tree.styles[index - 1] >= Style.PLAIN
            else 0
        )
        assert all(tree.starts[outside] <= start and end <= tree.ends[outside] for outside in opened), node
        if isinstance(event, CollectionStartEvent):
            opened.append(index)
            assert node.is_mapping or node.is_sequence
        elif isinstance(event, ScalarEvent):
            assert node.is_scalar
            assert joined_surrogates(node.text) == joined_surrogates(event.value), node
            assert end in (event.end_mark.index, start)
        assert node.style is Style.ALIAS or not isinstance(event, AliasEvent)
        if not isinstance(event, AliasEvent):
            assert node.tag == (event.tag or "")
            assert tree.anchors.get(index) == event.anchor
        elif event.anchor:
            assert tree.anchors[node.resolved.index] == event.anchor
        if start == event.start_mark.index and breaks:
            assert tree.position(start) == (event.start_mark.line + 1, event.start_mark.column + 1)
        index += 1
    assert index == len(tree.starts)


def joined_surrogates(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
