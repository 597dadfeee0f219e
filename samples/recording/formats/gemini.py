"""Gemini's generateContent, as events and as Vertex AI's array, its Interactions, and what is not streamed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import JSON, SSE, Exchange, Sample, body, cut, events, spaced, text, twins
from .weather import (
    ADDRESS,
    ANSWER,
    ANSWERED,
    ARGUMENTS,
    ARGUMENTS_TEXT,
    ASKED,
    DESCRIPTION,
    QUESTION,
    SCHEMA,
    SIGNATURE,
    SOURCE,
    SYSTEM,
    TEXT,
    THOUGHT,
    TIME,
    TITLE,
    TOOL,
)

Json = dict[str, Any]

_KEY = {"X-Goog-Api-Key": "REDACTED"}
_COUNTED = {"promptTokenCount": ASKED, "candidatesTokenCount": ANSWERED, "thoughtsTokenCount": 11}
_FOUND = {
    "groundingChunks": [{"web": {"uri": ADDRESS, "title": TITLE}}],
    "groundingSupports": [
        {"segment": {"endIndex": len(SOURCE.encode()), "text": SOURCE}, "groundingChunkIndices": [0]}
    ],
    "webSearchQueries": ["Oslo November"],
}
_CALL = {"functionCall": {"name": TOOL, "args": ARGUMENTS}, "thoughtSignature": SIGNATURE}


def _asked(**more: Json | list[Json]) -> bytes:
    return body({"contents": [{"parts": [{"text": QUESTION}], "role": "user"}], **more})


def _answer(parts: list[Json], more: Json, beside: Json) -> Json:
    return {"candidates": [{"content": {"parts": parts, "role": "model"}, **more}], **beside}


def generate_content() -> tuple[Sample, Sample]:
    """Events with CRLF, counts in each of them; what the answer is grounded on in the last."""
    declared = {"name": TOOL, "description": DESCRIPTION, "parameters": SCHEMA}
    request = _asked(
        systemInstruction={"parts": [{"text": SYSTEM}]},
        tools=[{"functionDeclarations": [declared]}],
        generationConfig={"thinkingConfig": {"includeThoughts": True}},
    )
    beside = {"usageMetadata": _COUNTED, "modelVersion": "gemini-sample", "responseId": "sample-gemini-0"}
    ended = {"finishReason": "STOP", "index": 0, "groundingMetadata": _FOUND}
    told = [{"text": piece, "thought": True} for piece in cut(THOUGHT, 2)] + [{"text": piece} for piece in cut(TEXT)]
    said = [_answer([part], {"index": 0}, beside) for part in told]
    said.append(_answer([_CALL], ended, beside))
    whole = _answer([{"text": THOUGHT, "thought": True}, {"text": TEXT}, _CALL], ended, beside)
    path = "/v1beta/models/gemini-sample"
    return twins(
        "gemini_generate_content",
        [Exchange(f"{path}:streamGenerateContent?alt=sse", request, events(said, line_end="\r\n"), SSE, _KEY)],
        [Exchange(f"{path}:generateContent", request, spaced(whole), headers=_KEY)],
    )


def vertex() -> tuple[Sample, Sample]:
    """Without `alt=sse` a stream is an array of answers."""
    beside = {
        "usageMetadata": _COUNTED,
        "modelVersion": "gemini-sample",
        "createTime": TIME,
        "responseId": "sample-vertex-0",
    }
    pieces = cut(ANSWER)
    said = [_answer([{"text": piece}], {}, beside) for piece in pieces[:-1]]
    said.append(_answer([{"text": pieces[-1]}], {"finishReason": "STOP"}, beside))
    array = b"[" + b",\r\n".join(spaced(each) for each in said) + b"]"
    path = "/v1/projects/sample-project/locations/europe-west1/publishers/google/models/gemini-sample"
    return twins(
        "gemini_generate_content_vertex",
        [Exchange(f"{path}:streamGenerateContent", _asked(), array, JSON)],
        [
            Exchange(
                f"{path}:generateContent",
                _asked(),
                spaced(_answer([{"text": ANSWER}], {"finishReason": "STOP"}, beside)),
            )
        ],
    )


def interactions() -> tuple[Sample, Sample]:
    """The last event holds all but the steps, which come before."""
    asked = {"model": "gemini-sample", "system_instruction": SYSTEM, "input": QUESTION}
    asked["tools"] = [{"type": "function", "name": TOOL, "description": DESCRIPTION, "parameters": SCHEMA}]
    usage = {"total_input_tokens": ASKED, "total_output_tokens": ANSWERED, "total_thought_tokens": 11}
    head = {"id": "v1_sample_0", "object": "interaction", "model": "gemini-sample"}
    ended = {**head, "status": "requires_action", "usage": usage}
    note = {"type": "url_citation", "title": TITLE, "start_index": 0, "end_index": len(SOURCE)}
    thought = {"type": "thought", "summary": [{"type": "text", "text": THOUGHT}], "signature": SIGNATURE}
    output = {"type": "model_output", "content": [{"type": "text", "text": TEXT, "annotations": [note]}]}
    call = {"type": "function_call", "id": "call_sample_0", "name": TOOL, "arguments": ARGUMENTS}
    noted = {"type": "text_annotation_delta", "annotations": [note]}
    pieces: list[tuple[Json, list[Json]]] = [
        (
            {"type": "thought"},
            [{"type": "thought_summary", "content": {"type": "text", "text": each}} for each in cut(THOUGHT, 2)]
            + [{"type": "thought_signature", "signature": SIGNATURE}],
        ),
        (
            {"type": "model_output"},
            [*({"type": "text", "text": each} for each in cut(TEXT)), noted],
        ),
        ({**call, "arguments": {}}, [{"type": "arguments_delta", "arguments": each} for each in cut(ARGUMENTS_TEXT)]),
    ]
    said: list[Json] = [{"event_type": "interaction.created", "interaction": {**head, "status": "in_progress"}}]
    for index, (begun, deltas) in enumerate(pieces):
        said.append({"event_type": "step.start", "index": index, "step": begun})
        said += [{"event_type": "step.delta", "index": index, "delta": delta} for delta in deltas]
        said.append({"event_type": "step.stop", "index": index})
    said.append({"event_type": "interaction.completed", "interaction": ended})
    stream = events(said, named="event_type", end="event: done\ndata: [DONE]\n\n")
    path = "/v1beta/interactions"
    return twins(
        "gemini_interactions",
        [Exchange(path, body({**asked, "stream": True}), stream, SSE, _KEY)],
        [Exchange(path, body(asked), body({**ended, "steps": [thought, output, call]}), headers=_KEY)],
    )


def outcomes() -> Sample:
    path, content = "/v1beta/models/gemini-sample", {"parts": [{"text": QUESTION}]}
    vector = {"embedding": {"values": [0.5, -0.25, 0.125]}}
    return Sample(
        "gemini_outcomes",
        (
            Exchange(f"{path}:countTokens", _asked(), spaced({"totalTokens": ASKED}), headers=_KEY),
            Exchange(f"{path}:embedContent", text({"content": content}).encode(), spaced(vector), headers=_KEY),
        ),
    )


def samples() -> Iterator[Sample]:
    yield from generate_content()
    yield from vertex()
    yield from interactions()
    yield outcomes()
