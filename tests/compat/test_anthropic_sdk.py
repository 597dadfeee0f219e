"""What the official anthropic SDK makes of a stream, fed through a mock transport in odd pieces, is what we make of it.

The whole message is compared, as JSON without nulls: ids, content, stop reason, usage; then each part with the block
it was read from. Where the SDK is known to go wrong the reason stands here by name.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import anthropic
import httpx2
import pytest
from anthropic.types.beta import BetaMessage
from hypothesis import given, settings

from cassette_cli.messages import Conversation
from cassette_cli.parts import Json
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.anthropic_events import block, delta, end, sse, start, stop, streams, text_events
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

URL = "https://api.anthropic.com/v1/messages"


JUDGE = "anthropic"
ANSWER = Replayed()
CLIENT = anthropic.Anthropic(api_key="unused", max_retries=0, http_client=client(httpx2, ANSWER))
BEDROCK = anthropic.AnthropicBedrock(
    api_key="unused", aws_region="us-east-1", max_retries=0, http_client=client(httpx2, ANSWER)
)
METRICS = "amazon-bedrock-invocationMetrics"


def official(body: str | bytes) -> BetaMessage:
    """The message that the SDK accumulates, out of events or out of Bedrock's frames of them."""
    ANSWER.give(body)
    asked = CLIENT if isinstance(body, str) else BEDROCK
    with asked.beta.messages.stream(model="m", max_tokens=1, messages=[]) as stream:
        return stream.get_final_message()


def said(value: Json) -> Json:
    """The value without what is null."""
    if isinstance(value, dict):
        return {name: said(member) for name, member in value.items() if member is not None}
    return [said(member) for member in value] if isinstance(value, list) else value


def compare(theirs: BetaMessage, ours: Conversation) -> None:
    message = said(theirs.to_dict(mode="json"))
    assert {name: value for name, value in said(ours.unstreamed).items() if name != METRICS} == message
    (answer,) = ours.answers
    assert (ours.response_id, ours.response_model) == (theirs.id, theirs.model)
    assert answer.finish_reason_raw == theirs.stop_reason
    assert (ours.usage.input_tokens, ours.usage.output_tokens, ours.usage.cached_tokens) == (
        theirs.usage.input_tokens,
        theirs.usage.output_tokens,
        theirs.usage.cache_read_input_tokens,
    )
    assert [seen(said(part.as_json())) for part in answer.parts] == [told(each) for each in message["content"]]


def seen(part: dict[str, Any]) -> tuple[Json, ...]:
    """What a part says, without the names of our vocabulary."""
    match part["type"]:
        case "text":
            return ("text", part["content"], part.get("citations", []))
        case "reasoning":
            return ("reasoning", part["content"], part.get("signature"), part.get("encrypted"))
        case "tool_call":
            return ("call", part["id"], part["name"], part["arguments"])
        case "server_tool_call":
            return ("server call", part["id"], part["name"], part["server_tool_call"]["input"])
        case "server_tool_call_response" if "id" not in part:
            return ("other", part["server_tool_call_response"])  # a compaction
        case "server_tool_call_response":
            return ("server result", part["id"], part["server_tool_call_response"]["content"])
        case "file":
            return ("file", part["file_id"])
    return ("other", said(part["raw"]))


def told(each: dict[str, Any]) -> tuple[Json, ...]:
    """The same of a block of the API's."""
    kind = each["type"]
    if kind == "text":
        return ("text", each["text"], each.get("citations", []))
    if kind in ("thinking", "redacted_thinking"):
        return ("reasoning", each.get("thinking", ""), each.get("signature"), each.get("data"))
    if kind.endswith("_use"):
        return ("call" if kind == "tool_use" else "server call", each["id"], each["name"], each["input"])
    if kind.endswith("_tool_result"):
        return ("server result", each["tool_use_id"], each["content"])
    return ("file", each["file_id"]) if kind == "container_upload" else ("other", each)


@given(twins=streams())
@settings(max_examples=60, deadline=None)
def test_a_generated_stream_is_read_as_the_sdk_reads_it(twins):
    body = sse(twins[0], padding=5)
    compare(official(body), reassemble(interaction(body, url=URL)))


@cache
def verdicts() -> tuple[Verdict, ...]:
    calls = [call for call in recorded() if call.ours.api == "anthropic.messages" and call.ours.answers]
    for call in calls:
        judge(call)
    return tuple(call.verdict() for call in calls)


def judge(call: Recorded) -> None:
    stream, body = call.ours.stream, call.found.response.body
    if stream is None:
        ANSWER.give(body.text, JSON)
        compare(CLIENT.beta.messages.create(model="m", max_tokens=1, messages=[]), call.ours)
        return
    compare(official(stream_of(call.found)[1].text if stream.framing == "sse" else body.content), call.ours)
    assert stream.complete
    assert not [place for place in call.ours.unread if place.startswith("events/")]
    if stream.framing != "sse":  # Bedrock counts in its own way: 72 where the model says 88
        assert call.ours.unstreamed[METRICS]["outputTokenCount"] > 0


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    judged = {verdict.name for verdict in verdicts()}
    streams = [call.ours.stream.framing for call in recorded() if call.ours.stream and call.name in judged]
    assert streams.count("sse") > 48
    assert len(streams) - streams.count("sse") > 11
    assert [verdict.streamed for verdict in verdicts()].count(False) > 40


def wrong(events: list[dict[str, Any]]) -> tuple[BetaMessage, Conversation]:
    """What the SDK and what we make of a stream that is not as it should be."""
    body = sse(events)
    return official(body), reassemble(interaction(body, url=URL))


def test_the_sdk_puts_two_messages_together_letter_by_letter():
    second = [start(id="msg_02"), *text_events(0, "{}"), *end()]
    theirs, ours = wrong([start(), *text_events(0, "Spark"), *second])
    assert [each.text for each in theirs.content] == ["Spark{}", ""]
    assert [part.content for part in ours.answers[0].parts] == ["Spark", "{}"]
    assert ours.unread == {"events/4/message/id": "msg_02"}


def test_the_sdk_cuts_an_argument_that_the_limit_cut_in_the_middle():
    call = block(0, type="tool_use", id="toolu_1", name="f", input={})
    theirs, ours = wrong(
        [start(), call, delta(0, "input_json_delta", partial_json='{"a": 1, "b": "Flor'), *end("max_tokens")]
    )
    assert theirs.content[0].input == {"a": 1}
    assert ours.tool_calls[0].arguments == '{"a": 1, "b": "Flor'


def test_the_sdk_refuses_arguments_that_are_no_json():
    call = block(0, type="tool_use", id="toolu_1", name="f", input={})
    events = [start(), call, delta(0, "input_json_delta", partial_json='{"a": }'), stop(0), *end("tool_use")]
    with pytest.raises(ValueError, match="Unable to parse tool parameter JSON"):
        official(sse(events))
    assert reassemble(interaction(sse(events), url=URL)).tool_calls[0].arguments_text == '{"a": }'


def test_the_sdk_raises_an_error_that_comes_within_a_stream():
    overloaded = {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
    body = sse([start(), *text_events(0, "Hi")[:2], overloaded])
    with pytest.raises(anthropic.APIStatusError, match="Overloaded"):
        official(body)
    ours = reassemble(interaction(body, url=URL))
    assert (ours.text, ours.stream.error, ours.answers[0].finish_reason) == (
        "Hi",
        "overloaded_error: Overloaded",
        "error",
    )


def test_the_sdk_does_not_mind_a_stream_that_is_cut():
    theirs, ours = wrong([start(), *text_events(0, "Hi")])
    assert theirs.stop_reason is None
    assert (ours.stream.complete, ours.answers[0].finish_reason) == (False, "error")


def test_the_sdk_skips_events_without_a_name():
    body = "".join(
        line for line in sse([start(), *text_events(0, "Hi"), *end()]).splitlines(keepends=True) if line[0] != "e"
    )
    with pytest.raises(AssertionError):
        official(body)
    assert reassemble(interaction(body, url=URL)).text == "Hi"
