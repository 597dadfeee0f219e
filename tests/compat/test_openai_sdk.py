"""What the official openai SDK makes of a stream, fed through a mock transport in odd pieces, is what we make of it.

Where the SDK is known to be wrong for a dialect, or to refuse it, the reason stands in `REFUSED` or beside the
comparison; anything else is our fault.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openai.lib.streaming.chat import ChatCompletionStreamState
from openai.types.chat import ChatCompletion

from cassette_cli.messages import Conversation
from cassette_cli.parts import Reasoning, Refusal
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.completions import DIALECTS, sse
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import EVENT_STREAM, JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

REFUSED = {
    "azure": (AttributeError, "a choice without a delta"),
    "mistral": (TypeError, "content as a list, tool calls without an index"),
    "writer": (AssertionError, "a type of null in later pieces of a tool call"),
}
# Recorded streams: what the SDK gets wrong or refuses.
OTHERWISE: dict[str, tuple[type[Exception], str]] = {
    "azure_chat_completion_streamed.yaml:0": (AttributeError, "refused: a choice without a delta"),
    "test_openrouter_web_search_annotations_stream.yaml:0": (RuntimeError, "refused: annotations without an index"),
    "test_tools_streaming_variant_a.yaml:0": (
        AssertionError,
        "id and name in every piece of a call, which the SDK puts together",
    ),
}


JUDGE = "openai"
APIS = ("openai.chat", "openai.completions")
ANSWER = Replayed()
CLIENT = openai.OpenAI(
    api_key="unused", base_url="http://localhost/v1", max_retries=0, http_client=client(httpx2, ANSWER)
)


def official(body: str) -> ChatCompletion:
    """The completion that the SDK accumulates."""
    ANSWER.give(body)
    state: ChatCompletionStreamState[Any] = ChatCompletionStreamState()
    for piece in CLIENT.chat.completions.create(model="m", messages=[], stream=True):
        state.handle_chunk(piece)
    return state.current_completion_snapshot


def compare(theirs: ChatCompletion, ours: Conversation) -> None:
    choices = sorted(theirs.choices, key=lambda choice: choice.index)
    assert len(choices) == len(ours.answers)
    if theirs.id:  # the SDK takes those of the first chunk, which Azure leaves empty
        assert (ours.response_id, ours.response_model) == (theirs.id, theirs.model)
    for choice, answer in zip(choices, ours.answers, strict=True):
        said = choice.message
        assert (said.content or "") == answer.text
        assert (said.refusal or "") == "".join(part.content for part in answer.parts if isinstance(part, Refusal))
        thoughts = "".join(part.content for part in answer.parts if isinstance(part, Reasoning))
        told = said.model_extra or {}  # the SDK has no place for it, and puts it together nevertheless
        assert (told.get("reasoning") or told.get("reasoning_content") or "") == thoughts
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


def compare_texts(body: str, ours: Conversation) -> None:
    """Of the older completions, whose chunks the SDK gives as they are; an answer in one piece is one chunk."""
    ANSWER.give(body, EVENT_STREAM if ours.stream else JSON)
    said = CLIENT.completions.create(model="m", prompt="p", stream=ours.stream is not None)
    chunks = list(said) if ours.stream else [said]
    made: dict[int, list[str]] = {}
    for choice in (choice for chunk in chunks for choice in chunk.choices):
        text, reason = made.setdefault(choice.index, ["", ""])
        made[choice.index] = [text + choice.text, choice.finish_reason or reason]
    assert [[answer.text, answer.finish_reason_raw] for answer in ours.answers] == [made[at] for at in sorted(made)]
    assert (ours.response_id, ours.response_model) == (chunks[0].id, chunks[0].model)
    usage = next((chunk.usage for chunk in reversed(chunks) if chunk.usage), None)
    assert (usage and usage.total_tokens) == (ours.usage and ours.usage.raw["total_tokens"])


@cache
def verdicts() -> tuple[Verdict, ...]:
    calls = [call for call in recorded() if call.ours.api in APIS and (call.ours.stream or call.ours.answers)]
    return tuple(call.verdict(judge(call)) for call in calls)


def judge(call: Recorded) -> str:
    """The reason why it is read otherwise, "" where it is not."""
    body = stream_of(call.found)[1].text if call.ours.stream else call.found.response.body.text
    if call.ours.api == "openai.completions":
        compare_texts(body, call.ours)
    elif call.ours.stream is None:
        ANSWER.give(body, JSON)
        compare(CLIENT.chat.completions.create(model="m", messages=[]), call.ours)
    elif call.short in OTHERWISE:
        error, reason = OTHERWISE[call.short]
        with pytest.raises(error):
            compare(official(body), call.ours)
        return reason
    else:
        compare(official(body), call.ours)
    return ""


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
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    equal = Counter((verdict.api, verdict.streamed) for verdict in verdicts() if not verdict.difference)
    assert equal["openai.chat", True] > 40
    assert equal["openai.chat", False] > 40
    assert equal["openai.completions", True] >= 2
    assert equal["openai.completions", False] >= 1
    other = {verdict.name.rpartition("/")[2] for verdict in verdicts() if verdict.difference}
    assert other == OTHERWISE.keys()
