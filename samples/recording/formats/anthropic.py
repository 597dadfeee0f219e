"""Anthropic's Messages (thinking, a text with a citation, a tool), the same on Vertex AI, and legacy Completions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import SSE, Exchange, Sample, body, cut, events, text, twins
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

_KEY = {"X-Api-Key": "REDACTED", "Anthropic-Version": "2023-06-01"}
_CITED = {
    "type": "char_location",
    "cited_text": ALMANAC,
    "document_index": 0,
    "document_title": TITLE,
    "start_char_index": 0,
    "end_char_index": len(ALMANAC),
    "file_id": None,
}
_THOUGHT = {"type": "thinking", "thinking": THOUGHT, "signature": SIGNATURE}
_SAID = {"type": "text", "text": TEXT, "citations": [_CITED]}
_CALL = {"type": "tool_use", "id": "toolu_sample_0", "name": TOOL, "input": ARGUMENTS}
_COUNTED = {"input_tokens": ASKED, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 8}


def message(id_: str, content: list[Json], reason: str | None, tokens: int) -> Json:
    head = {"id": id_, "type": "message", "role": "assistant", "model": "claude-sample", "content": content}
    return {**head, "stop_reason": reason, "stop_sequence": None, "usage": {**_COUNTED, "output_tokens": tokens}}


def said(whole: Json) -> Iterator[Json]:
    """The events of a message: a start, each block in pieces, the reason with the final count."""
    yield {"type": "message_start", "message": message(whole["id"], [], None, 1)}
    yield {"type": "ping"}
    for index, block in enumerate(whole["content"]):
        yield {"type": "content_block_start", "index": index, "content_block": _begun(block)}
        for delta in _deltas(block):
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    counted = {"output_tokens": whole["usage"]["output_tokens"]}
    yield {
        "type": "message_delta",
        "delta": {"stop_reason": whole["stop_reason"], "stop_sequence": None},
        "usage": counted,
    }
    yield {"type": "message_stop"}


def _begun(block: Json) -> Json:
    empty = {"thinking": "", "signature": "", "text": "", "citations": [], "input": {}}
    return {key: empty.get(key, value) for key, value in block.items()}


def _deltas(block: Json) -> Iterator[Json]:
    if block["type"] == "thinking":
        yield from ({"type": "thinking_delta", "thinking": piece} for piece in cut(block["thinking"]))
        yield {"type": "signature_delta", "signature": block["signature"]}
    elif block["type"] == "text":
        yield from ({"type": "citations_delta", "citation": citation} for citation in block.get("citations", ()))
        yield from ({"type": "text_delta", "text": piece} for piece in cut(block["text"]))
    else:
        yield from ({"type": "input_json_delta", "partial_json": piece} for piece in ("", *cut(ARGUMENTS_TEXT)))


def messages() -> tuple[Sample, Sample]:
    source = {"type": "text", "media_type": "text/plain", "data": ALMANAC}
    document = {"type": "document", "source": source, "title": TITLE, "citations": {"enabled": True}}
    asked = {
        "model": "claude-sample",
        "max_tokens": 2000,
        "thinking": {"type": "enabled", "budget_tokens": 1024},
        "system": SYSTEM,
        "messages": [{"role": "user", "content": [document, {"type": "text", "text": QUESTION}]}],
        "tools": [{"name": TOOL, "description": DESCRIPTION, "input_schema": SCHEMA}],
    }
    whole, path = message("msg_sample_0", [_THOUGHT, _SAID, _CALL], "tool_use", ANSWERED), "/v1/messages"
    return twins(
        "anthropic_messages",
        [Exchange(path, body({**asked, "stream": True}), events(said(whole), named="type"), SSE, _KEY)],
        [Exchange(path, body(asked), body(whole), headers=_KEY)],
    )


def vertex() -> tuple[Sample, Sample]:
    """The version stands in the body, the model in the address."""
    asked = {
        "anthropic_version": "vertex-2023-10-16",
        "messages": [{"role": "user", "content": QUESTION}],
        "max_tokens": 64,
    }
    whole = message("msg_vrtx_sample_0", [{"type": "text", "text": ANSWER}], "end_turn", ANSWERED)
    folder = "/v1/projects/sample-project/locations/europe-west1/publishers/anthropic/models/claude-sample"
    streamed = Exchange(f"{folder}:streamRawPredict", body({**asked, "stream": True}), b"", SSE)
    return twins(
        "anthropic_messages_vertex",
        [streamed._replace(answer=events(said(whole), named="type"))],
        [Exchange(f"{folder}:rawPredict", body(asked), body(whole))],
    )


def complete() -> tuple[Sample, Sample]:
    """Events with CRLF, padded with spaces."""
    asked = {"model": "claude-sample-1", "prompt": f"\n\nHuman: {PROMPT}\n\nAssistant:", "max_tokens_to_sample": 40}
    head = {"type": "completion", "id": "compl_sample_0", "model": "claude-sample-1", "log_id": "compl_sample_0"}
    last = {"stop_reason": "stop_sequence", "stop": "\n\nHuman:"}
    told = [{**head, "completion": piece, "stop_reason": None, "stop": None} for piece in cut(COMPLETION)]
    told.append({**head, "completion": "", **last})
    padded = "".join(f"event: completion\r\ndata: {text(each)[:-1]}     }}\r\n\r\n" for each in told)
    path = "/v1/complete"
    return twins(
        "anthropic_complete",
        [Exchange(path, body({**asked, "stream": True}), padded.encode(), SSE, _KEY)],
        [Exchange(path, body(asked), body({**head, "completion": COMPLETION, **last}), headers=_KEY)],
    )


def samples() -> Iterator[Sample]:
    yield from messages()
    yield from vertex()
    yield from complete()
