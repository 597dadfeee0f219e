"""An Interaction -> as much of its Conversation as a line about it needs; of a long stream only some events are read.

Those are the first ones, those where text or a tool call begins, and the last. What is asked is only the model and
the plain parameters.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from re import Pattern

from .apis import Landmarks
from .cassette import Interaction
from .documents.layers import Layer
from .framings import Event, Framing
from .messages import Conversation, Message
from .parts import Json, Part, Reasoning, Text, ToolCall
from .reassembling import Read, api_of_stream, reassemble, stray_blocks, stream_of, streamed, unstreamed, value_of

ENOUGH = 80  # characters of text or arguments that a glance gives
_FEW = 6  # events that a glance reads all
_FIRST = 2  # events that tell the API, and whether there are several answers
_PATIENCE = 64  # events without text or a call, after which it looks up where one begins
_NEARBY = 20_000  # characters of a stream in which the next pieces of a text are sought
_LAST = (4, 40)  # events from the end; the finish reason is among the first so many, or there are more after it


def glance(interaction: Interaction) -> Conversation | None:
    """What `reassemble` gives, with less in it: what was asked is only the model and the plain parameters.

    Usage, finish reason, model and the first tool call's name are the same, where no tool is called the first words
    as well; texts and arguments end after `ENOUGH` characters with an ellipsis. Events are counted by scanning.
    """
    found = stream_of(interaction)
    if found is None:
        return unstreamed(interaction, _plain_members)
    framing, layer = found
    count = framing.count(layer.text)
    first = [(event, value_of(event)) for event in islice(framing.events(layer), _FIRST)]
    api = api_of_stream(interaction, first)
    if api is None:
        return None
    marks = api.landmarks
    has_marks = marks is not None and count > _FEW and not framing.is_binary  # frames do not show them
    if marks and has_marks and not any(marks.hear(value).another for _, value in first):  # choices come interleaved
        error = layer.text.find("\nerror:")
        stray = stray_blocks(islice(framing.blocks(layer, error + 1), 1)) if error >= 0 else []
        for tail in _LAST:
            read = Read(framing, count, _telling(framing, layer, marks, tail), stray)
            seen = streamed(interaction, api, read, _plain_members)
            if len(seen.answers) != 1:
                break
            if seen.answers[0].finish_reason_raw or count <= tail:
                return seen._replace(answers=tuple(_shortened(message) for message in seen.answers))
    return reassemble(interaction)


def _plain_members(request: dict[str, Json]) -> dict[str, Json]:
    """Without messages, tools and what else is large."""
    return {name: value for name, value in request.items() if not isinstance(value, dict | list)}


def _telling(framing: Framing, layer: Layer, marks: Landmarks, tail: int) -> list[tuple[Event, Json]]:
    """The events that tell something, in order: the first, those where text or a call begins, the `tail` last ones."""
    last = list(islice(framing.last_events(layer), tail))
    call = _first_match(layer.text, marks.calls_begin)
    stop = last[-1].span.start if call is None else min(call, last[-1].span.start)
    taken, is_enough = _until_words(framing.events(layer), marks, stop, _PATIENCE)
    if not is_enough:
        begin = _first_match(layer.text, marks.texts_begin, taken[-1][0].span.end, stop)
        taken += [] if begin is None else _until_words(framing.events(layer, begin), marks, stop)[0]
    if call is not None:
        taken += _until_called(framing.events(layer, call), marks)
    taken += [(event, value_of(event)) for event in last]
    found: dict[int, tuple[Event, Json]] = {}
    for event, value in taken:
        found.setdefault(event.span.start, (event, value))
    return [found[start] for start in sorted(found)]


def _first_match(text: str, landmarks: Iterable[Pattern[str]], start: int = 0, stop: int = sys.maxsize) -> int | None:
    found = (landmark.search(text, start, stop) for landmark in landmarks)
    return min((match.start() for match in found if match), default=None)


def _until_words(
    events: Iterator[Event], marks: Landmarks, stop: int, patience: int = sys.maxsize
) -> tuple[list[tuple[Event, Json]], bool]:
    """Events, at least one, until they said words enough, and whether they did. None from `stop` on."""
    taken: list[tuple[Event, Json]] = []
    said = 0
    for event in events:
        if taken and (event.span.end > stop or len(taken) == patience):
            break
        value = value_of(event)
        heard = marks.hear(value).text
        more = _with_next_words(event, marks, stop) if heard else None
        taken.append((event, value if more is None else more))
        said += heard
        if more is not None or said > ENOUGH:
            return taken, True
    return taken, False


def _until_called(events: Iterator[Event], marks: Landmarks) -> list[tuple[Event, Json]]:
    """Events until one call is whole, or has arguments enough."""
    taken: list[tuple[Event, Json]] = []
    calls = arguments = 0
    for event in events:
        value = value_of(event)
        taken.append((event, value))
        heard = marks.hear(value)
        calls, arguments = calls + heard.calls, arguments + heard.arguments
        if calls > 1 or arguments > ENOUGH:
            break
    return taken


def _with_next_words(event: Event, marks: Landmarks, stop: int) -> Json:
    """The JSON of an event that says a piece of text, with the next pieces in the place of its own, so that one event
    is read instead of many. None where an event says its text twice, or not in one string.
    """
    own = list(marks.text_piece.finditer(event.data))
    if len(own) != 1 or event.span.end > stop:
        return None
    words: list[str] = []
    said = 0
    start, end = event.span[0], min(event.span[1] + _NEARBY, stop)
    for piece in marks.text_piece.finditer(event.source, start, end):
        words.append(piece[1])
        said += len(piece[1])
        if said > 6 * ENOUGH:  # six characters is the longest that one is escaped in
            end = piece.end()
            break
    if marks.text_otherwise.search(event.source, start, end):
        return None
    first, last = own[0].span(1)
    text = "".join(words)
    try:
        is_too_little = (
            end < stop and len(json.loads(f'"{text}"')) <= ENOUGH
        )  # of Perplexity's long events few are near
        return None if is_too_little else json.loads(event.data[:first] + text + event.data[last:])
    except ValueError:
        return None


def _shortened(message: Message) -> Message:
    return message._replace(parts=tuple(_shortened_part(part) for part in message.parts))


def _shortened_part(part: Part) -> Part:
    if isinstance(part, Text | Reasoning) and len(part.content) > ENOUGH:
        return part._replace(content=part.content[:ENOUGH] + "…")
    if isinstance(part, ToolCall) and len(part.arguments_text) > ENOUGH:
        text = part.arguments_text[:ENOUGH] + "…"
        return part._replace(arguments=text, arguments_text=text)
    return part
