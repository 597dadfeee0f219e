"""Header fields as recorders keep them -> header lines.

Most keep a map of names to a value or to several; HAR a list of `{name, value}`; nock names and values in turn, as
Node's `rawHeaders` has them; VCR.py before 1.0 the lines themselves. Which one it is shows in the nodes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..cassette import Header
from ..documents.nodes import Node, is_merge, merge_sources
from ..encodings import BASE64, LIMIT
from ..errors import DecodeError

BINARY_TAGS = frozenset({"tag:yaml.org,2002:binary", "!binary"})


def headers_of(nodes: Collection[Node], names: Collection[str] = ()) -> tuple[Header, ...]:
    """The header lines that the nodes keep: all of them, or those of some names, given in lower case.

    A list of values is several lines (RFC 9110 section 5.3).
    """
    return tuple(
        Header(word, word_of(value), value.resolved)
        for node in nodes
        for name, values in _fields(node)
        if (word := word_of(name)) and (not names or word.lower() in names)
        for value in (values.resolved.items if values.resolved.is_sequence else (values,))
    ) + tuple(line for node in nodes for line in _lines(node) if not names or line.name.lower() in names)


def word_of(node: Node) -> str:
    """A name or value as text. Some are wrapped: `? !!python/object/apply:multidict._multidict.istr` around a name
    (VCR.py with aiohttp), `!!binary` around a value (VCR.py, where the client passed bytes).
    """
    node = node.resolved
    if not node.is_scalar:
        inner = next(node.items, None)
        return "" if inner is None else word_of(inner)
    if node.tag in BINARY_TAGS:
        try:
            return BASE64.decode(node.text.encode("latin-1", "replace"), LIMIT).decode("latin-1")
        except DecodeError:
            pass  # it is no base64, so it is what it says
    return "" if node.is_null else node.text


def _fields(node: Node) -> Iterator[tuple[Node, Node]]:
    """Names with their value or values."""
    if node.is_mapping:
        yield from _entries(node)
        return
    items = list(node.items)
    if len(items) == 1 and items[0].is_sequence and all(item.is_sequence for item in items[0].items):
        items = list(items[0].items)  # `!!python/object/apply:frozenset`: the set's one argument
    if items and items[0].is_scalar and ":" not in items[0].text:
        yield from zip(items[::2], items[1::2], strict=False)
    for item in items:
        pair = (item.get("name"), item.get("value")) if item.is_mapping else (item.at((0,)), item.at((1,)))
        if pair[0] and pair[1]:
            yield pair[0], pair[1]


def _entries(mapping: Node) -> Iterator[tuple[Node, Node]]:
    """Its own entries, and those of maps that it merges and has not itself."""
    if mapping.tree.layer.text.find("<<", *mapping.span) < 0:  # as nearly always
        yield from mapping.entries
        return
    merged = [value.resolved for key, value in mapping.entries if is_merge(key)]
    known = {key.text for key, _ in mapping.entries}
    yield from ((key, value) for key, value in mapping.entries if not is_merge(key))
    for source in (source for value in merged for source in merge_sources(value)):
        for key, value in _entries(source):
            if key.text not in known:
                known.add(key.text)
                yield key, value


def _lines(node: Node) -> Iterator[Header]:
    """`server: nginx`: a name holds no colon (RFC 9110 section 5.1). The node is the whole line's."""
    items = list(node.items)
    if not items or ":" not in items[0].text:
        return  # names and values in turn, where a date has colons, too
    for item in items:
        name, colon, value = item.text.partition(":")
        if colon and item.is_scalar:
            yield Header(name.strip(), value.strip(), item)
