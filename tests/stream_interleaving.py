"""Streams that tell several things at once, in any order that leaves each of them in its own.

A row for each API that numbers what it tells: choices, candidates, items, blocks. Its streams are generated, or those
that were recorded, of which two are put together as two choices where the API has such.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from cassette_cli.apis import APIS, Answer, Said
from cassette_cli.cassette import Interaction
from tests.apis import anthropic_events, bedrock_answers, cohere_events, completions, gemini_chunks, responses_events
from tests.recorded import interaction
from tests.stream_bodies import Source, events_of

Event = tuple[str, Any]  # its name, its JSON
ROWS = {api.name: api for api in APIS}
LONGEST = 40  # events of a stream that is put into another order


class Interleaved(NamedTuple):
    """`number_of` says of which choice an event speaks, None if of all; nothing passes by such an event. `told` is
    what of the answer has to be the same, whatever came first. `numbered` makes an event another choice's.
    """

    api: str
    generated: st.SearchStrategy[Any]
    number_of: Callable[[str, Any], Any]
    told: Callable[[dict[str, Any]], Any]
    numbered: Callable[[Any, int], None] | None = None


def _of_only(member: str, default: Any = None) -> Callable[[str, Any], Any]:
    """The index of the one choice that an event has; events may come without one, and then speak of none."""

    def number_of(name: str, value: Any) -> Any:
        found = value.get(member) if isinstance(value, dict) else None
        return found[0].get("index", default) if isinstance(found, list) and len(found) == 1 else None

    return number_of


def _renumber(member: str) -> Callable[[Any, int], None]:
    def numbered(value: Any, number: int) -> None:
        for choice in value.get(member) or [] if isinstance(value, dict) else []:
            choice["index"] = number

    return numbered


def _member(name: str) -> Callable[[str, Any], Any]:
    return lambda _, value: value.get(name) if isinstance(value, dict) else None


@st.composite
def _completions(draw) -> list[Event]:
    texts = draw(st.lists(completions.words, min_size=1, max_size=3))
    cut = [(index, piece) for index, text in enumerate(texts) for piece in draw(completions.pieces(text))]
    spoken = [{"index": index, "text": piece, "logprobs": None, "finish_reason": None} for index, piece in cut]
    ended = [{"index": index, "text": "", "logprobs": None, "finish_reason": "stop"} for index in range(len(texts))]
    return [("", {**completions.HEAD, "choices": [choice]}) for choice in (*spoken, *ended)]


def _unnamed(twins: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Event]]:
    return twins.map(lambda found: [("", value) for value in found[0]])


def _generations(name: str, value: Any) -> Any:
    is_text = isinstance(value, dict) and value.get("event_type") == "text-generation"
    return value.get("index", 0) if is_text else None


INTERLEAVED = (
    Interleaved(
        "openai.chat",
        _unnamed(completions.DIALECTS["openai"]),
        _of_only("choices"),
        lambda value: value["choices"],
        _renumber("choices"),
    ),
    Interleaved(
        "openai.completions",
        _completions(),
        _of_only("choices", 0),
        lambda value: value["choices"],
        _renumber("choices"),
    ),
    Interleaved(
        "gemini.generate_content",
        _unnamed(gemini_chunks.answers()),
        _of_only("candidates", 0),
        lambda value: value["candidates"],
        _renumber("candidates"),
    ),
    Interleaved("cohere.generate", _unnamed(cohere_events.generated()), _generations, lambda value: value),
    Interleaved(
        "openai.responses",
        _unnamed(st.one_of(*responses_events.DIALECTS.values())),
        _member("output_index"),
        lambda value: value,
    ),
    Interleaved("anthropic.messages", _unnamed(anthropic_events.streams()), _member("index"), lambda value: value),
    Interleaved(
        "bedrock.converse",
        bedrock_answers.converse().map(lambda found: found[0]),
        _member("contentBlockIndex"),
        lambda value: value,
    ),
)


@cache
def recorded(api: str, source: Source) -> list[list[Event]]:
    """The events of streams of the API that are not long, but for what is no JSON: [DONE]."""
    found = [events_of(each.found) for each in source() if each.whole.api == api]
    return [[event for event in events if not isinstance(event[1], str)] for events in found if len(events) <= LONGEST]


def at_once(row: Interleaved, one: list[Event], other: list[Event]) -> list[Event]:
    """Two streams as two choices of one stream, where the API has choices; else the first one."""
    return one if row.numbered is None else [*_moved(row, one, 0), *_moved(row, other, 1)]


def _moved(row: Interleaved, events: list[Event], number: int) -> list[Event]:
    """The events as another choice's; what speaks of none of them is left out, since it ends a stream or begins one."""
    moved = deepcopy([event for event in events if row.number_of(*event) is not None])
    for _, value in moved:
        if row.numbered is not None:
            row.numbered(value, number)
    return moved


def order(draw: Any, row: Interleaved, events: Sequence[Event]) -> list[Event]:
    """The events in another order, in which each choice's stand as before."""
    made: list[Event] = []
    run: dict[Any, list[Event]] = {}
    for event in (*events, None):
        number = None if event is None else row.number_of(*event)
        if event is not None and number is not None:
            run.setdefault(number, []).append(event)
            continue
        turns = [key for key, queue in run.items() for _ in queue]
        queues = {key: iter(queue) for key, queue in run.items()}
        made += [next(queues[key]) for key in draw(st.permutations(turns))]
        made += [] if event is None else [event]
        run = {}
    return made


def unstream(row: Interleaved, events: Iterable[Event]) -> Answer:
    said = (Said(number, name, value) for number, (name, value) in enumerate(events))
    return ROWS[row.api].unstream(said)


def streamed(events: Iterable[Event]) -> Interaction:
    """The events as server-sent ones, from nobody in particular."""
    lines = ((f"event: {name}\n" if name else "", json.dumps(value)) for name, value in events)
    return interaction("".join(f"{named}data: {data}\n\n" for named, data in lines), url="https://api.example.com/")
