"""OpenAI Assistants: how it is told, and its objects, or what a run's stream came to -> messages.

Runs, threads, assistants and vector stores are no messages: they are told in a line. What a stream came to has the
run, its steps and its messages beside each other (`openai_assistants_stream`), and is one answer.
Source: openai-python types/beta/, types/vector_stores/.
"""

from __future__ import annotations

import re

from ..messages import Message
from ..parts import Json, JsonPath
from .api import Answered, Api, Call, others, records, texts, word
from .openai_assistants_outcomes import is_told, outcome_of
from .openai_assistants_request import read_request
from .openai_assistants_run import RUN, STREAMED, error_of, message_of, read_stream, run_of, step_of, usage_of
from .openai_assistants_stream import unstream
from .providers import provider_of

_PATH = re.compile(r"/(?:v1|openai)/(?:threads|assistants|vector_stores)(?:/|$)")
_FAULTS = ("error", "message", "detail")


def recognises(call: Call) -> bool:
    """By the object's type, or the event's name; by the address only where the answer is missing, empty or an error."""
    answer = call.answer
    if call.event.startswith("thread."):
        return True
    if not isinstance(answer, dict):
        return answer is None and bool(_PATH.search(call.path))
    if is_told(answer):
        return True
    is_empty = answer.get("object") == "list" and answer.get("data") == []
    return bool(_PATH.search(call.path)) and (is_empty or any(key in answer for key in _FAULTS))


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """A stream ends with `event: done`, whose data is `[DONE]`."""
    return last == "[DONE]"


def provider(url: str, answer: Json) -> str | None:
    """Who was called: by the host, else OpenAI."""
    return provider_of(url) or "openai"


def read_answer(answer: dict[str, Json]) -> Answered:
    """Read it, whatever is missing or of another type."""
    kind = texts(answer.get("object"))
    if not kind and answer.keys() & STREAMED:
        return read_stream(answer)
    found = _objects(answer, kind)
    messages = tuple(message_of(item, (*at, "content")) for at, item in found if item.get("object") == "thread.message")
    if kind == "thread.run":
        messages = run_of(answer)
    elif steps := [part for at, item in found for part in step_of(item, at)]:
        messages = (Message(role="assistant", parts=tuple(steps)),)
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")),
        answers=messages,
        usage=usage_of(answer.get("usage")),
        error=error_of(answer.get("error") or answer.get("last_error")) if is_told(answer) else _refusal(answer),
        outcome=None if messages else outcome_of(answer),
        unread=others(answer, RUN) if kind == "thread.run" else _unknown(answer) if not is_told(answer) else {},
    )


def _objects(answer: dict[str, Json], kind: str) -> list[tuple[JsonPath, dict[str, Json]]]:
    """The objects of a list, or the one that the answer is, each with its place."""
    if kind == "list":
        return [(("data", at), item) for at, item in records(answer.get("data"))]
    return [((), answer)]


def _refusal(answer: dict[str, Json]) -> str | None:
    """What went wrong, in OpenAI's form or that of who stands before it."""
    return next((found for key in _FAULTS if (found := error_of(answer.get(key)))), None)


def _unknown(answer: dict[str, Json]) -> dict[str, Json]:
    """What stands beside an error, or in an answer that is none of the API's."""
    known = frozenset({"object", "data", "first_id", "last_id", "has_more", "id", "model", *_FAULTS})
    return others(answer, known)


OPENAI_ASSISTANTS = Api(
    name="openai.assistants",
    operation="invoke_agent",
    spoken_by=("OpenAI", "Azure"),
    streams=("sse",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=is_complete,
    read_request=read_request,
    read_answer=read_answer,
)
