"""Ollama's embeddings, `/api/embed` and the older `/api/embeddings`: what was asked, and how many vectors came back.

Source: ollama-python _types.py (EmbedRequest, EmbedResponse, EmbeddingsRequest, EmbeddingsResponse).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..messages import Message
from ..parts import Json, Other, Part, Text
from .api import Answer, Answered, Api, Asked, Call, Said, record, word
from .draft import Draft
from .ollama_words import READ, error, is_refused, provider, unread, usage

_PATH = re.compile(r"/api/embed(?:dings)?/?$")
_ELSEWHERE = frozenset({"model", "input", "prompt"})


def recognises(call: Call) -> bool:
    """By the address with an answer that has vectors, or none, or an error; by a model and its durations elsewhere."""
    answer, by_address = call.answer, bool(_PATH.search(call.path))
    if not isinstance(answer, dict):
        return answer is None and by_address and isinstance(record(call.request).get("model"), str)
    if isinstance(answer.get("embeddings"), list) and {"model", "total_duration"} <= answer.keys():
        return True
    return by_address and (is_refused(answer) or bool(answer.keys() & {"embeddings", "embedding"}))


def unstream(events: Iterable[Said]) -> Answer:
    """It is not streamed."""
    draft = Draft()
    for event, _, value, _ in events:
        for key, member in record(value).items():
            draft.last((key,), event, (key,), member)
    return draft.answer()


def read_answer(answer: dict[str, Json]) -> Answered:
    """Told by what came back."""
    many, one = answer.get("embeddings"), answer.get("embedding")
    vectors = many if isinstance(many, list) else [one] if isinstance(one, list) else None
    return Answered(
        model=word(answer.get("model")),
        usage=usage(answer),
        error=error(answer),
        outcome=None if vectors is None else _outcome(vectors),
        unread=unread(answer, READ | {"embeddings", "embedding"}),
    )


def _outcome(vectors: list[Json]) -> str:
    """`3 vectors of 768 numbers`."""
    sizes = sorted({len(vector) for vector in vectors if isinstance(vector, list)})
    of = f" of {' or '.join(f'{size:,}' for size in sizes)} numbers" if sizes else ""
    return f"{len(vectors):,} {'vector' if len(vectors) == 1 else 'vectors'}{of}"


def read_request(request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says: a message a text."""
    found: list[Part] = []
    for key in ("input", "prompt"):
        said = request.get(key)
        items = enumerate(said) if isinstance(said, list) else [] if said is None else [(-1, said)]
        for at, item in items:
            place = (key,) if at < 0 else (key, at)
            found.append(Text(content=item, at=place) if isinstance(item, str) else Other(raw=item, at=place))
    return Asked(
        model=word(request.get("model")),
        messages=tuple(Message(role="user", parts=(part,)) for part in found),
        parameters={key: value for key, value in request.items() if key not in _ELSEWHERE},
    )


OLLAMA_EMBED = Api(
    name="ollama.embed",
    operation="embeddings",
    spoken_by=("Ollama",),
    recognises=recognises,
    provider=provider,
    unstream=unstream,
    is_complete=lambda answer, last: True,
    read_request=read_request,
    read_answer=read_answer,
)
