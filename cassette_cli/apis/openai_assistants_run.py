"""A run, its steps and its messages -> messages, how they ended, what was counted, what went wrong.

Source: openai-python types/beta/threads/run.py, message.py, runs/run_step.py.
"""

from __future__ import annotations

from ..messages import Message, Usage
from ..parts import Json, JsonPath, Part, ToolCall
from .api import Answered, in_one_line, number, others, record, records, texts, word
from .openai_assistants_outcomes import outcome_of
from .openai_assistants_parts import calls_of, parts_of, unread_of

STREAMED = frozenset({"run", "steps", "messages", "thread"})  # what a stream came to has one of these, and no `object`
_FINISH = {
    "completed": "stop",
    "requires_action": "tool_call",
    "max_tokens": "length",
    "max_completion_tokens": "length",
    "max_prompt_tokens": "length",
    "content_filter": "content_filter",
    "failed": "error",
    "expired": "error",
    "run_failed": "error",
    "run_expired": "error",
}
_UNFINISHED = frozenset({"queued", "in_progress", "cancelling"})
RUN = frozenset(
    (
        *("id", "object", "created_at", "assistant_id", "thread_id", "status", "required_action", "last_error"),
        *("expires_at", "started_at", "cancelled_at", "failed_at", "completed_at", "incomplete_details", "model"),
        *("instructions", "tools", "metadata", "usage", "temperature", "top_p", "max_prompt_tokens", "file_ids"),
        *("max_completion_tokens", "truncation_strategy", "tool_choice", "parallel_tool_calls", "response_format"),
        *("tool_resources", "reasoning_effort"),
    )
)
_STEP = frozenset(
    (
        *("id", "object", "created_at", "assistant_id", "thread_id", "run_id", "type", "status", "step_details"),
        *("last_error", "expired_at", "expires_at", "cancelled_at", "failed_at", "completed_at", "metadata", "usage"),
    )
)


def read_stream(answer: dict[str, Json]) -> Answered:
    """One answer: what was said and called, in the order of the run's steps."""
    run, thread = record(answer.get("run")), record(answer.get("thread"))
    steps, messages = records(answer.get("steps")), records(answer.get("messages"))
    by_id = {texts(message.get("id")) or at: (at, message) for at, message in messages}
    parts: list[Part] = []
    unread: dict[str, Json] = {}
    for at, step in steps:
        details = record(step.get("step_details"))
        made = by_id.pop(texts(record(details.get("message_creation")).get("message_id")), None)
        if made:
            parts += parts_of(made[1], ("messages", made[0], "content"))
        parts += step_of(step, ("steps", at))
        unread |= {f"steps/{at}/{key}": value for key, value in others(step, _STEP).items()}
    for at, message in by_id.values():
        parts += parts_of(message, ("messages", at, "content"))
    called = {part.id for part in parts if isinstance(part, ToolCall)}
    parts += (part for part in _required(run, ("run",)) if not isinstance(part, ToolCall) or part.id not in called)
    raw = _ending(run)
    said = Message(
        role=next((role for _, message in messages if (role := word(message.get("role")))), "assistant"),
        parts=tuple(parts),
        finish_reason=_FINISH.get(raw, raw) if raw else None,
        finish_reason_raw=raw,
        unread={key: value for _, message in messages for key, value in unread_of(message).items()},
    )
    faults = [answer.get("error"), run.get("last_error"), *(step.get("last_error") for _, step in steps)]
    return Answered(
        id=word(run.get("id")),
        model=word(run.get("model")),
        answers=(said,) if parts or messages else (),
        usage=usage_of(run.get("usage")),
        error=next((found for fault in faults if (found := error_of(fault))), None),
        outcome=None if parts or messages else outcome_of({"object": "thread.run", **run} if run else thread),
        unread={**others(run, RUN), **unread, **{key: answer[key] for key in answer.keys() - STREAMED - {"error"}}},
    )


def message_of(message: dict[str, Json], at: JsonPath) -> Message:
    """A message of a thread, whose content stands at `at`."""
    raw = _ending(message)
    return Message(
        role=texts(message.get("role")) or "assistant",
        parts=tuple(parts_of(message, at)),
        finish_reason=_FINISH.get(raw, raw) if raw else None,
        finish_reason_raw=raw,
        unread=unread_of(message),
    )


def run_of(run: dict[str, Json]) -> tuple[Message, ...]:
    """A run asks for tools to be called, or is no message."""
    parts = tuple(_required(run, ()))
    return (Message("assistant", parts, finish_reason="tool_call", finish_reason_raw=_ending(run)),) if parts else ()


def _required(run: dict[str, Json], at: JsonPath) -> list[Part]:
    wanted = record(record(run.get("required_action")).get("submit_tool_outputs"))
    return list(calls_of(wanted.get("tool_calls"), (*at, "required_action", "submit_tool_outputs", "tool_calls")))


def step_of(step: dict[str, Json], at: JsonPath) -> list[Part]:
    """The tools that were called in the step at `at`; of a step that made a message nothing."""
    calls = record(step.get("step_details")).get("tool_calls")
    return list(calls_of(calls, (*at, "step_details", "tool_calls")))


def _ending(thing: dict[str, Json]) -> str | None:
    """Why a run or a message is incomplete, else its status; None while it goes on."""
    status = word(thing.get("status"))
    return word(record(thing.get("incomplete_details")).get("reason")) or (None if status in _UNFINISHED else status)


def usage_of(usage: Json) -> Usage | None:
    """What a run or a step used."""
    if not isinstance(usage, dict) or not usage:
        return None
    details = record(usage.get("prompt_token_details")) or record(usage.get("prompt_tokens_details"))
    return Usage(
        input_tokens=number(usage.get("prompt_tokens")),
        output_tokens=number(usage.get("completion_tokens")),
        cached_tokens=number(details.get("cached_tokens")),
        raw=usage,
    )


def error_of(fault: Json) -> str | None:
    """An error, or a run's `last_error`, which has a code and no type, in one line."""
    if isinstance(fault, dict) and "type" not in fault and isinstance(fault.get("code"), str):
        fault = {**fault, "type": fault["code"]}
    return in_one_line(fault) if fault else None
