"""An edited answer -> the later requests of the cassette that say it once more, as a conversation's history.

A recorder that compares bodies no longer finds those, and a reader sees an answer that was never given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .cassette import Cassette, Interaction
from .documents.layers import Change
from .errors import EditError
from .messages import Message
from .parts import Json, JsonPath, Part, Reasoning, Refusal, Text, ToolCall
from .reassembling import reassemble
from .restreaming import reworded
from .revising import revisable


class Repeat(NamedTuple):
    """A later interaction whose request repeats what was edited `times` times, and the changes that make it follow."""

    position: int
    times: int
    changes: list[Change]


def repeats(before: Interaction, after: Cassette) -> Iterator[Repeat]:
    """Of an interaction as it was, in the cassette in which it was edited already. Nothing raises."""
    new = after.interactions[before.index]
    edited = dict(_edited(before, new))
    for position in range(before.index + 1, len(after.interactions)) if edited else ():
        later = after.interactions[position]
        conversation = reassemble(later)
        places = [
            (part.at, edited[said])
            for message in (conversation.messages if conversation else ())
            for part in message.parts
            if (said := _said(part)) in edited and part.at
        ]
        if not places:
            continue
        try:
            request = revisable(later, "request")
            value = request.value
            for path, part in places:
                value = _put(value, path, part)
            yield Repeat(position, len(places), request.revise(value))
        except EditError:
            yield Repeat(position, len(places), [])


def _edited(before: Interaction, after: Interaction) -> Iterator[tuple[tuple[str, str], Part]]:
    """What an answer said, and the part that says something else now."""
    old, new = (_parts(each) for each in (before, after))
    if len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            said, says = _said(one), _said(other)
            if said and says and said != says and said[1]:
                yield said, other


def _parts(interaction: Interaction) -> list[Part]:
    conversation = reassemble(interaction)
    answers: tuple[Message, ...] = conversation.answers if conversation else ()
    return [part for message in answers for part in message.parts]


def _said(part: Part) -> tuple[str, str] | None:
    """A part's words, with its kind; of a call its name and arguments."""
    if isinstance(part, Text | Reasoning | Refusal):
        return part.type, part.content
    if isinstance(part, ToolCall):
        return part.type, f"{part.name} {part.arguments!r}"
    return None


def _put(value: Json, path: JsonPath, part: Part) -> Json:
    """The value with the part's words at a path: a text, arguments as an object, or as the text of one."""
    if not path:
        if not isinstance(part, ToolCall):
            return part.content if isinstance(part, Text | Reasoning | Refusal) else value
        return reworded(value, part.arguments) if isinstance(value, str) else part.arguments
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {**value, str(step): _put(value[str(step)], rest, part)}
    return [_put(item, rest, part) if at == step else item for at, item in enumerate(value)]
