"""Cohere's Generate API, the one before Chat: a prompt, texts or pieces of them -> a message each.

Streamed, each piece has the number of its text, and the last event repeats the texts under `response.generations`.
The same answers come from Bedrock, where the address says so. Retired in 2025, but recorded.
Source: cohere-python types/{generation,generate_streamed_response,generate_stream_end_response}.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message
from ..parts import Json, JsonPath, text_at
from .api import Answer, Answered, Api, Asked, Call, Copy, Place, Said, is_records, others, record, records, texts, word
from .cohere_words import finish, is_refused, parameters, provider, refusal, usage, warnings
from .draft import Draft
from .providers import provider_of

_PATH = re.compile(r"/(?:v1/)?generate/?$")
_ELSEWHERE = frozenset({"model", "prompt"})
_READ = frozenset({"id", "generations", "prompt", "meta", "finish_reason", "message", "error", "err", "detail"})
_TEXT = frozenset({"id", "text", "index", "finish_reason"})
_EVENTS = ("text-generation", "stream-end", "stream-error")


def recognises(call: Call) -> bool:
    """By the texts of an answer, by the events of a stream that answers a prompt; else by host and address."""
    answer, path = call.answer, call.path
    is_here = bool(_PATH.search(path))
    if not isinstance(answer, dict):
        return answer is None and is_here and provider_of(call.url) == "cohere"
    if texts(answer.get("event_type")) in _EVENTS:
        return is_here or "prompt" in record(call.request)
    generations = records(answer.get("generations"))
    if generations and isinstance(generations[0][1].get("text"), str):
        return "/model/" not in path and ("meta" in answer or "prompt" in answer or is_here)
    return is_here and is_refused(answer) and provider_of(call.url) == "cohere"


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' JSON into one answer."""
    draft = Draft()
    for event, _, said in draft.objects(events):
        index = said.get("index")
        for key, value in said.items():
            if key == "text" and isinstance(value, str):
                draft.join(("generations", index if isinstance(index, int) else 0, key), event, (key,), value)
            elif key == "response" and isinstance(value, dict):
                _whole(draft, event, value)
            elif key == "generations":
                draft.keep(event, (key,), value)
            elif key not in ("event_type", "is_finished", "index"):
                draft.last((key,), event, (key,), value)
    return draft.answer()


def _whole(draft: Draft, event: int, response: dict[str, Json]) -> None:
    """The answer at the end of a stream; its texts are those that were streamed."""
    for key, value in response.items():
        if key != "generations" or not is_records(value):
            draft.last((key,), event, ("response", key), value)
            continue
        for at, said in records(value):
            index = said.get("index")
            into: JsonPath = (key, index if isinstance(index, int) else at)
            for name, member in said.items():
                path = ("response", key, at, name)
                leaf = draft.leaves.get((*into, name))
                if name != "text" or not isinstance(member, str):
                    draft.last((*into, name), event, path, member)
                elif leaf is None:
                    draft.join((*into, name), event, path, member)
                elif (start := texts(leaf.said).find(member)) >= 0:
                    leaf.copies.append(Copy(Place(event, path), start, start + len(member)))
                else:
                    draft.keep(event, path, member)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The last event gives a reason, and each text its own."""
    reasons = [said.get("finish_reason") for _, said in records(answer.get("generations"))]
    return bool(word(answer.get("finish_reason"))) or bool(reasons and all(map(word, reasons)))


def read_answer(answer: dict[str, Json]) -> Answered:
    """Each text is a message."""
    said = answer.get("generations")
    return Answered(
        id=word(answer.get("id")),
        answers=tuple(_message(at, text, answer) for at, text in records(said)),
        usage=usage(answer.get("meta")),
        error=refusal(answer),
        unread=others(answer, _READ) | warnings(answer) | ({} if is_records(said) else {"generations": said}),
    )


def _message(at: int, said: dict[str, Json], answer: dict[str, Json]) -> Message:
    raw = word(said.get("finish_reason")) or word(answer.get("finish_reason"))
    text = said.get("text")
    return Message(
        role="assistant",
        parts=() if text is None else (text_at(text, ("generations", at, "text")),),
        finish_reason=finish(raw),
        finish_reason_raw=raw,
        unread={key: value for key, value in said.items() if key not in _TEXT and value is not None},
    )


def read_request(request: dict[str, Json], url: str) -> Asked:
    """The prompt is what the user says."""
    prompt = request.get("prompt")
    return Asked(
        model=word(request.get("model")),
        messages=(Message(role="user", parts=(text_at(prompt, ("prompt",)),)),) if prompt is not None else (),
        parameters=parameters(request, _ELSEWHERE),
    )


COHERE_GENERATE = Api(
    name="cohere.generate",
    operation="text_completion",
    spoken_by=("Cohere",),
    streams=("json_lines",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
