"""What the official google-genai SDK makes of a stream, fed through a mock transport in odd pieces, is what we make.

The SDK puts nothing together: its chunks are folded here by plain concatenation. It reads no JSON array and no integer
enums, so that those of the corpus are written for it as events with words; what it refuses stands below by name.
"""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

import httpx
import pytest
from google import genai
from google.genai import types
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.messages import Conversation, Message
from cassette_cli.parts import Blob, Reasoning, ServerToolCall, ServerToolCallResponse
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.completions import sse
from tests.apis.gemini_chunks import answers, interactions
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

URL = "https://generativelanguage.googleapis.com/v1beta/models/m:streamGenerateContent?alt=sse"
ARRAYS = {  # recorded as JSON arrays, with integer enums
    "test_gemini_token_counts_streaming.yaml",
    "TestGoogleAIGenerateContentWithMultipleMessages.httprr",
}
ARRAY = "a JSON array with integer enums, which the SDK does not read: fed as events with words, it is equal"
ENUMS = {"finishReason": ("", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER")}
UNCOMPARED_ENUMS = ("safetyRatings", "trafficType", "promptTokensDetails", "candidatesTokensDetails")


JUDGE = "google-genai"
ANSWER = Replayed()
CLIENT = genai.Client(
    api_key="unused", http_options=types.HttpOptions(httpx_client=client(httpx, ANSWER), base_url="http://x")
)


def official(body: str) -> list[types.GenerateContentResponse]:
    """The chunks that the SDK gives."""
    ANSWER.give(body)
    return list(CLIENT.models.generate_content_stream(model="m", contents="hi"))


def compare(chunks: list[types.GenerateContentResponse], ours: Conversation) -> None:
    last = {name: _last(chunks, name) for name in ("usage_metadata", "response_id", "model_version")}
    assert (last["response_id"], last["model_version"]) == (ours.response_id, ours.response_model)
    said: dict[int, list[types.Candidate]] = {}
    for chunk in chunks:
        for candidate in chunk.candidates or []:
            said.setdefault(candidate.index or 0, []).append(candidate)
    assert len(said) == len(ours.answers)
    for index, answer in zip(sorted(said), ours.answers, strict=True):
        compare_candidate(said[index], answer)
    usage = last["usage_metadata"]
    assert (usage is None) is (ours.usage is None)
    if usage and ours.usage:
        names = ("prompt_token_count", "candidates_token_count", "cached_content_token_count", "thoughts_token_count")
        assert tuple(getattr(usage, name) for name in names) == ours.usage[:4]


def compare_candidate(said: list[types.Candidate], answer: Message) -> None:
    reason = _last(said, "finish_reason")
    assert (reason.value if reason else None) == answer.finish_reason_raw
    parts = [part for candidate in said if candidate.content for part in candidate.content.parts or []]
    thoughts = [part for part in answer.parts if isinstance(part, Reasoning)]
    assert "".join(part.text for part in parts if part.text and not part.thought) == answer.text
    assert "".join(part.text for part in parts if part.text and part.thought) == "".join(
        part.content for part in thoughts
    )
    signatures = [part.thought_signature for part in parts if part.thought_signature]
    assert signatures == [base64.b64decode(part.signature) for part in thoughts if part.signature]
    calls = [part.function_call for part in parts if part.function_call and part.function_call.name]
    assert [(call.id, call.name) for call in calls] == [(call.id, call.name) for call in answer.tool_calls]
    for call, ours in zip(calls, answer.tool_calls, strict=True):
        assert call.will_continue or (call.args or {}) == ours.arguments
    blobs = [part.inline_data for part in parts if part.inline_data]
    assert [(blob.mime_type, blob.data) for blob in blobs] == [
        (part.mime_type, base64.b64decode(part.content)) for part in answer.parts if isinstance(part, Blob)
    ]
    codes = [part.executable_code.code for part in parts if part.executable_code]
    asked = [part for part in answer.parts if isinstance(part, ServerToolCall) and part.at[2:3] == ("content",)]
    assert codes == [part.call["code"] for part in asked if part.name == "code_execution"]
    tools = [(part.tool_call.id, part.tool_call.tool_type.value.lower()) for part in parts if part.tool_call]
    assert tools == [(part.id, part.name) for part in asked if part.name != "code_execution"]
    answered = [part for part in answer.parts if isinstance(part, ServerToolCallResponse)]
    assert sum(1 for part in parts if part.tool_response or part.code_execution_result) == len(answered)


def _last(values: list[Any], name: str) -> Any:
    return next((found for value in reversed(values) if (found := getattr(value, name)) is not None), None)


@given(twins=answers())
@settings(max_examples=50, deadline=None)
def test_a_generated_stream_is_read_as_the_sdk_reads_it(twins):
    body = sse([in_words(chunk) for chunk in twins[0]], done=False, line_end="\r\n")
    compare(official(body), reassemble(interaction(body, url=URL)))


def in_words(value: Any) -> Any:
    """Integer enums as words; those that are only counted or rated are left out."""
    if isinstance(value, list):
        return [in_words(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: in_words(item) for key, item in value.items() if key not in UNCOMPARED_ENUMS}
    return {key: ENUMS[key][item] if key in ENUMS and isinstance(item, int) else item for key, item in kept.items()}


def test_the_sdk_refuses_integer_enums():
    body = sse([{"candidates": [{"content": {"parts": [{"text": "a"}]}, "finishReason": 1}]}], done=False)
    with pytest.raises(AttributeError, match="upper"):
        official(body)
    assert reassemble(interaction(body, url=URL)).answers[0].finish_reason == "stop"


@cache
def verdicts() -> tuple[Verdict, ...]:
    calls = [call for call in recorded() if call.ours.api == "gemini.generate_content" and call.ours.answers]
    return tuple(call.verdict(judge(call)) for call in calls)


def judge(call: Recorded) -> str:
    """The reason why it is not fed as it is, "" where it is."""
    _, found, ours = call
    if ours.stream is None:
        (theirs,) = official(sse([in_words(found.response.body.json_value)], done=False))
        compare([theirs], ours)
        return ""
    assert ours.stream.complete
    assert ours.error is None
    assert ours.unread == {}
    is_array = ours.stream.framing == "json_array"
    if is_array:
        chunks = json.loads(found.response.body.text)
        compare(official(sse([in_words(chunk) for chunk in chunks], done=False)), ours)
    else:
        compare(official(stream_of(found)[1].text), ours)
    return ARRAY if is_array else ""


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    equal = [verdict.streamed for verdict in verdicts() if not verdict.difference]
    assert equal.count(True) >= 26
    assert equal.count(False) >= 25
    assert {
        verdict.name.rpartition("/")[2].rpartition(":")[0] for verdict in verdicts() if verdict.difference
    } == ARRAYS


@given(twins=interactions())
@settings(max_examples=30, deadline=None)
def test_a_generated_interaction_is_read_as_the_sdk_reads_it(twins):
    body = sse(twins[0])
    ANSWER.give(body)
    events = list(CLIENT.interactions.create(model="m", input="hi", stream=True))
    ours = reassemble(interaction(body))
    deltas = [event.delta for event in events if event.event_type == "step.delta"]
    starts = [event.step for event in events if event.event_type == "step.start"]
    thoughts = [part for part in ours.answers[0].parts if isinstance(part, Reasoning)]
    assert "".join(delta.text for delta in deltas if delta.type == "text") == ours.text
    summary = "".join(delta.content.text for delta in deltas if delta.type == "thought_summary")
    assert summary == "".join(part.content for part in thoughts)
    calls = [(step.id, step.name) for step in starts if step.type == "function_call"]
    assert calls == [(call.id, call.name) for call in ours.tool_calls]
    pieces = "".join(delta.arguments for delta in deltas if delta.type == "arguments_delta")
    assert pieces == "".join(call.arguments_text for call in ours.tool_calls)
    (ended,) = (event.interaction for event in events if event.event_type == "interaction.completed")
    assert (ended.id, ended.status, ended.model) == (
        ours.response_id,
        ours.answers[0].finish_reason_raw,
        ours.response_model,
    )
    assert (ended.usage.total_input_tokens, ended.usage.total_thought_tokens) == (
        ours.usage.input_tokens,
        ours.usage.reasoning_tokens,
    )


@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_sdk_says_nothing_of_a_stream_that_was_cut(data):
    events, _ = data.draw(answers())
    body = sse([in_words(chunk) for chunk in events[:-1]], done=False)
    ours = reassemble(interaction(body, url=URL))
    official(body)
    assert not ours.stream.complete
    assert "error" in [answer.finish_reason for answer in ours.answers]
