"""The LLM APIs: a request, an answer and an address -> the row of the API that was spoken, if it is known."""

from __future__ import annotations

from ..parts import Json
from .api import Answer, Answered, Api, Asked, Copy, Heard, Kind, Origin, Place, in_one_line, parsed
from .openai_chat import OPENAI_CHAT

__all__ = [
    "APIS",
    "Answer",
    "Answered",
    "Api",
    "Asked",
    "Copy",
    "Heard",
    "Kind",
    "Origin",
    "Place",
    "api_of",
    "in_one_line",
    "parsed",
]

APIS: tuple[Api, ...] = (OPENAI_CHAT,)


def api_of(request: Json, answer: Json, url: str) -> Api | None:
    """The first API that recognises the call. None is no JSON; a stream's answer is that of its first event."""
    return next((api for api in APIS if api.recognises(request, answer, url)), None)
