"""Anthropic's legacy Text Completions, also Claude 2 on Bedrock: a prompt, pieces of a completion -> one message.

Pieces are joined, reasons are the last ones said; the text begins with a space, as the model said it. Answers of API
version 2023-01-01, whose every event had all of the text so far, were not met in a recording and are not told apart.
Source: recordings of /v1/complete and of Bedrock; the current SDK has no such resource.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message, Usage
from ..parts import Json, Other, Part, Text
from .anthropic_messages_request import model_in
from .api import Answer, Answered, Api, Asked, Call, Said, in_one_line, number, record, word
from .draft import Draft
from .providers import provider_of

_PATH = re.compile(r"/v1/complete/?$|/model/[^?#]*(?:anthropic|claude)[^?#]*/invoke(?:-with-response-stream)?$")
_FIRST = frozenset({"type", "id", "model", "log_id"})
_PADDING = frozenset({"p"})
_METRICS = "amazon-bedrock-invocationMetrics"
_READ = frozenset(("type", "id", "model", "log_id", "completion", "stop_reason", "stop", "truncated", "exception"))
_FINISH = {"stop_sequence": "stop", "end_turn": "stop", "max_tokens": "length"}


def recognises(call: Call) -> bool:
    """By the completion; by the address and a prompt where there is none."""
    answer, request = call.answer, record(call.request)
    is_here = bool(_PATH.search(call.path)) and ("prompt" in request or call.path.rstrip("/").endswith("/complete"))
    if not isinstance(answer, dict):
        return answer is None and is_here
    if isinstance(answer.get("completion"), str) and (answer.get("type") == "completion" or "stop_reason" in answer):
        return True
    return is_here and (answer.get("type") == "ping" or any(name in answer for name in ("error", "message")))


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    for event, _, said in draft.objects(events):
        if said.get("type") != "ping":
            _event(draft, event, said)
    return draft.answer()


def _event(draft: Draft, event: int, said: dict[str, Json]) -> None:
    for key, value in said.items():
        if key == "completion" and isinstance(value, str):
            draft.join((key,), event, (key,), value)
        elif key == "type" and value == "error":
            continue  # the error itself follows
        elif key in _FIRST:
            draft.first((key,), event, (key,), value)
        elif key not in _PADDING:
            draft.last((key,), event, (key,), value)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """It has a reason why it stopped; there is no end mark."""
    return bool(word(answer.get("stop_reason")))


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message of one text."""
    error = answer.get("error") or (answer.get("message") if "completion" not in answer else None)
    return Answered(
        id=word(answer.get("id")) or word(answer.get("log_id")),
        model=word(answer.get("model")),
        answers=(_message(answer),) if "completion" in answer else (),
        usage=_usage(record(answer.get(_METRICS))),
        error=in_one_line(error) if error else None,
        unread={
            key: value
            for key, value in answer.items()
            if key not in _READ and key not in ("error", "message", _METRICS) and value not in (None, [], {})
        },
    )


def _message(answer: dict[str, Json]) -> Message:
    raw = word(answer.get("stop_reason"))
    text, at = answer["completion"], ("completion",)
    part: Part = Text(content=text, at=at) if isinstance(text, str) else Other(raw=text, at=at)
    return Message(
        role="assistant",
        parts=(part,),
        finish_reason=_FINISH.get(raw, raw) if raw else None,
        finish_reason_raw=raw,
    )


def _usage(metrics: dict[str, Json]) -> Usage | None:
    """Only Bedrock counts tokens, in the metrics of its last frame."""
    if not metrics:
        return None
    asked, answered = (number(metrics.get(f"{side}TokenCount")) for side in ("input", "output"))
    return Usage(input_tokens=asked, output_tokens=answered, raw=metrics)


def read_request(request: dict[str, Json], url: str) -> Asked:
    """The prompt is what the user says, with the turns written into it."""
    prompt, at = request.get("prompt"), ("prompt",)
    part: Part = Text(content=prompt, at=at) if isinstance(prompt, str) else Other(raw=prompt, at=at)
    return Asked(
        model=word(request.get("model")) or model_in(url),
        messages=(Message(role="user", parts=(part,)),) if prompt is not None else (),
        parameters={key: value for key, value in request.items() if key not in ("model", "prompt", "stream")},
    )


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, by the metrics that Bedrock adds, or Anthropic."""
    return provider_of(url) or ("aws.bedrock" if _METRICS in record(answer) else "anthropic")


ANTHROPIC_COMPLETE = Api(
    name="anthropic.complete",
    operation="text_completion",
    spoken_by=("Anthropic",),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
