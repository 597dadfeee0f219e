"""Anthropic Messages, also on Bedrock and Vertex: how it is told, and an unstreamed message -> a Message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message, Usage
from ..parts import Json, Part, Refusal
from .anthropic_messages_outcomes import RESULTS, is_batch, is_count, is_result, outcome_of
from .anthropic_messages_parts import parts_of, unread_of
from .anthropic_messages_request import read_request
from .anthropic_messages_reshaping import fitted, steps
from .anthropic_messages_stream import unstream
from .api import Answered, Api, Call, in_one_line, number, parsed, record, texts, word
from .providers import provider_of
from .steps import Reshaping

_PATH = re.compile(
    r"/v1/messages(?:/count_tokens|/batches(?:/[^/]+(?:/cancel|/results)?)?)?/?$"
    r"|/publishers/anthropic/models/[^/]+:(?:rawPredict|streamRawPredict)$"
    r"|/model/[^?#]*(?:anthropic|claude)[^?#]*/invoke(?:-with-response-stream)?$"
)
_EVENTS = {  # type of an event -> the member that it must have, and its type
    "message_start": ("message", dict),
    "content_block_start": ("content_block", dict),
    "content_block_delta": ("delta", dict),
    "content_block_stop": ("index", int),
    "message_delta": ("delta", dict),
    "message_stop": ("type", str),
    "ping": ("type", str),
}
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_call",
    "refusal": "content_filter",
}
_BEDROCK_METRICS = "amazon-bedrock-invocationMetrics"
_IDS = {"msg_bdrk_": "aws.bedrock", "msg_vrtx_": "gcp.vertex_ai"}
_READ = frozenset(
    (
        *("id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "stop_details", "usage"),
        *("error", "request_id", "container", _BEDROCK_METRICS),
    )
)


def recognises(call: Call) -> bool:
    """By the answer; by the address, or a request that only fits here, where the answer is missing or an error."""
    answer, request = call.answer, record(call.request)
    is_here = "prompt" not in request and bool(_PATH.search(call.path))
    if not isinstance(answer, dict):
        return answer is None and is_here
    kind = texts(answer.get("type"))
    if kind in _EVENTS:
        name, form = _EVENTS[kind]
        is_event = isinstance(answer.get(name), form) and "prompt" not in request
        return is_event and not call.path.endswith("/complete")
    if kind == "message" and isinstance(answer.get("content"), list) and "role" in answer:
        return True
    if is_batch(answer) or is_result(answer):
        return True
    if is_count(answer):
        return is_here or "messages" in request
    if kind == "error" and isinstance(answer.get("error"), dict):
        return is_here or {"messages", "max_tokens"} <= request.keys()
    return is_here and any(name in answer for name in ("error", "message", "Message", "detail"))


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, by what begins the message's id, or Anthropic."""
    said = texts(record(answer).get("id"))
    return provider_of(url) or next((name for start, name in _IDS.items() if said.startswith(start)), "anthropic")


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """Its last event is a message_stop. Relays may add `[DONE]`; batches' results have no end mark."""
    if _BEDROCK_METRICS in answer or RESULTS in answer:
        return True
    if last == "[DONE]":
        return bool(word(answer.get("stop_reason")))
    return "message_stop" in last and record(parsed(last)).get("type") == "message_stop"


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    is_message = answer.get("type") == "message" or "content" in answer
    outcome = None if is_message else outcome_of(answer)
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")),
        answers=(_message(answer),) if is_message else (),
        usage=_usage(answer.get("usage")),
        error=_error(answer, is_message=is_message),
        outcome=outcome,
        unread={} if outcome else {key: value for key, value in answer.items() if key not in _READ and _says(value)},
    )


def _says(value: Json) -> bool:
    """Whether there is something to it: not `{"applied_edits": []}`."""
    return any(map(_says, value.values())) if isinstance(value, dict) else value not in (None, [])


def _message(answer: dict[str, Json]) -> Message:
    raw = word(answer.get("stop_reason"))
    content = answer.get("content")
    parts: tuple[Part, ...] = (*parts_of(content, ("content",)), *_refusal(answer.get("stop_details")))
    return Message(
        role=word(answer.get("role")) or "assistant",
        parts=parts,
        finish_reason=_FINISH.get(raw, raw) if raw else None,
        finish_reason_raw=raw,
        unread=unread_of(content),
    )


def _refusal(details: Json) -> Iterator[Part]:
    """Why the model declined, where it says so."""
    if explanation := word(record(details).get("explanation")):
        yield Refusal(content=explanation, at=("stop_details", "explanation"))


def _usage(usage: Json) -> Usage | None:
    if not isinstance(usage, dict):
        return None
    return Usage(
        input_tokens=number(usage.get("input_tokens")),
        output_tokens=number(usage.get("output_tokens")),
        cached_tokens=number(usage.get("cache_read_input_tokens")),
        reasoning_tokens=number(record(usage.get("output_tokens_details")).get("thinking_tokens")),
        raw=usage,
    )


def _error(answer: dict[str, Json], *, is_message: bool) -> str | None:
    """Anthropic's own `error`; Bedrock and Vertex say a `message`."""
    found = (
        [answer.get("error")] if is_message else [answer.get(key) for key in ("error", "message", "Message", "detail")]
    )
    return next((in_one_line(error) for error in found if error), None)


ANTHROPIC_MESSAGES = Api(
    name="anthropic.messages",
    operation="chat",
    spoken_by=("Anthropic", "Bedrock", "Vertex AI", "OpenRouter", "DeepSeek", "LiteLLM"),
    streams=("sse", "aws_event_stream"),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    reshaping=Reshaping(steps, fitted),
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
