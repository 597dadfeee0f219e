"""Who speaks Chat Completions: rows of what each adds -> who was called, and which members are understood.

The host decides. Where it does not tell, a member that only one of them sends tells who it was (`marks`, seen in
recordings).
"""

from __future__ import annotations

from typing import NamedTuple

from ..parts import Json
from .api import record, records
from .providers import provider_of


class Dialect(NamedTuple):
    """A mark is names that stand in one answer together; `example` is an answer, or a chunk's members, that the marks
    catch. `members` is what it adds.
    """

    provider: str
    marks: tuple[frozenset[str], ...] = ()
    members: frozenset[str] = frozenset()
    example: Json = None


def _mark(names: str) -> frozenset[str]:
    return frozenset(names.split())


DIALECTS = (
    Dialect(
        "openrouter",
        (_mark("native_finish_reason provider"),),
        _mark("native_finish_reason provider"),
        {"provider": "DeepInfra", "choices": [{"native_finish_reason": "stop"}]},
    ),
    Dialect(
        "azure.ai.openai",
        (
            _mark("prompt_filter_results"),
            _mark("content_filter_results"),
            _mark("latency_checkpoint"),
        ),
        _mark("content_filter_results latency_checkpoint prompt_filter_results"),
        {"prompt_filter_results": [{"prompt_index": 0}], "choices": []},
    ),
    Dialect("openai", (), _mark("moderation")),
    Dialect("groq", (_mark("x_groq"),), _mark("usage_breakdown x_groq"), {"x_groq": {"id": "req_1"}}),
    Dialect(
        "perplexity",
        (_mark("citations search_results"),),
        _mark("citations related_questions search_results"),
        {"citations": ["https://example.com"], "search_results": [{"url": "https://example.com"}]},
    ),
    Dialect("vercel", (_mark("generationId"),), _mark("generationId provider_metadata"), {"generationId": "gen_1"}),
    Dialect("cerebras", (_mark("time_info"),), _mark("time_info"), {"time_info": {"total_time": 1}}),
    Dialect("together", (), _mark("prompt seed text token_id")),
    Dialect("writer", (_mark("graph_data"),), frozenset(), {"choices": [{"message": {"graph_data": {}}}]}),
    Dialect("llama.cpp", (_mark("timings"),), _mark("timings"), {"timings": {"prompt_n": 1}}),
    Dialect("vllm", (), _mark("kv_transfer_params prompt_logprobs prompt_token_ids stop_reason token_ids")),
    Dialect("litellm", (), _mark("stream_options")),
    Dialect(
        "ibm.watsonx.ai",
        (_mark("model_id"),),
        _mark("created_at model_id model_version"),
        {"model_id": "ibm/granite-4-h-small", "choices": []},
    ),
    Dialect("huggingface", (), _mark("sla_metrics")),
)

_STANDARD = _mark("id object created model choices usage system_fingerprint service_tier error")
UNDERSTOOD = _STANDARD.union(*(dialect.members for dialect in DIALECTS))


def provider(url: str, answer: Json) -> str | None:
    """Who was called; None if neither the host nor the answer tells."""
    known = provider_of(url)
    if known:
        return known
    said = _names(answer)
    return next((dialect.provider for dialect in DIALECTS if any(mark <= said for mark in dialect.marks)), None)


def _names(answer: Json) -> set[str]:
    """The members of an answer, its choices and their messages that are not null."""
    answer = record(answer)
    choices = [choice for _, choice in records(answer.get("choices"))]
    places = [answer, *choices, *(record(choice.get("message")) for choice in choices)]
    return {name for place in places for name, value in place.items() if value is not None}
