"""Server-sent events against a parser that goes line by line, the WHATWG cases, and cut streams."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.layers import Source
from cassette_cli.framings import Event, framing_of
from cassette_cli.framings.sse import SSE
from tests.shared import SUITES, needs_suites

WORDS = ("data", "data: a", "data:b", "data:  c", "event: x", "event", "id: 7", ": hi", ":", "error: {}", " data: z")
ENDS = ("\n", "\r\n", "\r")


def streams(ends=ENDS) -> st.SearchStrategy[str]:
    words = st.one_of(st.sampled_from(WORDS), st.just(""), st.text("ad:\u2028é\x0b ", max_size=6))
    lines = st.lists(st.tuples(words, st.sampled_from(ends)), max_size=12)
    return st.tuples(st.sampled_from(("", "\ufeff")), lines, words).map(
        lambda parts: parts[0] + "".join(word + end for word, end in parts[1]) + parts[2]
    )


any_stream = st.one_of(streams(), streams(("\n",)), streams(("\r\n",)))


def reference(text: str) -> list[tuple[str, str]]:
    """(name, data) of each event, one line after the other, and the last one even if the text ends in it."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[tuple[str, str]] = []
    name, data = "", []
    for line in [*lines, ""]:
        word, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                found.append((name, "\n".join(data)))
            name, data = "", []
        elif word == "data":
            data.append(value)
        elif word == "event":
            name = value
    return found


def events(text: str) -> list[Event]:
    return list(SSE.events(Source(text)))


def said(found: list[Event]) -> list[tuple[str, str]]:
    return [(event.name, event.data) for event in found]


@given(any_stream)
def test_events_are_what_a_parser_going_line_by_line_finds(text):
    assert said(events(text)) == reference(text)


@given(any_stream)
def test_count_is_how_many_events_there_are(text):
    assert SSE.count(text) == len(events(text))


@given(any_stream)
def test_the_blocks_from_the_end_are_the_blocks_from_the_beginning_turned_round(text):
    source = Source(text)
    assert list(SSE.last_blocks(source)) == list(SSE.blocks(source, 0))[::-1]


@given(any_stream, st.data())
def test_reading_can_begin_with_the_block_that_holds_a_place(text, data):
    source = Source(text)
    every = list(SSE.blocks(source, 0))
    start = data.draw(st.integers(0, len(text)))
    assert list(SSE.blocks(source, start)) == [block for block in every if block.span.end > start]


@given(any_stream)
def test_no_character_of_a_line_is_out_of_sight(text):
    blocks = list(SSE.blocks(Source(text), 0))
    seen = "".join(text[field.line.start : field.line.end] for block in blocks for field in block.fields)
    assert seen.translate({10: None, 13: None}) == text.removeprefix("\ufeff").translate({10: None, 13: None})


@given(any_stream, st.data())
def test_a_stream_cut_anywhere_gives_the_events_before_the_cut_and_perhaps_one_unterminated(text, data):
    cut = events(text[: data.draw(st.integers(0, len(text)))])
    whole = said(events(text))
    terminated = said([event for event in cut if not event.unterminated])
    assert terminated == whole[: len(terminated)]
    assert len(cut) - len(terminated) <= 1


def test_every_cut_of_a_stream_keeps_its_beginning():
    text = ": hello\r\n\r\ndata: one\r\n\r\nevent: e\r\ndata: two\r\ndata: 2\r\n\r\ndata: [DONE]\r\n\r\n"
    for end in range(len(text)):
        cut = events(text[:end])
        whole = [("", "one"), ("e", "two\n2"), ("", "[DONE]")]
        terminated = said([event for event in cut if not event.unterminated])
        assert terminated == whole[: len(terminated)]
        assert all(event.unterminated for event in cut[len(terminated) :])


@needs_suites
@pytest.mark.parametrize(
    "case",
    json.loads((SUITES / "sse-whatwg.json").read_text()) if SUITES.is_dir() else [],
    ids=lambda case: case["name"],
)
def test_the_whatwg_cases_pass(case):
    found = events(case["stream_latin1"].encode("latin-1").decode("utf-8"))
    if case["name"] == "no trailing blank not dispatched":
        assert found.pop().unterminated, "a browser drops it; a recording that was cut shows it, flagged"
    assert [{"event": event.name or "message", "data": event.data} for event in found] == case["events"]


def test_comments_and_unknown_fields_are_kept_beside_the_data():
    (event,) = events(": note\nid: 4\nretry: 9\nerror: {}\nevent: e\ndata: x\n\n")
    assert event.comments == ("note",)
    assert event.id == "4"
    assert [(field.name, field.text) for field in event.fields] == [
        ("", "note"),
        ("id", "4"),
        ("retry", "9"),
        ("error", "{}"),
        ("event", "e"),
        ("data", "x"),
    ]


def test_a_block_without_data_is_shown_but_is_no_event():
    source = Source(": OPENROUTER PROCESSING\n\ndata: x\n\nerror: {}\n\n")
    assert [block.dispatched for block in SSE.blocks(source, 0)] == [False, True, False]
    assert said(list(SSE.events(source))) == [("", "x")]


def test_a_span_reaches_over_the_blank_line_that_closes_the_event():
    first, second = events("data: a\r\n\r\ndata: b\r\n\r\n")
    assert (first.span, second.span) == ((0, 11), (11, 22))


def test_the_last_events_of_a_long_stream_are_found_without_reading_it():
    source = Source("data: x\n\n" * 200_000 + "data: end\n\n")
    last = list(islice(SSE.last_events(source), 2))
    assert said(last) == [("", "end"), ("", "x")]


@pytest.mark.parametrize(
    ("text", "media_type", "is_stream"),
    [
        ("data: {}\n\n", "text/event-stream", True),
        ("data: {}\n\n", "application/json", True),  # dd-trace-py records it so
        ("data: {}\n\n", "", True),
        ("\ufeff\n\n: hi\n\ndata: {}\n\n", "", True),
        ("event: ping\ndata: {}\n\n", "", True),
        (" data: {}\n\ndata: {}\n\n", "text/event-stream", True),
        ("", "text/event-stream", True),
        ('{"error": {}}', "text/event-stream", False),
        ("", "", False),
        ("data: a database\n", "text/plain", True),
        (": a line of reStructuredText\n", "text/plain", False),
        ('{"data": 1}\n', "application/json", False),
        ("Hello\ndata: x\n", "text/plain", False),
    ],
)
def test_a_stream_is_told_by_its_lines(text, media_type, is_stream):
    assert (framing_of(text, media_type) is SSE) is is_stream
