"""OpenAI Chat Completions, and all who speak it: how it is told, and an unstreamed completion -> its messages."""

from __future__ import annotations

import re

from ..messages import Message, Usage
from ..parts import Json, ToolCall
from .api import Answered, Api, Call, Heard, Landmarks, in_one_line, number, record, records, texts, word
from .openai_chat_dialects import UNDERSTOOD, provider
from .openai_chat_parts import parts_of, unread_of
from .openai_chat_plain import plain_texts
from .openai_chat_request import read_request
from .openai_chat_reshaping import fitted, steps
from .openai_chat_stream import unstream
from .providers import METRICS, metrics_of
from .steps import Reshaping

_PATH = re.compile(r"/chat/completions/?$")
_FINISH = {
    "stop": "stop",
    "eos": "stop",  # Together
    "end_turn": "stop",
    "length": "length",
    "max_tokens": "length",
    "model_length": "length",  # Mistral
    "content_filter": "content_filter",
    "tool_calls": "tool_call",
    "tool_call": "tool_call",
    "function_call": "tool_call",
    "error": "error",
    "insufficient_system_resource": "error",  # DeepSeek
    "abort": "error",  # vLLM, SGLang
}
_READ = UNDERSTOOD | {METRICS}
_CHOICE = frozenset({"index", "message", "delta", "finish_reason", "logprobs", "error"})


def recognises(call: Call) -> bool:
    """By the answer; by the address only where the answer is missing, or an error, or has no choices yet."""
    request, answer = call.request, call.answer
    by_address = bool(_PATH.search(call.path))
    if not isinstance(answer, dict):
        return by_address and (answer is None or isinstance(request, dict))
    choices = answer.get("choices")
    if not isinstance(choices, list):
        return by_address and _is_refused(answer)
    if not choices:  # Azure's first chunk, whose prompt may be that of an older completion
        is_chat = texts(answer.get("object")).startswith("chat.completion")
        is_filtered = "prompt_filter_results" in answer and not call.path.rstrip("/").endswith("/completions")
        is_asked = "messages" in record(request) or (is_filtered and "prompt" not in record(request))
        return is_chat or by_address or is_asked
    first = record(choices[0])
    if isinstance(first.get("delta"), dict) or isinstance(first.get("message"), dict):
        return True
    return "finish_reason" in first and "text" not in first  # Azure's filter results come without a delta


def _is_refused(answer: dict[str, Json]) -> bool:
    """Whether it says what went wrong; a `message` that is an object is an answer of Ollama's or Cohere's.

    Mistral's errors have an object there too, and are called one.
    """
    is_said = isinstance(answer.get("message"), str) or answer.get("object") == "error"
    return is_said or any(name in answer for name in ("error", "detail", "errors"))


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """A finish reason for each choice, or the end mark, which some leave out and some send without a reason."""
    choices = records(answer.get("choices"))
    return last == "[DONE]" or bool(choices and all(_reason(choice) for _, choice in choices))


def hear(chunk: Json) -> Heard:
    """What a chunk's first delta adds."""
    choices = records(record(chunk).get("choices"))
    delta = record(choices[0][1].get("delta")) if choices else {}
    content = delta.get("content")
    items = [texts(item.get("text")) for _, item in records(content)]
    called = [
        record(call.get("function")) or record(call.get("custom")) for _, call in records(delta.get("tool_calls"))
    ]
    called += [record(delta.get("function_call"))]
    return Heard(
        text=len(texts(content)) + sum(map(len, items)) + len(texts(record(delta.get("audio")).get("transcript"))),
        calls=sum(1 for call in called if call.get("name")),
        another=any(choice.get("index") for _, choice in choices),
        arguments=sum(len(texts(call.get("arguments") or call.get("input"))) for call in called),
    )


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    cited = answer.get("search_results") or answer.get("citations")  # Perplexity
    citations = tuple(cited) if isinstance(cited, list) else ()
    choices = records(answer.get("choices"))
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")) or word(answer.get("model_id")),
        answers=tuple(_answer(at, choice, citations) for at, choice in choices),
        usage=_usage(answer.get("usage")) or metrics_of(answer),
        error=_error(answer, choices),
        unread={key: value for key, value in answer.items() if key not in _READ and value not in (None, [], {})},
    )


def _answer(at: int, choice: dict[str, Json], citations: tuple[Json, ...]) -> Message:
    message = record(choice.get("message"))
    parts = tuple(parts_of(message, ("choices", at, "message"), citations))
    raw = _reason(choice)
    silent = "tool_call" if any(isinstance(part, ToolCall) for part in parts) else "stop"  # Snowflake Cortex says none
    read = UNDERSTOOD | _CHOICE | ({"stop_reason"} if raw == choice.get("stop_reason") else set())
    beside = {key: value for key, value in choice.items() if key not in read and value is not None}
    return Message(
        role=texts(message.get("role")) or "assistant",
        parts=parts,
        name=word(message.get("name")),
        finish_reason=_FINISH.get(raw.lower(), raw) if raw else silent,
        finish_reason_raw=raw,
        unread={**unread_of(message), **beside},
    )


def _reason(choice: dict[str, Json]) -> str | None:
    """Why it ended; vLLM has a stop reason beside that, Bedrock instead of it."""
    return word(choice.get("finish_reason")) or word(choice.get("stop_reason"))


def _usage(usage: Json) -> Usage | None:
    if not isinstance(usage, dict):
        return None
    asked, answered = record(usage.get("prompt_tokens_details")), record(usage.get("completion_tokens_details"))
    return Usage(
        input_tokens=number(usage.get("prompt_tokens"), usage.get("input_tokens")),
        output_tokens=number(usage.get("completion_tokens"), usage.get("output_tokens")),
        cached_tokens=number(asked.get("cached_tokens"), usage.get("prompt_cache_hit_tokens")),  # OpenAI, DeepSeek
        reasoning_tokens=number(answered.get("reasoning_tokens"), usage.get("reasoning_tokens")),
        raw=usage,
    )


def _error(answer: dict[str, Json], choices: list[tuple[int, dict[str, Json]]]) -> str | None:
    """What the API says went wrong: of the whole answer, or of a choice (OpenRouter)."""
    found = [answer.get("error"), *(choice.get("error") for _, choice in choices)]
    if not choices:
        found += [answer.get(key) for key in ("message", "detail", "errors")]
    return next((in_one_line(error) for error in found if error), None)


OPENAI_CHAT = Api(
    name="openai.chat",
    operation="chat",
    spoken_by=(
        "OpenAI",
        "Azure",
        "OpenRouter",
        "Bedrock",
        "DeepSeek",
        "vLLM",
        "SGLang",
        "Groq",
        "xAI",
        "Mistral",
        "Together",
        "Perplexity",
        "Writer",
        "Snowflake",
        "LiteLLM",
        "Vercel AI Gateway",
        "Hugging Face",
        "Cerebras",
        "llama.cpp",
        "Ollama and many more",
    ),
    streams=("sse", "aws_event_stream"),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    reshaping=Reshaping(steps, fitted),
    plain_texts=plain_texts,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    landmarks=Landmarks(
        hear=hear,
        texts_begin=(
            re.compile(r'"content":\s*"[^"]'),
            re.compile(r'"content":\s*\[\s*\{\s*"type":\s*"text"'),
            re.compile(r'"transcript":\s*"[^"]'),
        ),
        # of the delta alone: Writer and Perplexity say it once more in a message beside it
        text_piece=re.compile(r'"delta":\s*\{(?:[^{}"]|"[^"\\]*+")*?"content":\s*"((?:[^"\\]++|\\.)*+)"'),
        text_otherwise=re.compile(r'"content":\s*\[|"transcript":\s*"[^"]'),
        calls_begin=(re.compile(r'"tool_calls":\s*\[\s*\{'), re.compile(r'"function_call":\s*\{')),
    ),
)
