"""Answers about responses that are none themselves -> a line that says what came back.

Counted tokens, compacted conversations, deleted responses, pages of items, and responses that are not made yet.
Source: openai-python types/responses/{input_token_count_response,compacted_response,response_item_list}.py.
"""

from __future__ import annotations

from collections import Counter

from ..parts import Json
from .api import records
from .openai_responses_parts import kind_of
from .outcome import counted

_UNMADE = {"queued": "queued", "in_progress": "in progress", "cancelled": "cancelled"}


def is_outcome(answer: dict[str, Json]) -> bool:
    """Whether it is told by a line, whatever it holds."""
    return answer.get("object") in ("response.compaction", "response.input_tokens", "list") or _is_deleted(answer)


def outcome_of(answer: dict[str, Json]) -> str | None:
    """What came back, in one line; None for a response that says something, and for anything else."""
    kind, count, status = answer.get("object"), answer.get("input_tokens"), answer.get("status")
    if _is_deleted(answer):
        return "response deleted"
    if kind == "response.input_tokens" and isinstance(count, int):
        return f"{count:,} input tokens"
    if kind == "response.compaction":
        return f"compacted to {_items(answer.get('output'))}"
    if kind == "list":
        return _items(answer.get("data"))
    if isinstance(status, str) and status in _UNMADE and not answer.get("output"):
        return f"response {_UNMADE[status]}"
    return None


def _is_deleted(answer: dict[str, Json]) -> bool:
    return answer.get("deleted") is True


def _items(value: Json) -> str:
    """`3 items: 2 message, 1 compaction`."""
    kinds = Counter(kind_of(item) or "unknown" for _, item in records(value))
    said = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    count = counted(kinds.total(), "item")
    return f"{count}: {said}" if kinds else count
