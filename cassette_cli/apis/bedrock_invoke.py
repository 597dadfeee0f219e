"""Bedrock's InvokeModel, where a model is spoken to in its own words: how it is told, and an answer -> its messages.

Claude, and models that speak as OpenAI or Cohere's chat do, are not read here but by the APIs whose words they use.
"""

from __future__ import annotations

import re

from ..messages import Message
from ..parts import Json, JsonPath, Part, Text
from .api import Answered, Api, Call, number, others, record, records, texts, word
from .bedrock_converse import is_answer as is_converse
from .bedrock_converse import read_answer as read_converse
from .bedrock_invoke_dialects import Dialect, choices_of, inside, is_text, understood, usage_in
from .bedrock_invoke_request import read_request
from .bedrock_invoke_stream import unstream
from .bedrock_stream import is_event
from .bedrock_words import GUARDRAIL, error_of, finish_of, is_error, is_exception, provider, usage_of
from .providers import METRICS

_PATH = re.compile(r"/model/[^?#]+/invoke(?:-with-response-stream)?/?$")
_CONVERSED = re.compile(r"/converse(?:-stream)?/?$")
_OTHERS = frozenset({"type", "event_type", "choices", "object"})  # Anthropic, Cohere, OpenAI


def recognises(call: Call) -> bool:
    """By the answer's members, by the address where they are anybody's or it failed."""
    answer = call.answer
    is_here = bool(_PATH.search(call.path)) and not _is_claude(call)
    if not isinstance(answer, dict):
        return answer is None and is_here
    if not _OTHERS.isdisjoint(answer):
        return False
    if is_converse(answer):
        return not _CONVERSED.search(call.path) and (is_here or "metrics" not in answer)
    if any(is_event(name, value) for name, value in answer.items()) or METRICS in answer:
        return True
    return _is_told(answer, is_here=is_here) or (is_here and (is_error(answer) or is_exception(call.event)))


def _is_claude(call: Call) -> bool:
    return "anthropic_version" in record(call.request) or "anthropic." in call.path


def _is_told(answer: dict[str, Json], *, is_here: bool) -> bool:
    """A choice of one of the dialects; those that Cohere's and others' own APIs have too only at this address."""
    if is_text(answer.get("outputText")) or (is_text(answer.get("generation")) and "stop_reason" in answer):
        return True
    if isinstance(answer.get("is_finished"), bool) and (is_text(answer.get("text")) or "finish_reason" in answer):
        return True
    outputs, results = records(answer.get("outputs")), records(answer.get("results"))
    if outputs and is_text(outputs[0][1].get("text")) and "stop_reason" in outputs[0][1]:
        return True
    if results and is_text(results[0][1].get("outputText")):
        return True
    completions = records(answer.get("completions"))
    if completions and is_text(inside(completions[0][1], ("data", "text"))):
        return True
    return is_here and choices_of(answer) is not None


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The metrics of the call come last. A stop reason will do."""
    if METRICS in answer or word(answer.get("stopReason")):
        return True
    found = choices_of(answer)
    return found is not None and all(word(inside(choice, found[0].finish)) for _, choice in found[1])


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    found = choices_of(answer)
    if found is None or "output" in answer:
        return read_converse(answer)
    dialect, choices = found
    known = understood(dialect) | {GUARDRAIL, "error"}
    call_id = answer.get("id")
    return Answered(
        id=word(call_id) or (str(call_id) if number(call_id) is not None else None),
        answers=tuple(_answer(dialect, at, choice, answer) for at, choice in choices),
        usage=usage_in(dialect, choices, answer) or usage_of(answer),
        error=error_of(answer),
        unread={key: value for key, value in others(answer, known).items() if not is_exception(key)},
    )


def _answer(dialect: Dialect, at: JsonPath, choice: dict[str, Json], answer: dict[str, Json]) -> Message:
    said = texts(inside(choice, dialect.text))
    raw = word(inside(choice, dialect.finish))
    stopped = answer.get(GUARDRAIL) == "INTERVENED"
    parts: tuple[Part, ...] = (Text(content=said, at=(*at, *dialect.text)),) if said else ()
    read = {dialect.text[0], dialect.finish[0], "id", "index", "tokenCount"}
    return Message(
        role="assistant",
        parts=parts,
        finish_reason="content_filter" if stopped else finish_of(raw) or "stop",
        finish_reason_raw=raw,
        unread={key: value for key, value in choice.items() if key not in read and value is not None} if at else {},
    )


BEDROCK_INVOKE = Api(
    name="bedrock.invoke",
    operation="chat",
    spoken_by=("Bedrock: Nova, Titan, Llama, Cohere, Mistral and AI21 models",),
    streams=("aws_event_stream",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
