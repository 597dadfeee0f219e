"""Ollama's generate: how it is told, its lines -> the answer in one piece, a prompt and that answer -> messages.

Text and thoughts are joined; the last line has the counts and `context`, the history as tokens. Image models answer
with a picture at the end, after lines that only count steps. A request without a prompt loads a model.
Source: ollama-python _types.py (GenerateRequest, GenerateResponse).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..messages import Message
from ..parts import Json, Other, Part, Text
from .api import Answer, Answered, Api, Asked, Call, Heard, Landmarks, Said, others, record, texts, word
from .draft import Draft
from .ollama_words import (
    READ,
    error,
    finish,
    fold,
    image,
    images,
    is_complete,
    is_refused,
    odd,
    provider,
    thought_and_text,
    usage,
)

_PATH = re.compile(r"/api/generate/?$")
_JOINED = frozenset({"response", "thinking"})
_READ = READ | {"response", "thinking", "context", "image", "completed", "total"}
_ELSEWHERE = frozenset({"model", "prompt", "system", "images", "stream"})


def recognises(call: Call) -> bool:
    """By the answer; by address and request where there is none, or an error."""
    answer, request, by_address = call.answer, record(call.request), bool(_PATH.search(call.path))
    if isinstance(answer, dict) and isinstance(answer.get("done"), bool):
        return isinstance(answer.get("response"), str) or (by_address and "message" not in answer)
    return (answer is None or is_refused(answer)) and by_address and isinstance(request.get("model"), str)


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the lines into one answer."""
    draft = Draft()
    for event, _, line in draft.objects(events):
        for key, value in line.items():
            if key in _JOINED and isinstance(value, str):
                draft.join((key,), event, (key,), value)
            elif key not in _JOINED:
                fold(draft, event, key, value)
            elif value is not None:
                draft.keep(event, (key,), value)
    return draft.answer()


def hear(line: Json) -> Heard:
    """What a line adds."""
    return Heard(text=len(texts(record(line).get("response"))))


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message."""
    parts = list(thought_and_text(answer, "response", ()))
    if data := word(answer.get("image")):
        parts.append(image(data, ("image",)))
    said = Message(
        role="assistant",
        parts=tuple(parts),
        finish_reason=finish(answer),
        finish_reason_raw=word(answer.get("done_reason")),
        unread=odd(answer, ("response", "thinking", "image")),
    )
    return Answered(
        model=word(answer.get("model")),
        answers=(said,) if answer.keys() & {"response", "thinking", "image"} else (),
        usage=usage(answer),
        error=error(answer),
        unread=others(answer, _READ),
    )


def read_request(request: dict[str, Json], url: str) -> Asked:
    """The prompt, with its pictures, is what the user says."""
    system, said = request.get("system"), tuple(_said(request))
    return Asked(
        model=word(request.get("model")),
        system_instructions=(Text(content=system, at=("system",)),) if isinstance(system, str) and system else (),
        messages=(Message(role="user", parts=said),) if said else (),
        parameters={key: value for key, value in request.items() if key not in _ELSEWHERE},
        unread=odd(request, ("system",), "images"),
    )


def _said(request: dict[str, Json]) -> Iterator[Part]:
    prompt, at = request.get("prompt"), ("prompt",)
    if isinstance(prompt, str) and prompt:
        yield Text(content=prompt, at=at)
    elif prompt not in (None, ""):
        yield Other(raw=prompt, at=at)
    yield from images(request.get("images"), ("images",))


OLLAMA_GENERATE = Api(
    name="ollama.generate",
    operation="text_completion",
    spoken_by=("Ollama",),
    streams=("json_lines",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
    landmarks=Landmarks(
        hear=hear,
        texts_begin=(re.compile(r'"response":\s*"[^"]'),),
        calls_begin=(),
        text_piece=re.compile(r'"response":\s*"((?:[^"\\]++|\\.)*+)"'),
        text_otherwise=re.compile(r"(?!)"),  # it always comes so
    ),
)
