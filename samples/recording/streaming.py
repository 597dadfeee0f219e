"""An unstreamed answer -> the chunks that the same API streams: its pieces, in the dialects of several providers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from answers import Json

DONE = "data: [DONE]\n\n"


def data(value: Json) -> str:
    """One event of server-sent events."""
    return f"data: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n\n"


def pieces(text: str) -> list[str]:
    """A text cut as a model streams it: by words, and long runs without a space by three characters."""
    return re.findall(r"\s*\S{1,3}(?![\x21-\x7e])|\s*[\x21-\x7e]+|\s+", text)


def deltas(choice: Json) -> Iterator[Json]:
    """The deltas of one choice, each with its logprobs and finish reason, as OpenAI sends them."""
    message, logprobs = choice["message"], (choice["logprobs"] or {}).get("content") or []

    def part(delta: Json, finish: str | None = None, entries: list[Json] | None = None) -> Json:
        found = {"content": entries, "refusal": None} if entries else None
        return {"index": choice["index"], "delta": delta, "logprobs": found, "finish_reason": finish}

    yield part({"role": "assistant", "content": message["content"] and "", "refusal": None})
    for piece in pieces(message.get("reasoning_content") or ""):
        yield part({"reasoning_content": piece})
    if logprobs:
        for entry in logprobs:
            yield part({"content": entry["token"]}, entries=[entry])
    else:
        for piece in pieces(message["content"] or ""):
            yield part({"content": piece})
    for piece in pieces(message["refusal"] or ""):
        yield part({"refusal": piece})
    for index, call in enumerate(message.get("tool_calls", [])):
        name, arguments = call["function"]["name"], call["function"]["arguments"]
        yield part({"tool_calls": [{"index": index, **call, "function": {"name": name, "arguments": ""}}]})
        for piece in re.findall(r".{1,6}", arguments):
            yield part({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    yield part({}, choice["finish_reason"])


def chunks(answer: Json) -> Iterator[Json]:
    """All chunks but the one with the usage; several choices come interleaved."""
    head = {key: value for key, value in answer.items() if key not in ("choices", "usage")}
    head["object"] = "chat.completion.chunk"
    for together in zip_longest(*(list(deltas(choice)) for choice in answer["choices"])):
        for part in filter(None, together):
            yield {**head, "choices": [part]}


def openai(answer: Json, request: Json) -> Iterator[str]:
    """OpenAI: with `include_usage` a last chunk without choices, `usage` null in all others."""
    wants_usage = (request.get("stream_options") or {}).get("include_usage")
    last: Json = {}
    for chunk in chunks(answer):
        last = {**chunk, "usage": None} if wants_usage else chunk
        yield data(last)
    if wants_usage:
        yield data({**last, "choices": [], "usage": answer["usage"]})
    yield DONE


def deepseek(answer: Json, _: Json) -> Iterator[str]:
    """DeepSeek: `content` null beside `reasoning_content` and the reverse; usage in the finish chunk."""
    for chunk in chunks(answer):
        part = chunk["choices"][0]
        delta = part["delta"]
        if "reasoning_content" in delta:
            delta["content"] = None
        elif "content" in delta:
            delta["reasoning_content"] = None
        yield data({**chunk, "usage": answer["usage"] if part["finish_reason"] else None})
    yield DONE


def openrouter(answer: Json, _: Json) -> Iterator[str]:
    """OpenRouter: comments, the role in each chunk, reasoning twice, the finish reason in two chunks."""
    yield ": OPENROUTER PROCESSING\n\n"
    yield ": OPENROUTER PROCESSING\n\n"
    for chunk in chunks(answer):
        part = chunk["choices"][0]
        delta = {"role": "assistant", "content": "", **part["delta"]}
        delta.pop("refusal", None)
        if text := delta.pop("reasoning_content", None):
            delta["reasoning"] = text
            detail = {"type": "reasoning.text", "text": text, "format": "unknown", "index": 0}
            delta["reasoning_details"] = [detail]
        part = {**part, "delta": delta, "native_finish_reason": part["finish_reason"]}
        routed = {**chunk, "provider": "Sample", "choices": [part]}
        yield data(routed)
        if part["finish_reason"]:
            yield data({**routed, "usage": answer["usage"]})
    yield DONE


def azure(answer: Json, request: Json) -> Iterator[str]:
    """Azure: a first chunk of filter results, filter results beside each choice, one choice without a delta."""
    safe = {"hate": {"filtered": False, "severity": "safe"}}
    filtered = [{"prompt_index": 0, "content_filter_results": safe}]
    head = {"id": "", "object": "", "created": 0, "model": ""}
    yield data({**head, "choices": [], "prompt_filter_results": filtered})
    for event in openai(answer, request):
        if event == DONE:
            offsets = {"check_offset": 0, "start_offset": 0, "end_offset": 91}
            part = {"index": 0, "finish_reason": None, "content_filter_offsets": offsets}
            yield data({**head, "choices": [{**part, "content_filter_results": safe}]})
        yield event


def groq(answer: Json, _: Json) -> Iterator[str]:
    """Groq: usage in `x_groq` of the finish chunk."""
    for number, chunk in enumerate(chunks(answer)):
        if number == 0:
            chunk["x_groq"] = {"id": "req_sample_0001", "seed": 7}
        if chunk["choices"][0]["finish_reason"]:
            chunk["x_groq"] = {"id": "req_sample_0001", "usage": answer["usage"]}
        yield data(chunk)
    yield DONE


def mistral(answer: Json, _: Json) -> Iterator[str]:
    """Mistral: reasoning as a list of thinking parts in `content`; tool calls whole; padding."""
    for chunk in chunks(answer):
        part = chunk["choices"][0]
        delta = part["delta"]
        delta.pop("refusal", None)
        if text := delta.pop("reasoning_content", None):
            delta["content"] = [{"type": "thinking", "thinking": [{"type": "text", "text": text}]}]
        elif delta.get("content") and answer["choices"][0]["message"].get("reasoning_content"):
            delta["content"] = [{"type": "text", "text": delta["content"]}]
        if part["finish_reason"]:
            chunk["usage"] = answer["usage"]
        yield data({**chunk, "p": "abcdefghijkl"[: len(json.dumps(delta)) % 12]})
    yield DONE


def perplexity(answer: Json, _: Json) -> Iterator[str]:
    """Perplexity: each chunk repeats the message so far and the sources; CRLF; no `[DONE]`."""
    said = ""
    for chunk in chunks(answer):
        part = chunk["choices"][0]
        said += part["delta"].get("content") or ""
        part["message"] = {"role": "assistant", "content": said}
        chunk["object"] = "chat.completion.done" if part["finish_reason"] else chunk["object"]
        sources = ["https://example.com/crabs", "https://example.org/bells"]
        yield data({**chunk, "usage": answer["usage"], "citations": sources}).replace("\n", "\r\n")


def cut(answer: Json, request: Json) -> Iterator[str]:
    """The connection was lost in the middle: no finish reason, no usage, no `[DONE]`, the last event unfinished."""
    events = list(openai(answer, request))
    yield from events[: len(events) // 2]
    yield events[len(events) // 2][:60]


def failing(answer: Json, request: Json) -> Iterator[str]:
    """A chunk without choices that carries an error, and nothing after it."""
    yield from list(openai(answer, request))[:6]
    yield data({"error": {"message": "The model is overloaded.", "type": "server_error", "param": None, "code": None}})


def failing_by_name(answer: Json, request: Json) -> Iterator[str]:
    """Groq's way: an event named `error`, then nothing."""
    yield from list(openai(answer, request))[:6]
    fault = {"message": "Failed to call a function.", "type": "invalid_request_error", "code": "tool_use_failed"}
    yield "event: error\n" + data({"error": {**fault, "failed_generation": "<weather>Pisa"}})


Dialect = Callable[[Json, Json], Iterable[str]]

DIALECTS: dict[str, Dialect] = {
    "v1": openai,
    "deepseek": deepseek,
    "openrouter": openrouter,
    "azure": azure,
    "groq": groq,
    "mistral": mistral,
    "perplexity": perplexity,
    "cut": cut,
    "failing": failing,
    "failing-by-name": failing_by_name,
}
