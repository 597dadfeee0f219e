"""Events as no API sends them: recorded ones in another order, left out, twice, with other JSON in them.

And everything that a row of an API is asked, asked of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cassette_cli.apis import Api, Call, Said
from cassette_cli.parts import JsonPath
from tests.apis.origins import check_origins
from tests.stream_bodies import events_of, samples, whole_bodies

Event = tuple[str, Any]

LONGEST = 24  # events that are taken of one stream: the first ones and the last ones
OTHERS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 7, 1.5, 10**30, "", "x", "0", "{", '{"a": 1}', "[DONE]", "\ud800", "é😀"),
    *([], {}, [[]], [{}], [None], ["x"], [0, "a"], {"": ""}, {"x": 1}, {"type": 1}, {"type": []}, {"index": {}}),
    *({"text": {}}, {"content": 3}, {"index": "0"}, {"0": [0]}, [{"type": "text"}], [{"index": None}]),
    *(1e308, float("inf"), -1e-9, json.loads("[" * 40 + "]" * 40)),
)
URLS = ("", "http://127.0.0.1/v1/chat/completions", "https://x.example/model/m%3A0/converse-stream", "::/?a=%zz")


@cache
def recorded() -> list[list[Event]]:
    """The events of a stream of each API and framing, of the longest what they say first and last; and what was asked
    and answered in one piece, as if it were an event.
    """
    streams = {(each.whole.api, each.framing.name, each.whole.provider): each for each in samples()}
    found = [events_of(each.found) for each in streams.values()]
    half = LONGEST // 2
    ends = [events if len(events) <= LONGEST else [*events[:half], *events[-half:]] for events in found]
    return [*ends, *([("", value)] for value in whole_bodies())]


def places(value: Any, path: JsonPath = ()) -> Iterator[JsonPath]:
    """Where the values of some JSON stand."""
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield from places(member, (*path, step))


def _at(value: Any, path: JsonPath) -> Any:
    for step in path:
        value = value[step]
    return value


def _put(events: list[Event], number: int, path: JsonPath, new: Any) -> None:
    name, value = events[number]
    if path:
        _at(value, path[:-1])[path[-1]] = new
    else:
        events[number] = (name, new)


def _taken_out(events: list[Event], number: int, path: JsonPath) -> None:
    if path:
        del _at(events[number][1], path[:-1])[path[-1]]
    else:
        del events[number]


def malformed(recordings: Callable[[], list[list[Event]]]) -> st.SearchStrategy[list[Event]]:
    """Some events of one stream and at times of another, and then a few things done to them."""

    @st.composite
    def made(draw: Callable[..., Any]) -> list[Event]:
        streams = recordings()
        events = deepcopy(list(draw(st.sampled_from(streams))))
        if draw(st.booleans()):
            events += deepcopy(draw(st.sampled_from(streams))[: draw(st.integers(1, 6))])
        if draw(st.booleans()):
            events = list(draw(st.permutations(events)))
        for _ in range(draw(st.integers(0, 6))):
            if not events:
                break
            number = draw(st.integers(0, len(events) - 1))
            path = draw(st.sampled_from(list(places(events[number][1]))))
            what = draw(st.sampled_from(("other", "other", "out", "twice", "moved", "name")))
            if what == "other":
                _put(events, number, path, deepcopy(draw(st.sampled_from(OTHERS))))
            elif what == "out":
                _taken_out(events, number, path)
            elif what == "twice":
                events.insert(draw(st.integers(0, len(events))), deepcopy(events[number]))
            elif what == "moved":  # a value of one place in another one
                source = draw(st.integers(0, len(events) - 1))
                value = events[source][1]
                _put(events, number, path, deepcopy(_at(value, draw(st.sampled_from(list(places(value)))))))
            else:
                events[number] = (draw(st.sampled_from(("", "error", "chunk", events[-1][0]))), events[number][1])
        return events

    return made()


def said(events: Sequence[Event]) -> list[Said]:
    """The events as a framing gives them; a string stands for an event that is no JSON."""
    return [
        Said(number, name, None if isinstance(value, str) else value, value if isinstance(value, str) else _text(value))
        for number, (name, value) in enumerate(events)
    ]


def _text(value: Any) -> str:
    return json.dumps(value)


def ask(api: Api, events: Sequence[Said], urls: Sequence[str] = URLS) -> None:
    """Everything that is asked of an API; the answer is JSON, and made of the events as it says."""
    heard = [event for event in events if event.value is not None or api.reads_text]  # as reassembling does
    answer = api.unstream(heard)
    text = json.dumps(answer.value)
    json.dumps(answer.unread)
    assert json.loads(text) == answer.value
    check_origins(answer, _by_number(api, heard))
    api.is_complete(answer.value, events[-1].data if events else "")
    api.read_answer(answer.value)
    for event in events:
        if api.landmarks:
            api.landmarks.hear(event.value)
        for url in urls:
            api.recognises(Call(event.value, event.value, url, event.name))
            api.provider(url, event.value)
        if isinstance(event.value, dict):
            api.read_answer(event.value)
            api.read_request(event.value, urls[0])
            api.is_complete(event.value, event.data)


class _Told(str):
    """The text of an event that is its JSON as well: a path leads into that, and the path () is either of both."""

    __slots__ = ("value",)
    value: Any

    def __eq__(self, other: object) -> bool:
        return str(self) == other or self.value == other

    def __hash__(self) -> int:
        return hash(str(self))

    def __getitem__(self, step: Any) -> Any:
        return self.value[step]


def _by_number(api: Api, heard: Sequence[Said]) -> dict[int, Any]:
    """What origins speak of: the JSON of each event, or its text where that is read."""
    if not api.reads_text:
        return {event.event: event.value for event in heard}
    told = {event.event: _Told(event.data) for event in heard}
    for event in heard:
        told[event.event].value = event.value
    return told
