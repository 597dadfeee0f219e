"""OpenAI's legacy Completions: a prompt, an answer, a stream of pieces of text -> messages.

Each choice's `text` is joined, its logprobs are lists that grow, usage is the last that is not null; with several
prompts, or `n`, choices come interleaved and are told apart by `index`.
Source: openai-python types/completion.py; vLLM, Azure and others speak it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message, Usage
from ..parts import Json, JsonPath, Other, Part, Text
from .api import Answer, Answered, Api, Asked, Call, Said, in_one_line, number, record, records, word
from .draft import Draft
from .openai_chat_dialects import provider
from .providers import METRICS, metrics_of, model_of

_PATH = re.compile(r"/completions/?$")
_FIRST = frozenset({"id", "model", "created", "system_fingerprint"})
_READ = frozenset({"id", "model", "created", "system_fingerprint", "object", "choices", "usage", "error"}) | {METRICS}
_CHOICE = frozenset({"text", "index", "finish_reason", "logprobs"})
_PADDING = frozenset({"obfuscation"})
_FINISH = {"stop": "stop", "length": "length", "content_filter": "content_filter"}


def recognises(call: Call) -> bool:
    """By a choice that has a text and neither delta nor message; by the address where there is no answer to look at."""
    answer = call.answer
    by_address = bool(_PATH.search(call.path)) and "/chat/" not in call.path
    if not isinstance(answer, dict):
        return by_address and isinstance(call.request, dict) and "prompt" in call.request
    choices = records(answer.get("choices"))
    if choices:
        first = choices[0][1]
        return isinstance(first.get("text"), str) and not isinstance(first.get("delta") or first.get("message"), dict)
    is_told = answer.get("object") == "text_completion" or "prompt_filter_results" in answer  # Azure's first chunk
    is_told = is_told or (by_address and "error" in answer)
    return is_told and "prompt" in record(call.request)


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the chunks into the completion as it would have come in one piece."""
    draft = Draft()
    for event, _, chunk in draft.objects(events):
        for key, value in chunk.items():
            if key == "choices" and isinstance(value, list):
                _choices(draft, event, value)
            elif key in _FIRST:
                draft.first((key,), event, (key,), value)
            elif key == "object":
                draft.set(("object",), "text_completion")
            elif key not in _PADDING:
                draft.last((key,), event, (key,), value)
    return draft.answer()


def _choices(draft: Draft, event: int, choices: list[Json]) -> None:
    for at, choice in enumerate(choices):
        if isinstance(choice, dict):
            _choice(draft, event, at, choice)
        else:
            draft.keep(event, ("choices", at), choice)


def _choice(draft: Draft, event: int, at: int, choice: dict[str, Json]) -> None:
    index = choice.get("index")
    into: JsonPath = ("choices", index if isinstance(index, int) else at)  # some leave out the index
    for key, value in choice.items():
        to, path = (*into, key), ("choices", at, key)
        if key == "text" and isinstance(value, str):
            draft.join(to, event, path, value)
        elif key == "logprobs" and isinstance(value, dict):
            for name, entries in value.items():
                if isinstance(entries, list):
                    draft.extend((*to, name), event, (*path, name), entries)
                else:
                    draft.last((*to, name), event, (*path, name), entries)
        elif value is None:
            draft.silent(to, event, path)
        else:
            draft.last(to, event, path, value)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """A finish reason for each choice, or the end mark."""
    choices = records(answer.get("choices"))
    return last == "[DONE]" or bool(choices and all(_reason(choice) for _, choice in choices))


def read_answer(answer: dict[str, Json]) -> Answered:
    """Each choice is a message of one text."""
    usage = answer.get("usage")
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")),
        answers=tuple(_answer(at, choice) for at, choice in records(answer.get("choices"))),
        usage=_usage(usage) if isinstance(usage, dict) else metrics_of(answer),
        error=in_one_line(answer["error"]) if answer.get("error") else None,
        unread={
            key: value for key, value in answer.items() if key not in _READ | {METRICS} and value not in (None, [], {})
        },
    )


def _answer(at: int, choice: dict[str, Json]) -> Message:
    raw = _reason(choice)
    text = choice.get("text")
    path = ("choices", at, "text")
    parts: tuple[Part, ...] = (Text(content=text, at=path),) if isinstance(text, str) else (Other(raw=text, at=path),)
    return Message(
        role="assistant",
        parts=parts,
        finish_reason=_FINISH.get(raw, raw) if raw else "stop",
        finish_reason_raw=raw,
        unread={
            key: value
            for key, value in choice.items()
            if key not in _CHOICE and value is not None and (key, value) != ("stop_reason", raw)
        },
    )


def _reason(choice: dict[str, Json]) -> str | None:
    """Why it ended; vLLM has a stop reason beside that, Bedrock instead of it."""
    return word(choice.get("finish_reason")) or word(choice.get("stop_reason"))


def _usage(usage: dict[str, Json]) -> Usage:
    asked, answered = (record(usage.get(f"{side}_tokens_details")) for side in ("prompt", "completion"))
    return Usage(
        input_tokens=number(usage.get("prompt_tokens")),
        output_tokens=number(usage.get("completion_tokens")),
        cached_tokens=number(asked.get("cached_tokens")),
        reasoning_tokens=number(answered.get("reasoning_tokens")),
        raw=usage,
    )


def read_request(request: dict[str, Json], url: str) -> Asked:
    """The prompt is what the user says: one text, several, or tokens, which stay numbers."""
    prompt = request.get("prompt")
    prompts = prompt if isinstance(prompt, list) and all(isinstance(each, str) for each in prompt) else [prompt]
    messages = [
        Message(role="user", parts=(Text(content=each, at=("prompt",)) if isinstance(each, str) else Other(raw=each),))
        for each in prompts
        if each is not None
    ]
    elsewhere = ("model", "prompt", "stream")
    return Asked(
        model=word(request.get("model")) or model_of(url),
        messages=tuple(messages),
        parameters={key: value for key, value in request.items() if key not in elsewhere},
    )


OPENAI_COMPLETIONS = Api(
    name="openai.completions",
    operation="text_completion",
    spoken_by=("OpenAI", "Azure", "vLLM", "Together", "Writer", "llama.cpp", "Bedrock"),
    streams=("sse", "aws_event_stream"),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
