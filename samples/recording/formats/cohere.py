"""Cohere's chats, versions 1 and 2, and Generate, streamed and not, and its calls that are not streamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import SSE, Exchange, Sample, body, cut, events, lines, twins
from .weather import (
    ALMANAC,
    ANSWERED,
    ARGUMENTS_TEXT,
    ASKED,
    COMPLETION,
    DESCRIPTION,
    PROMPT,
    QUESTION,
    SCHEMA,
    SOURCE,
    SYSTEM,
    TEXT,
    THOUGHT,
    TOOL,
)

Json = dict[str, Any]

_TOKENS = {"input_tokens": ASKED, "output_tokens": ANSWERED}
_META = {"api_version": {"version": "1"}, "billed_units": _TOKENS, "tokens": _TOKENS}
_DOCUMENT = {"id": "almanac", "text": ALMANAC}
_FOLDED = "application/stream+json"


def version_1() -> tuple[Sample, Sample]:
    """The last event says all of it once more."""
    asked = {"model": "command-sample-1", "preamble": SYSTEM, "message": QUESTION, "documents": [_DOCUMENT]}
    citation = {"start": 0, "end": len(SOURCE), "text": SOURCE, "document_ids": ["almanac"]}
    history = [{"role": "USER", "message": QUESTION}, {"role": "CHATBOT", "message": TEXT}]
    whole = {
        "response_id": "sample-response-0",
        "text": TEXT,
        "generation_id": "sample-generation-0",
        "chat_history": history,
        "finish_reason": "COMPLETE",
        "meta": _META,
        "citations": [citation],
        "documents": [_DOCUMENT],
    }
    said = [
        {"event_type": "stream-start", "generation_id": "sample-generation-0"},
        *({"event_type": "text-generation", "text": piece} for piece in cut(TEXT)),
        {"event_type": "citation-generation", "citations": [citation]},
    ]
    told = [{"is_finished": False, **each} for each in said]
    told.append({"is_finished": True, "event_type": "stream-end", "response": whole, "finish_reason": "COMPLETE"})
    path = "/v1/chat"
    return twins(
        "cohere_v1",
        [Exchange(path, body({**asked, "stream": True}), lines(told), _FOLDED)],
        [Exchange(path, body(asked), body(whole))],
    )


def version_2() -> tuple[Sample, Sample]:
    """Two answers: a plan with a call, and a thought with a text and its citation."""
    base: Json = {"model": "command-sample-2", "messages": [{"role": "user", "content": QUESTION}]}
    function = {"name": TOOL, "description": DESCRIPTION, "parameters": SCHEMA}
    with_tool = {**base, "tools": [{"type": "function", "function": function}]}
    with_document = {**base, "documents": [{"id": "almanac", "data": {"text": ALMANAC}}]}
    asked = [(with_tool, *_planned()), (with_document, *_written())]
    path = "/v2/chat"
    return twins(
        "cohere_v2",
        [
            Exchange(path, body({**request, "stream": True}), _stream(said, whole), SSE)
            for request, said, whole in asked
        ],
        [Exchange(path, body(request), body(whole)) for request, _, whole in asked],
    )


def _planned() -> tuple[list[Json], Json]:
    call = {"id": "weather_sample0", "type": "function"}
    begun = {**call, "function": {"name": TOOL, "arguments": ""}}
    said = [
        *(_delta("tool-plan-delta", None, tool_plan=piece) for piece in cut(THOUGHT, 2)),
        _delta("tool-call-start", 0, tool_calls=begun),
        *(_delta("tool-call-delta", 0, tool_calls={"function": {"arguments": each}}) for each in cut(ARGUMENTS_TEXT)),
        {"type": "tool-call-end", "index": 0},
    ]
    calls = [{**call, "function": {"name": TOOL, "arguments": ARGUMENTS_TEXT}}]
    message = {"role": "assistant", "tool_plan": THOUGHT, "tool_calls": calls}
    return said, _whole("sample-plan-0", message, "TOOL_CALL")


def _written() -> tuple[list[Json], Json]:
    source = {"type": "document", "id": "almanac", "document": _DOCUMENT}
    citation = {"start": 0, "end": len(SOURCE), "text": SOURCE, "sources": [source], "type": "TEXT_CONTENT"}
    content = [{"type": "thinking", "thinking": THOUGHT}, {"type": "text", "text": TEXT}]
    said: list[Json] = []
    for index, block in enumerate(content):
        kind = block["type"]
        said.append(_delta("content-start", index, content={"type": kind, kind: ""}))
        said += [_delta("content-delta", index, content={kind: piece}) for piece in cut(block[kind])]
        if kind == "text":
            said += [_delta("citation-start", 0, citations=citation), {"type": "citation-end", "index": 0}]
        said.append({"type": "content-end", "index": index})
    message = {"role": "assistant", "content": content, "citations": [citation]}
    return said, _whole("sample-text-0", message, "COMPLETE")


def _delta(kind: str, index: int | None, **message: Any) -> Json:
    numbered = {} if index is None else {"index": index}
    return {"type": kind, **numbered, "delta": {"message": message}}


def _whole(id_: str, message: Json, reason: str) -> Json:
    return {
        "id": id_,
        "message": message,
        "finish_reason": reason,
        "usage": {"billed_units": _TOKENS, "tokens": _TOKENS},
    }


def _stream(said: list[Json], whole: Json) -> bytes:
    empty = {"role": "assistant", "content": [], "tool_plan": "", "tool_calls": [], "citations": []}
    begun = {"id": whole["id"], "type": "message-start", "delta": {"message": empty}}
    ended = {"type": "message-end", "delta": {"finish_reason": whole["finish_reason"], "usage": whole["usage"]}}
    return events([begun, *said, ended], named="type", end="data: [DONE]\n\n")


def generate() -> tuple[Sample, Sample]:
    asked = {"model": "command-sample-0", "prompt": PROMPT, "max_tokens": 40}
    text = {"id": "sample-text-0", "text": COMPLETION, "finish_reason": "COMPLETE"}
    whole = {"id": "sample-generate-0", "generations": [text], "prompt": PROMPT}
    said: list[Json] = [
        {"is_finished": False, "event_type": "text-generation", "text": each} for each in cut(COMPLETION)
    ]
    said.append({"is_finished": True, "event_type": "stream-end", "finish_reason": "COMPLETE", "response": whole})
    path = "/v1/generate"
    return twins(
        "cohere_generate",
        [Exchange(path, body({**asked, "stream": True}), lines(said), _FOLDED)],
        [Exchange(path, body(asked), body({**whole, "meta": _META}))],
    )


def outcomes() -> Sample:
    vectors = {"float": [[0.5, -0.25, 0.125]]}
    ranked = [{"index": 1, "relevance_score": 0.93}, {"index": 0, "relevance_score": 0.12}]
    label = {"id": "sample-0", "input": QUESTION, "prediction": "weather", "confidence": 0.98, "labels": {}}
    texts, version = {"texts": [QUESTION], "input_type": "search_query"}, {"api_version": {"version": "1"}}
    searched = {**version, "billed_units": {"search_units": 1}}
    asked: list[tuple[str, Json, Json, Json]] = [
        (
            "/v2/embed",
            {**texts, "embedding_types": ["float"]},
            {"id": "sample-1", "embeddings": vectors, "texts": [QUESTION], "response_type": "embeddings_by_type"},
            {**version, "billed_units": {"input_tokens": 9}},
        ),
        ("/v2/rerank", {"query": QUESTION, "documents": ["Pisa is warm.", ALMANAC]}, {"results": ranked}, searched),
        ("/v1/classify", {"inputs": [QUESTION]}, {"id": "sample-2", "classifications": [label]}, version),
        ("/v1/tokenize", {"text": "snow"}, {"tokens": [4, 7], "token_strings": ["sn", "ow"]}, version),
        ("/v1/detokenize", {"tokens": [4, 7]}, {"text": "snow"}, version),
    ]
    return Sample(
        "cohere_outcomes",
        tuple(
            Exchange(path, body({"model": "sample", **request}), body({**answer, "meta": meta}))
            for path, request, answer, meta in asked
        ),
    )


def samples() -> Iterator[Sample]:
    yield from version_1()
    yield from version_2()
    yield from generate()
    yield outcomes()
