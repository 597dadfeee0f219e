"""What the official groq SDK makes of an answer, fed through a mock transport in odd pieces, is what we make of it.

The SDK puts nothing together: its chunks are folded here by plain concatenation.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import groq
import httpx
import pytest
from hypothesis import given, settings

from cassette_cli.loading import load
from cassette_cli.messages import Conversation, Message
from cassette_cli.parts import Reasoning
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.completions import DIALECTS, sse
from tests.compat.judging import Recorded, Verdict, agree, compared
from tests.compat.replaying import JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import SAMPLES, needs_corpus

JUDGE = "groq"
URL = "https://api.groq.com/openai/v1/chat/completions"
ANSWER = Replayed()
CLIENT = groq.Groq(api_key="unused", base_url="http://localhost", max_retries=0, http_client=client(httpx, ANSWER))
ASKED: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


USAGE = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}


def chunk(delta: dict[str, Any], finish_reason: str | None = None, **members: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
    told = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return {**told, **members}


def call(index: int, call_id: str, name: str, arguments: str) -> dict[str, Any]:
    return {"index": index, "id": call_id, "type": "function", "function": {"name": name, "arguments": arguments}}


def streamed(body: str) -> list[Any]:
    """The chunks that the SDK gives."""
    ANSWER.give(body)
    return list(CLIENT.chat.completions.create(**ASKED, stream=True))


def thought(said: Any) -> str:
    """A delta's or message's reasoning, also by the name that the SDK has no place for."""
    return said.reasoning or (said.model_extra or {}).get("reasoning_content") or ""


def compare_answer(answer: Message, text: str, reasoning: str, calls: list[Any], reason: str | None) -> None:
    thoughts = "".join(part.content for part in answer.parts if isinstance(part, Reasoning))
    assert (answer.text, thoughts, answer.finish_reason_raw) == (text, reasoning, reason)
    assert [[call.id, call.name, call.arguments_text] for call in answer.tool_calls] == calls


def compare_whole(said: Any, usage: Any, ours: Conversation) -> None:
    assert (ours.response_id, ours.response_model) == (said.id, said.model)
    assert (ours.usage.input_tokens, ours.usage.output_tokens, ours.usage.raw["total_tokens"]) == (
        usage.prompt_tokens,
        usage.completion_tokens,
        usage.total_tokens,
    )
    assert ours.unread == {}


def compare_stream(body: str, ours: Conversation) -> None:
    chunks = streamed(body)
    counts = [chunk.usage or (chunk.x_groq and chunk.x_groq.usage) for chunk in chunks]
    compare_whole(chunks[0], next(filter(None, reversed(counts))), ours)
    assert ours.stream.complete
    choices = [choice for chunk in chunks for choice in chunk.choices]
    assert {choice.index for choice in choices} == set(range(len(ours.answers)))
    for index, answer in enumerate(ours.answers):
        said = [choice for choice in choices if choice.index == index]
        calls: dict[int, list[str]] = {}
        for call in [call for choice in said for call in choice.delta.tool_calls or []]:
            made = calls.setdefault(call.index, [call.id, call.function.name, ""])
            made[2] += call.function.arguments or ""
        text = "".join(choice.delta.content or "" for choice in said)
        reasoning = "".join(thought(choice.delta) for choice in said)
        reason = next(choice.finish_reason for choice in said if choice.finish_reason)
        compare_answer(answer, text, reasoning, list(calls.values()), reason)


def compare_unstreamed(body: str, ours: Conversation) -> None:
    ANSWER.give(body, JSON)
    theirs = CLIENT.chat.completions.create(**ASKED)
    compare_whole(theirs, theirs.usage, ours)
    for choice, answer in zip(theirs.choices, ours.answers, strict=True):
        said = choice.message
        calls = [[call.id, call.function.name, call.function.arguments] for call in said.tool_calls or []]
        compare_answer(answer, said.content or "", thought(said), calls, choice.finish_reason)


@cache
def verdicts() -> tuple[Verdict, ...]:
    return compared("openai.chat", "groq", compare_stream, compare_unstreamed)


def judge(call: Recorded) -> str:
    """Nothing is read otherwise than we read it, or this raises."""
    agree(call, compare_stream, compare_unstreamed)
    return ""


@given(twins=DIALECTS["groq"])
@settings(max_examples=40, deadline=None)
def test_a_generated_stream_is_read_as_the_sdk_reads_it(twins):
    body = sse(twins[0])
    compare_stream(body, reassemble(interaction(body, url=URL)))


@needs_corpus
def test_recorded_streams_are_read_as_the_sdk_reads_them():
    assert [verdict.streamed for verdict in verdicts()].count(True) >= 2


def test_the_sample_is_read_as_the_sdk_reads_it():
    (found,) = load((SAMPLES / "vcrpy/dialect_groq.yaml").read_bytes()).interactions
    compare_stream(stream_of(found)[1].text, reassemble(found))


def test_a_stream_with_reasoning_calls_and_usage_of_groqs_own_is_read_as_the_sdk_reads_it():
    """The corpus has no tool calls of Groq's, nor reasoning beside the text."""
    body = sse(
        [
            chunk({"role": "assistant", "content": ""}, x_groq={"id": "req_1", "seed": 1}),
            chunk({"reasoning": "Look "}),
            chunk({"reasoning": "it up."}),
            chunk({"tool_calls": [call(0, "call_1", "find", '{"a": '), call(1, "call_2", "list", "{}")]}),
            chunk({"tool_calls": [{"index": 0, "function": {"arguments": "1}"}}]}),
            chunk({}, "tool_calls", x_groq={"id": "req_1", "usage": USAGE}),
        ]
    )
    ours = reassemble(interaction(body, url=URL))
    compare_stream(body, ours)
    assert [found.arguments for found in ours.tool_calls] == [{"a": 1}, {}]


def test_an_unstreamed_answer_is_read_as_the_sdk_reads_it():
    """The corpus has none of Groq's."""
    message = {
        "role": "assistant",
        "content": "Found.",
        "reasoning": "Look it up.",
        "tool_calls": [call(0, "call_1", "find", '{"a": 1}')],
    }
    answer = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}],
        "usage": USAGE,
        "x_groq": {"id": "req_1"},
    }
    body = json.dumps(answer)
    compare_unstreamed(body, reassemble(interaction(body, url=URL, media_type=JSON)))


def test_an_error_event_that_the_sdk_raises_is_the_calls_error():
    failed = {"error": {"message": "Failed to call a function", "type": "invalid_request_error"}}
    begun = sse([chunk({"role": "assistant", "content": "a"})], done=False)
    body = f"{begun}event: error\ndata: {json.dumps(failed)}\n\n"
    with pytest.raises(groq.APIError, match="Failed to call a function"):
        streamed(body)
    ours = reassemble(interaction(body, url=URL))
    assert (ours.text, ours.stream.complete, ours.answers[0].finish_reason) == ("a", False, "error")
    assert "Failed to call a function" in ours.error
