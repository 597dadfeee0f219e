"""A request -> which of it was printed before, in this output and file, and by which interaction.

A request repeats the conversation so far, so a cassette of ten turns holds its first message ten times. The earlier
interaction that shares the most leading messages is named, whichever that is; its answer counts as a message, also
where it came back without its reasoning.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from ..messages import Conversation, Message
from ..parts import Reasoning

_TRANSPORT = ("stream", "stream_options", "usage")  # how the answer came and what is counted, not what was asked
_SYSTEM = ("system", "developer")


class Repeat(NamedTuple):
    """What interaction `first` has printed already: the system prompt, so many messages after it, and the rest."""

    first: int
    system: bool
    messages: int
    tools: bool
    model: bool


class Told(NamedTuple):
    """What the interaction at `position` says, as texts: a long conversation is compared with all that came before it.

    `answers` are the forms in which its first answer may come back.
    """

    position: int
    system: tuple[str, ...]
    messages: tuple[str, ...]
    answers: tuple[str, ...]
    tools: str
    model: str


def told(position: int, talk: Conversation) -> Told:
    """The conversation, ready to be compared."""
    head = system_messages(talk)
    answers = (talk.answers[0], _without_reasoning(talk.answers[0])) if talk.answers else ()
    return Told(
        position,
        (*(_text(part.as_json()) for part in talk.system_instructions), *map(_said, head)),
        tuple(map(_said, talk.messages[len(head) :])),
        tuple(_said(answer._replace(unread={})) for answer in answers),
        _text(talk.tools) if talk.tools else "",
        _text([talk.request_model, asked_for(talk)]),
    )


def repeated(printed: Sequence[Told], this: Told) -> Repeat | None:
    """The earlier interaction that shares most; None if none shares the system prompt, messages or tools."""
    found = (_shared(before, this) for before in printed)
    worth = [each for each in found if each.messages or each.system or each.tools]
    return max(worth, key=lambda each: (each.messages, each.system, each.tools, each.model), default=None)


def system_messages(talk: Conversation) -> tuple[Message, ...]:
    """The messages at the start that instruct the model; other APIs keep them apart, as `system_instructions`."""
    return tuple(takewhile(lambda message: message.role in _SYSTEM, talk.messages))


def asked_for(talk: Conversation) -> dict[str, Any]:
    """The parameters that bear on the answer."""
    return {name: value for name, value in talk.parameters.items() if name not in _TRANSPORT}


def before_last_question(messages: Sequence[Message]) -> int:
    """How many messages stand before what was asked last."""
    return max((at + 1 for at, message in enumerate(messages) if message.role == "assistant"), default=0)


def _shared(before: Told, this: Told) -> Repeat:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before.messages, this.messages, strict=False))
    count = sum(1 for _ in same)
    if count == len(before.messages) < len(this.messages) and this.messages[count] in before.answers:
        count += 1
    return Repeat(
        before.position,
        bool(this.system) and this.system == before.system,
        count,
        bool(this.tools) and this.tools == before.tools,
        this.model == before.model,
    )


def _said(message: Message) -> str:
    return _text([message.role, message.name, [part.as_json() for part in message.parts], message.unread])


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _without_reasoning(message: Message) -> Message:
    return message._replace(parts=tuple(part for part in message.parts if not isinstance(part, Reasoning)))
