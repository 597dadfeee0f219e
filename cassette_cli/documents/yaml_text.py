r"""YAML text -> Tree: the parser's events, kept as marks. The only file that imports the YAML parser.

The C parser reads first; where it gives up, or where it is not installed, the pure one has its turn, and the text is
at fault only if both say so: C rejects U+2028 in plain scalars, `"\ud83d\ude00"` and `[http://a/b?c=d]`, pure rejects
`a:<TAB>b`. Tags are kept as text and never looked up, so no tag of a file can make anything be built. An alias means
the last anchor of that name before it, in its own document. A text without any document has no roots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from ..errors import ParseError
from .edits import Edit
from .layers import Layer
from .nodes import Node, Tree
from .styles import Entry, Style, Value
from .yaml_filling import Filling, fault_at, judge_aliases
from .yaml_scalar import ScalarLayer

_STYLES = {
    "": Style.PLAIN,
    None: Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
_PLAIN = int(Style.PLAIN)
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # YAML 1.2, 5.1


class _Yaml:
    """Scalars by `yaml_scalar`, containers by `yaml_entries`."""

    name: str = "yaml"

    def text(self, node: Node) -> str:
        source = node.source
        if node.tree.styles[node.index] == _PLAIN and source.isascii() and source.isprintable():
            return source  # on one line, as nearly all plain scalars are
        return ScalarLayer(node).text

    def value(self, node: Node) -> Value:
        from .yaml_plain import plain  # noqa: PLC0415 - start-up time: texts are read far more often than values

        return plain(node)

    def layer(self, node: Node) -> Layer:
        return ScalarLayer(node)

    def replace(self, node: Node, value: Value) -> list[Edit]:
        from .yaml_replacing import replace  # noqa: PLC0415 - start-up time: only who edits pays for writing

        return replace(node, value)

    def reshape(self, node: Node, take: Collection[int], put: Sequence[Entry]) -> list[Edit]:
        from .yaml_entries import reshape  # noqa: PLC0415 - start-up time, as above

        return reshape(node, take, put)


YAML = _Yaml()


def parse(layer: Layer, data: bytes | None = None) -> Tree:
    """The layer's text as a tree. Raises ParseError.

    The layer's text has no byte order mark; `data` is the same text in UTF-8, if at hand.
    """
    if layer.text.startswith("\ufeff"):  # the parsers skip it, C without counting it
        raise ParseError("a second byte order mark", "YAML", line=1, column=1)
    faults: list[ParseError] = []
    for events in (_c_events, _pure_events):
        tree = Tree(layer, YAML)
        try:
            return _filled(tree, events(layer.text, data))
        except ParseError:
            raise
        except Exception as error:  # noqa: BLE001 - ruamel.yaml refuses with YAMLError, but also by assert and chr()
            faults.append(_fault(tree, error))
    raise max(faults, key=lambda fault: (fault.line, fault.column))  # who got further knows why


def _c_events(text: str, data: bytes | None) -> Iterator[Any]:
    from _ruamel_yaml import CParser  # noqa: PLC0415 - start-up time: 20 ms that only a YAML file has to pay

    return iter(CParser(text.encode() if data is None else data).get_event, None)


def _pure_events(text: str, data: bytes | None) -> Iterator[Any]:
    from ruamel.yaml import YAML as Parser  # noqa: N811, PLC0415 - start-up time; our YAML is the syntax

    for event in Parser(typ="safe", pure=True).parse(text):
        if _SURROGATE.search(getattr(event, "value", None) or ""):  # `"\ud83d\ude00"` is two halves to it
            event.value = event.value.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        yield event


def _filled(tree: Tree, events: Iterator[Any]) -> Tree:
    """The hot loop of the whole program: a scalar's marks are taken here, all that is rarer in `Filling`."""
    from ruamel.yaml import events as kinds  # noqa: PLC0415 - start-up time

    filling = Filling(tree)
    steps: dict[type, Callable[[Any], None]] = {
        kinds.MappingStartEvent: filling.open_mapping,
        kinds.MappingEndEvent: filling.close,
        kinds.SequenceStartEvent: filling.open_sequence,
        kinds.SequenceEndEvent: filling.close,
        kinds.AliasEvent: filling.alias,
        kinds.DocumentStartEvent: filling.document,
    }
    scalar = kinds.ScalarEvent
    add_style, add_digest = tree.styles.append, tree.digests.append
    add_start, add_end = tree.starts.append, tree.ends.append
    for event in events:
        kind = type(event)
        if kind is scalar:
            start, end = event.start_mark.index, event.end_mark.index
            if start == end or event.anchor is not None or event.ctag is not None:
                start, end = filling.scalar(event, start, end)
            add_style(_STYLES[event.style])
            add_start(start)
            add_end(end)
            add_digest(hash(event.value))
        elif step := steps.get(kind):
            step(event)
    tree.after.extend(range(1, len(tree.starts) + 1))
    for index, after in filling.closed.items():
        tree.after[index] = after
    if tree.targets:
        judge_aliases(tree)
    return tree


def _fault(tree: Tree, error: Exception) -> ParseError:
    """The parser's own words where it has a place to show; else the character it stumbled over."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark is not None and problem:
        context, since = getattr(error, "context", None), getattr(error, "context_mark", None)
        found = f"{problem} {context}" if context else problem
        found += f" that starts in line {since.line + 1}" if context and since else ""
        return fault_at(tree, min(mark.index, len(tree.layer.text)), found, "valid YAML")
    character = re.search(_UNPRINTABLE, tree.layer.text)
    if character:
        found = f"the character U+{ord(character.group()):04X}"
        return fault_at(tree, character.start(), found, "an escape: YAML has no such character")
    return ParseError(str(error), "valid YAML")
