"""A request -> which of it was printed before, in this output and file, and by which interaction.

A request repeats the conversation so far, so a cassette of ten turns holds its first message ten times. The earlier
interaction that shares the most leading messages is named, whichever that is; its answer counts as a message, also
where it came back without its reasoning.
"""

from __future__ import annotations

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


def repeated(printed: Sequence[tuple[int, Conversation]], talk: Conversation) -> Repeat | None:
    """The earlier interaction that shares most; None if none shares the system prompt, messages or tools."""
    found = (_shared(index, before, talk) for index, before in printed)
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


def _shared(index: int, before: Conversation, talk: Conversation) -> Repeat:
    told: list[tuple[Message, ...]] = [(message,) for message in before.messages[len(system_messages(before)) :]]
    if before.answers:
        told.append((before.answers[0], _without_reasoning(before.answers[0])))
    count = 0
    for forms, message in zip(told, talk.messages[len(system_messages(talk)) :], strict=False):
        if all(_said(form) != _said(message) for form in forms):
            break
        count += 1
    return Repeat(
        index,
        any(_system(talk)) and _system(talk) == _system(before),
        count,
        bool(talk.tools) and talk.tools == before.tools,
        talk.request_model == before.request_model and asked_for(talk) == asked_for(before),
    )


def _system(talk: Conversation) -> tuple[list[Any], list[Any]]:
    instructions = [part.as_json() for part in talk.system_instructions]
    return instructions, [_said(message) for message in system_messages(talk)]


def _said(message: Message) -> tuple[Any, ...]:
    return message.role, message.name, [part.as_json() for part in message.parts]


def _without_reasoning(message: Message) -> Message:
    return message._replace(parts=tuple(part for part in message.parts if not isinstance(part, Reasoning)))
