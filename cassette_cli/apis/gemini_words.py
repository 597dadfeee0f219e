"""Gemini's words for how a candidate ended -> ours, and the integers that stand for them with `enum-encoding=int`.

Numbers from 6 on mean one thing in the Gemini API and another in Vertex AI (google.ai.generativelanguage and
google.cloud.aiplatform, FinishReason), and an answer does not tell which it is from: they stay numbers.
Source: google-genai, types.py (FinishReason, BlockedReason).
"""

from __future__ import annotations

from ..parts import Json
from .api import word

_FINISH = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "SAFETY": "content_filter",
    "RECITATION": "content_filter",
    "BLOCKLIST": "content_filter",
    "PROHIBITED_CONTENT": "content_filter",
    "SPII": "content_filter",  # what may be personal information
    "MODEL_ARMOR": "content_filter",
    "IMAGE_SAFETY": "content_filter",
    "IMAGE_PROHIBITED_CONTENT": "content_filter",
    "IMAGE_RECITATION": "content_filter",
    "LANGUAGE": "error",  # one that it does not speak
    "MALFORMED_FUNCTION_CALL": "error",
    "MALFORMED_RESPONSE": "error",
    "UNEXPECTED_TOOL_CALL": "error",
    "TOO_MANY_TOOL_CALLS": "error",
    "MISSING_THOUGHT_SIGNATURE": "error",
}
_FINISH_NUMBERS = ("FINISH_REASON_UNSPECIFIED", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER")
_BLOCK_NUMBERS = ("BLOCKED_REASON_UNSPECIFIED", "SAFETY", "OTHER", "BLOCKLIST", "PROHIBITED_CONTENT")
_LANGUAGES = ("LANGUAGE_UNSPECIFIED", "PYTHON")
_OUTCOMES = ("OUTCOME_UNSPECIFIED", "OUTCOME_OK", "OUTCOME_FAILED", "OUTCOME_DEADLINE_EXCEEDED")
_UNSAID = "FINISH_REASON_UNSPECIFIED"  # what the number 0 stands for: it has not ended


def finish_word(value: Json) -> str | None:
    """The API's word for how a candidate ended; None while it has not."""
    said = _in_words(value, _FINISH_NUMBERS)
    return None if said == _UNSAID else said


def block_word(value: Json) -> str | None:
    """The API's word for why a prompt was not answered."""
    return _in_words(value, _BLOCK_NUMBERS)


def language_word(value: Json) -> Json:
    """Of code that was run."""
    return _in_words(value, _LANGUAGES) or value


def outcome_word(value: Json) -> Json:
    """Of how that went."""
    return _in_words(value, _OUTCOMES) or value


def finish_of(raw: str | None, *, has_calls: bool) -> str | None:
    """In our words. Gemini has no word of its own for an answer that ends with tool calls."""
    said = _FINISH.get(raw or "", raw)
    return "tool_call" if said == "stop" and has_calls else said


def _in_words(value: Json, numbers: tuple[str, ...]) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return numbers[value] if 0 <= value < len(numbers) else str(value)
    return word(value)
