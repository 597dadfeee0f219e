"""A YAML scalar's node and edits of its value -> edits of the text around it; and what that place asks of a scalar."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..errors import EditError
from .edits import Edit, Span, merged
from .nodes import Node
from .styles import Style
from .yaml_headers import BREAKS
from .yaml_lifting import lifted
from .yaml_places import Place, Role, indent_of
from .yaml_quoting import Context

_ESCAPED_LETTER = re.compile(  # begins with a literal, so the search runs at C speed
    r"\\(?<!\\\\)(?:_|x[89A-Fa-f][0-9A-Fa-f]|u(?!00[0-7])[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"
)
_BLANKS = re.compile(rf"(?:[ \t]*[{BREAKS}])*([ \t]*)")
_TAB = re.compile(rf"[ \t]*[{BREAKS}][ {BREAKS}]*\t")
_LOOKED_AT = 100_000  # characters of a document in which its habit is sought


def lifted_out_of(node: Node, edits: Sequence[Edit]) -> list[Edit]:
    """The same change, said of the tree's text. Raises EditError, with the place, where YAML cannot say it there."""
    text, start = node.tree.layer.text, node.span.start
    try:
        changes = lifted(node.source, node.style, merged(edits), context(node))
        if changes and changes[0].span.start == 0:
            (first, last), new = changes[0]
            changes[0] = Edit(Span(first, last), _introduction(node, text) + new)
        if changes and changes[0].text.lstrip(" ")[:1] in ("'", '"') and node.style is Style.PLAIN:
            _refuse_tab(node.span.end, text)
    except EditError as error:
        raise error.located("", *node.tree.position(start)) from None
    return [Edit(Span(first + start, last + start), new) for (first, last), new in changes]


def context(node: Node) -> Context:
    """What the surroundings of a scalar ask of it."""
    place, text = Place.of(node), node.tree.layer.text
    parent_indent = indent_of(place.parent)
    return Context(
        parent_indent=parent_indent,
        in_flow=place.in_flow,
        is_key=place.role is Role.KEY and text[place.opened - 1 : place.opened] != "?",
        is_tagged=bool(node.tag),
        is_crowded=_is_crowded(node.span.end, text, parent_indent),
        ascii_only=_is_ascii_only(node.source, text),
        line_break=_line_break(text),
    )


def _introduction(node: Node, text: str) -> str:
    """What has to stand before the first character of new text: a space after a colon, dash, tag or anchor."""
    start, is_empty = node.span.start, node.span.start == node.span.end
    if is_empty:
        place = Place.of(node)
        if place.role in (Role.KEY, Role.ROOT) or place.is_bare:
            raise EditError("a place where nothing is written, not even the colon before a value", "a value")
    is_apart = not text[start - 1 : start].strip(" \t\r\n")
    # libyaml ends the anchor of `&a:b` before the colon
    has_properties = node.index in node.tree.tags or node.index in node.tree.anchors
    return " " if not is_apart and (is_empty or has_properties) else ""


def _refuse_tab(end: int, text: str) -> None:
    """Only after a plain scalar does libyaml pass over a tab that begins a line."""
    if _TAB.match(text, end):
        raise EditError("a tab that begins the line after a scalar that has to be quoted", "spaces")


def _is_crowded(end: int, text: str, parent_indent: int) -> bool:
    gap = _BLANKS.match(text, end)
    last = gap.end() if gap else end
    return end < last and text[last : last + 1] in ("#", "") and gap is not None and len(gap[1]) > max(parent_indent, 0)


def _is_ascii_only(source: str, text: str) -> bool:
    """Whether letters outside ASCII are escaped in double quotes: the scalar's own habit, else the document's."""
    if not source.isascii():
        return False
    if source.startswith('"') and _ESCAPED_LETTER.search(source):
        return True
    return text.isascii() and _ESCAPED_LETTER.search(text, 0, _LOOKED_AT) is not None


def _line_break(text: str) -> str:
    first = text.find("\n")
    return "\r\n" if text[first - 1 : first] == "\r" and first else "\n"
