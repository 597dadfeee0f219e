"""A streamed answer and one with more or fewer parts -> changes that put events in and take them out.

An API's row says which (`apis/steps.py`); here the events are written, in the stream's own style: a new one is the
copy of a sibling that says other JSON, with the sibling's name, line ends, spacing and escapes.
"""

from __future__ import annotations

from .apis.steps import Put, Say, Take
from .documents.edits import Edit, Span, apply
from .documents.json_text import parse
from .documents.layers import Change, Source
from .documents.revaluing import revalue
from .editing import settle
from .errors import EditError
from .framings import Event
from .parts import Json
from .streamed_answers import StreamedAnswer


def reshaped(stream: StreamedAnswer, wished: Json) -> list[Change]:
    """Changes after which the stream has the parts of the wished answer; none where it has them, or where its API's
    streams are not reshaped. What its texts say is left to `restreaming`.
    """
    reshaping = stream.api.reshaping
    if reshaping is None or not isinstance(wished, dict):
        return []
    changes: list[Change] = []
    put: dict[int, str] = {}
    for step in reshaping.steps(stream.values, stream.answer.value, wished):
        match step:
            case Take(event):
                changes.append(Change(stream.events[event].body, Edit(stream.events[event].span, "")))
            case Say(event, value):
                tree = stream.tree(event)
                changes += revalue(tree.root, value) if tree else []
            case Put(behind, like, value):
                put[behind] = put.get(behind, "") + _copied(stream.events[like], value)
    body = stream.events[0].body
    for behind, text in put.items():
        at = stream.events[behind].span.end if behind >= 0 else stream.events[0].span.start
        changes.append(Change(body, Edit(Span(at, at), text)))
    return changes


def _copied(event: Event, value: Json) -> str:
    """The text of an event like this one that says other JSON."""
    data = [field for field in event.fields if field.name == "data"]
    if event.framing.is_binary or event.unterminated or len(data) != 1:
        raise EditError("more or fewer parts cannot be expressed in this stream yet", "server-sent events")
    said = apply(event.data, settle(revalue(parse(Source(event.data)).root, value)))
    start, end = data[0].value
    return event.source[event.span.start : start] + said + event.source[end : event.span.end]
