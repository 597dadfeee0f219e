"""Cohere's calls that answer with no message, each told by what came back: embed, rerank, classify, tokenize.

They are rows of one shape: an address, the member that holds what was asked, and a sentence on the answer.
Source: cohere-python types/{embed_by_type_response,rerank_response,classify_response,tokenize_response}.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from re import Pattern
from typing import NamedTuple

from ..messages import Message
from ..parts import Json, Other, Part, Text, at_url
from .api import Answer, Answered, Api, Asked, Call, Said, record, records, texts, word
from .cohere_words import is_refused, parameters, provider, refusal, usage, warnings
from .draft import Draft
from .providers import provider_of

_BEDROCK = re.compile(r"/model/[^/]+/invoke/?$")


class _Row(NamedTuple):
    """`is_answer` knows an answer by its members, `path` a missing one or an error by the address."""

    name: str
    operation: str
    path: Pattern[str]
    asked: tuple[str, ...]
    is_answer: Callable[[dict[str, Json]], bool]
    outcome: Callable[[dict[str, Json]], str]
    read: frozenset[str]


def _recognises(row: _Row, call: Call) -> bool:
    """Bedrock has the same answers; what it names in the address is its own."""
    if _BEDROCK.search(call.path):
        return False
    answer, is_here = call.answer, bool(row.path.search(call.path)) and provider_of(call.url) == "cohere"
    if not isinstance(answer, dict):
        return answer is None and is_here
    return row.is_answer(answer) or (is_here and is_refused(answer))


def _unstream(events: Iterable[Said]) -> Answer:
    """None of them is streamed."""
    draft = Draft()
    for event, _, value, _ in events:
        for key, member in record(value).items():
            draft.last((key,), event, (key,), member)
    return draft.answer()


def _read_answer(row: _Row, answer: dict[str, Json]) -> Answered:
    known = row.read | {"id", "meta", "message", "error", "detail"}
    return Answered(
        id=word(answer.get("id")),
        usage=usage(answer.get("meta")),
        error=refusal(answer),
        outcome=row.outcome(answer) if row.is_answer(answer) else None,
        unread={key: value for key, value in answer.items() if key not in known and value not in (None, "", [], {})}
        | warnings(answer),
    )


def _read_request(row: _Row, request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says: a message a text."""
    parts = [part for key in row.asked for part in _asked(key, request.get(key))]
    return Asked(
        model=word(request.get("model")),
        messages=tuple(Message(role="user", parts=(part,)) for part in parts),
        parameters=parameters(request, frozenset(("model", *row.asked))),
    )


def _asked(key: str, value: Json) -> Iterator[Part]:
    if value is None:
        return
    if not isinstance(value, list):
        yield Text(content=value, at=(key,)) if isinstance(value, str) else Other(raw=value, at=(key,))
    elif all(isinstance(item, int) for item in value):
        yield Other(raw=value, at=(key,))  # tokens
    else:
        for at, item in enumerate(value):
            place = (key, at)
            if not isinstance(item, str):
                yield Other(raw=item, at=place)
            else:
                yield at_url("image", item, place) if key == "images" else Text(content=item, at=place)


def _is_embedding(answer: dict[str, Json]) -> bool:
    """Ollama's has a model and neither an id nor the texts."""
    is_here = isinstance(answer.get("embeddings"), list | dict)
    return is_here and bool(answer.keys() & {"texts", "response_type", "images"} or {"id", "meta"} <= answer.keys())


def _vectors(answer: dict[str, Json]) -> str:
    """`3 vectors of 1,024 numbers`; of several types of number each one is told."""
    found = answer.get("embeddings")
    kinds = found if isinstance(found, dict) else {"": found}
    said = [_sized(name, vectors) for name, vectors in kinds.items() if isinstance(vectors, list)]
    return ", ".join(said) or "no vectors"


def _sized(name: str, vectors: list[Json]) -> str:
    sizes = sorted({len(vector) for vector in vectors if isinstance(vector, list)})
    of = f" of {' or '.join(f'{size:,}' for size in sizes)} numbers" if sizes else ""
    kind = f" ({name})" if name not in ("", "float") else ""
    return f"{_count(len(vectors), 'vector')}{of}{kind}"


def _is_ranking(answer: dict[str, Json]) -> bool:
    """Others rank so too; Cohere's has `meta`."""
    results = records(answer.get("results"))
    return bool(results) and {"index", "relevance_score"} <= results[0][1].keys() and "meta" in answer


def _ranked(answer: dict[str, Json]) -> str:
    """`3 documents ranked, first number 2 (0.98)`."""
    results = [item for _, item in records(answer.get("results"))]
    first, score = results[0].get("index"), results[0].get("relevance_score")
    number = f"{score:.2f}" if isinstance(score, int | float) else "?"
    return f"{_count(len(results), 'document')} ranked, first number {first} ({number})"


def _is_classification(answer: dict[str, Json]) -> bool:
    found = records(answer.get("classifications"))
    return bool(found) and bool(found[0][1].keys() & {"prediction", "predictions", "labels"})


def _classified(answer: dict[str, Json]) -> str:
    """`classified as spam, not spam`."""
    found = [item for _, item in records(answer.get("classifications"))]
    said = [item.get("prediction") or item.get("predictions") for item in found]
    names = [" and ".join(map(str, name)) if isinstance(name, list) else str(name) for name in said]
    return f"classified as {', '.join(names)}"


def _is_tokens(answer: dict[str, Json]) -> bool:
    return isinstance(answer.get("tokens"), list) and "token_strings" in answer


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


_ROWS = (
    _Row(
        "cohere.embed",
        "embeddings",
        re.compile(r"/embed/?$"),
        ("texts", "images", "inputs"),
        _is_embedding,
        _vectors,
        frozenset({"embeddings", "texts", "images", "response_type"}),
    ),
    _Row(
        "cohere.rerank",
        "rerank",
        re.compile(r"/rerank/?$"),
        ("query",),
        _is_ranking,
        _ranked,
        frozenset({"results"}),
    ),
    _Row(
        "cohere.classify",
        "classify",
        re.compile(r"/classify/?$"),
        ("inputs",),
        _is_classification,
        _classified,
        frozenset({"classifications"}),
    ),
    _Row(
        "cohere.tokenize",
        "tokenize",
        re.compile(r"/tokenize/?$"),
        ("text",),
        _is_tokens,
        lambda answer: _count(len(answer["tokens"]), "token"),
        frozenset({"tokens", "token_strings"}),
    ),
    _Row(
        "cohere.detokenize",
        "detokenize",
        re.compile(r"/detokenize/?$"),
        ("tokens",),
        lambda answer: isinstance(answer.get("text"), str) and answer.keys() == {"text", "meta"},
        lambda answer: _count(len(texts(answer.get("text"))), "character"),
        frozenset({"text"}),
    ),
)


def _api(row: _Row) -> Api:
    return Api(
        name=row.name,
        operation=row.operation,
        spoken_by=("Cohere",),
        recognises=partial(_recognises, row),
        provider=provider,
        unstream=_unstream,
        is_complete=lambda answer, last: True,
        read_request=partial(_read_request, row),
        read_answer=partial(_read_answer, row),
    )


COHERE_OUTCOMES = tuple(map(_api, _ROWS))
