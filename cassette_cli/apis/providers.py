"""A URL -> who was called, in OpenTelemetry's words (`gen_ai.provider.name`) where it has one, else spelt that way.

Hosts are whole names or, with another sign in front than a letter or digit, ends of names. Recordings often hide the
host or name a proxy, so None only means that the URL does not tell. Bedrock serves models that speak their own APIs:
what it says of them, the model in the URL and the metrics of the call, is read here too.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from ..messages import Usage
from ..parts import Json
from .api import number

_HOSTS: dict[str, tuple[str, ...]] = {
    "openrouter": ("openrouter.ai", ".openrouter.ai"),
    "azure.ai.openai": (".openai.azure.com", ".cognitiveservices.azure.com"),
    "azure.ai.inference": (".services.ai.azure.com", ".inference.ai.azure.com", "models.inference.ai.azure.com"),
    "openai": ("api.openai.com", ".api.openai.com"),
    "groq": ("api.groq.com",),
    "deepseek": ("api.deepseek.com",),
    "mistral_ai": ("api.mistral.ai", "codestral.mistral.ai"),
    "x_ai": ("api.x.ai", ".api.x.ai"),
    "perplexity": ("api.perplexity.ai",),
    "vercel": ("ai-gateway.vercel.sh",),
    "cerebras": ("api.cerebras.ai",),
    "together": ("api.together.xyz", "api.together.ai"),
    "writer": ("api.writer.com",),
    "huggingface": ("router.huggingface.co", "api-inference.huggingface.co"),
    "gcp.gemini": ("generativelanguage.googleapis.com",),
    "gcp.vertex_ai": ("aiplatform.googleapis.com", ".aiplatform.googleapis.com", "-aiplatform.googleapis.com"),
    "aws.bedrock": (".amazonaws.com", ".api.aws"),
    "ibm.watsonx.ai": (".ml.cloud.ibm.com",),
    "anthropic": ("api.anthropic.com",),
    "cohere": ("api.cohere.com", "api.cohere.ai"),
    "snowflake": (".snowflakecomputing.com",),
    "ollama": ("ollama.com",),
    "z_ai": ("api.z.ai", "open.bigmodel.cn"),
    "moonshot_ai": ("api.moonshot.ai", "api.moonshot.cn"),
    "alibaba": ("dashscope.aliyuncs.com", "dashscope-intl.aliyuncs.com"),
    "fireworks": ("api.fireworks.ai",),
    "github": ("models.github.ai", "api.githubcopilot.com"),
    "portkey": ("api.portkey.ai",),
    "avian": ("api.avian.io",),
    "nvidia": ("integrate.api.nvidia.com",),
    "deepinfra": ("api.deepinfra.com",),
    "replicate": (".replicate.com",),
    "ai21": ("api.ai21.com",),
}
_BY_HOST = {host: name for name, hosts in _HOSTS.items() for host in hosts if host[0].isalnum()}
_BY_ENDING = {end: name for name, hosts in _HOSTS.items() for end in hosts if not end[0].isalnum()}
METRICS = "amazon-bedrock-invocationMetrics"
_MODEL = re.compile(r"/model/([^?#]+?)/(?:invoke|converse|count-tokens)")
_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#@]*@)?([^/?#:@]+)")


def metrics_of(answer: dict[str, Json]) -> Usage | None:
    """The usage by what Bedrock adds to the last event of a streamed InvokeModel."""
    metrics = answer.get(METRICS)
    if not isinstance(metrics, dict) or not metrics:
        return None
    return Usage(
        input_tokens=number(metrics.get("inputTokenCount")),
        output_tokens=number(metrics.get("outputTokenCount")),
        cached_tokens=number(metrics.get("cacheReadInputTokenCount")),
        raw=metrics,
    )


def model_of(url: str) -> str | None:
    """The model that a URL of Bedrock names, percent-encoded there; an ARN has slashes of its own."""
    found = _MODEL.search(url)
    return unquote(found[1]) if found else None


def provider_of(url: str) -> str | None:
    """Who stands behind the URL's host."""
    found = _HOST.match(url)
    host = found[1].lower() if found else ""
    if host in _BY_HOST:
        return _BY_HOST[host]
    return next((name for ending, name in _BY_ENDING.items() if host.endswith(ending)), None)
