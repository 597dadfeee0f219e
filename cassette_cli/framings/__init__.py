"""The framings: a body's text and media type -> the row that cuts it into events, if one does."""

from __future__ import annotations

from .aws_event_stream import AWS_EVENT_STREAM
from .framing import Event, Field, Framing
from .json_array import JSON_ARRAY
from .json_lines import JSON_LINES
from .sse import SSE

__all__ = ["FRAMINGS", "Event", "Field", "Framing", "framing_of"]

FRAMINGS: tuple[Framing, ...] = (SSE, JSON_LINES, JSON_ARRAY, AWS_EVENT_STREAM)


def framing_of(text: str, media_type: str = "", *, is_binary: bool = False) -> Framing | None:
    """The first framing that recognises the body; None for a body that is no stream."""
    asked = (framing for framing in FRAMINGS if framing.is_binary == is_binary)
    return next((framing for framing in asked if framing.recognises(text, media_type)), None)
