"""What the command line says about interactions -> the positions that are meant: `-i` and the filters.

Positions count from 0 and are never the recorder's ids. `converse` gives the conversation of an interaction, None
where there is none; it is passed in, and asked only when a filter needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from .cassette import Interaction, Interactions
from .errors import DecodeError, SelectionError
from .messages import Conversation

FORMS = "3, 0-4, 3-, -1 or 0,2,5"


class Selector(NamedTuple):
    """Positions as written: `ranges` with both ends (the last one None: to the end), or one position `from_end`."""

    ranges: tuple[tuple[int, int | None], ...] = ()
    from_end: int = 0

    def positions(self, count: int) -> list[int]:
        """The positions among so many interactions, in their order, each once. Raises SelectionError."""
        if self.from_end > count or any(first >= count or (last or 0) >= count for first, last in self.ranges):
            raise SelectionError(_extent(count))
        if self.from_end:
            return [count - self.from_end]
        wanted = (range(first, count if last is None else last + 1) for first, last in self.ranges)
        return sorted({position for positions in wanted for position in positions})


def parse_selector(text: str, option: str = "-i") -> Selector:
    """`3`, `0-4` (both ends), `3-`, `-1`, `0,2,5`; a leading `=` is dropped, as of `-i=3`. Raises SelectionError."""
    text = text.removeprefix("=").strip()
    if re.fullmatch(r"-[1-9][0-9]*", text):
        return Selector(from_end=int(text[1:]))
    ranges = []
    for word in text.split(","):
        match = re.fullmatch(r"([0-9]+)(?:(-)([0-9]+)?)?", word.strip())
        if not match:
            raise SelectionError(f"{option} picks interactions by position: found {text!r}", f"expected {FORMS}")
        first = int(match[1])
        last = int(match[3]) if match[3] else None if match[2] else first
        if last is not None and last < first:
            raise SelectionError(f"{option} {text} runs backwards", f"expected {last}-{first}")
        ranges.append((first, last))
    return Selector(tuple(ranges))


class Filters(NamedTuple):
    """What an interaction must have to be meant. Texts are parts of what they are compared with, without case."""

    method: str | None = None
    url: str | None = None
    status: str | None = None
    provider: str | None = None
    api: str | None = None
    model: str | None = None
    contains: str | None = None

    def match(self, interaction: Interaction, converse: Callable[[Interaction], Conversation | None]) -> bool:
        request, response = interaction.request, interaction.response
        return (
            (self.method is None or self.method.lower() == request.method.lower())
            and _within(self.url, request.url)
            and (self.status is None or _has_status(response.status, self.status.lower()))
            and self._match_conversation(interaction, converse)
            and (self.contains is None or any(_within(self.contains, text) for text in _texts(interaction, converse)))
        )

    def _match_conversation(
        self, interaction: Interaction, converse: Callable[[Interaction], Conversation | None]
    ) -> bool:
        if self.provider is None and self.api is None and self.model is None:
            return True
        talk = converse(interaction)
        return (
            talk is not None
            and _within(self.provider, talk.provider)
            and _within(self.api, talk.api)
            and (_within(self.model, talk.request_model) or _within(self.model, talk.response_model))
        )


def parse_filters(words: Mapping[str, str | None]) -> Filters:
    """The filters by name. Raises SelectionError."""
    status = words.get("status")
    if status is not None and not re.fullmatch(r"[1-5]([0-9][0-9]|xx)", status.lower()):
        raise SelectionError(f"--status {status}", "expected a code or a class of them, as 200 or 4xx")
    return Filters(**words)


def select(
    interactions: Interactions,
    selector: Selector | None,
    filters: Filters,
    converse: Callable[[Interaction], Conversation | None],
) -> Iterator[Interaction]:
    """The interactions that are meant, in their order. Raises SelectionError before the first of them."""
    positions = range(len(interactions)) if selector is None else selector.positions(len(interactions))
    return (chosen for at in positions if filters.match(chosen := interactions[at], converse))


def _extent(count: int) -> str:
    if count == 0:
        return "has no interactions"
    return "has 1 interaction (0)" if count == 1 else f"has {count} interactions (0-{count - 1})"


def _within(part: str | None, whole: str | None) -> bool:
    return part is None or (whole is not None and part.lower() in whole.lower())


def _has_status(status: int | None, wanted: str) -> bool:
    return status is not None and (str(status) == wanted or (wanted.endswith("xx") and str(status)[:1] == wanted[0]))


def _texts(interaction: Interaction, converse: Callable[[Interaction], Conversation | None]) -> Iterator[str | None]:
    """The decoded bodies, and what they say in messages: a word may lie in pieces in a stream."""
    for body in (interaction.request.body, interaction.response.body):
        try:
            yield body.text
        except DecodeError:
            continue
    talk = converse(interaction)
    for message in (*talk.messages, *talk.answers) if talk else ():
        yield message.text
        yield from (call.arguments_text for call in message.tool_calls)
