"""The LLM APIs: a request, an answer and an address -> the row of the API that was spoken, if it is known."""

from __future__ import annotations

from .anthropic_complete import ANTHROPIC_COMPLETE
from .anthropic_messages import ANTHROPIC_MESSAGES
from .api import (
    Answer,
    Answered,
    Api,
    Asked,
    Call,
    Copy,
    Heard,
    Kind,
    Landmarks,
    Origin,
    Place,
    Said,
    in_one_line,
    parsed,
)
from .gemini_generate_content import GEMINI_GENERATE_CONTENT
from .gemini_interactions import GEMINI_INTERACTIONS
from .gemini_outcomes import GEMINI_OUTCOMES
from .openai_chat import OPENAI_CHAT
from .openai_completions import OPENAI_COMPLETIONS
from .openai_transcription import OPENAI_TRANSCRIPTION
from .outcomes import OUTCOMES

__all__ = [
    "APIS",
    "Answer",
    "Answered",
    "Api",
    "Asked",
    "Call",
    "Copy",
    "Heard",
    "Kind",
    "Landmarks",
    "Origin",
    "Place",
    "Said",
    "api_of",
    "in_one_line",
    "parsed",
]

APIS: tuple[Api, ...] = (
    OPENAI_CHAT,
    OPENAI_COMPLETIONS,
    OPENAI_TRANSCRIPTION,
    ANTHROPIC_MESSAGES,
    ANTHROPIC_COMPLETE,
    GEMINI_INTERACTIONS,
    GEMINI_GENERATE_CONTENT,
    *GEMINI_OUTCOMES,
    *OUTCOMES,
)


def api_of(call: Call) -> Api | None:
    """The first API that recognises the call."""
    return next((api for api in APIS if api.recognises(call)), None)
