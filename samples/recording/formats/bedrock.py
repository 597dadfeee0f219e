"""Bedrock's Converse and InvokeModel, as frames and as JSON, and what is not streamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .anthropic import message
from .anthropic import said as anthropic_events
from .exchange import FRAMES, Exchange, Sample, body, chunk, cut, frames, twins
from .weather import (
    ALMANAC,
    ANSWER,
    ANSWERED,
    ARGUMENTS,
    ARGUMENTS_TEXT,
    ASKED,
    COMPLETION,
    DESCRIPTION,
    PROMPT,
    QUESTION,
    SCHEMA,
    SIGNATURE,
    SYSTEM,
    TEXT,
    THOUGHT,
    TITLE,
    TOOL,
)

Json = dict[str, Any]

SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=REDACTED/20251104/eu-central-1/bedrock/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=REDACTED",
    "X-Amz-Date": "20251104T093000Z",
}
_TOKENS = {"inputTokens": ASKED, "outputTokens": ANSWERED, "totalTokens": ASKED + ANSWERED}
_METRICS = {"inputTokenCount": ASKED, "outputTokenCount": ANSWERED, "invocationLatency": 812, "firstByteLatency": 304}
_ASKED = [{"role": "user", "content": [{"text": QUESTION}]}]
_CITED = {
    "title": TITLE,
    "sourceContent": [{"text": ALMANAC}],
    "location": {"documentChar": {"documentIndex": 0, "start": 0, "end": len(ALMANAC)}},
}


def converse() -> tuple[Sample, Sample]:
    """Only a tool's block has a start; the counts come after the stop."""
    begun = {"toolUseId": "tooluse_sample_0", "name": TOOL}
    document = {
        "document": {"format": "txt", "name": TITLE, "source": {"text": ALMANAC}, "citations": {"enabled": True}}
    }
    spec = {"name": TOOL, "description": DESCRIPTION, "inputSchema": {"json": SCHEMA}}
    asked = {
        "system": [{"text": SYSTEM}],
        "messages": [{"role": "user", "content": [document, {"text": QUESTION}]}],
        "toolConfig": {"tools": [{"toolSpec": spec}]},
        "inferenceConfig": {"maxTokens": 2000},
    }
    signed = {"signature": SIGNATURE}
    blocks: list[list[Json]] = [
        [{"reasoningContent": said} for said in (*({"text": each} for each in cut(THOUGHT, 2)), signed)],
        [*({"text": piece} for piece in cut(TEXT)), {"citation": _CITED}],
        [{"toolUse": {"input": piece}} for piece in cut(ARGUMENTS_TEXT)],
    ]
    said: list[tuple[str, Json]] = [("messageStart", {"role": "assistant"})]
    for index, deltas in enumerate(blocks):
        if index == 2:
            said.append(("contentBlockStart", {"contentBlockIndex": index, "start": {"toolUse": begun}}))
        said += [("contentBlockDelta", {"contentBlockIndex": index, "delta": delta}) for delta in deltas]
        said.append(("contentBlockStop", {"contentBlockIndex": index}))
    counted = {"usage": _TOKENS, "metrics": {"latencyMs": 812}}
    said += [("messageStop", {"stopReason": "tool_use"}), ("metadata", counted)]
    content = [
        {"reasoningContent": {"reasoningText": {"text": THOUGHT, "signature": SIGNATURE}}},
        {"citationsContent": {"content": [{"text": TEXT}], "citations": [_CITED]}},
        {"toolUse": {**begun, "input": ARGUMENTS}},
    ]
    whole = {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": "tool_use", **counted}
    padded = frames((name, body({**value, "p": "abcdefgh"[: 2 + at % 7]})) for at, (name, value) in enumerate(said))
    path = "/model/anthropic.claude-sample-v1%3A0/converse"
    return twins(
        "bedrock_converse",
        [Exchange(f"{path}-stream", body(asked), padded, FRAMES, SIGNED)],
        [Exchange(path, body(asked), body(whole), headers=SIGNED)],
    )


def _invoked(name: str, model: str, asked: Json, said: list[Json], whole: Json) -> tuple[Sample, Sample]:
    """Each event is wrapped in a chunk; the last one also says what the call took."""
    said = [*said[:-1], {**said[-1], "amazon-bedrock-invocationMetrics": _METRICS}]
    stream = frames(chunk(body(each), p="abcdefgh"[: 1 + at % 8]) for at, each in enumerate(said))
    return twins(
        f"bedrock_invoke_{name}",
        [Exchange(f"/model/{model}/invoke-with-response-stream", body(asked), stream, FRAMES, SIGNED)],
        [Exchange(f"/model/{model}/invoke", body(asked), body(whole), headers=SIGNED)],
    )


def claude() -> tuple[Sample, Sample]:
    asked = {
        "anthropic_version": "bedrock-2023-05-31",
        "max_tokens": 64,
        "messages": [{"role": "user", "content": QUESTION}],
    }
    whole = message("msg_bdrk_sample_0", [{"type": "text", "text": ANSWER}], "end_turn", ANSWERED)
    return _invoked("claude", "anthropic.claude-sample-v1%3A0", asked, list(anthropic_events(whole)), whole)


def nova() -> tuple[Sample, Sample]:
    """Converse's events, each an object with its name; every piece of text is a block of its own."""
    asked = {"schemaVersion": "messages-v1", "system": [{"text": SYSTEM}], "messages": _ASKED}
    said: list[Json] = [{"messageStart": {"role": "assistant"}}]
    for index, piece in enumerate(cut(ANSWER)):
        said.append({"contentBlockDelta": {"delta": {"text": piece}, "contentBlockIndex": index}})
        said.append({"contentBlockStop": {"contentBlockIndex": index}})
    said += [{"messageStop": {"stopReason": "end_turn"}}, {"metadata": {"usage": _TOKENS, "metrics": {}, "trace": {}}}]
    told = {"message": {"content": [{"text": ANSWER}], "role": "assistant"}}
    return _invoked(
        "nova", "amazon.nova-sample-v1%3A0", asked, said, {"output": told, "stopReason": "end_turn", "usage": _TOKENS}
    )


def titan() -> tuple[Sample, Sample]:
    asked = {"inputText": PROMPT, "textGenerationConfig": {"maxTokenCount": 40}}
    rest = {"index": 0, "totalOutputTextTokenCount": None, "completionReason": None, "inputTextTokenCount": ASKED}
    said: list[Json] = [{"outputText": piece, **rest} for piece in cut(COMPLETION)]
    said[-1] |= {"totalOutputTextTokenCount": ANSWERED, "completionReason": "FINISH"}
    result = {"tokenCount": ANSWERED, "outputText": COMPLETION, "completionReason": "FINISH"}
    whole = {"inputTextTokenCount": ASKED, "results": [result]}
    return _invoked("titan", "amazon.titan-text-sample-v1", asked, said, whole)


def mistral() -> tuple[Sample, Sample]:
    """Chat Completions, but for the pieces, which are messages, and for the reason to stop."""

    def choice(message: Json, stop: str | None = None) -> Json:
        return {"choices": [{"index": 0, "message": {"role": "assistant", **message}, "stop_reason": stop}]}

    calls = [{"id": "call_sample", "function": {"name": TOOL, "arguments": ARGUMENTS_TEXT}}]
    said = [choice({"content": piece}) for piece in cut(ANSWER)]
    said.append(choice({"content": "", "tool_calls": calls}, "tool_calls"))
    asked = {"messages": [{"role": "user", "content": QUESTION}], "max_tokens": 40}
    whole = choice({"content": ANSWER, "tool_calls": calls}, "tool_calls")
    return _invoked("mistral", "mistral.mistral-sample-v1%3A0", asked, said, whole)


def deepseek() -> tuple[Sample, Sample]:
    """Legacy completions, but for the reason to stop."""
    said: list[Json] = [{"choices": [{"text": piece, "stop_reason": None}]} for piece in cut(COMPLETION)]
    said[-1]["choices"][0]["stop_reason"] = "stop"
    whole = {"choices": [{"text": COMPLETION, "stop_reason": "stop"}]}
    return _invoked("deepseek", "deepseek.sample-v1%3A0", {"prompt": PROMPT, "max_tokens": 40}, said, whole)


def command_r() -> tuple[Sample, Sample]:
    """Cohere's chat, version 1."""
    whole = {"response_id": "r-sample", "text": ANSWER, "generation_id": "g-sample", "finish_reason": "COMPLETE"}
    said: list[Json] = [{"event_type": "text-generation", "is_finished": False, "text": piece} for piece in cut(ANSWER)]
    ended = {"event_type": "stream-end", "is_finished": True, "finish_reason": "COMPLETE", "response": whole}
    return _invoked("command_r", "cohere.command-r-sample-v1%3A0", {"message": QUESTION}, [*said, ended], whole)


def outcomes() -> Sample:
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    asked: list[tuple[str, Json, Json]] = [
        (
            "amazon.titan-embed-sample-v1/invoke",
            {"inputText": QUESTION},
            {"embedding": [0.5, -0.25, 0.125], "inputTextTokenCount": 9},
        ),
        (
            "amazon.nova-canvas-sample-v1%3A0/invoke",
            {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": "Oslo in snow"}},
            {"images": [dot], "error": None},
        ),
        (
            "anthropic.claude-sample-v1%3A0/count-tokens",
            {"input": {"converse": {"messages": _ASKED}}},
            {"inputTokens": ASKED},
        ),
    ]
    return Sample(
        "bedrock_outcomes",
        tuple(
            Exchange(f"/model/{path}", body(request), body(answer), headers=SIGNED) for path, request, answer in asked
        ),
    )


def samples() -> Iterator[Sample]:
    yield from converse()
    yield from claude()
    yield from nova()
    yield from titan()
    yield from mistral()
    yield from deepseek()
    yield from command_r()
    yield outcomes()
