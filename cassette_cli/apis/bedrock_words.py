"""Bedrock's own words (an address, a stop reason, a usage, an error) -> those of a Message.

Nothing is computed: `inputTokens` stays without the tokens that came out of a cache, as AWS counts them.
Source: botocore, bedrock-runtime service-2.json (StopReason, TokenUsage and the exceptions); the models' pages in the
Bedrock user guide for what they say on InvokeModel.
"""

from __future__ import annotations

from ..messages import Usage
from ..parts import Json
from .api import in_one_line, number, record, texts, word
from .providers import metrics_of, provider_of

PADDING = "p"  # of random length, in events
GUARDRAIL = "amazon-bedrock-guardrailAction"
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "tool_use": "tool_call",
    "guardrail_intervened": "content_filter",
    "content_filtered": "content_filter",
    "malformed_model_output": "error",
    "malformed_tool_use": "error",
    "stop": "stop",  # Llama, Mistral
    "length": "length",
    "tool_calls": "tool_call",
    "finish": "stop",  # Titan
    "finished": "stop",
    "stop_criteria_met": "stop",
    "complete": "stop",  # Cohere
    "error_limit": "length",
    "error_toxic": "content_filter",
    "error": "error",
    "endoftext": "stop",  # AI21
}


def provider(url: str, answer: Json) -> str:
    """Who was called: only AWS speaks so, but another's host may stand before it."""
    return provider_of(url) or "aws.bedrock"


def finish_of(raw: str | None) -> str | None:
    """A stop reason in few words; one that is not known stays."""
    return _FINISH.get(raw.lower(), raw) if raw else None


def usage_of(answer: dict[str, Json]) -> Usage | None:
    """The answer's usage (Converse, Nova), else the metrics that Bedrock adds to a stream."""
    usage = answer.get("usage")
    if isinstance(usage, dict) and usage:
        return Usage(
            input_tokens=number(usage.get("inputTokens")),
            output_tokens=number(usage.get("outputTokens")),
            cached_tokens=number(usage.get("cacheReadInputTokens"), usage.get("cacheReadInputTokenCount")),
            raw=usage,
        )
    return metrics_of(answer)


def is_exception(name: str) -> bool:
    """`throttlingException` and the like: the name of an event, and then of the answer's member."""
    return name.endswith("Exception")


def is_error(answer: Json) -> bool:
    """Whether it is what AWS answers with a status of 400 or more."""
    return isinstance(answer, dict) and any(
        isinstance(answer.get(key), str) for key in ("message", "Message", "__type")
    )


def error_of(answer: dict[str, Json]) -> str | None:
    """What went wrong: an exception that came in the stream, or an answer that is an error."""
    for key, value in answer.items():
        if is_exception(key):
            return in_one_line({**record(value), "type": key} if isinstance(value, dict) else f"{key}: {value}")
    if answer.get("error"):
        return in_one_line(answer["error"])
    kind = texts(answer.get("__type")).rpartition("#")[2] or None
    said = word(answer.get("message")) or word(answer.get("Message"))
    if said is None and kind is None:
        return None
    return in_one_line({"message": said, "type": kind}) if said else kind
