"""OpenAI's Assistants: a run that is streamed, and the same run asked for when it is done, with its messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import BEARER, SSE, Exchange, Sample, body, cut, text, twins
from .weather import ANSWERED, ASKED, CREATED, QUESTION, SOURCE, SYSTEM, TEXT

Json = dict[str, Any]

_KEY = {**BEARER, "OpenAI-Beta": "assistants=v2"}
_THREAD = "thread_sample_0"
_COUNTED = {"prompt_tokens": ASKED, "completion_tokens": ANSWERED, "total_tokens": ASKED + ANSWERED}
_NOTE = {
    "type": "file_citation",
    "text": SOURCE,
    "start_index": 0,
    "end_index": len(SOURCE),
    "file_citation": {"file_id": "file-sample0"},
}
_WORDS = {"type": "text", "text": {"value": TEXT, "annotations": [_NOTE]}}


def _run(status: str, usage: Json | None) -> Json:
    head = {"id": "run_sample_0", "object": "thread.run", "created_at": CREATED, "assistant_id": "asst_sample_0"}
    ended = CREATED + 3 if usage else None
    return {
        **head,
        "thread_id": _THREAD,
        "status": status,
        "last_error": None,
        "completed_at": ended,
        "model": "sample-assistant",
        "instructions": SYSTEM,
        "tools": [],
        "usage": usage,
    }


def _message(status: str, content: list[Json]) -> Json:
    return {
        "id": "msg_sample_0",
        "object": "thread.message",
        "created_at": CREATED,
        "assistant_id": "asst_sample_0",
        "thread_id": _THREAD,
        "run_id": "run_sample_0",
        "status": status,
        "role": "assistant",
        "content": content,
        "metadata": {},
    }


def _told() -> Iterator[tuple[str, Json]]:
    yield "thread.run.created", _run("queued", None)
    yield "thread.run.in_progress", _run("in_progress", None)
    yield "thread.message.created", _message("in_progress", [])
    pieces = [{"value": piece} for piece in cut(TEXT)] + [{"annotations": [{"index": 0, **_NOTE}]}]
    for piece in pieces:
        delta = {"content": [{"index": 0, "type": "text", "text": piece}]}
        yield "thread.message.delta", {"id": "msg_sample_0", "object": "thread.message.delta", "delta": delta}
    yield "thread.message.completed", _message("completed", [_WORDS])
    yield "thread.run.completed", _run("completed", _COUNTED)


def samples() -> Iterator[Sample]:
    """Unstreamed a run is begun, then asked for, which has its counts, then its messages, which are the answer."""
    runs = f"/v1/threads/{_THREAD}/runs"
    asked = {"assistant_id": "asst_sample_0", "additional_messages": [{"role": "user", "content": QUESTION}]}
    stream = "".join(f"event: {name}\ndata: {text(said)}\n\n" for name, said in _told())
    stream += "event: done\ndata: [DONE]\n\n"
    listed = {
        "object": "list",
        "data": [_message("completed", [_WORDS])],
        "first_id": "msg_sample_0",
        "last_id": "msg_sample_0",
        "has_more": False,
    }
    yield from twins(
        "openai_assistants",
        [Exchange(runs, body({**asked, "stream": True}), stream.encode(), SSE, _KEY)],
        [
            Exchange(runs, body(asked), body(_run("queued", None)), headers=_KEY),
            Exchange(f"{runs}/run_sample_0", b"", body(_run("completed", _COUNTED)), headers=_KEY),
            Exchange(f"/v1/threads/{_THREAD}/messages?run_id=run_sample_0", b"", body(listed), headers=_KEY),
        ],
    )
