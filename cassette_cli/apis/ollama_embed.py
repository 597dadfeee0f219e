"""Ollama's embeddings, `/api/embed` and the older `/api/embeddings`: what was asked, and how many vectors came back.

Source: ollama-python _types.py (EmbedRequest, EmbedResponse, EmbeddingsRequest, EmbeddingsResponse).
"""

from __future__ import annotations

import re

from ..parts import Json, Part, text_at
from .api import Answered, Asked, Call, record, word
from .ollama_words import READ, error, is_refused, provider, usage
from .outcome import Outcome, asked_of, outcome_api, vectors

_VECTORS = frozenset({"embeddings", "embedding"})
_ELSEWHERE = frozenset({"model", "input", "prompt"})


def _recognises(row: Outcome, call: Call) -> bool:
    """By the address with an answer that has vectors, or none, or an error; by a model and its durations elsewhere."""
    answer, by_address = call.answer, bool(row.path.search(call.path))
    if not isinstance(answer, dict):
        return answer is None and by_address and isinstance(record(call.request).get("model"), str)
    if isinstance(answer.get("embeddings"), list) and {"model", "total_duration"} <= answer.keys():
        return True
    return by_address and (is_refused(answer) or bool(answer.keys() & _VECTORS))


def _read_answer(row: Outcome, answer: dict[str, Json]) -> Answered:
    return Answered(
        model=word(answer.get("model")),
        usage=usage(answer),
        error=error(answer),
        outcome=row.of(answer),
        unread=row.unread(answer),
    )


def _vectors_in(answer: dict[str, Json]) -> list[Json] | None:
    many, one = answer.get("embeddings"), answer.get("embedding")
    return many if isinstance(many, list) else [one] if isinstance(one, list) else None


def _vectors(answer: dict[str, Json]) -> str:
    found = _vectors_in(answer) or []
    return vectors(len(found), (len(vector) for vector in found if isinstance(vector, list)))


def _read_request(request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says: a message a text."""
    found: list[Part] = []
    for key in ("input", "prompt"):
        said = request.get(key)
        if isinstance(said, list):
            found += [text_at(item, (key, at)) for at, item in enumerate(said)]
        elif said is not None:
            found.append(text_at(said, (key,)))
    return Asked(
        model=word(request.get("model")),
        messages=asked_of(found),
        parameters={key: value for key, value in request.items() if key not in _ELSEWHERE},
    )


OLLAMA_EMBED = outcome_api(
    Outcome(
        name="ollama.embed",
        operation="embeddings",
        path=re.compile(r"/api/embed(?:dings)?/?$"),
        is_answer=lambda answer: _vectors_in(answer) is not None,
        outcome=_vectors,
        read_request=_read_request,
        read=READ | _VECTORS,
    ),
    spoken_by=("Ollama",),
    provider=provider,
    read_answer=_read_answer,
    recognises=_recognises,
)
