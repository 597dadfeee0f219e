"""Transcriptions: pieces and the text that repeats them, diarized segments, and plain answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Copy, Kind, Place, Said
from cassette_cli.apis.openai_transcription import OPENAI_TRANSCRIPTION as API
from tests.apis.origins import check_origins

URL = "http://localhost/v1/audio/transcriptions"
USAGE = {"type": "tokens", "input_tokens": 37, "output_tokens": 12, "total_tokens": 49}


def unstream(*events: Any) -> Answer:
    return API.unstream(Said(number, "", event) for number, event in enumerate(events))


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_stream_is_its_unstreamed_twin(pieces):
    deltas = [{"type": "transcript.text.delta", "delta": piece} for piece in pieces]
    done = {"type": "transcript.text.done", "text": "".join(pieces), "usage": USAGE}
    answer = unstream(*deltas, done)
    assert answer.value == {"text": "".join(pieces), "usage": USAGE}
    origin = answer.origin(("text",))
    assert origin.kind is Kind.JOINED
    assert origin.places == tuple(Place(number, ("delta",)) for number in range(len(pieces)))
    assert origin.copies == (Copy(Place(len(pieces), ("text",)), 0, len("".join(pieces))),)


def test_a_text_that_is_only_said_at_the_end_twice_stands_in_both_events():
    events = [{"type": "transcript.text.done", "text": "hi"}] * 2
    answer = unstream(*events)
    assert answer.origin(("text",)).places == (Place(0, ("text",)), Place(1, ("text",)))
    check_origins(answer, events)


def test_log_probabilities_grow_with_the_text_and_are_said_once_more_at_its_end():
    tokens = [{"token": "h", "logprob": -1}, {"token": "i", "logprob": -2}]
    events = [
        *({"type": "transcript.text.delta", "delta": token["token"], "logprobs": [token]} for token in tokens),
        {"type": "transcript.text.done", "text": "hi", "logprobs": tokens},
    ]
    answer = unstream(*events)
    assert (answer.value, answer.unread) == ({"text": "hi", "logprobs": tokens}, {})
    assert answer.origin(("logprobs", 1)).places == (Place(1, ("logprobs", 0)), Place(2, ("logprobs", 1)))
    assert API.read_answer(answer.value).unread == {}
    check_origins(answer, events)


def test_what_else_stands_beside_a_piece_is_unread():
    answer = unstream({"type": "transcript.text.delta", "delta": "a", "segment_id": "s"})
    assert answer.unread == {"events/0/segment_id": "s"}


def test_an_error_that_ends_a_stream_is_heard():
    heard = {"type": "transcript.text.delta", "delta": "a"}
    answer = unstream(heard, {"type": "error", "error": {"message": "too long", "code": "size"}})
    assert API.read_answer(answer.value).error == "size: too long"


def test_segments_come_whole_and_are_read_if_there_is_no_text():
    segment = {
        "type": "transcript.text.segment",
        "id": "s0",
        "speaker": "A",
        "text": " Low water.",
        "start": 0.0,
        "end": 1.5,
    }
    answer = unstream(segment, {**segment, "speaker": "B", "text": " At ten."})
    assert API.read_answer(answer.value).answers[0].text == " Low water. At ten."


def test_a_plain_answer_and_an_error_are_read():
    read = API.read_answer({"text": "hello", "usage": USAGE})
    assert (read.answers[0].text, read.usage.input_tokens) == ("hello", 37)
    assert API.read_answer({"error": {"message": "too long", "code": "size"}}).error == "size: too long"


@pytest.mark.parametrize(
    ("answer", "url", "is_one"),
    [
        ({"type": "transcript.text.delta", "delta": "a"}, "", True),
        ({"text": "a"}, URL, True),
        ({"text": "a"}, "http://localhost/v1/other", False),
        (None, "http://localhost/v1/audio/translations", True),
        ({"type": "response.created"}, "http://localhost/v1/responses", False),
    ],
)
def test_it_is_told_by_its_events_or_its_address(answer, url, is_one):
    assert API.recognises(Call(None, answer, url)) is is_one


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["type", "text", "delta", "segments"]),
            st.none()
            | st.integers()
            | st.sampled_from(["transcript.text.delta", "transcript.text.done", "x"])
            | st.lists(st.integers()),
            max_size=4,
        )
        | st.integers(),
        max_size=4,
    )
)
def test_whatever_comes_nothing_raises(values):
    answer = unstream(*values)
    API.read_answer(answer.value)
    API.is_complete(answer.value, "")
