"""The formats of LLM APIs that `samples/apis` holds -> their samples, and what the sample server answers for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from . import (
    anthropic,
    bedrock,
    bedrock_agent,
    cohere,
    gemini,
    mcp,
    ollama,
    openai,
    openai_assistants,
    openai_responses,
    others,
)
from .exchange import Exchange, Sample

__all__ = ["Exchange", "Sample", "answers", "samples"]

_FORMATS = (
    openai,
    openai_responses,
    openai_assistants,
    anthropic,
    gemini,
    bedrock,
    bedrock_agent,
    cohere,
    ollama,
    others,
    mcp,
)


def samples() -> Iterator[Sample]:
    """All of them, by format."""
    return chain.from_iterable(each.samples() for each in _FORMATS)


def answers() -> dict[tuple[str, bytes], Exchange]:
    """By what was asked: the path with its query, and the body."""
    return {(exchange.path, exchange.request): exchange for sample in samples() for exchange in sample.exchanges}
