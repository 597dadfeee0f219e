"""An Interaction -> the Conversation that it recorded, put together from its stream; None where no model was called.

Everything is read (`glancing` reads less). Nothing raises: a body that cannot be decoded or parsed is a call whose
answer is not known, and an event that is no JSON is kept as unread.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from .apis import Api, Call, Said, api_of, in_one_line, parsed
from .bodies import Body
from .cassette import Interaction
from .documents.layers import Layer
from .framings import Event, Field, Framing, framing_of
from .messages import Conversation, Message, Stream
from .parts import Json, Part, ToolCall, ToolCallResponse

_DONE = "[DONE]"
_ERROR = 400
_DECODER = json.JSONDecoder()
_KNOWN_FIELDS = ("data", "event", "id", "retry", "")
_SHOWN = 200  # characters of an error that is no JSON

Portion: TypeAlias = Callable[[dict[str, Json]], dict[str, Json]]  # of a request, what is read of it


class Read(NamedTuple):
    """What was read of a stream: some of its `total` events, their JSON (None if it is none), blocks beside them."""

    framing: Framing
    total: int
    events: Sequence[tuple[Event, Json]]
    stray: Sequence[Event]


def reassemble(interaction: Interaction) -> Conversation | None:
    """All that was asked and answered."""
    found = stream_of(interaction)
    if found is None:
        return unstreamed(interaction)
    framing, layer = found
    blocks = list(framing.blocks(layer, 0))
    events = [(block, value_of(block)) for block in blocks if block.dispatched]
    api = api_of_stream(interaction, events)
    return streamed(interaction, api, Read(framing, len(events), events, stray_blocks(blocks))) if api else None


def stream_of(interaction: Interaction) -> tuple[Framing, Layer] | None:
    """The framing of a streamed answer and the layer that it cuts into events; None for any other answer."""
    body = interaction.response.body
    if body.problem or body.layer is None or (body.structured is not None and not body.structured.is_sequence):
        return None
    framing = framing_of(body.layer.text, body.media_type, is_binary=body.text is None)
    return (framing, body.layer) if framing else None


def read_json(body: Body) -> Json:
    """The body as JSON, None where it is none."""
    return body.json_value


def value_of(event: Event) -> Json:
    """The event's data as JSON, None if it is none."""
    try:
        value, end = _DECODER.raw_decode(event.data)  # json.loads looks for blanks around it first
        return value if end == len(event.data) else json.loads(event.data)
    except (ValueError, RecursionError):
        return None


def api_of_stream(interaction: Interaction, events: Iterable[tuple[Event, Json]]) -> Api | None:
    """The API of a stream that begins with these events. An error says nothing of it, what comes next does."""
    request, url = read_json(interaction.request.body), interaction.request.url
    calls = (Call(request, value, url, event.name) for event, value in events)
    first = next(calls, Call(request, None, url))
    telling = (call for call in chain((first,), calls) if isinstance(call.answer, dict) and "error" not in call.answer)
    found = next(telling, first)
    return api_of(found) or (None if found is first else api_of(first))


def said_to(api: Api, events: Iterable[tuple[Event, Json]]) -> Iterator[Said]:
    """What of a stream's events, each with its JSON, the API puts together; of another text than JSON if it reads it.

    Their numbers count all events.
    """
    for number, (event, value) in enumerate(events):
        if value is not None or api.reads_text:
            yield Said(number, event.name, value, event.data)


def streamed(interaction: Interaction, api: Api, read: Read, part: Portion = dict) -> Conversation:
    """The conversation whose answer came in these events."""
    answer = api.unstream(said_to(api, read.events))
    conversation = _conversation(interaction, api, answer.value, part)
    stray = [(block, _bare_error(block)) for block in read.stray]
    error = conversation.error or next(_errors(read, stray), None)
    complete = api.is_complete(answer.value, read.events[-1][0].data if read.events else "")
    answers = conversation.answers
    if error or not complete:
        answers = tuple(said if said.finish_reason_raw else said._replace(finish_reason="error") for said in answers)
    unread: dict[str, Json] = {
        f"events/{number}": event.data
        for number, (event, value) in enumerate(read.events)
        if value is None and event.data != _DONE and not api.reads_text
    }
    unheard = (block for block, said in stray if said is None)  # errors are told as such
    lines = [[field.name, field.text] for field in _stray_fields(unheard) if field.name != "error"]
    if lines:
        unread["lines"] = lines
    return conversation._replace(
        answers=answers,
        error=error,
        stream=Stream(framing=read.framing.name, events=read.total, complete=complete, error=error),
        unread={**conversation.unread, **answer.unread, **unread},
    )


def unstreamed(interaction: Interaction, part: Portion = dict) -> Conversation | None:
    """The conversation whose answer came in one piece."""
    body = interaction.response.body
    answer = read_json(body)
    api = api_of(Call(read_json(interaction.request.body), answer, interaction.request.url))
    if api is None:
        return None
    conversation = _conversation(interaction, api, answer, part)
    text = "" if body.problem else body.text or ""
    status = interaction.response.status or 0
    if not body.problem and body.text is None and not conversation.outcome:
        conversation = conversation._replace(outcome=f"{body.media_type or 'binary'}, {body.size:,} B")  # speech
    if answer is None and text.strip():
        conversation = conversation._replace(unread={**conversation.unread, "body": text})
    if status >= _ERROR and not conversation.error:
        said = text if answer is None else json.dumps(answer, ensure_ascii=False)
        conversation = conversation._replace(error=in_one_line(said[:_SHOWN]) or f"status {status}")
    return conversation


def _conversation(interaction: Interaction, api: Api, answer: Json, part: Portion) -> Conversation:
    """What one request, or a part of it, and one unstreamed answer say."""
    request = read_json(interaction.request.body)
    asked = api.read_request(part(request) if isinstance(request, dict) else {}, interaction.request.url)
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
        answers=_with_names(answered.answers, asked.messages),
        usage=answered.usage,
        error=answered.error,
        outcome=answered.outcome,
        unstreamed=answer,
        unread={**asked.unread, **answered.unread},
    )


def _with_names(answers: tuple[Message, ...], asked: tuple[Message, ...]) -> tuple[Message, ...]:
    """Results of tools with the name that the call says which they answer (MCP)."""
    if not any(isinstance(part, ToolCallResponse) for message in answers for part in message.parts):
        return answers
    names = {
        part.id: part.name for message in asked for part in message.parts if isinstance(part, ToolCall) and part.id
    }
    return tuple(message._replace(parts=tuple(_named(part, names) for part in message.parts)) for message in answers)


def _named(part: Part, names: dict[str, str]) -> Part:
    if isinstance(part, ToolCallResponse) and not part.name:
        return part._replace(name=names.get(part.id or ""))
    return part


def stray_blocks(blocks: Iterable[Event]) -> list[Event]:
    """Those with lines that no reader of the stream gets to see, `error: {...}` of llama.cpp among them."""
    return [block for block in blocks if not block.dispatched and any(_stray_fields([block]))]


def _stray_fields(blocks: Iterable[Event]) -> Iterator[Field]:
    return (field for block in blocks for field in block.fields if field.name not in _KNOWN_FIELDS)


def _bare_error(block: Event) -> Json:
    """The error that a block is, if it is JSON with one."""
    value = parsed(block.source[slice(*block.span)].strip())
    return value.get("error") if isinstance(value, dict) else None


def _errors(read: Read, stray: Iterable[tuple[Event, Json]]) -> Iterator[str]:
    """What went wrong beside the events' JSON, in one line each; `stray` are the blocks with the errors that they are.

    A line `error:`, or what is broken of a frame; JSON that no `data:` stands before, as Google's; a frame that says
    its error in its headers (`:message-type: error`), and nothing else.
    """
    for block, error in stray:
        if error is not None:
            yield in_one_line(error)
        yield from (in_one_line(parsed(field.text)) for field in block.fields if field.name == "error")
    for event, value in read.events if read.framing.is_binary else ():
        if value is None:
            said = {field.name: field.text for field in event.fields}
            if ":error-code" in said:
                yield in_one_line({"code": said[":error-code"], "message": said.get(":error-message")})
