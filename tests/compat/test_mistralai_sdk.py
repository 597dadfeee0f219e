"""What the official mistralai SDK makes of an answer, fed to it in odd pieces, is what we make of it.

Its own accumulator (`extra/observability/streaming.py`) leaves thoughts out; they are put together here from its
chunks, by plain concatenation.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import chain
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from mistralai.client import Mistral
from mistralai.client.models import CompletionEvent, TextChunk, ThinkChunk
from mistralai.extra.observability.streaming import accumulate_chunks_to_response_dict, parse_sse_chunks

from cassette_cli.loading import load
from cassette_cli.messages import Conversation, Message
from cassette_cli.parts import Reasoning
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.completions import DIALECTS, sse
from tests.compat.judging import Recorded, Verdict, agree, compared
from tests.compat.replaying import JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import SAMPLES, needs_corpus

JUDGE = "mistralai"
ANSWER = Replayed()
CLIENT = Mistral(api_key="unused", server_url="http://localhost", client=client(httpx2, ANSWER))
ASKED: dict[str, Any] = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}


def streamed(body: str) -> list[CompletionEvent]:
    """The events that the SDK gives."""
    ANSWER.give(body)
    with CLIENT.chat.stream(**ASKED) as events:
        return list(events)


def told(content: Any) -> tuple[str, str]:
    """The text and the thoughts of some content."""
    chunks = [TextChunk(text=content)] if isinstance(content, str) else content or []
    thoughts = chain.from_iterable(chunk.thinking for chunk in chunks if isinstance(chunk, ThinkChunk))
    return (
        "".join(chunk.text for chunk in chunks if isinstance(chunk, TextChunk)),
        "".join(thought.text for thought in thoughts),
    )


def compare_answer(answer: Message, content: tuple[str, str], calls: list[Any], reason: str | None) -> None:
    thoughts = "".join(part.content for part in answer.parts if isinstance(part, Reasoning))
    assert (answer.text, thoughts) == content
    for call, said in zip(answer.tool_calls, calls, strict=True):
        given = said.function.arguments  # as text in all recordings; the SDK takes an object too
        ours = call.arguments_text if isinstance(given, str) else call.arguments
        assert (call.id, call.name, ours) == (said.id, said.function.name, given)
    assert answer.finish_reason_raw == reason


def compare_whole(said: Any, usage: Any, ours: Conversation) -> None:
    assert (ours.response_id, ours.response_model) == (said.id, said.model)
    assert (ours.usage.input_tokens, ours.usage.output_tokens, ours.usage.raw["total_tokens"]) == (
        usage.prompt_tokens,
        usage.completion_tokens,
        usage.total_tokens,
    )
    assert ours.unread == {}


def compare_stream(body: str, ours: Conversation) -> None:
    chunks = [event.data for event in streamed(body)]
    compare_whole(chunks[0], next(chunk.usage for chunk in chunks if chunk.usage), ours)
    assert ours.stream.complete
    choices = [choice for chunk in chunks for choice in chunk.choices]
    assert {choice.index for choice in choices} == set(range(len(ours.answers)))
    for index, answer in enumerate(ours.answers):
        said = [choice for choice in choices if choice.index == index]
        pieces = [told(choice.delta.content) for choice in said]
        content = ("".join(text for text, _ in pieces), "".join(thought for _, thought in pieces))
        calls = [call for choice in said for call in choice.delta.tool_calls or []]
        compare_answer(answer, content, calls, next(choice.finish_reason for choice in said if choice.finish_reason))
    calls = [call for choice in choices for call in choice.delta.tool_calls or []]
    if len(calls) < 2 or all("index" in call.model_fields_set for call in calls):  # else it takes them for one
        compare_accumulated(body, ours)


def compare_accumulated(body: str, ours: Conversation) -> None:
    """What the SDK's accumulator makes of the same."""
    made = accumulate_chunks_to_response_dict(parse_sse_chunks(body.encode()))
    assert (made["id"], made["model"]) == (ours.response_id, ours.response_model)
    for choice, answer in zip(made["choices"], ours.answers, strict=True):
        message = choice["message"]
        calls = [(call["id"], *call["function"].values()) for call in message.get("tool_calls", [])]
        assert (message["content"], choice["finish_reason"]) == (answer.text, answer.finish_reason_raw)
        assert calls == [(call.id, call.name, call.arguments_text) for call in answer.tool_calls]


def compare_unstreamed(body: str, ours: Conversation) -> None:
    ANSWER.give(body, JSON)
    theirs = CLIENT.chat.complete(**ASKED)
    compare_whole(theirs, theirs.usage, ours)
    for choice, answer in zip(theirs.choices, ours.answers, strict=True):
        said = choice.message
        compare_answer(answer, told(said.content), said.tool_calls or [], choice.finish_reason)


@cache
def verdicts() -> tuple[Verdict, ...]:
    return compared("openai.chat", "mistral_ai", compare_stream, compare_unstreamed)


def judge(call: Recorded) -> str:
    """Nothing is read otherwise than we read it, or this raises."""
    agree(call, compare_stream, compare_unstreamed)
    return ""


@given(twins=DIALECTS["mistral"])
@settings(max_examples=40, deadline=None)
def test_a_generated_stream_is_read_as_the_sdk_reads_it(twins):
    body = sse(twins[0])
    compare_stream(body, reassemble(interaction(body)))


@given(twins=DIALECTS["mistral"])
@settings(max_examples=20, deadline=None)
def test_a_generated_answer_in_one_piece_is_read_as_the_sdk_reads_it(twins):
    body = json.dumps(twins[1])
    compare_unstreamed(body, reassemble(interaction(body, media_type=JSON)))


def test_the_sdks_accumulator_takes_calls_without_an_index_for_one():
    calls = [{"id": str(at), "function": {"name": "f", "arguments": "{}"}} for at in range(2)]
    chunk = {
        "id": "1",
        "model": "m",
        "choices": [{"index": 0, "delta": {"tool_calls": calls}, "finish_reason": "stop"}],
    }
    body = f"data: {json.dumps(chunk)}\n\n"
    (choice,) = accumulate_chunks_to_response_dict(parse_sse_chunks(body.encode()))["choices"]
    assert choice["message"]["tool_calls"] == [{"id": "1", "function": {"name": "ff", "arguments": "{}{}"}}]
    assert [call.id for call in reassemble(interaction(body)).tool_calls] == ["0", "1"]


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    judged = [verdict.streamed for verdict in verdicts()]
    assert judged.count(True) >= 8
    assert judged.count(False) >= 6


def test_the_sample_with_thoughts_is_read_as_the_sdk_reads_it():
    """The corpus has no thoughts of Mistral's."""
    (found,) = load((SAMPLES / "vcrpy/dialect_mistral.yaml").read_bytes()).interactions
    ours = reassemble(found)
    compare_stream(stream_of(found)[1].text, ours)
    assert any(isinstance(part, Reasoning) for part in ours.answers[0].parts)


def test_the_sdk_invents_an_id_where_a_call_has_none():
    call = {"index": 0, "function": {"name": "f", "arguments": "{}"}}
    chunk = {"id": "1", "model": "m", "choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}]}
    body = f"data: {json.dumps(chunk)}\n\n"
    (event,) = streamed(body)
    assert event.data.choices[0].delta.tool_calls[0].id == "null"
    assert reassemble(interaction(body)).tool_calls[0].id is None


@pytest.mark.parametrize("text", ["Größe", "日本"])
def test_text_cut_within_a_character_is_whole_for_both(text):
    chunk = {"id": "1", "model": "m", "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": "stop"}]}
    body = f"data: {json.dumps(chunk, ensure_ascii=False)}\n\ndata: [DONE]\n\n"
    (event,) = streamed(body)
    assert event.data.choices[0].delta.content == reassemble(interaction(body)).text == text
