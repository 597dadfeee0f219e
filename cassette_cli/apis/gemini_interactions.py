"""Gemini's Interactions: how they are told, and an unstreamed interaction -> its message.

Source: google-genai, _gaos/types/interactions (interaction.py, usage.py).
"""

from __future__ import annotations

import re

from ..messages import Message, Usage
from ..parts import Json, Other, Part, ToolCall
from .api import Answered, Api, Call, in_one_line, number, others, record, records, texts, word
from .gemini_interactions_parts import parts_of, unread_of
from .gemini_interactions_request import read_request
from .gemini_interactions_stream import unstream
from .providers import provider_of

_PATH = re.compile(r"/interactions(?:/[^/:]+)?/?$")
_EVENTS = ("interaction.", "step.", "content.")
_FINISH = {
    "completed": "stop",
    "requires_action": "tool_call",
    "failed": "error",
    "cancelled": "error",
}
_RUNNING = frozenset({"in_progress", "queued"})
_STEPS = re.compile(r"thought|model_output|user_input|\w+_(?:call|result)")
_LISTS = ("steps", "outputs")
_READ = frozenset({"id", "object", "status", "model", "agent", "usage", "error", "errors", *_LISTS})
_ASKED = frozenset(  # what an interaction repeats of its request
    {
        *("agent_config", "cached_content", "environment", "environment_id", "generation_config", "input", "labels"),
        *("previous_interaction_id", "response_format", "response_mime_type", "response_modalities", "tools"),
        *("safety_settings", "service_tier", "system_instruction", "webhook_config", "role"),
        *("created", "updated"),
    }
)


def recognises(call: Call) -> bool:
    """By the answer; by the address only where the answer is missing or an error."""
    answer = call.answer
    if not isinstance(answer, dict):
        return answer is None and bool(_PATH.search(call.path)) and "input" in record(call.request)
    if texts(answer.get("event_type")).startswith(_EVENTS):
        return True
    if answer.get("object") == "interaction" and "status" in answer:
        return True
    steps = records(answer.get("steps"))
    if steps and isinstance(answer.get("status"), str):
        return bool(_STEPS.fullmatch(texts(steps[0][1].get("type"))))
    return "error" in answer and bool(_PATH.search(call.path))


def provider(url: str, answer: Json) -> str | None:
    """Whose host it is; Gemini's where that does not tell."""
    return provider_of(url) or "gcp.gemini"


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The end mark, or a status that is an end."""
    status = word(answer.get("status"))
    return not answer.get("error") and (last == "[DONE]" or (status is not None and status not in _RUNNING))


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")) or word(answer.get("agent")),
        answers=_answers(answer),
        usage=_usage(answer.get("usage")),
        error=_error(answer),
        unread=others(answer, _READ | _ASKED),
    )


def _answers(answer: dict[str, Json]) -> tuple[Message, ...]:
    """One message; none while nothing was said."""
    parts: list[Part] = []
    unread: dict[str, Json] = {}
    for name in _LISTS:
        listed = answer.get(name)
        for at, item in enumerate(listed if isinstance(listed, list) else []):
            parts += parts_of(item, (name, at))
            unread |= unread_of(item, f"{name}/{at}")
        if listed is not None and not isinstance(listed, list):
            parts.append(Other(raw=listed, at=(name,)))
    raw = word(answer.get("status"))
    if not parts and (raw is None or raw in _RUNNING or _error(answer)):
        return ()
    raw = None if raw in _RUNNING else raw
    finish = _FINISH.get(raw or "", raw)
    called = finish == "stop" and bool(parts) and isinstance(parts[-1], ToolCall)
    return (
        Message(
            role="assistant",
            parts=tuple(parts),
            finish_reason="tool_call" if called else finish,
            finish_reason_raw=raw,
            unread=unread,
        ),
    )


def _usage(usage: Json) -> Usage | None:
    if not isinstance(usage, dict) or not usage:
        return None
    return Usage(
        input_tokens=number(usage.get("total_input_tokens")),
        output_tokens=number(usage.get("total_output_tokens")),
        cached_tokens=number(usage.get("total_cached_tokens")),
        reasoning_tokens=number(usage.get("total_thought_tokens")),
        raw=usage,
    )


def _error(answer: dict[str, Json]) -> str | None:
    """What the API says went wrong: of the interaction, or of one of its steps."""
    steps = [step.get("error") for _, step in records(answer.get("steps"))]
    found = [answer.get("error"), *(error for _, error in records(answer.get("errors"))), *steps]
    return next((in_one_line(error) for error in found if error), None)


GEMINI_INTERACTIONS = Api(
    name="gemini.interactions",
    operation="chat",
    spoken_by=("Gemini",),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
