"""What botocore makes of an answer of Bedrock, fed to a client in odd pieces, is what we make of it.

botocore parses each event and puts nothing together; that is done here, in the plainest way, from what it gives.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
import pytest
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError, EventStreamError
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis.bedrock_converse import BEDROCK_CONVERSE
from cassette_cli.apis.bedrock_invoke import BEDROCK_INVOKE
from cassette_cli.cassette import Interaction
from cassette_cli.messages import Conversation
from cassette_cli.parts import Reasoning, ServerToolCall, Text
from tests.apis.bedrock_answers import INVOKED, Events, converse, heard
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import JSON, pieces
from tests.shared import needs_corpus

JUDGE = "botocore"
EVENT_STREAM = "application/vnd.amazon.eventstream"


class Raw:
    """The body in pieces of 1, 2, 3 ... 61 bytes."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        return pieces(self.body)

    def read(self, *_: Any) -> bytes:
        body, self.body = self.body, b""
        return body

    def close(self) -> None:
        pass


def client_of(service: str) -> Any:
    return botocore.session.get_session().create_client(
        service,
        region_name="us-east-1",
        endpoint_url="http://localhost",
        config=Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1}),
    )


CLIENTS = {service: client_of(service) for service in ("bedrock-runtime", "bedrock-agent-runtime")}


CONVERSED = {"modelId": "m", "messages": [{"role": "user", "content": [{"text": "a"}]}]}
INVOKED_WITH = {"modelId": "m", "body": "{}"}
AGENT = {"agentId": "A1", "agentAliasId": "B2", "sessionId": "s-1", "inputText": "a"}
INLINE = {"foundationModel": "m", "instruction": "a" * 40, "sessionId": "s-1", "inputText": "a"}
STREAMED = "invoke_model_with_response_stream"
OPERATIONS = {  # whose it is, and what it must be asked
    "converse": ("bedrock-runtime", CONVERSED),
    "converse_stream": ("bedrock-runtime", CONVERSED),
    "invoke_model": ("bedrock-runtime", INVOKED_WITH),
    STREAMED: ("bedrock-runtime", INVOKED_WITH),
    "count_tokens": ("bedrock-runtime", {"modelId": "m", "input": {"converse": {}}}),
    "invoke_agent": ("bedrock-agent-runtime", AGENT),
    "invoke_inline_agent": ("bedrock-agent-runtime", INLINE),
    "retrieve_and_generate": ("bedrock-agent-runtime", {"input": {"text": "a"}}),
}


def official(operation: str, body: bytes, status: int = 200) -> dict[str, Any]:
    """What the client gives for an answer with this body."""
    service, asked = OPERATIONS[operation]
    client = CLIENTS[service]
    media_type = EVENT_STREAM if body.startswith(b"\0") else JSON

    def answer(request: Any, **_: Any) -> AWSResponse:
        return AWSResponse(request.url, status, {"content-type": media_type}, Raw(body))

    client.meta.events.register_first(f"before-send.{service}", answer, unique_id="replay")
    try:
        return getattr(client, operation)(**asked)
    finally:
        client.meta.events.unregister(f"before-send.{service}", unique_id="replay")


def frame(name: str, value: Any) -> bytes:
    """One event as AWS frames it."""
    payload = json.dumps(value).encode()
    if name == "chunk":
        payload = json.dumps({"bytes": base64.b64encode(payload).decode()}).encode()
    kind = "exception" if name.endswith("Exception") else "event"
    said = {f":{kind}-type": name, ":content-type": "application/json", ":message-type": kind}
    headers = b"".join(
        struct.pack("!B", len(key)) + key.encode() + struct.pack("!BH", 7, len(text)) + text.encode()
        for key, text in said.items()
    )
    prelude = struct.pack("!II", 16 + len(headers) + len(payload), len(headers))
    start = prelude + struct.pack("!I", binascii.crc32(prelude)) + headers + payload
    return start + struct.pack("!I", binascii.crc32(start))


def body_of(events: Events) -> bytes:
    return b"".join(frame(name, value) for name, value in events)


def accumulated(events: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """What the events of Converse say, each kind of it one after the other."""
    said: dict[str, Any] = {"text": "", "thought": "", "signature": "", "hidden": [], "citations": [], "calls": []}
    for event in events:
        ((name, value),) = event.items()
        said |= {key: value[key] for key in ("stopReason", "usage") if key in value}
        call = value.get("start", {}).get("toolUse") if name == "contentBlockStart" else None
        if call:
            said["calls"].append([call["toolUseId"], call["name"], ""])
        delta = value.get("delta", {})
        thought = delta.get("reasoningContent", {})
        said["text"] += delta.get("text", "")
        said["thought"] += thought.get("text", "")
        said["signature"] += thought.get("signature", "")
        said["hidden"] += [thought["redactedContent"]] if "redactedContent" in thought else []
        said["citations"] += [delta["citation"]] if "citation" in delta else []
        if "toolUse" in delta:
            said["calls"][-1][2] += delta["toolUse"]["input"]
    said["calls"] = [(call_id, name, json.loads(given or "{}")) for call_id, name, given in said["calls"]]
    return said


def collected(content: list[dict[str, Any]]) -> dict[str, Any]:
    """The same of an answer in one piece."""
    said: dict[str, Any] = {"text": "", "thought": "", "signature": "", "hidden": [], "citations": [], "calls": []}
    for block in content:
        said["text"] += block.get("text", "")
        thought = block.get("reasoningContent", {})
        said["thought"] += thought.get("reasoningText", {}).get("text", "")
        said["signature"] += thought.get("reasoningText", {}).get("signature", "")
        said["hidden"] += [thought["redactedContent"]] if "redactedContent" in thought else []
        cited = block.get("citationsContent", {})
        said["text"] += "".join(item["text"] for item in cited.get("content", []))
        said["citations"] += cited.get("citations", [])
        if call := block.get("toolUse"):
            said["calls"].append((call["toolUseId"], call["name"], call["input"]))
    return said


def ours_of(answer: Any) -> dict[str, Any]:
    """The same of our message."""
    thoughts = [part for part in answer.parts if isinstance(part, Reasoning)]
    calls: list[tuple[Any, ...]] = []
    for part in answer.parts:
        if isinstance(part, ServerToolCall):
            calls.append((part.id, part.name, part.call["input"]))
        elif part.type == "tool_call":
            calls.append((part.id, part.name, part.arguments))
    return {
        "text": answer.text,
        "thought": "".join(part.content for part in thoughts),
        "signature": "".join(part.signature or "" for part in thoughts),
        "hidden": [base64.b64decode(part.encrypted) for part in thoughts if part.encrypted],
        "citations": [note for part in answer.parts if isinstance(part, Text) for note in part.citations],
        "calls": calls,
    }


def compare_converse(theirs: dict[str, Any], ours: Any, usage: Any) -> None:
    said = ours_of(ours)
    assert {key: theirs[key] for key in said} == said
    assert theirs["stopReason"] == ours.finish_reason_raw
    counts = theirs["usage"]
    assert (counts["inputTokens"], counts["outputTokens"]) == (usage.input_tokens, usage.output_tokens)
    cached = counts.get("cacheReadInputTokens", counts.get("cacheReadInputTokenCount"))  # Nova without Converse
    assert cached == usage.cached_tokens


@given(converse())
@settings(max_examples=40, deadline=None)
def test_a_generated_stream_of_converse_is_read_as_botocore_reads_it(twins):
    events, _ = twins
    theirs = accumulated(official("converse_stream", body_of(events))["stream"])
    read = BEDROCK_CONVERSE.read_answer(BEDROCK_CONVERSE.unstream(heard(events)).value)
    compare_converse(theirs, read.answers[0], read.usage)


@given(converse())
@settings(max_examples=40, deadline=None)
def test_a_generated_answer_of_converse_is_read_as_botocore_reads_it(twins):
    _, answer = twins
    theirs = official("converse", json.dumps(answer).encode())
    read = BEDROCK_CONVERSE.read_answer(answer)
    compare_converse({**theirs, **collected(theirs["output"]["message"]["content"])}, read.answers[0], read.usage)


@pytest.mark.parametrize("name", INVOKED)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_a_generated_stream_of_a_model_is_read_as_botocore_reads_it(name, data):
    events, _ = data.draw(INVOKED[name])
    theirs = [json.loads(event["chunk"]["bytes"]) for event in official(STREAMED, body_of(events))["body"]]
    read = BEDROCK_INVOKE.read_answer(BEDROCK_INVOKE.unstream(heard(events)).value)
    assert invoked_text(theirs) == "".join(answer.text for answer in read.answers)


def invoked_text(chunks: list[dict[str, Any]]) -> str:
    """All words of the chunks, whoever says them."""
    words = []
    for value in chunks:
        outputs = "".join(item["text"] for item in value.get("outputs", []))
        nova = value.get("contentBlockDelta", {}).get("delta", {}).get("text", "")
        words.append(value.get("outputText") or value.get("generation") or value.get("text") or outputs or nova)
    return "".join(words)


def test_an_exception_in_a_stream_is_one_for_botocore_too():
    said = {"message": "Too many requests"}
    body = body_of([("messageStart", {"role": "assistant"}), ("throttlingException", said)])
    stream = official("converse_stream", body)["stream"]
    with pytest.raises(EventStreamError) as raised:
        list(stream)
    ours = BEDROCK_CONVERSE.read_answer(BEDROCK_CONVERSE.unstream(heard([("throttlingException", said)])).value)
    error = raised.value.response["Error"]
    assert ours.error == f"{error['Code']}: {error['Message']}"


def compare_recorded(found: Interaction, ours: Conversation) -> str:
    """The operation that was compared."""
    body, url, status = found.response.body.content, found.request.url.partition("?")[0], found.response.status or 200
    answer = ours.answers[0] if ours.answers else None
    if status >= 400:
        with pytest.raises(ClientError) as raised:
            official("converse", body, status)
        assert raised.value.response["Error"]["Message"] == ours.error
        return "error"
    if url.endswith("/converse-stream"):
        theirs = accumulated(official("converse_stream", body)["stream"])
        compare_converse(theirs, answer, ours.usage)
    elif url.endswith("/converse"):
        said = official("converse", body)
        compare_converse({**said, **collected(said["output"]["message"]["content"])}, answer, ours.usage)
    elif url.endswith("/invoke-with-response-stream"):
        chunks = [json.loads(event["chunk"]["bytes"]) for event in official(STREAMED, body)["body"]]
        assert invoked_text(chunks) == "".join(each.text for each in ours.answers)
        if "messageStart" in chunks[0]:
            events = [{name: chunk[name]} for chunk in chunks for name in list(chunk)[:1]]
            compare_converse(accumulated(iter(events)), answer, ours.usage)
        else:
            metrics = chunks[-1]["amazon-bedrock-invocationMetrics"]
            counts = (ours.usage.input_tokens, ours.usage.output_tokens)
            assert counts == (metrics["inputTokenCount"], metrics["outputTokenCount"])
    elif url.endswith("/invoke"):
        compare_invoked(json.loads(official("invoke_model", body)["body"].read()), ours)
    elif url.endswith("/retrieveAndGenerate"):
        said = official("retrieve_and_generate", body)
        assert (said["output"]["text"], said["sessionId"]) == (answer.text, ours.response_id)
        assert len(said["citations"]) == len(answer.parts[0].citations)
    elif url.endswith("/count-tokens"):
        counted = official("count_tokens", body)
        assert ours.outcome == f"{counted['inputTokens']} input tokens"
    else:
        operation = "invoke_agent" if url.endswith("/text") else "invoke_inline_agent"
        events = list(official(operation, body)["completion"])
        said = b"".join(event["chunk"]["bytes"] for event in events if "chunk" in event).decode()
        traces = [event["trace"] for event in events if "trace" in event]
        assert said == answer.text
        assert len(traces) == len(ours.unstreamed.get("traces", []) if isinstance(ours.unstreamed, dict) else [])
        steps = [trace["trace"].get("orchestrationTrace", {}) for trace in traces]
        thoughts = [step["rationale"]["text"] for step in steps if "rationale" in step]
        assert thoughts == [part.content for part in answer.parts if isinstance(part, Reasoning)]
        return operation
    return url.rpartition("/")[2]


@cache
def judged() -> tuple[tuple[str, Verdict], ...]:
    """The verdicts, each with the operation that was compared."""
    calls = [call for call in recorded() if call.ours.api.startswith("bedrock.")]
    return tuple((compare_recorded(call.found, call.ours), call.verdict()) for call in calls)


def judge(call: Recorded) -> None:
    compare_recorded(call.found, call.ours)


def verdicts() -> tuple[Verdict, ...]:
    return tuple(verdict for _, verdict in judged())


def compare_invoked(said: dict[str, Any], ours: Conversation) -> None:
    """An answer in one piece: Nova's, vectors, or the one text of Titan's, AI21's or Llama's and why it ends."""
    assert said == ours.unstreamed
    if "embeddings" in said:
        assert ours.outcome == f"{len(said['embeddings'])} vector of {len(said['embeddings'][0]):,} numbers"
        return
    (answer,) = ours.answers
    if "output" in said:
        compare_converse({**said, **collected(said["output"]["message"]["content"])}, answer, ours.usage)
        return
    (found,) = [*said.get("results", []), *said.get("completions", []), *([said] if "generation" in said else [])]
    assert answer.text == (found.get("outputText") or found.get("generation") or found["data"]["text"])
    reason = found.get("completionReason") or found.get("stop_reason") or found["finishReason"]["reason"]
    assert answer.finish_reason_raw == reason


@needs_corpus
def test_recorded_answers_are_read_as_botocore_reads_them():
    compared = Counter(operation for operation, _ in judged())
    assert compared["converse-stream"] >= 15
    assert compared["converse"] >= 15
    assert compared["invoke-with-response-stream"] >= 5
    assert compared["invoke_agent"] >= 5
    assert compared["error"] >= 2
