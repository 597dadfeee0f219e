"""The chosen interactions of a cassette -> its pages: a heading, then each interaction between its two rules.

The view says what stands between the rules: the conversation where there is one, the HTTP exchange, or the stream
event by event. An interaction that repeats an earlier one exactly is one line; what a request repeats of earlier ones
is named, not printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..cassette import Cassette, Interaction
from ..messages import Conversation
from ..reassembling import reassemble, stream_of
from ..summarizing import warnings_of
from .blocks import Block, drawn
from .conversation_text import answer_blocks, request_blocks
from .events_text import event_blocks
from .folding import Told, repeated, told
from .http_text import address_block, body_block, header_block
from .lines import Line, Row, Segment, line
from .list_rows import span
from .list_table import heading
from .page import Page
from .rules import answer_rule, repeat_rule, request_rule

_EVENTS = 40  # of a stream of no API that is known; --events shows all
_SAID = ("request body:", "response body:", "an error")  # what stands on the page already


class View(NamedTuple):
    """What of an interaction is shown; `name` is conversation, http or events. `last` leaves out what is older."""

    name: str = "conversation"
    request: bool = True
    response: bool = True
    headers: bool = False
    last: bool = False


class _Printed(NamedTuple):
    """What of this cassette is on the page already: conversations, and exact interactions by what they hold."""

    talks: list[Told]
    exchanges: dict[tuple[object, ...], int]


def shown(cassette: Cassette, chosen: Iterable[Interaction], view: View, page: Page) -> Iterator[Line]:
    """The lines of one cassette."""
    yield from heading(cassette, page)
    printed = _Printed([], {})
    repeats: list[tuple[int, int]] = []
    for interaction in chosen:
        first = printed.exchanges.setdefault(_exchange(interaction), interaction.index)
        if first != interaction.index and not page.full:
            if repeats and not _goes_on(repeats, interaction.index, first):
                yield from _folded(repeats, page)
                repeats = []
            repeats.append((interaction.index, first))
            continue
        yield from _folded(repeats, page)
        repeats = []
        yield ()
        yield from _interaction(interaction, view, page, printed)
    yield from _folded(repeats, page)


def _goes_on(repeats: list[tuple[int, int]], index: int, first: int) -> bool:
    """Whether one more repeat belongs to these: 4, 5, 6 as 0, 1, 2, or all of them as 0."""
    (begin, other), (last, before) = repeats[0], repeats[-1]
    steps = {0, 1} if last == begin else {before - other > 0}
    return index == last + 1 and first - before in steps


def _folded(repeats: list[tuple[int, int]], page: Page) -> Iterator[Line]:
    if repeats:
        (begin, first), (_, last) = repeats[0], repeats[-1]
        yield ()
        yield repeat_rule(span(begin, len(repeats)), span(first, last - first + 1), page)


def _interaction(interaction: Interaction, view: View, page: Page, printed: _Printed) -> Iterator[Line]:
    talk = reassemble(interaction)
    if view.request:
        yield request_rule(interaction, page)
        for block in _request(interaction, talk, view, page, printed):
            yield from drawn(block, page)
    if view.response:
        yield from answer_rule(interaction, None if view.name == "http" else talk, page)
        for block in _response(interaction, talk, view, page):
            yield from drawn(block, page)


def _request(
    interaction: Interaction, talk: Conversation | None, view: View, page: Page, printed: _Printed
) -> Iterator[Block]:
    request = interaction.request
    if view.name == "http":
        yield address_block(interaction, page)
    if view.headers or view.name == "http":
        yield from header_block(request.headers, page)
    if view.name == "conversation" and talk:
        this = None if page.full else told(interaction.index, talk)
        earlier = repeated(printed.talks, this) if this else None
        yield from request_blocks(talk, earlier, page, last=view.last)
        printed.talks.extend([this] if this else [])
    elif view.name != "events":
        yield from body_block(request.body, page)


def _response(interaction: Interaction, talk: Conversation | None, view: View, page: Page) -> Iterator[Block]:
    response = interaction.response
    if view.headers or view.name == "http":
        yield from header_block(response.headers, page)
    stream = None if view.name == "http" else stream_of(interaction)
    said: tuple[str, ...] = _SAID
    if view.name == "conversation" and talk:
        said = ("an error",)
        yield from answer_blocks(talk, page)
    elif stream:
        yield from event_blocks(*stream, page, None if view.name == "events" else _EVENTS)
    else:
        yield from body_block(response.body, page)
    for warning in warnings_of(interaction, talk):
        if not warning.startswith(said):
            yield Block("!", [Row(line(Segment(page.word(warning), "warning")))], "warning")


def _exchange(interaction: Interaction) -> tuple[object, ...]:
    """Equal for interactions that ask and answer the same."""
    request, response = interaction.request, interaction.response
    bodies = (body.kept for body in (request.body, response.body))
    return request.method, request.url, response.status, *map(hash, bodies)
