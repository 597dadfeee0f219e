"""OpenAI's transcriptions and translations of speech: an answer, a stream of pieces of text -> what was heard.

`transcript.text.done` says the whole text once more, and so is a copy; diarized segments come whole, without pieces.
The request is a form with a file, which is no JSON, so that only the answer is read.
Source: openai-python types/audio/transcription*.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message, Usage
from ..parts import Json, Text
from .api import (
    Answer,
    Answered,
    Api,
    Asked,
    Call,
    Copy,
    Place,
    Said,
    in_one_line,
    number,
    record,
    records,
    texts,
    word,
)
from .draft import Draft
from .providers import provider_of

_PATH = re.compile(r"/audio/(?:transcriptions|translations)/?$")
_KIND = "transcript.text."
_READ = frozenset({"text", "usage", "error", "segments", "words", "logprobs", "task", "duration", "language"})


def recognises(call: Call) -> bool:
    """By the type of an event; unstreamed by the address, since `{"text": ...}` may be anybody's."""
    answer = call.answer
    if isinstance(answer, dict) and texts(answer.get("type")).startswith(_KIND):
        return True
    return bool(_PATH.search(call.path)) and (not isinstance(answer, dict) or "text" in answer or "error" in answer)


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events into the transcription as it would have come in one piece."""
    draft = Draft()
    for event, _, value, _ in events:
        kind, delta = texts(record(value).get("type")).removeprefix(_KIND), record(value).get("delta")
        if kind == "delta" and isinstance(delta, str):
            _delta(draft, event, record(value), delta)
        elif kind == "segment":
            draft.last(("segments", event), event, (), value)
        elif kind == "done":
            _done(draft, event, value)
        elif kind and not record(value).get("error"):
            draft.unread[f"events/{event}"] = value
        else:
            for key, member in record(value).items():
                if not kind or key != "type":
                    draft.last((key,), event, (key,), member)
    return draft.answer()


def _delta(draft: Draft, event: int, value: dict[str, Json], delta: str) -> None:
    draft.join(("text",), event, ("delta",), delta)
    for key, member in value.items():
        if key == "logprobs" and isinstance(member, list):
            draft.extend((key,), event, (key,), member)
        elif key not in ("type", "delta"):
            draft.keep(event, (key,), member)


def _done(draft: Draft, event: int, value: dict[str, Json]) -> None:
    for key, member in value.items():
        known = draft.leaves.get((key,))
        if known is not None and known.joined and known.said == member:
            known.copies.append(Copy(Place(event, (key,)), 0, known.length))
        elif known is not None and not known.places and known.value == member:
            for at in range(len(known.value)):  # a list of which each item is a leaf
                draft.last((key, at), event, (key, at), member[at])
        elif key != "type":
            draft.last((key,), event, (key,), member)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """By the event that says the whole text."""
    return f'"{_KIND}done"' in last or last == "[DONE]"


def read_answer(answer: dict[str, Json]) -> Answered:
    """One message: the text, else that of the segments."""
    usage = record(answer.get("usage"))
    spoken = word(answer.get("text")) or "".join(texts(each.get("text")) for _, each in records(answer.get("segments")))
    return Answered(
        answers=(Message(role="assistant", parts=(Text(content=spoken, at=("text",)),), finish_reason="stop"),)
        if spoken
        else (),
        usage=Usage(number(usage.get("input_tokens")), number(usage.get("output_tokens")), raw=usage)
        if usage
        else None,
        error=in_one_line(answer["error"]) if answer.get("error") else None,
        unread={key: value for key, value in answer.items() if key not in _READ and value is not None},
    )


def read_request(request: dict[str, Json], url: str) -> Asked:
    """What a request says that came as JSON."""
    return Asked(
        model=word(request.get("model")),
        parameters={key: request[key] for key in request if key not in ("model", "file")},
    )


OPENAI_TRANSCRIPTION = Api(
    name="openai.transcription",
    operation="transcription",
    spoken_by=("OpenAI", "Azure", "Groq"),
    streams=("sse",),
    recognises=recognises,
    provider=lambda url, answer: provider_of(url),
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
