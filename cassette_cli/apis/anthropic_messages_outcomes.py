"""Answers about messages that are none themselves -> a line that says what came back: counted tokens, and batches.

Source: anthropic-sdk-python, types/message_tokens_count.py and types/messages/message_batch*.py.
"""

from __future__ import annotations

from collections import Counter

from ..parts import Json
from .api import record, records, texts, word
from .outcome import counted

RESULTS = "results"  # where the lines of a batch's results stand in the unstreamed answer
_ENDS = frozenset({"succeeded", "errored", "canceled", "expired"})
_COUNT = frozenset({"input_tokens", "context_management"})
_STATES = ("processing", "succeeded", "errored", "canceled", "expired")


def is_result(answer: Json) -> bool:
    """One line of a batch's results."""
    said = record(answer)
    return "custom_id" in said and texts(record(said.get("result")).get("type")) in _ENDS


def is_count(answer: Json) -> bool:
    """Counted tokens, and nothing else."""
    said = record(answer)
    return isinstance(said.get("input_tokens"), int) and said.keys() <= _COUNT


def is_batch(answer: Json) -> bool:
    """A batch, a deleted one, or a page of them."""
    said = record(answer)
    first = next((item for _, item in records(said.get("data"))), {})
    return any(texts(each.get("type")).startswith("message_batch") for each in (said, first))


def outcome_of(answer: dict[str, Json]) -> str | None:
    """What came back, in one line; None for anything else."""
    if is_count(answer):
        return f"{answer['input_tokens']:,} input tokens"
    results = [answer] if is_result(answer) else [item for _, item in records(answer.get(RESULTS)) if is_result(item)]
    if results:
        ends = Counter(texts(result["result"]["type"]) for result in results)
        said = ", ".join(f"{ends[end]} {end}" for end in _STATES if ends[end])
        return f"{counted(len(results), 'result')} of a batch: {said}"
    if not is_batch(answer):
        return None
    if isinstance(answer.get("data"), list):
        return counted(len(answer["data"]), "batch", "batches")
    return _batch(answer)


def _batch(batch: dict[str, Json]) -> str:
    if batch.get("type") == "message_batch_deleted":
        return "batch deleted"
    counts = record(batch.get("request_counts"))
    said = [f"{counts[state]} {state}" for state in _STATES if isinstance(counts.get(state), int) and counts[state]]
    status = word(batch.get("processing_status")) or "batch"
    return ": ".join(
        ["batch " + status.replace("_", " ") if status != "batch" else status, *filter(None, [", ".join(said)])]
    )
