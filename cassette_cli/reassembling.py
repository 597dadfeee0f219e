"""An Interaction -> the Conversation that it recorded, put together from its stream; None where no model was called.

`reassemble` reads everything. `glance` reads of a long stream only what a line about it needs: the first events, those
where text or a tool call begins, and the last. Nothing raises: a body that cannot be decoded or parsed is a call
whose answer is not known, and an event that is no JSON is kept as unread.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from .apis import Api, Heard, api_of, in_one_line, parsed
from .bodies import Body
from .cassette import Interaction
from .documents.layers import Layer
from .framings import Event, Field, Framing, framing_of
from .messages import Conversation, Message, Stream
from .parts import Json, Part, Reasoning, Text, ToolCall

ENOUGH = 80  # characters of text or arguments that a glance gives
_FEW = 24  # events that a glance reads all
_PATIENCE = 64  # events without text or a call, after which it looks up where one begins
_LAST = (4, 40)  # events from the end; the finish reason is among the first so many, or there are more after it

_DONE = "[DONE]"
_ERROR = 400
_KNOWN_FIELDS = ("data", "event", "id", "retry", "")
_SHOWN = 200  # characters of an error that is no JSON


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
    """What `reassemble` gives, with less in it.

    Usage, finish reason, model, the first tool call's name and the first words are the same; texts and arguments end
    after `ENOUGH` characters with an ellipsis. Events are counted by scanning.
    """
    found = stream_of(interaction)
    count = found[0].count(found[1].text) if found else 0
    if found is None or count <= _FEW:
        return reassemble(interaction)
    framing, layer = found
    api = _api_of_stream(interaction, ((event, _value(event)) for event in islice(framing.events(layer), _FEW)))
    if api is None:
        return None
    error = layer.text.find("\nerror:")
    stray = _stray_fields(islice(framing.blocks(layer, error + 1), 1)) if error >= 0 else []
    for tail in _LAST:
        seen = _streamed(interaction, api, _Read(framing, count, _telling(framing, layer, api, tail), stray))
        if len(seen.answers) != 1:  # several choices come interleaved
            return reassemble(interaction)
        if seen.answers[0].finish_reason_raw:
            break
    return seen._replace(answers=tuple(_shortened(message) for message in seen.answers))


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


def _streamed(interaction: Interaction, api: Api, read: _Read) -> Conversation:
    """The conversation whose answer came in these events."""
    answer = api.unstream((number, value) for number, (_, value) in enumerate(read.events) if value is not None)
    conversation = _conversation(interaction, api, answer.value)
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


def _unstreamed(interaction: Interaction) -> Conversation | None:
    body = interaction.response.body
    answer = read_json(body)
    api = api_of(read_json(interaction.request.body), answer, interaction.request.url)
    if api is None:
        return None
    conversation = _conversation(interaction, api, answer)
    text = "" if body.problem else body.text or ""
    status = interaction.response.status or 0
    if answer is None and text.strip():
        conversation = conversation._replace(unread={**conversation.unread, "body": text})
    if status >= _ERROR and not conversation.error:
        said = text if answer is None else json.dumps(answer, ensure_ascii=False)
        conversation = conversation._replace(error=in_one_line(said[:_SHOWN]) or f"status {status}")
    return conversation


def _conversation(interaction: Interaction, api: Api, answer: Json) -> Conversation:
    """What one request and one unstreamed answer say."""
    request = read_json(interaction.request.body)
    asked = api.read_request(request if isinstance(request, dict) else {})
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
    text = layer.text
    head, heard = _until_enough(framing.events(layer), api, _PATIENCE)
    found = {event.span.start: (event, value) for event, value in head}
    wanted = [] if heard.text > ENOUGH else [api.texts_begin]
    wanted += [] if heard.calls else [api.calls_begin]
    for landmarks in wanted:
        matches = (landmark.search(text, head[-1][0].span.end) for landmark in landmarks)
        place = min((match.start() for match in matches if match), default=None)
        if place is not None:
            found.update((seen[0].span.start, seen) for seen in _until_enough(framing.events(layer, place), api)[0])
    for event in islice(framing.last_events(layer), tail):
        found.setdefault(event.span.start, (event, _value(event)))
    return [found[start] for start in sorted(found)]


def _until_enough(
    events: Iterator[Event], api: Api, patience: int | None = None
) -> tuple[list[tuple[Event, Json]], Heard]:
    """Events until they said words enough, or one whole call: what follows a gap would be taken for the rest of it."""
    taken: list[tuple[Event, Json]] = []
    text = calls = arguments = 0
    for event in events:
        value = _value(event)
        taken.append((event, value))
        heard = api.hear(value)
        text, calls, arguments = text + heard.text, calls + heard.calls, arguments + heard.arguments
        is_enough = calls > 1 or arguments > ENOUGH if calls else text > ENOUGH
        if is_enough or (patience and not calls and len(taken) >= patience):
            break
    return taken, Heard(text, calls, arguments)


def _shortened(message: Message) -> Message:
    return message._replace(parts=tuple(_shortened_part(part) for part in message.parts))


def _shortened_part(part: Part) -> Part:
    if isinstance(part, Text | Reasoning) and len(part.content) > ENOUGH:
        return part._replace(content=part.content[:ENOUGH] + "…")
    if isinstance(part, ToolCall) and len(part.arguments_text) > ENOUGH:
        text = part.arguments_text[:ENOUGH] + "…"
        return part._replace(arguments=text, arguments_text=text)
    return part
