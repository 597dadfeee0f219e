"""Who speaks Chat Completions: rows of hosts and of what each adds -> who was called, and which members are understood.

The host decides. Recordings often hide it or name a proxy; then a member that only one of them sends tells who it
was (`marks`, seen in recordings). Names are OpenTelemetry's (`gen_ai.provider.name`) where it has one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..parts import Json
from .api import record, records


class Dialect(NamedTuple):
    """`hosts` are whole names or, with a dot in front, ends of names. A mark is names that stand in one answer
    together; `example` is an answer, or a chunk's members, that the marks catch. `members` is what it adds.
    """

    provider: str
    hosts: tuple[str, ...]
    marks: tuple[frozenset[str], ...] = ()
    members: frozenset[str] = frozenset()
    example: Json = None


def _mark(names: str) -> frozenset[str]:
    return frozenset(names.split())


DIALECTS = (
    Dialect(
        "openrouter",
        ("openrouter.ai", ".openrouter.ai"),
        (_mark("provider native_finish_reason"),),
        _mark("provider native_finish_reason"),
        {"provider": "DeepInfra", "choices": [{"native_finish_reason": "stop"}]},
    ),
    Dialect(
        "azure.ai.openai",
        (".openai.azure.com", ".cognitiveservices.azure.com"),
        (_mark("prompt_filter_results"), _mark("content_filter_results"), _mark("latency_checkpoint")),
        _mark("prompt_filter_results content_filter_results latency_checkpoint"),
        {"prompt_filter_results": [{"prompt_index": 0}], "choices": []},
    ),
    Dialect(
        "azure.ai.inference", (".services.ai.azure.com", ".inference.ai.azure.com", "models.inference.ai.azure.com")
    ),
    Dialect("openai", ("api.openai.com", ".api.openai.com"), (), _mark("moderation")),
    Dialect(
        "groq", ("api.groq.com",), (_mark("x_groq"),), _mark("x_groq usage_breakdown"), {"x_groq": {"id": "req_1"}}
    ),
    Dialect("deepseek", ("api.deepseek.com",)),
    Dialect("mistral_ai", ("api.mistral.ai", "codestral.mistral.ai")),
    Dialect("x_ai", ("api.x.ai", ".api.x.ai")),
    Dialect(
        "perplexity",
        ("api.perplexity.ai",),
        (_mark("citations search_results"),),
        _mark("citations search_results related_questions"),
        {"citations": ["https://example.com"], "search_results": [{"url": "https://example.com"}]},
    ),
    Dialect(
        "vercel",
        ("ai-gateway.vercel.sh",),
        (_mark("generationId"),),
        _mark("generationId provider_metadata"),
        {"generationId": "gen_1"},
    ),
    Dialect(
        "cerebras", ("api.cerebras.ai",), (_mark("time_info"),), _mark("time_info"), {"time_info": {"total_time": 1}}
    ),
    Dialect("together", ("api.together.xyz", "api.together.ai"), (), _mark("text seed token_id prompt")),
    Dialect(
        "writer",
        ("api.writer.com",),
        (_mark("graph_data"),),
        frozenset(),
        {"choices": [{"message": {"graph_data": {}}}]},
    ),
    Dialect("llama.cpp", (), (_mark("timings"),), _mark("timings"), {"timings": {"prompt_n": 1}}),
    Dialect("vllm", (), (), _mark("stop_reason token_ids prompt_token_ids prompt_logprobs kv_transfer_params")),
    Dialect("litellm", (), (), _mark("stream_options")),
    Dialect("huggingface", ("router.huggingface.co", "api-inference.huggingface.co"), (), _mark("sla_metrics")),
    Dialect("gcp.gemini", ("generativelanguage.googleapis.com",)),
    Dialect("gcp.vertex_ai", ("aiplatform.googleapis.com", ".aiplatform.googleapis.com", "-aiplatform.googleapis.com")),
    Dialect("aws.bedrock", (".amazonaws.com", ".api.aws")),
    Dialect("ibm.watsonx.ai", (".ml.cloud.ibm.com",)),
    Dialect("anthropic", ("api.anthropic.com",)),
    Dialect("cohere", ("api.cohere.com", "api.cohere.ai")),
    Dialect("snowflake", (".snowflakecomputing.com",)),
    Dialect("ollama", ("ollama.com",)),
    Dialect("z_ai", ("api.z.ai", "open.bigmodel.cn")),
    Dialect("moonshot_ai", ("api.moonshot.ai", "api.moonshot.cn")),
    Dialect("alibaba", ("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com")),
    Dialect("fireworks", ("api.fireworks.ai",)),
    Dialect("github", ("models.github.ai", "api.githubcopilot.com")),
    Dialect("portkey", ("api.portkey.ai",)),
    Dialect("avian", ("api.avian.io",)),
    Dialect("nvidia", ("integrate.api.nvidia.com",)),
    Dialect("deepinfra", ("api.deepinfra.com",)),
    Dialect("ai21", ("api.ai21.com",)),
)

_STANDARD = _mark("id object created model choices usage system_fingerprint service_tier error")
UNDERSTOOD = _STANDARD.union(*(dialect.members for dialect in DIALECTS))
_BY_HOST = {host: dialect.provider for dialect in DIALECTS for host in dialect.hosts if host[0].isalnum()}
_BY_ENDING = {end: dialect.provider for dialect in DIALECTS for end in dialect.hosts if not end[0].isalnum()}
_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#@]*@)?([^/?#:@]+)")


def provider(url: str, answer: Json) -> str | None:
    """Who was called; None if neither the host nor the answer tells."""
    found = _HOST.match(url)
    host = found[1].lower() if found else ""
    if host in _BY_HOST:
        return _BY_HOST[host]
    for ending, name in _BY_ENDING.items():
        if host.endswith(ending):
            return name
    said = _names(answer)
    return next((dialect.provider for dialect in DIALECTS if any(mark <= said for mark in dialect.marks)), None)


def _names(answer: Json) -> set[str]:
    """The members of an answer, its choices and their messages that are not null."""
    answer = record(answer)
    choices = [choice for _, choice in records(answer.get("choices"))]
    places = [answer, *choices, *(record(choice.get("message")) for choice in choices)]
    return {name for place in places for name, value in place.items() if value is not None}
