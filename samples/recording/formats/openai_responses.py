"""OpenAI's Responses: a summary of a thought, a text with a source, a call of a function, streamed and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import SSE, Exchange, Sample, body, cut, events, twins
from .weather import (
    ADDRESS,
    ANSWERED,
    ARGUMENTS_TEXT,
    ASKED,
    CREATED,
    DESCRIPTION,
    QUESTION,
    SCHEMA,
    SOURCE,
    SYSTEM,
    TEXT,
    THOUGHT,
    TITLE,
    TOOL,
)

Json = dict[str, Any]

_NOTE = {"type": "url_citation", "url": ADDRESS, "title": TITLE, "start_index": 0, "end_index": len(SOURCE)}
_SUMMARY = {"type": "summary_text", "text": THOUGHT}
_WORDS = {"type": "output_text", "text": TEXT, "annotations": [_NOTE], "logprobs": []}
_THOUGHT = {"id": "rs_sample_0", "type": "reasoning", "summary": [_SUMMARY]}
_SAID = {"id": "msg_sample_0", "type": "message", "status": "completed", "role": "assistant", "content": [_WORDS]}
_CALL = {
    "id": "fc_sample_0",
    "type": "function_call",
    "status": "completed",
    "call_id": "call_sample_0",
    "name": TOOL,
    "arguments": ARGUMENTS_TEXT,
}
_COUNTED = {
    "input_tokens": ASKED,
    "input_tokens_details": {"cached_tokens": 8},
    "output_tokens": ANSWERED,
    "output_tokens_details": {"reasoning_tokens": 11},
    "total_tokens": ASKED + ANSWERED,
}


def _response(status: str, output: list[Json], usage: Json | None) -> Json:
    head = {"id": "resp_sample_0", "object": "response", "created_at": CREATED, "status": status}
    return {
        **head,
        "error": None,
        "incomplete_details": None,
        "model": "sample-thinker",
        "output": output,
        "usage": usage,
    }


def _told() -> Iterator[Json]:
    begun = _response("in_progress", [], None)
    yield {"type": "response.created", "response": begun}
    yield {"type": "response.in_progress", "response": begun}
    yield from _item(0, _THOUGHT, {"summary": []}, _thought())
    yield from _item(1, _SAID, {"status": "in_progress", "content": []}, _words())
    arguments = _pieces("function_call_arguments", "arguments", ARGUMENTS_TEXT, {"item_id": _CALL["id"]})
    yield from _item(2, _CALL, {"status": "in_progress", "arguments": ""}, arguments)
    yield {"type": "response.completed", "response": _response("completed", [_THOUGHT, _SAID, _CALL], _COUNTED)}


def _item(index: int, whole: Json, empty: Json, inner: Iterator[Json]) -> Iterator[Json]:
    """An item is added without what is in it, and told once more when it is done."""
    at = {"output_index": index}
    yield {"type": "response.output_item.added", **at, "item": {**whole, **empty}}
    yield from ({**each, **at} for each in inner)
    yield {"type": "response.output_item.done", **at, "item": whole}


def _thought() -> Iterator[Json]:
    at = {"item_id": _THOUGHT["id"], "summary_index": 0}
    yield {"type": "response.reasoning_summary_part.added", **at, "part": {**_SUMMARY, "text": ""}}
    yield from _pieces("reasoning_summary_text", "text", THOUGHT, at)
    yield {"type": "response.reasoning_summary_part.done", **at, "part": _SUMMARY}


def _words() -> Iterator[Json]:
    at = {"item_id": _SAID["id"], "content_index": 0}
    yield {"type": "response.content_part.added", **at, "part": {**_WORDS, "text": "", "annotations": []}}
    *deltas, done = _pieces("output_text", "text", TEXT, at)
    yield from deltas
    yield {"type": "response.output_text.annotation.added", **at, "annotation_index": 0, "annotation": _NOTE}
    yield done
    yield {"type": "response.content_part.done", **at, "part": _WORDS}


def _pieces(kind: str, member: str, said: str, at: Json) -> Iterator[Json]:
    yield from ({"type": f"response.{kind}.delta", **at, "delta": piece} for piece in cut(said))
    yield {"type": f"response.{kind}.done", **at, member: said}


def samples() -> Iterator[Sample]:
    tool = {"type": "function", "name": TOOL, "description": DESCRIPTION, "parameters": SCHEMA}
    asked = {
        "model": "sample-thinker",
        "instructions": SYSTEM,
        "input": QUESTION,
        "tools": [tool],
        "reasoning": {"summary": "auto"},
    }
    numbered = [{**each, "sequence_number": number} for number, each in enumerate(_told())]
    whole = _response("completed", [_THOUGHT, _SAID, _CALL], _COUNTED)
    path = "/v1/responses"
    yield from twins(
        "openai_responses",
        [Exchange(path, body({**asked, "stream": True}), events(numbered, named="type"), SSE)],
        [Exchange(path, body(asked), body(whole))],
    )
