"""The header lines and the status of a side -> changes of them, in the form in which the recorder keeps them."""

from __future__ import annotations

from http import HTTPStatus

from .cassette import Cassette, Header, Interaction, Request, Response
from .documents.edits import Edit, Span
from .documents.layers import Change
from .documents.nodes import Node
from .documents.revaluing import revalue
from .documents.styles import Value
from .errors import EditError
from .header_layers import layer_of
from .pointers import SideName
from .recorders import RECORDERS
from .recorders.recorder import Recorder

_STATUSES = range(100, 1000)  # RFC 9110 section 15: three digits


def recorder_of(cassette: Cassette) -> Recorder:
    """The row of who wrote it."""
    return next(row for row in RECORDERS if row.name == cassette.recorder)


def with_header(cassette: Cassette, interaction: Interaction, side: SideName, name: str, value: str) -> list[Change]:
    """The header with this value, once. Of several lines of that name none stays; a new one comes last."""
    message = _side(interaction, side)
    found = [header for header in message.headers if header.name.lower() == name.lower()]
    if len(found) == 1:
        return _valued(found[0], value)
    node = _headers(cassette, message, side)
    kept = _without(node, name) if found else node.value
    return revalue(node, _with(kept, name, value))


def without_header(cassette: Cassette, interaction: Interaction, side: SideName, name: str) -> list[Change]:
    """No line of that name. Raises EditError where there is none."""
    message = _side(interaction, side)
    if message.header(name) is None:
        raise EditError(f"{side}.headers.{name}, which is not there", "a header that is")
    node = _headers(cassette, message, side)
    return revalue(node, _without(node, name))


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


def _headers(cassette: Cassette, message: Request | Response, side: SideName) -> Node:
    recorder = recorder_of(cassette)
    row = recorder.request if side == "request" else recorder.response
    found = row.headers_in(message.node)
    if not found or message.node.tree is not cassette.tree:
        raise EditError(f"headers of a {side} that {recorder.name} keeps none of, or keeps as text", "header lines")
    return found[0].resolved


def _valued(header: Header, value: str) -> list[Change]:
    layer = layer_of(header)
    if layer is None:
        raise EditError(f"header {header.name} is kept as something else than text", "text")
    return [Change(layer, Edit(Span(0, len(layer.text)), value))] if layer.text != value else []


def _without(node: Node, name: str) -> Value:
    """What the node says, without the lines of a name: a map, pairs, `{name, value}`, names and values in turn."""
    value, low = node.value, name.lower()
    if isinstance(value, dict):
        return {key: said for key, said in value.items() if key.lower() != low}
    if not isinstance(value, list):
        raise EditError("headers in a form that is not edited", "a map or a list")
    if value and all(isinstance(item, str) for item in value):
        if ":" in str(value[0]):
            return [line for line in value if str(line).partition(":")[0].strip().lower() != low]
        pairs = [value[at : at + 2] for at in range(0, len(value), 2)]
        return [word for pair in pairs if str(pair[0]).lower() != low for word in pair]
    return [item for item in value if _name(item).lower() != low]


def _name(item: Value) -> str:
    if isinstance(item, dict):
        return str(item.get("name"))
    return str(item[0]) if isinstance(item, list) and item else ""


def _with(value: Value, name: str, said: str) -> Value:
    """The same with one line more, in the form of its neighbours."""
    if isinstance(value, dict):
        one = any(isinstance(other, str) for other in value.values())
        return {**value, name: said if one else [said]}
    if not isinstance(value, list):
        raise EditError("headers in a form that is not edited", "a map or a list")
    first = value[0] if value else {}
    if isinstance(first, str):
        return [*value, f"{name}: {said}"] if ":" in first else [*value, name, said]
    if isinstance(first, list):
        return [*value, [name, [said] if isinstance(first[-1], list) else said]]
    return [*value, {"name": name, "value": said}]
