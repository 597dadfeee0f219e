"""The header lines and the status of a side -> changes of them, in the form in which the recorder keeps them."""

from __future__ import annotations

import re
from http import HTTPStatus

from .cassette import Cassette, Header, Interaction, Request, Response
from .documents.edits import Edit, Span, difference
from .documents.layers import Change
from .documents.nodes import Node
from .documents.revaluing import revalue
from .errors import EditError
from .header_layers import layer_of
from .pointers import SideName
from .recorders import RECORDERS
from .recorders.recorder import Recorder
from .relining import added, removed

_STATUSES = range(100, 1000)  # RFC 9110 section 15: three digits
_TOKEN = re.compile(r":?[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # section 5.6.2; and `:path`, as HTTP/2 has it
_BREAKS = re.compile(r"[\r\n\0]")


def recorder_of(cassette: Cassette) -> Recorder:
    """The row of who wrote it."""
    return next(row for row in RECORDERS if row.name == cassette.recorder)


def with_header(cassette: Cassette, interaction: Interaction, side: SideName, name: str, value: str) -> list[Change]:
    """The header with this value, once: of several lines of that name the first says it, a new one comes last."""
    if _BREAKS.search(value):
        raise EditError(f"a line end in {side}.headers.{name}", "a value of one line (RFC 9110 section 5.5)")
    message = _side(interaction, side)
    first = next((header for header in message.headers if header.name.lower() == name.lower()), None)
    if first is not None:
        return _valued(first, value) + _others(cassette, message, side, name, first)
    if not _TOKEN.fullmatch(name):
        raise EditError(f"{side}.headers.{name}, which is no name of a header", "a token (RFC 9110 section 5.1)")
    return added(_kept(cassette, message, side)[0], _like(cassette, message, side), name, value)


def without_header(cassette: Cassette, interaction: Interaction, side: SideName, name: str) -> list[Change]:
    """No line of that name. Raises EditError where there is none."""
    message = _side(interaction, side)
    if message.header(name) is None:
        raise EditError(f"{side}.headers.{name}, which is not there", "a header that is")
    return _others(cassette, message, side, name, None)


def with_status(cassette: Cassette, interaction: Interaction, code: int) -> list[Change]:
    """The answer with another status; its reason phrase follows where it was the usual one."""
    if code not in _STATUSES:
        raise EditError(f"found status {code}", "expected one of three digits")
    recorder, response = recorder_of(cassette), interaction.response
    places = (response.node.at(path) for path in recorder.status)
    node = next((place for place in places if place is not None and place.is_scalar and not place.is_null), None)
    if node is None or response.status is None:
        raise EditError("an answer without a status", "one that is recorded with one")
    old = str(response.status)
    changes = _numbered(node, old, str(code))
    reason = response.node.at(recorder.reason) if recorder.reason else None
    if reason is not None and reason.is_scalar and reason != node:
        before, after = _phrase(response.status), _phrase(code)
        said = reason.text.replace(old, str(code), 1) if old in reason.text else reason.text
        new = said.replace(before, after, 1) if before and before in said else said
        changes += revalue(reason, new.strip()) if new != reason.text else []
    return changes


def _numbered(node: Node, old: str, new: str) -> list[Change]:
    if isinstance(node.value, int):
        return revalue(node, int(new))
    at = node.text.find(old)
    if at < 0:
        raise EditError(f"a status that is written {node.text!r}", f"one that says {old}")
    return [Change(node.layer, Edit(Span(at, at + len(old)), new))]


def _phrase(code: int) -> str:
    return HTTPStatus(code).phrase if code in set(HTTPStatus) else ""


def _side(interaction: Interaction, side: SideName) -> Request | Response:
    return interaction.request if side == "request" else interaction.response


def _kept(cassette: Cassette, message: Request | Response, side: SideName) -> tuple[Node, ...]:
    """The nodes that keep the headers of a side."""
    recorder = recorder_of(cassette)
    nodes = (recorder.request if side == "request" else recorder.response).headers_in(message.node)
    if not nodes:
        raise EditError(f"headers of a {side} that {recorder.name} keeps none of", "one that is recorded with some")
    return nodes


def _like(cassette: Cassette, message: Request | Response, side: SideName) -> Node:
    """A node that shows how lines are kept: that of the side if it has some, else another one of the file."""
    row = recorder_of(cassette)
    nodes = [*_kept(cassette, message, side)]
    for each in cassette.interactions if next(nodes[0].children, None) is None else ():
        nodes += (*row.request.headers_in(each.request.node), *row.response.headers_in(each.response.node))
    return next((node for node in nodes if next(node.children, None)), nodes[0])


def _valued(header: Header, value: str) -> list[Change]:
    node = header.node
    if node.is_scalar and (node.is_null or node.text == header.value):
        is_number = type(node.value) is int and value.isdecimal() and str(int(value)) == value
        return revalue(node, int(value) if is_number else value)
    layer = layer_of(header)
    if layer is None:
        raise EditError(f"header {header.name} is kept as something else than text", "text")
    return [Change(layer, each) for each in difference(layer.text, value)]


def _others(
    cassette: Cassette, message: Request | Response, side: SideName, name: str, but: Header | None
) -> list[Change]:
    """All lines of a name taken out, but one."""
    changes = [
        change for node in _kept(cassette, message, side) for change in removed(node, name, but.node if but else None)
    ]
    if but is None and not changes:
        raise EditError(f"{side}.headers.{name}, which a merge key brings in", "one that stands there itself")
    return changes
