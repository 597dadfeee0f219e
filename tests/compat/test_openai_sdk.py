"""What the official openai SDK makes of a stream, fed through a mock transport in odd pieces, is what we make of it.

Where the SDK is known to be wrong for a dialect, or to refuse it, the reason stands in `REFUSED` or beside the
comparison; anything else is our fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openai.lib.streaming.chat import ChatCompletionStreamState
from openai.types.chat import ChatCompletion

from cassette_cli.messages import Conversation
from cassette_cli.parts import Refusal
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.completions import DIALECTS, sse
from tests.recorded import corpus, interaction
from tests.shared import needs_corpus

REFUSED = {
    "azure": (AttributeError, "a choice without a delta"),
    "mistral": (TypeError, "content as a list, tool calls without an index"),
    "writer": (AssertionError, "a type of null in later pieces of a tool call"),
}
# Recorded streams: what the SDK gets wrong or refuses, by file.
RECORDED_REFUSED = {
    "azure_chat_completion_streamed.yaml": AttributeError,  # a choice without a delta
    "test_openrouter_web_search_annotations_stream.yaml": RuntimeError,  # annotations without an index
}
DOUBLED = {  # id and name in every piece of a call: the SDK puts them together
    "test_tools_streaming_variant_a.yaml",
    "test_tools_streaming_variant_c.yaml",
}


class Odd(httpx2.SyncByteStream):
    """The body in pieces of 1, 2, 3 ... 61 bytes, so that it is cut within lines and within characters."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        start, size = 0, 1
        while start < len(self.body):
            yield self.body[start : start + size]
            start, size = start + size, size % 61 + 1


class Replay(httpx2.BaseTransport):
    """Answers with the body that it holds."""

    body = ""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            200, headers={"content-type": "text/event-stream"}, stream=Odd(self.body.encode()), request=request
        )


REPLAY = Replay()
CLIENT = openai.OpenAI(
    api_key="unused", base_url="http://localhost/v1", max_retries=0, http_client=httpx2.Client(transport=REPLAY)
)


def official(body: str) -> ChatCompletion:
    """The completion that the SDK accumulates."""
    REPLAY.body = body
    state: ChatCompletionStreamState[Any] = ChatCompletionStreamState()
    for piece in CLIENT.chat.completions.create(model="m", messages=[], stream=True):
        state.handle_chunk(piece)
    return state.current_completion_snapshot


def compare(theirs: ChatCompletion, ours: Conversation) -> None:
    choices = sorted(theirs.choices, key=lambda choice: choice.index)
    assert len(choices) == len(ours.answers)
    for choice, answer in zip(choices, ours.answers, strict=True):
        said = choice.message
        assert (said.content or "") == answer.text
        assert (said.refusal or "") == "".join(part.content for part in answer.parts if isinstance(part, Refusal))
        assert choice.finish_reason == answer.finish_reason_raw
        calls = [(call.id, call.function.name, call.function.arguments) for call in said.tool_calls or []]
        calls += [(None, call.name, call.arguments) for call in [said.function_call] if call]
        assert calls == [(call.id, call.name, call.arguments_text) for call in answer.tool_calls]
    if theirs.usage:  # the SDK forgets it where another chunk follows, and does not look into x_groq
        raw = ours.usage.raw
        assert (theirs.usage.prompt_tokens, theirs.usage.completion_tokens, theirs.usage.total_tokens) == (
            raw["prompt_tokens"],
            raw["completion_tokens"],
            raw["total_tokens"],
        )


# The SDK has no text for an answer in sound; ours is its transcript.
@pytest.mark.parametrize("dialect", sorted(DIALECTS.keys() - REFUSED.keys() - {"audio"}))
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_a_generated_stream_is_read_as_the_sdk_reads_it(dialect, data):
    chunks, _ = data.draw(DIALECTS[dialect])
    body = sse(chunks)
    compare(official(body), reassemble(interaction(body)))


@pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
@pytest.mark.parametrize("dialect", REFUSED)
def test_what_the_sdk_refuses_is_read_nevertheless(dialect):
    error, reason = REFUSED[dialect]
    refused = read = 0

    @given(data=st.data())
    @settings(max_examples=15, deadline=None, database=None)
    def check(data):
        nonlocal refused, read
        body = sse(data.draw(DIALECTS[dialect])[0])
        read += bool(reassemble(interaction(body)).answers)
        try:
            official(body)
        except error:
            refused += 1

    check()
    assert refused, f"the SDK reads it now: {reason}"
    assert read


@needs_corpus
@pytest.mark.filterwarnings("ignore::UserWarning:pydantic")
def test_recorded_streams_are_read_as_the_sdk_reads_them():
    compared, refused = 0, {}
    for name, found in corpus():
        ours = reassemble(found)
        if not ours or not ours.stream or ours.api != "openai.chat":
            continue
        _, layer = stream_of(found)
        file = name.rpartition("/")[2].rpartition(":")[0]
        try:
            theirs = official(layer.text)
        except (AttributeError, RuntimeError) as error:
            refused[file] = type(error)
            continue
        if file in DOUBLED:
            continue
        compare(theirs, ours)
        compared += 1
    assert compared > 40
    assert refused == RECORDED_REFUSED
