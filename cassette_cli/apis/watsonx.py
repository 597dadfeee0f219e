"""IBM watsonx.ai's text generation: a prompt, an answer, a stream of pieces of text -> messages.

Each result's text is joined; token counts are those so far, so the last ones count, but only the first event has the
prompt's. `not_finished` stands in all events but the last. Its chat is Chat Completions.
Source: IBM watsonx.ai API reference, Text generation (TextGenResult), and recordings; no SDK was run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message, Usage
from ..parts import Json, JsonPath, text_at
from .api import Answer, Answered, Api, Asked, Call, Said, in_one_line, is_records, number, others, records, texts, word
from .draft import Draft
from .providers import provider_of

_PATH = re.compile(r"/text/generation(?:_stream)?/?$")
_READ = frozenset({"model_id", "model_version", "created_at", "results", "errors", "error", "trace", "status_code"})
_RESULT = frozenset({"generated_text", "generated_token_count", "input_token_count", "stop_reason", "seed"})
_GROWING = frozenset({"generated_tokens"})
_ONCE = frozenset({"input_token_count", "input_tokens", "seed"})  # nothing, or 0, in later events
_UNFINISHED = "not_finished"
_FINISH = {
    "eos_token": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "token_limit": "length",
    "cancelled": "error",
    "error": "error",
    _UNFINISHED: "error",  # the stream was cut
}


def recognises(call: Call) -> bool:
    """By the answer; by the address where there is none, or an error, or no results yet."""
    answer, by_address = call.answer, bool(_PATH.search(call.path))
    if not isinstance(answer, dict):
        return answer is None and by_address
    results = records(answer.get("results"))
    if results:
        return isinstance(results[0][1].get("generated_text"), str)
    return by_address and bool(answer.keys() & {"errors", "error", "model_id"})


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    for event, _, said in draft.objects(events):
        for key, value in said.items():
            if key == "results" and is_records(value):
                for at, result in records(value):
                    _result(draft, event, at, result)
            elif key == "results":
                draft.keep(event, (key,), value)
            elif key in ("model_id", "model_version"):
                draft.first((key,), event, (key,), value)
            else:
                draft.last((key,), event, (key,), value)
    return draft.answer()


def _result(draft: Draft, event: int, at: int, result: dict[str, Json]) -> None:
    for key, value in result.items():
        to: JsonPath = ("results", at, key)
        if key == "generated_text" and isinstance(value, str):
            draft.join(to, event, to, value)
        elif key in _GROWING and isinstance(value, list):
            draft.extend(to, event, to, value)
        elif key in _ONCE:
            draft.first(to, event, to, value)
        else:
            draft.last(to, event, to, value)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """Each result says why it ended."""
    reasons = [texts(result.get("stop_reason")).lower() for _, result in records(answer.get("results"))]
    return bool(reasons) and all(reason not in ("", _UNFINISHED) for reason in reasons)


def read_answer(answer: dict[str, Json]) -> Answered:
    """Each result is a message of one text; `system` has warnings for all to see."""
    results = answer.get("results")
    return Answered(
        model=word(answer.get("model_id")),
        answers=tuple(_message(at, result) for at, result in records(results)),
        usage=_usage(results),
        error=_error(answer),
        unread=others(answer, _READ) | ({} if is_records(results) else {"results": results}),
    )


def _message(at: int, result: dict[str, Json]) -> Message:
    raw = word(result.get("stop_reason"))
    text = result.get("generated_text")
    return Message(
        role="assistant",
        parts=() if text is None else (text_at(text, ("results", at, "generated_text")),),
        finish_reason=_FINISH.get(raw.lower(), raw) if raw else None,
        finish_reason_raw=raw,
        unread=others(result, _RESULT),
    )


def _usage(results: Json) -> Usage | None:
    """Of the first result; there is one for each prompt, and one prompt."""
    first = next((result for _, result in records(results)), {})
    said = {key: value for key, value in first.items() if key.endswith("_token_count")}
    asked, answered = (number(said.get(key)) for key in ("input_token_count", "generated_token_count"))
    return Usage(input_tokens=asked, output_tokens=answered, raw=said) if said else None


def _error(answer: dict[str, Json]) -> str | None:
    errors = answer.get("errors")
    found = errors[0] if isinstance(errors, list) and errors else errors or answer.get("error")
    return in_one_line(found) if found else None


def read_request(request: dict[str, Json], url: str) -> Asked:
    """The input is what the user says."""
    said = request.get("input")
    return Asked(
        model=word(request.get("model_id")),
        messages=(Message(role="user", parts=(text_at(said, ("input",)),)),) if said is not None else (),
        parameters={key: value for key, value in request.items() if key not in ("model_id", "input")},
    )


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, else IBM."""
    return provider_of(url) or "ibm.watsonx.ai"


WATSONX = Api(
    name="watsonx.generate",
    operation="text_completion",
    spoken_by=("watsonx.ai: text generation",),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
