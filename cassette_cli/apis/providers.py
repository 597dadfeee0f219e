"""A URL -> who was called, in OpenTelemetry's words (`gen_ai.provider.name`) where it has one, else spelt that way.

Hosts are whole names or, with another sign in front than a letter or digit, ends of names. Recordings often hide the
host or name a proxy, so None only means that the URL does not tell.
"""

from __future__ import annotations

import re

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
_HOST = re.compile(r"[A-Za-z][\w+.-]*://(?:[^/?#@]*@)?([^/?#:@]+)")


def provider_of(url: str) -> str | None:
    """Who stands behind the URL's host."""
    found = _HOST.match(url)
    host = found[1].lower() if found else ""
    if host in _BY_HOST:
        return _BY_HOST[host]
    return next((name for ending, name in _BY_ENDING.items() if host.endswith(ending)), None)
