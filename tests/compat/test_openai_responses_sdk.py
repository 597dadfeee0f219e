"""What the official openai SDK makes of a streamed response, fed through a mock transport in odd pieces, is what we do.

The whole response is compared, as JSON without nulls: ids, items, status, usage; then each part with the item it was
read from, and the text with the SDK's own `output_text`. Where the SDK refuses a stream the reason stands here by name.
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
from openai.types.responses import Response

from cassette_cli.messages import Conversation
from cassette_cli.parts import Json, Reasoning, Refusal
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.responses_events import DIALECTS, added, delta, done, framed, life, numbered
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

URL = "https://api.openai.com/v1/responses"
JUDGE = "openai"
REFUSED = {
    "bedrock": (IndexError, "content_index begins with 1"),
    "emptied": (AssertionError, "the final event has an empty output, which the SDK believes"),
    "openrouter": (RuntimeError, "the id of an item changes"),
}
ANSWER = Replayed()
CLIENT = openai.OpenAI(
    api_key="unused", base_url="http://localhost/v1", max_retries=0, http_client=client(httpx2, ANSWER)
)


def official(body: str) -> Response:
    """The response that the SDK accumulates; of a stream that ends otherwise than completed, the last that it says."""
    ANSWER.give(body)
    responses: list[Any] = []
    with CLIENT.responses.stream(model="m", input="") as stream:
        responses += [event.response for event in stream if event.type.startswith("response.") and _ends(event)]
    return responses[-1]


def _ends(event: Any) -> bool:
    return event.type in ("response.completed", "response.incomplete", "response.failed")


def said(value: Json) -> Json:
    """The value without what is null, and without what the SDK adds."""
    if isinstance(value, dict):
        return {name: said(each) for name, each in value.items() if each is not None and not name.startswith("parsed")}
    return [said(each) for each in value] if isinstance(value, list) else value


def compare(theirs: Response, ours: Conversation) -> None:
    assert said(ours.unstreamed) == said(theirs.to_dict(mode="json"))
    (answer,) = ours.answers
    assert (ours.response_id, ours.response_model) == (theirs.id, theirs.model)
    assert answer.text == theirs.output_text
    items = theirs.to_dict(mode="json")["output"]
    contents = [part for item in items if item["type"] == "message" for part in item["content"]]
    assert [part.content for part in answer.parts if isinstance(part, Refusal)] == [
        part["refusal"] for part in contents if part["type"] == "refusal"
    ]
    thoughts = [item for item in items if item["type"] == "reasoning"]
    told = [part for part in answer.parts if isinstance(part, Reasoning)]
    assert "".join(part.content for part in told) == "".join(
        part["text"] for item in thoughts for part in [*item.get("summary", []), *(item.get("content") or [])]
    )
    assert [part.encrypted for part in told if part.encrypted] == [
        item["encrypted_content"] for item in thoughts if item.get("encrypted_content")
    ]
    assert [(call.id, call.name, call.arguments_text) for call in answer.tool_calls] == [
        (item["call_id"], item["name"], item.get("arguments", item.get("input")))
        for item in items
        if item["type"] in ("function_call", "custom_tool_call")
    ]
    reason = theirs.incomplete_details.reason if theirs.incomplete_details else theirs.status
    assert answer.finish_reason_raw == reason
    assert (
        ours.usage.input_tokens,
        ours.usage.output_tokens,
        ours.usage.cached_tokens,
        ours.usage.reasoning_tokens,
    ) == (
        theirs.usage.input_tokens,
        theirs.usage.output_tokens,
        theirs.usage.input_tokens_details.cached_tokens,
        theirs.usage.output_tokens_details.reasoning_tokens,
    )


@cache
def verdicts() -> tuple[Verdict, ...]:
    calls = [call for call in recorded() if call.ours.api == "openai.responses" and call.ours.answers]
    for call in calls:
        judge(call)
    return tuple(call.verdict() for call in calls)


def judge(call: Recorded) -> None:
    if call.ours.stream is None:
        ANSWER.give(call.found.response.body.text, JSON)
        compare(CLIENT.responses.create(model="m", input=""), call.ours)
        return
    compare(official(stream_of(call.found)[1].text), call.ours)
    assert call.ours.stream.complete
    assert not call.ours.unread


@pytest.mark.parametrize("dialect", sorted(DIALECTS.keys() - REFUSED.keys()))
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_generated_stream_is_read_as_the_sdk_reads_it(dialect, data):
    body = framed(data.draw(DIALECTS[dialect])[0])
    compare(official(body), reassemble(interaction(body, url=URL)))


@pytest.mark.parametrize("dialect", REFUSED)
def test_what_the_sdk_refuses_is_read_nevertheless(dialect):
    error, reason = REFUSED[dialect]
    refused = read = 0

    @given(data=st.data())
    @settings(max_examples=40, deadline=None, database=None)
    def check(data):
        nonlocal refused, read
        body = framed(data.draw(DIALECTS[dialect])[0])
        ours = reassemble(interaction(body, url=URL))
        read += bool(ours.answers)
        try:
            compare(official(body), ours)
        except error:
            refused += 1

    check()
    assert refused, f"the SDK reads it now: {reason}"
    assert read


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    count = Counter(verdict.streamed for verdict in verdicts())
    assert count[True] >= 43
    assert count[False] >= 22
    assert not any(verdict.difference for verdict in verdicts())


ITEM = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": []}
PART = {"type": "response.content_part.added", "output_index": 0, "content_index": 0, "item_id": "msg_1"}
TEXT = {"type": "output_text", "text": "", "annotations": []}


def test_the_sdk_does_not_mind_a_stream_that_is_cut():
    events = numbered(
        [life("created"), added(ITEM), {**PART, "part": TEXT}, delta("output_text", "Hi", content_index=0)]
    )
    body = framed(events)
    ANSWER.give(body)
    with CLIENT.responses.stream(model="m", input="") as stream:
        assert [event.type for event in stream][-1] == "response.output_text.delta"
    ours = reassemble(interaction(body, url=URL))
    assert (ours.text, ours.stream.complete, ours.answers[0].finish_reason) == ("Hi", False, "error")


def test_the_sdk_does_not_read_a_resumed_stream():
    body = framed([done(ITEM, 1), life("completed", [ITEM, ITEM])])
    with pytest.raises(RuntimeError):
        official(body)
    assert reassemble(interaction(body, url=URL)).stream.complete


def test_the_sdk_raises_an_error_that_comes_within_a_stream():
    body = framed([life("created"), {"type": "error", "error": {"code": "server_error", "message": "oh"}}])
    with pytest.raises(openai.APIError, match="oh"):
        official(body)
    assert reassemble(interaction(body, url=URL)).stream.error == "server_error: oh"
