"""Gemini's generateContent, on the Gemini API and on Vertex AI: how it is told, and an unstreamed answer -> messages.

Source: google-genai, types.py (GenerateContentResponse).
"""

from __future__ import annotations

import re

from ..messages import Message, Usage
from ..parts import Json, Part, Refusal, ToolCall
from .api import Answered, Api, Call, in_one_line, is_records, number, others, record, records, word
from .gemini_grounding import grounded
from .gemini_grounding import unread_of as ungrounded
from .gemini_parts import parts_of, unread_of
from .gemini_request import provider, read_request
from .gemini_stream import unstream
from .gemini_words import block_word, finish_of, finish_word

_PATH = re.compile(r":(?:stream)?generateContent/?$", re.IGNORECASE)
_TELLING = frozenset({"content", "finishReason", "finishMessage", "safetyRatings", "citationMetadata"})
_ANSWER = frozenset(
    {
        *("candidates", "usageMetadata", "modelVersion", "responseId", "createTime", "promptFeedback", "error"),
        "sdkHttpResponse",  # what a recorder of the SDK's own answers keeps
    }
)
_CANDIDATE = frozenset(
    {
        *("content", "finishReason", "finishMessage", "index", "avgLogprobs", "logprobsResult", "tokenCount"),
        *("safetyRatings", "citationMetadata", "groundingMetadata", "urlContextMetadata"),
    }
)
_OBJECTS = frozenset({"content", "citationMetadata", "groundingMetadata", "urlContextMetadata"})
_ROLES = {"model": "assistant"}


def recognises(call: Call) -> bool:
    """By the answer; by the address only where the answer is missing or an error."""
    answer = call.answer
    if isinstance(answer, list):
        return any(_is_answer(record(item)) for item in answer[:2])
    if isinstance(answer, dict) and _is_answer(answer):
        return True
    return bool(_PATH.search(call.path)) and (answer is None or (isinstance(answer, dict) and "error" in answer))


def _is_answer(answer: dict[str, Json]) -> bool:
    """The other members are Gemini's alone; candidates have others too (places to choose from, persons)."""
    if "promptFeedback" in answer or ("usageMetadata" in answer and "modelVersion" in answer):
        return True
    found = records(answer.get("candidates"))
    return bool(found and _TELLING & found[0][1].keys() and ("content" not in found[0][1] or _has_content(found[0][1])))


def _has_content(candidate: dict[str, Json]) -> bool:
    content = candidate["content"]
    return isinstance(content, dict) and (not content or bool({"parts", "role"} & content.keys()))


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """There is no end mark: a reason for each candidate, or for there being none."""
    if answer.get("error"):
        return False
    candidates = records(answer.get("candidates"))
    if candidates:
        return all(finish_word(candidate.get("finishReason")) for _, candidate in candidates)
    return _blocked(answer) is not None


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    candidates = records(answer.get("candidates"))
    answers = tuple(_answer(at, candidate) for at, candidate in candidates)
    return Answered(
        id=word(answer.get("responseId")),
        model=word(answer.get("modelVersion")),
        answers=answers or _refused(answer),
        usage=_usage(answer.get("usageMetadata")),
        error=_error(answer, answers, candidates),
        unread=others(answer, _ANSWER if is_records(answer.get("candidates")) else _ANSWER - {"candidates"}),
    )


def _answer(at: int, candidate: dict[str, Json]) -> Message:
    content = record(candidate.get("content"))
    place = ("candidates", at)
    said = list(parts_of(content.get("parts"), (*place, "content", "parts")))
    parts = grounded(said, candidate, place)
    raw = finish_word(candidate.get("finishReason"))
    role = word(content.get("role")) or "model"
    return Message(
        role=_ROLES.get(role, role),
        parts=tuple(parts),
        finish_reason=finish_of(raw, has_calls=any(isinstance(part, ToolCall) for part in said)),
        finish_reason_raw=raw,
        unread={
            **unread_of(content.get("parts")),
            **ungrounded(candidate, parts),
            **_unexplained(candidate, raw),
            **{key: value for key, value in candidate.items() if _is_unread(key, value)},
            **{key: value for key, value in content.items() if key not in ("role", "parts") and value is not None},
        },
    )


def _is_unread(key: str, value: Json) -> bool:
    """Whether no part says a candidate's member: one that is not known, or no object where there ought to be one."""
    is_known = key in _CANDIDATE and (key not in _OBJECTS or isinstance(value, dict))
    return not is_known and value is not None


def _unexplained(candidate: dict[str, Json], raw: str | None) -> dict[str, Json]:
    """Why a candidate did not end by itself: the ratings that stopped it, and what the API says of it."""
    ratings = [rating for _, rating in records(candidate.get("safetyRatings")) if rating.get("blocked") is True]
    message = candidate.get("finishMessage")
    is_told = finish_of(raw, has_calls=False) in ("stop", "error")  # an error's message is the answer's error
    unread: dict[str, Json] = {} if is_told or not message else {"finishMessage": message}
    return unread | ({"safetyRatings": ratings} if ratings else {})


def _blocked(answer: dict[str, Json]) -> str | None:
    """Why the prompt was not answered."""
    return block_word(record(answer.get("promptFeedback")).get("blockReason"))


def _refused(answer: dict[str, Json]) -> tuple[Message, ...]:
    """A prompt that was blocked has no candidates: it is answered by a refusal, in the API's words or its one word."""
    raw = _blocked(answer)
    if raw is None:
        return ()
    message = word(record(answer.get("promptFeedback")).get("blockReasonMessage"))
    at = ("promptFeedback", "blockReasonMessage" if message else "blockReason")
    parts: tuple[Part, ...] = (Refusal(content=message or raw, at=at),)
    ratings = record(answer.get("promptFeedback")).get("safetyRatings")
    return (
        Message(
            role="assistant",
            parts=parts,
            finish_reason="content_filter",
            finish_reason_raw=raw,
            unread={"safetyRatings": ratings} if ratings else {},
        ),
    )


def _usage(usage: Json) -> Usage | None:
    """Thoughts are counted beside the candidates' tokens, not among them."""
    if not isinstance(usage, dict) or not usage:
        return None
    return Usage(
        input_tokens=number(usage.get("promptTokenCount")),
        output_tokens=number(usage.get("candidatesTokenCount")),
        cached_tokens=number(usage.get("cachedContentTokenCount")),
        reasoning_tokens=number(usage.get("thoughtsTokenCount")),
        raw=usage,
    )


def _error(
    answer: dict[str, Json], answers: tuple[Message, ...], candidates: list[tuple[int, dict[str, Json]]]
) -> str | None:
    """What the API says went wrong: of the whole answer, or of a candidate (a call that is none)."""
    if answer.get("error"):
        return in_one_line(answer["error"])
    for said, (_, candidate) in zip(answers, candidates, strict=True):
        message = word(candidate.get("finishMessage"))
        if said.finish_reason == "error" and message:
            return in_one_line({"message": message, "type": said.finish_reason_raw})
    return None


GEMINI_GENERATE_CONTENT = Api(
    name="gemini.generate_content",
    operation="generate_content",
    spoken_by=("Gemini", "Vertex AI"),
    streams=("sse", "json_array"),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
