"""YAML text -> what the parsers themselves say is in it, and the YAML texts that others have written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from _ruamel_yaml import CParser
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from cassette_cli.documents.layers import Source
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.styles import Style
from cassette_cli.documents.yaml_editing import context
from cassette_cli.documents.yaml_scalar import ScalarLayer
from cassette_cli.documents.yaml_text import parse
from tests.shared import CORPUS, SUITES

_GZIP = b"\x1f\x8b"


class Said(NamedTuple):
    """One event: its kind, tag and anchor, and a scalar's value."""

    kind: type
    tag: str | None
    anchor: str | None
    value: str | None


class Scalar(NamedTuple):
    source: str
    style: Style
    parent_indent: int
    value: str


def libyaml_events(text: str) -> list[Any]:
    return list(iter(CParser(text.encode()).get_event, None))


def events(text: str) -> list[Any]:
    """What libyaml reads, or ruamel.yaml's own parser where libyaml refuses. Raises YAMLError where both do."""
    try:
        return libyaml_events(text)
    except YAMLError:
        return list(YAML(typ="safe", pure=True).parse(text))


def said(text: str) -> list[Said]:
    names = ("tag", "anchor", "value")
    return [Said(type(event), *(getattr(event, name, None) for name in names)) for event in events(text)]


def layers(text: str) -> list[ScalarLayer]:
    """The text's scalars in the order in which the parser says them."""
    tree = parse(Source(text))
    nodes = (Node(tree, index) for index in range(len(tree.starts)))
    return [ScalarLayer(node) for node in nodes if node.is_scalar]


def scalars(text: str) -> Iterator[Scalar]:
    """The scalars' sources, with the values that the parser reads in them."""
    values = (event.value for event in said(text) if event.value is not None)
    for layer, value in zip(layers(text), values, strict=True):
        node = layer.node
        is_indented = re.match("[|>][-+]?[1-9]", node.source) and node.style >= Style.LITERAL
        yield Scalar(node.source, node.style, context(node).parent_indent if is_indented else -1, value)


def corpus() -> Iterator[tuple[str, str]]:
    for path in sorted(CORPUS.rglob("*.y*ml*")):
        data = path.read_bytes()
        if not data.startswith(_GZIP):
            yield str(path.relative_to(CORPUS)), data.decode("utf-8-sig")


def suite() -> Iterator[tuple[str, str]]:
    """The documents of the YAML test suite that at least one parser accepts, by the suite's own names."""
    for path in sorted((SUITES / "yaml-test-suite").glob("*.yaml")):
        for number, case in enumerate(YAML(typ="safe", pure=True).load(path)):
            text = re.sub("—*»", "\t", case.get("yaml", ""))
            text = text.replace("␣", " ").replace("←", "\r").replace("⇔", "\ufeff").replace("↵", "")
            text = re.sub("∎\n\\Z", "", text).removeprefix("\ufeff")
            try:
                events(text)
            except (YAMLError, AssertionError):
                continue
            yield f"{path.stem}-{number}", text
