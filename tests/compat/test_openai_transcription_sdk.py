"""What the official openai SDK makes of a transcription is what we make of it.

The SDK has no accumulator: its users join the deltas, or take the whole text of the last event.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.messages import Conversation
from cassette_cli.reassembling import reassemble
from tests.apis.completions import sse
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import EVENT_STREAM, JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

JUDGE = "openai"
URL = "http://localhost/v1/audio/transcriptions"
SOUND = ("sound.wav", b"RIFF")
ANSWER = Replayed()
CLIENT = openai.OpenAI(
    api_key="unused", base_url="http://localhost/v1", max_retries=0, http_client=client(httpx2, ANSWER)
)


def official(body: str) -> list[Any]:
    """The events that the SDK gives."""
    ANSWER.give(body, EVENT_STREAM)
    return list(CLIENT.audio.transcriptions.create(file=SOUND, model="m", stream=True))


def compare(events: list[Any], ours: Conversation) -> None:
    deltas = "".join(event.delta for event in events if event.type == "transcript.text.delta")
    segments = [event for event in events if event.type == "transcript.text.segment"]
    (done,) = (event for event in events if event.type == "transcript.text.done")
    assert deltas in (done.text, "")
    assert (ours.text, ours.unstreamed["text"]) == (done.text, done.text)
    assert ours.unstreamed.get("segments", []) == [segment.model_dump(exclude_unset=True) for segment in segments]
    assert (done.usage and done.usage.model_dump(exclude_unset=True)) == (ours.usage and ours.usage.raw)
    assert done.model_dump(exclude_unset=True).get("logprobs") == ours.unstreamed.get("logprobs")
    assert ours.stream
    assert ours.stream.complete


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(call.verdict(judge(call)) for call in recorded() if call.ours.api == "openai.transcription")


def judge(call: Recorded) -> str:
    """The reason why it is read otherwise, "" where it is not."""
    body = call.found.response.body.text
    if call.ours.stream:
        compare(official(body), call.ours)
    else:
        ANSWER.give(body, JSON)
        assert CLIENT.audio.transcriptions.create(file=SOUND, model="m").text == call.ours.text
    return ""


USAGE = {
    "type": "tokens",
    "input_tokens": 14,
    "output_tokens": 3,
    "total_tokens": 17,
    "input_token_details": {"audio_tokens": 14, "text_tokens": 0},
}


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=6), st.booleans(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_generated_transcription_is_read_as_the_sdk_reads_it(pieces: list[str], counted: bool, likely: bool):  # noqa: FBT001
    logprobs = [{"token": each, "logprob": -0.5, "bytes": list(each.encode())} for each in pieces]
    events: list[dict[str, Any]] = [{"type": "transcript.text.delta", "delta": each} for each in pieces]
    done: dict[str, Any] = {"type": "transcript.text.done", "text": "".join(pieces)}
    if likely:
        events = [{**event, "logprobs": [logprob]} for event, logprob in zip(events, logprobs, strict=True)]
        done["logprobs"] = logprobs
    body = sse([*events, {**done, "usage": USAGE} if counted else done])
    compare(official(body), reassemble(interaction(body, url=URL)))


def test_diarized_segments_are_read_as_the_sdk_reads_them():
    segments = [
        {"type": "transcript.text.segment", "id": f"s{at}", "speaker": who, "text": said, "start": at, "end": at + 1}
        for at, (who, said) in enumerate([("A", " Low water."), ("B", " At ten.")])
    ]
    body = sse([*segments, {"type": "transcript.text.done", "text": " Low water. At ten."}])
    compare(official(body), reassemble(interaction(body, url=URL)))


def test_an_error_in_the_stream_is_one_for_the_sdk_too():
    body = sse([{"type": "transcript.text.delta", "delta": "a"}, {"type": "error", "error": {"message": "broke"}}])
    with pytest.raises(openai.APIError, match="broke"):
        official(body)
    assert reassemble(interaction(body, url=URL)).error == "broke"


@needs_corpus
def test_recorded_transcriptions_are_read_as_the_sdk_reads_them():
    assert len(verdicts()) >= 1
    assert not [verdict for verdict in verdicts() if verdict.difference]
