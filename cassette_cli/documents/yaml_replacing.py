"""A YAML node and the value that it should say as a whole -> edits of the text, scalars and collections alike.

An anchor stays, for its aliases. A tag stays if the new value fits it: a collection's if it stays one of its kind, a
scalar's if what the tag makes of the new text is the value wished. A comment on the line where the value was
introduced stays there; comments inside the value go with it.
"""

from __future__ import annotations

from dataclasses import replace as changed

from ..errors import EditError
from .edits import Edit, Span
from .nodes import Node
from .styles import Value
from .yaml_marks import is_line_start, joined, line_end, line_start, next_line, settled
from .yaml_places import Place, Role, refuse_orphans
from .yaml_tags import fits
from .yaml_writing import Manner


def replace(node: Node, value: Value) -> list[Edit]:
    """Raises EditError where the place cannot hold the value."""
    place = Place.of(node)
    refuse_orphans(node.tree, node.children)
    if place.role is Role.KEY:
        edits = [_key(node, value)]
    elif place.in_flow:
        edits = [_flow(node, place, value)]
    else:
        edits = _block(node, place, value)
    tag = place.properties.tag
    if tag and not fits(node.tag, dict if node.is_mapping else list if node.is_sequence else str, value):
        blank = node.tree.layer.text[tag.start - 1 : tag.start] == " " and tag.start > place.opened
        edits.append(Edit(Span(tag.start - blank, tag.end), ""))
    return joined(edits)


def _key(node: Node, value: Value) -> Edit:
    if isinstance(value, dict | list):
        raise EditError("a key that becomes a collection", "a key that is a text")
    manner = Manner.of(node)
    said = manner.key(value) if isinstance(value, str) else manner.flow(value)
    if said.startswith("? "):
        raise EditError(f"a key of {len(said)} characters", "one of at most 1000")
    text, (start, end) = node.tree.layer.text, node.span
    return Edit(node.span, said + (manner.newline if start < end and text[end - 1] == "\n" else " " * (start == end)))


def _flow(node: Node, place: Place, value: Value) -> Edit:
    said = Manner.of(node).flow(value)
    start, end = node.span
    if place.is_bare:
        return Edit(node.span, ": " + said)
    return Edit(node.span, " " + said if start == end == place.start else said)


def _block(node: Node, place: Place, value: Value) -> list[Edit]:
    text, (start, end), opened = node.tree.layer.text, node.span, place.start
    stop = line_end(text, opened)
    is_below = stop < start
    has_comment = is_below and bool(text[opened:stop].strip())
    base = max(place.column, 0)
    manner = Manner.of(node)
    if has_comment or not _may_end_in_literal(text, start, end, base):
        manner = changed(manner, literals=False)
    is_nested = isinstance(value, dict | list) and bool(value)
    lines = manner.block(value) if is_nested else manner.inline(value)
    ends_line = end > start and is_line_start(text, end)
    tail = manner.newline if ends_line or (len(lines) > 1 and text.find("\n", end) < 0) else ""
    begun = line_start(text, start)
    if place.role is Role.ROOT and not text[begun:start].strip(" "):
        return [Edit(node.span, manner.hung(lines, start - begun + (0 if is_nested else manner.step)) + tail)]
    if place.is_bare:
        after_literal = text[opened - 1] == "\n"
        head = "" if after_literal else manner.newline
        said = f"{head}{' ' * base}:" + _after(manner, place, value, lines) + manner.newline * after_literal
        return [Edit(node.span, said)]
    said = _after(manner, place, value, lines, is_below=is_below)
    if said.startswith(manner.newline):
        return [Edit(Span(stop if is_below else opened, end), said + tail)]
    if has_comment:
        return [Edit(Span(opened, opened), said), Edit(Span(stop, end), tail)]
    if is_below or is_nested or start == opened:
        return [Edit(Span(opened, end), said + tail)]
    return [Edit(node.span, said[1:] + tail)]


def _after(manner: Manner, place: Place, value: Value, lines: list[str], *, is_below: bool = False) -> str:
    """The lines of the value after its indicator: begun with a space on its line, or with a line break below it."""
    base = max(place.column, 0)
    if not (isinstance(value, dict | list) and value):
        return " " + manner.hung(lines, base + (2 if place.role is Role.ITEM else manner.step))
    if place.role is Role.ITEM:
        begins = manner.newline + " " * (base + 2) if is_below or place.start > place.opened else " "
        return begins + manner.hung(lines, base + 2)
    step = 0 if place.role is Role.ROOT else manner.step if isinstance(value, dict) else manner.dash
    return manner.newline + " " * (base + step) + manner.hung(lines, base + step)


def _may_end_in_literal(text: str, start: int, end: int, column: int) -> bool:
    """Whether nothing comes after the value that a literal would take for its own."""
    if end == start or not is_line_start(text, end):
        if end < line_end(text, end):
            return False
        end = next_line(text, end)
    after = settled(text, end, column, keeps_blanks=False)
    return after.text == text[after.span.start : after.span.end]
