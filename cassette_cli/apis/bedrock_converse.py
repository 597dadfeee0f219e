"""Bedrock's Converse: how it is told, and an unstreamed answer -> its message.

The format is the same for all models; what the model's own API is like does not show.
"""

from __future__ import annotations

import re

from ..messages import Message
from ..parts import Json
from .api import Answered, Api, Call, others, record, word
from .bedrock_parts import parts_of, unread_of
from .bedrock_request import read_request
from .bedrock_stream import is_event, unstream
from .bedrock_words import GUARDRAIL, error_of, finish_of, is_error, is_exception, provider, usage_of
from .providers import METRICS

_PATH = re.compile(r"/model/[^?#]+/converse(?:-stream)?/?$")
_INVOKED = re.compile(r"/model/[^?#]+/invoke/?$")
_READ = frozenset(
    (
        *("output", "stopReason", "usage", "metrics", "error", "message", "Message", "__type", METRICS, GUARDRAIL),
        *("performanceConfig", "serviceTier"),
    )
)


def recognises(call: Call) -> bool:
    """By the first event's name or the answer; Nova without Converse gives no metrics. By the address if it failed."""
    answer = call.answer
    is_here = bool(_PATH.search(call.path))
    if not isinstance(answer, dict):
        return answer is None and is_here
    if is_event(call.event, answer):
        return True
    if is_answer(answer):
        return is_here or ("metrics" in answer and not _INVOKED.search(call.path))
    return is_here and (is_error(answer) or is_exception(call.event))


def is_answer(answer: dict[str, Json]) -> bool:
    """Whether it is an unstreamed answer of Converse, or of Nova."""
    is_said = isinstance(record(answer.get("output")).get("message"), dict)
    return is_said and {"stopReason", "usage"} <= answer.keys()


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The message was stopped for a reason. The counts that follow may be missing."""
    return word(answer.get("stopReason")) is not None


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    message = record(answer.get("output")).get("message")
    raw = word(answer.get("stopReason"))
    at = ("output", "message", "content")
    answers: tuple[Message, ...] = ()
    if isinstance(message, dict):
        finish = "content_filter" if answer.get(GUARDRAIL) == "INTERVENED" else finish_of(raw)
        answers = (
            Message(
                role=word(message.get("role")) or "assistant",
                parts=parts_of(message.get("content"), at, {}),
                finish_reason=finish,
                finish_reason_raw=raw,
                unread=unread_of(message),
            ),
        )
    return Answered(
        model=word(record(record(answer.get("trace")).get("promptRouter")).get("invokedModelId")),
        answers=answers,
        usage=usage_of(answer),
        error=error_of(answer),
        unread=_unread(answer),
    )


def _unread(answer: dict[str, Json]) -> dict[str, Json]:
    unread = {key: value for key, value in others(answer, _READ).items() if not is_exception(key)}
    output = answer.get("output")
    if not isinstance(output, dict | None) or not isinstance(record(output).get("message"), dict | None):
        unread["output"] = output
    return unread


BEDROCK_CONVERSE = Api(
    name="bedrock.converse",
    operation="chat",
    spoken_by=("Bedrock: Converse",),
    streams=("aws_event_stream",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
