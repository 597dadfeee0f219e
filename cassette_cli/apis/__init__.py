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
from .bedrock_agent import BEDROCK_AGENT
from .bedrock_converse import BEDROCK_CONVERSE
from .bedrock_invoke import BEDROCK_INVOKE
from .bedrock_outcomes import BEDROCK_OUTCOMES
from .cohere_generate import COHERE_GENERATE
from .cohere_outcomes import COHERE_OUTCOMES
from .cohere_v1 import COHERE_V1
from .cohere_v2 import COHERE_V2
from .gemini_generate_content import GEMINI_GENERATE_CONTENT
from .gemini_interactions import GEMINI_INTERACTIONS
from .gemini_outcomes import GEMINI_OUTCOMES
from .mcp import MCP
from .ollama_chat import OLLAMA_CHAT
from .ollama_embed import OLLAMA_EMBED
from .ollama_generate import OLLAMA_GENERATE
from .openai_assistants import OPENAI_ASSISTANTS
from .openai_chat import OPENAI_CHAT
from .openai_completions import OPENAI_COMPLETIONS
from .openai_outcomes import OPENAI_OUTCOMES
from .openai_responses import OPENAI_RESPONSES
from .openai_transcription import OPENAI_TRANSCRIPTION
from .replicate import REPLICATE
from .watsonx import WATSONX

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
    MCP,
    OPENAI_ASSISTANTS,
    OPENAI_CHAT,
    OPENAI_COMPLETIONS,
    OPENAI_RESPONSES,
    OPENAI_TRANSCRIPTION,
    ANTHROPIC_MESSAGES,
    ANTHROPIC_COMPLETE,
    GEMINI_INTERACTIONS,
    GEMINI_GENERATE_CONTENT,
    *GEMINI_OUTCOMES,
    *BEDROCK_OUTCOMES,
    BEDROCK_CONVERSE,
    BEDROCK_INVOKE,
    BEDROCK_AGENT,
    COHERE_V1,
    COHERE_V2,
    COHERE_GENERATE,
    *COHERE_OUTCOMES,
    OLLAMA_CHAT,
    OLLAMA_GENERATE,
    OLLAMA_EMBED,
    WATSONX,
    REPLICATE,
    *OPENAI_OUTCOMES,
)


def api_of(call: Call) -> Api | None:
    """The first API that recognises the call."""
    return next((api for api in APIS if api.recognises(call)), None)
