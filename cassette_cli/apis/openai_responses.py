"""OpenAI Responses, and all who speak it: how it is told, and an unstreamed response -> its message."""

from __future__ import annotations

import re

from ..messages import Message, Usage
from ..parts import Json, Part, ToolCall, ToolCallResponse
from .api import Answered, Api, Call, Heard, Landmarks, in_one_line, number, parsed, record, texts, word
from .openai_responses_events import FINAL
from .openai_responses_outcomes import is_outcome, outcome_of
from .openai_responses_parts import parts_of, unread_of
from .openai_responses_request import read_request
from .openai_responses_stream import unstream
from .providers import provider_of

_PATH = re.compile(r"/responses(?:/[^/]+){0,2}/?$")
_ITEMS_PATH = re.compile(r"/responses/[^/]+/input_items/?$")
_OURS = re.compile(r"/(?:v\d+|openai|api)/")
_ASKED = frozenset({"input", "previous_response_id", "prompt", "conversation"})
_REFUSED = frozenset({"error", "message", "detail", "errors"})
_LENGTH = {"max_output_tokens": "length", "max_tokens": "length"}
_ENDED = frozenset({"completed", "incomplete", "failed", "cancelled"})
_CALLS = ("response.function_call_arguments.delta", "response.custom_tool_call_input.delta")
_CALLED = frozenset({"function_call", "custom_tool_call"})


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


_SAID = _words("id object model output status error incomplete_details usage deleted created_at completed_at")
_ECHOED = _words(  # what was asked, and how it was billed
    "access_programs background billing content_filters conversation frequency_penalty image instructions "
    "max_output_tokens max_tool_calls metadata moderation parallel_tool_calls presence_penalty previous_response_id "
    "prompt prompt_cache_key prompt_cache_options prompt_cache_retention reasoning safety_identifier service_tier "
    "store temperature text tool_choice tool_usage tools top_logprobs top_p truncation user"
)
_UNDERSTOOD = _SAID | _ECHOED


def recognises(call: Call) -> bool:
    """By the answer; by the address only where it is missing, or an error, or a page of items."""
    answer = call.answer
    if not isinstance(answer, dict):
        return answer is None and _is_addressed(call)
    made = texts(answer.get("object"))
    if made == "response" or made.startswith("response."):
        return True
    kind = texts(answer.get("type")) or call.event
    if kind.startswith("response."):  # OpenAI Realtime has such events, too
        return "event_id" not in answer and record(answer.get("response")).get("object") != "realtime.response"
    if made == "list":
        return bool(_ITEMS_PATH.search(call.path))
    return _is_addressed(call) and not _REFUSED.isdisjoint(answer)


def _is_addressed(call: Call) -> bool:
    """By the address; other sites have responses, too."""
    is_asked = not _ASKED.isdisjoint(record(call.request))
    return bool(_PATH.search(call.path)) and (is_asked or bool(_OURS.search(call.path)))


def provider(url: str, answer: Json) -> str | None:
    """Who was called; None if neither the host nor the answer tells."""
    return provider_of(url) or ("azure.ai.openai" if record(answer).get("content_filters") else None)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """It has a final status, or a final event, or OpenRouter's end mark."""
    status = answer.get("status")
    is_ended = isinstance(status, str) and status in _ENDED
    return is_ended or last == "[DONE]" or texts(record(parsed(last)).get("type")) in FINAL


def hear(event: Json) -> Heard:
    """What a delta adds, or an item that begins."""
    said = record(event)
    kind, delta = said.get("type"), texts(said.get("delta"))
    is_call = kind == "response.output_item.added" and texts(record(said.get("item")).get("type")) in _CALLED
    return Heard(
        text=len(delta) if kind == "response.output_text.delta" else 0,
        calls=int(is_call),
        arguments=len(delta) if kind in _CALLS else 0,
    )


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    output = answer.get("output")
    said = output if isinstance(output, list) else []
    has_message = not is_outcome(answer) and (bool(said) or answer.get("status") in ("completed", "incomplete"))
    unread = {key: value for key, value in answer.items() if key not in _UNDERSTOOD and value not in (None, [], {})}
    if not isinstance(output, list | None):
        unread["output"] = output
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")),
        answers=(_answer(answer, said),) if has_message else (),
        usage=_usage(answer.get("usage")),
        error=_error(answer),
        outcome=outcome_of(answer),
        unread={} if is_outcome(answer) else unread,
    )


def _answer(answer: dict[str, Json], output: list[Json]) -> Message:
    """All items of the output are one message."""
    parts = tuple(part for at, item in enumerate(output) for part in parts_of(item, ("output", at)))
    unread = [unread_of(item, f"output/{at}") for at, item in enumerate(output)]
    status = word(answer.get("status"))
    raw = status if status in _ENDED else None
    if status == "incomplete":
        raw = word(record(answer.get("incomplete_details")).get("reason")) or raw
    return Message(
        role="assistant",
        parts=parts,
        finish_reason=_finish(status, raw, parts),
        finish_reason_raw=raw,
        unread={key: value for each in unread for key, value in each.items()},
    )


def _finish(status: str | None, raw: str | None, parts: tuple[Part, ...]) -> str | None:
    """In few words; a completed response that leaves calls to its caller waits for them."""
    if status == "incomplete":
        return _LENGTH.get(raw or "", raw)
    if status == "failed":
        return "error"
    if status not in ("completed", None):
        return raw
    answered = {part.id for part in parts if isinstance(part, ToolCallResponse)}
    return "tool_call" if any(isinstance(part, ToolCall) and part.id not in answered for part in parts) else "stop"


def _usage(usage: Json) -> Usage | None:
    if not isinstance(usage, dict):
        return None
    return Usage(
        input_tokens=number(usage.get("input_tokens")),
        output_tokens=number(usage.get("output_tokens")),
        cached_tokens=number(record(usage.get("input_tokens_details")).get("cached_tokens")),
        reasoning_tokens=number(record(usage.get("output_tokens_details")).get("reasoning_tokens")),
        raw=usage,
    )


def _error(answer: dict[str, Json]) -> str | None:
    """What went wrong: of the response, or, where there is none, of the call."""
    keys = ["error"] if "output" in answer else ["error", "message", "detail", "errors"]
    return next((in_one_line(answer[key]) for key in keys if answer.get(key)), None)


OPENAI_RESPONSES = Api(
    name="openai.responses",
    operation="chat",
    spoken_by=("OpenAI", "Azure", "OpenRouter", "Bedrock", "xAI", "vLLM", "Groq", "LiteLLM"),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    landmarks=Landmarks(
        hear=hear,
        texts_begin=(re.compile(r'"type":\s*"response\.output_text\.delta"'),),
        calls_begin=tuple(re.compile(rf'"type":\s*"{re.escape(kind)}"') for kind in _CALLS),
        text_piece=re.compile(
            r'"type":\s*"response\.output_text\.delta"(?:[^{}"]|"(?:[^"\\]++|\\.)*+")*?"delta":\s*"((?:[^"\\]++|\\.)*+)"'
        ),
        text_otherwise=re.compile(r'"type":\s*"response\.output_text\.done"'),
    ),
)
