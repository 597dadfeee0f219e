"""An Interaction -> the Conversation that it recorded, put together from its stream; None where no model was called.

`reassemble` reads everything. `glance` reads of a long stream only what a line about it needs: the first events, those
where text or a tool call begins, and the last. Nothing raises: a body that cannot be decoded or parsed is a call
whose answer is not known, and an event that is no JSON is kept as unread.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from re import Pattern
from typing import NamedTuple, TypeAlias

from .apis import Api, api_of, in_one_line, parsed
from .bodies import Body
from .cassette import Interaction
from .documents.layers import Layer
from .framings import Event, Field, Framing, framing_of
from .messages import Conversation, Message, Stream
from .parts import Json, Part, Reasoning, Text, ToolCall

ENOUGH = 80  # characters of text or arguments that a glance gives
_FEW = 6  # events that a glance reads all
_PATIENCE = 64  # events without text or a call, after which it looks up where one begins
_NEARBY = 20_000  # characters of a stream in which the next pieces of a text are sought
_LAST = (4, 40)  # events from the end; the finish reason is among the first so many, or there are more after it

_DONE = "[DONE]"
_ERROR = 400
_KNOWN_FIELDS = ("data", "event", "id", "retry", "")
_SHOWN = 200  # characters of an error that is no JSON


_Part: TypeAlias = Callable[[dict[str, Json]], dict[str, Json]]


class _Read(NamedTuple):
    """What was read of a stream: some of its `total` events, their JSON (None if it is none), and lines beside them."""

    framing: Framing
    total: int
    events: Sequence[tuple[Event, Json]]
    stray: Sequence[Field]


def reassemble(interaction: Interaction) -> Conversation | None:
    """All that was asked and answered."""
    found = stream_of(interaction)
    if found is None:
        return _unstreamed(interaction)
    framing, layer = found
    blocks = list(framing.blocks(layer, 0))
    events = [(block, _value(block)) for block in blocks if block.dispatched]
    api = _api_of_stream(interaction, events)
    return _streamed(interaction, api, _Read(framing, len(events), events, _stray_fields(blocks))) if api else None


def glance(interaction: Interaction) -> Conversation | None:
    """What `reassemble` gives, with less in it: what was asked is only the model and the plain parameters.

    Usage, finish reason, model and the first tool call's name are the same, where no tool is called the first words
    as well; texts and arguments end after `ENOUGH` characters with an ellipsis. Events are counted by scanning.
    """
    found = stream_of(interaction)
    if found is None:
        return _unstreamed(interaction, _plain_members)
    framing, layer = found
    count = framing.count(layer.text)
    first = [(event, _value(event)) for event in islice(framing.events(layer), _FEW)]
    api = _api_of_stream(interaction, first)
    if api is None:
        return None
    if count > _FEW and not any(api.hear(value).another for _, value in first):  # choices come interleaved
        error = layer.text.find("\nerror:")
        stray = _stray_fields(islice(framing.blocks(layer, error + 1), 1)) if error >= 0 else []
        for tail in _LAST:
            read = _Read(framing, count, _telling(framing, layer, api, tail), stray)
            seen = _streamed(interaction, api, read, _plain_members)
            if len(seen.answers) != 1:
                break
            if seen.answers[0].finish_reason_raw or count <= tail:
                return seen._replace(answers=tuple(_shortened(message) for message in seen.answers))
    return reassemble(interaction)


def _plain_members(request: dict[str, Json]) -> dict[str, Json]:
    """Without messages, tools and what else is large."""
    return {name: value for name, value in request.items() if not isinstance(value, dict | list)}


def stream_of(interaction: Interaction) -> tuple[Framing, Layer] | None:
    """The framing of a streamed answer and the layer that it cuts into events; None for any other answer."""
    body = interaction.response.body
    if body.structured is not None or body.problem or body.layer is None or body.text is None:
        return None
    framing = framing_of(body.text, body.media_type)
    return (framing, body.layer) if framing else None


def read_json(body: Body) -> Json:
    """The body as JSON, None where it is none."""
    return body.json_value


def _value(event: Event) -> Json:
    """The event's data as JSON, None if it is none."""
    try:
        return json.loads(event.data)
    except (ValueError, RecursionError):
        return None


def _api_of_stream(interaction: Interaction, events: Iterable[tuple[Event, Json]]) -> Api | None:
    """The API of a stream that begins with these events. An error says nothing of it, what comes next does."""
    first = None
    for _, value in events:
        if isinstance(value, dict):
            first = first or value
            if "error" not in value:
                first = value
                break
    return api_of(read_json(interaction.request.body), first, interaction.request.url)


def _streamed(interaction: Interaction, api: Api, read: _Read, part: _Part = dict) -> Conversation:
    """The conversation whose answer came in these events."""
    answer = api.unstream((number, value) for number, (_, value) in enumerate(read.events) if value is not None)
    conversation = _conversation(interaction, api, answer.value, part)
    errors = [in_one_line(parsed(field.text)) for field in read.stray if field.name == "error"]
    error = conversation.error or next(iter(errors), None)
    complete = api.is_complete(answer.value, read.events[-1][0].data if read.events else "")
    answers = conversation.answers
    if error or not complete:
        answers = tuple(said if said.finish_reason_raw else said._replace(finish_reason="error") for said in answers)
    unread: dict[str, Json] = {
        f"events/{number}": event.data
        for number, (event, value) in enumerate(read.events)
        if value is None and event.data != _DONE
    }
    if read.stray:
        unread["lines"] = [[field.name, field.text] for field in read.stray]
    return conversation._replace(
        answers=answers,
        error=error,
        stream=Stream(framing=read.framing.name, events=read.total, complete=complete, error=error),
        unread={**conversation.unread, **answer.unread, **unread},
    )


def _unstreamed(interaction: Interaction, part: _Part = dict) -> Conversation | None:
    body = interaction.response.body
    answer = read_json(body)
    api = api_of(read_json(interaction.request.body), answer, interaction.request.url)
    if api is None:
        return None
    conversation = _conversation(interaction, api, answer, part)
    text = "" if body.problem else body.text or ""
    status = interaction.response.status or 0
    if answer is None and text.strip():
        conversation = conversation._replace(unread={**conversation.unread, "body": text})
    if status >= _ERROR and not conversation.error:
        said = text if answer is None else json.dumps(answer, ensure_ascii=False)
        conversation = conversation._replace(error=in_one_line(said[:_SHOWN]) or f"status {status}")
    return conversation


def _conversation(interaction: Interaction, api: Api, answer: Json, part: _Part) -> Conversation:
    """What one request, or a part of it, and one unstreamed answer say."""
    request = read_json(interaction.request.body)
    asked = api.read_request(part(request) if isinstance(request, dict) else {})
    answered = api.read_answer(answer if isinstance(answer, dict) else {})
    return Conversation(
        api=api.name,
        operation=api.operation,
        provider=api.provider(interaction.request.url, answer),
        request_model=asked.model,
        response_model=answered.model,
        response_id=answered.id,
        system_instructions=asked.system_instructions,
        messages=asked.messages,
        tools=asked.tools,
        parameters=asked.parameters,
        answers=answered.answers,
        usage=answered.usage,
        error=answered.error,
        unstreamed=answer,
        unread={**asked.unread, **answered.unread},
    )


def _stray_fields(blocks: Iterable[Event]) -> list[Field]:
    """Lines that no reader of the stream gets to see, `error: {...}` of llama.cpp among them."""
    silent = (block for block in blocks if not block.dispatched)
    return [field for block in silent for field in block.fields if field.name not in _KNOWN_FIELDS]


def _telling(framing: Framing, layer: Layer, api: Api, tail: int) -> list[tuple[Event, Json]]:
    """The events that tell something, in order: the first, those where text or a call begins, the `tail` last ones."""
    last = list(islice(framing.last_events(layer), tail))
    call = _first_match(layer.text, api.calls_begin)
    stop = last[-1].span.start if call is None else min(call, last[-1].span.start)
    taken, is_enough = _until_words(framing.events(layer), api, stop, _PATIENCE)
    if not is_enough:
        begin = _first_match(layer.text, api.texts_begin, taken[-1][0].span.end, stop)
        taken += [] if begin is None else _until_words(framing.events(layer, begin), api, stop)[0]
    if call is not None:
        taken += _until_called(framing.events(layer, call), api)
    taken += [(event, _value(event)) for event in last]
    found: dict[int, tuple[Event, Json]] = {}
    for event, value in taken:
        found.setdefault(event.span.start, (event, value))
    return [found[start] for start in sorted(found)]


def _first_match(text: str, landmarks: Iterable[Pattern[str]], start: int = 0, stop: int = sys.maxsize) -> int | None:
    found = (landmark.search(text, start, stop) for landmark in landmarks)
    return min((match.start() for match in found if match), default=None)


def _until_words(
    events: Iterator[Event], api: Api, stop: int, patience: int = sys.maxsize
) -> tuple[list[tuple[Event, Json]], bool]:
    """Events, at least one, until they said words enough, and whether they did. None from `stop` on."""
    taken: list[tuple[Event, Json]] = []
    said = 0
    for event in events:
        if taken and (event.span.end > stop or len(taken) == patience):
            break
        value = _value(event)
        heard = api.hear(value).text
        more = _with_next_words(event, api, stop) if heard else None
        taken.append((event, value if more is None else more))
        said += heard
        if more is not None or said > ENOUGH:
            return taken, True
    return taken, False


def _until_called(events: Iterator[Event], api: Api) -> list[tuple[Event, Json]]:
    """Events until one call is whole, or has arguments enough."""
    taken: list[tuple[Event, Json]] = []
    calls = arguments = 0
    for event in events:
        value = _value(event)
        taken.append((event, value))
        heard = api.hear(value)
        calls, arguments = calls + heard.calls, arguments + heard.arguments
        if calls > 1 or arguments > ENOUGH:
            break
    return taken


def _with_next_words(event: Event, api: Api, stop: int) -> Json:
    """The JSON of an event that says a piece of text, with the next pieces in the place of its own, so that one event
    is read instead of many. None where an event says its text twice, or not in one string.
    """
    own = list(api.text_piece.finditer(event.data))
    if len(own) != 1 or event.span.end > stop:
        return None
    words: list[str] = []
    said = 0
    start, end = event.span[0], min(event.span[1] + _NEARBY, stop)
    for piece in api.text_piece.finditer(event.source, start, end):
        words.append(piece[1])
        said += len(piece[1])
        if said > 6 * ENOUGH:  # six characters is the longest that one is escaped in
            end = piece.end()
            break
    if api.text_otherwise.search(event.source, start, end):
        return None
    first, last = own[0].span(1)
    try:
        return json.loads(event.data[:first] + "".join(words) + event.data[last:])
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
