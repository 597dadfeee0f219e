"""Replicate's predictions: how they are told, and a prediction -> its message.

A language model's output is a string or a list of pieces of one; others give files by their address, or any JSON. A
prediction that has just begun has no output yet; that is told by its status.
Source: replicate.com/docs/topics/predictions, and the HTTP API's reference; recordings of streams.
"""

from __future__ import annotations

import re

from ..messages import Message, Usage
from ..parts import Json, Other, Part, Text, at_url
from .api import Answered, Api, Call, in_one_line, number, others, parsed, record, word
from .providers import provider_of
from .replicate_request import modality_of, read_request
from .replicate_stream import is_address, unstream

_HOST = re.compile(r"^https?://(?:[\w-]+\.)*replicate\.(?:com|net)(?:[:/]|$)")
_PATH = re.compile(r"/predictions(?:/[^/]+)?/?$")
_ENDED = {"succeeded": "stop", "failed": "error", "canceled": "canceled", "aborted": "error"}
_STATES = frozenset({"starting", "processing", *_ENDED})
_READ = frozenset(
    {
        *("id", "model", "version", "input", "output", "error", "status", "logs", "metrics", "urls", "detail", "title"),
        *("created_at", "started_at", "completed_at", "data_removed", "source", "webhook", "webhook_completed"),
    }
)


def recognises(call: Call) -> bool:
    """By a prediction's state and addresses, or by the names of a stream's events; by host and address without both."""
    answer, event = call.answer, call.event
    is_here = bool(_HOST.match(call.url))
    if event:
        if isinstance(answer, dict):
            is_end = event == "done" and answer.keys() <= {"reason"}
            is_piece = event == "output" and not answer  # "{}" is a word of many a program
            return is_end or is_piece or (is_here and event in ("output", "logs", "error"))
        return event == "output" or (is_here and event in ("logs", "done", "error"))
    if isinstance(answer, dict) and not answer.keys() & {"choices", "object"}:
        is_prediction = word(answer.get("status")) in _STATES and isinstance(answer.get("urls"), dict)
        if is_prediction and ("input" in answer or "output" in answer):
            return "/trainings" not in call.path
    is_error = isinstance(answer, dict) and bool(answer.keys() & {"detail", "error"}) and "status" in answer
    return is_here and bool(_PATH.search(call.path)) and (answer is None or is_error)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """It has come to an end, good or bad."""
    return word(answer.get("status")) in _ENDED


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message, if there is output."""
    state = word(answer.get("status"))
    output = answer.get("output")
    error = answer.get("error") or (answer.get("detail") if "urls" not in answer else None)
    said: tuple[Message, ...] = ()
    if output not in (None, []):
        reason = _ENDED.get(state) if state else None
        said = (Message("assistant", _parts(output), finish_reason=reason, finish_reason_raw=state),)
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")) or word(answer.get("version")),
        answers=said,
        usage=_usage(record(answer.get("metrics"))),
        error=in_one_line(parsed(error) if isinstance(error, str) else error) if error else None,
        outcome=f"prediction {state}" if state and not said and not error else None,
        unread=others(answer, _READ),
    )


def _parts(output: Json) -> tuple[Part, ...]:
    items = output if isinstance(output, list) else [output]
    if all(isinstance(item, str) for item in items):
        if not all(map(is_address, items)):
            return (Text(content="".join(items), at=("output",)),)
        places = [("output", at) if isinstance(output, list) else ("output",) for at in range(len(items))]
        return tuple(at_url(modality_of(item), item, place) for item, place in zip(items, places, strict=True))
    return (Other(raw=output, at=("output",)),)


def _usage(metrics: dict[str, Json]) -> Usage | None:
    """Language models count tokens among the metrics."""
    asked, answered = (number(metrics.get(key)) for key in ("input_token_count", "output_token_count"))
    return Usage(input_tokens=asked, output_tokens=answered, raw=metrics) if metrics else None


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, else Replicate."""
    return provider_of(url) or "replicate"


REPLICATE = Api(
    name="replicate.predictions",
    operation="text_completion",
    spoken_by=("Replicate",),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    reads_text=True,
)
