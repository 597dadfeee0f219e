"""Cohere's calls that answer with no message, each told by what came back: embed, rerank, classify, tokenize.

Source: cohere-python types/{embed_by_type_response,rerank_response,classify_response,tokenize_response}.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..parts import Json, Part, at_url, text_at
from .api import Answered, Asked, Call, number, records, texts, word
from .cohere_words import is_refused, parameters, provider, refusal, usage, warnings
from .outcome import Outcome, asked_of, counted, outcome_api, vectors
from .providers import provider_of

_BEDROCK = re.compile(r"/model/[^/]+/invoke/?$")


def _recognises(row: Outcome, call: Call) -> bool:
    """Bedrock has the same answers; what it names in the address is its own."""
    if _BEDROCK.search(call.path):
        return False
    answer, is_here = call.answer, bool(row.path.search(call.path)) and provider_of(call.url) == "cohere"
    if not isinstance(answer, dict):
        return answer is None and is_here
    return row.is_answer(answer) or (is_here and is_refused(answer))


def _read_answer(row: Outcome, answer: dict[str, Json]) -> Answered:
    return Answered(
        id=word(answer.get("id")),
        usage=usage(answer.get("meta")),
        error=refusal(answer),
        outcome=row.of(answer),
        unread=row.unread(answer, "id", "meta", "message", "error", "detail") | warnings(answer),
    )


def _read_request(names: tuple[str, ...], request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says: a message a text."""
    return Asked(
        model=word(request.get("model")),
        messages=asked_of(part for key in names for part in _asked(key, request.get(key))),
        parameters=parameters(request, frozenset(("model", *names))),
    )


def _asked(key: str, value: Json) -> Iterator[Part]:
    if isinstance(value, list) and not all(isinstance(item, int) for item in value):
        for at, item in enumerate(value):
            is_image = key == "images" and isinstance(item, str)
            yield at_url("image", item, (key, at)) if is_image else text_at(item, (key, at))
    elif value is not None:
        yield text_at(value, (key,))  # tokens, if it is a list


def _is_embedding(answer: dict[str, Json]) -> bool:
    """Ollama's has a model and neither an id nor the texts."""
    is_here = isinstance(answer.get("embeddings"), list | dict)
    return is_here and bool(answer.keys() & {"texts", "response_type", "images"} or {"id", "meta"} <= answer.keys())


def _vectors(answer: dict[str, Json]) -> str:
    """`3 vectors of 1,024 numbers`; of several types of number each one is told."""
    found = answer.get("embeddings")
    kinds = found if isinstance(found, dict) else {"": found}
    said = [_sized(name, listed) for name, listed in kinds.items() if isinstance(listed, list)]
    return ", ".join(said) or "no vectors"


def _sized(name: str, found: list[Json]) -> str:
    kind = f" ({name})" if name not in ("", "float") else ""
    return vectors(len(found), (len(vector) for vector in found if isinstance(vector, list))) + kind


def _is_ranking(answer: dict[str, Json]) -> bool:
    """Others rank so too; Cohere's has `meta`."""
    results = records(answer.get("results"))
    return bool(results) and {"index", "relevance_score"} <= results[0][1].keys() and "meta" in answer


def _ranked(answer: dict[str, Json]) -> str:
    """`3 documents ranked, first number 2 (0.98)`."""
    results = [item for _, item in records(answer.get("results"))]
    first, score = results[0].get("index"), results[0].get("relevance_score")
    said = f"{score:.2f}" if isinstance(score, float) else "?" if number(score) is None else str(score)
    return f"{counted(len(results), 'document')} ranked, first number {first} ({said})"


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


_ROWS = (
    Outcome(
        name="cohere.embed",
        operation="embeddings",
        path=re.compile(r"/embed/?$"),
        is_answer=_is_embedding,
        outcome=_vectors,
        read_request=partial(_read_request, ("texts", "images", "inputs")),
        read=frozenset({"embeddings", "texts", "images", "response_type"}),
    ),
    Outcome(
        name="cohere.rerank",
        operation="rerank",
        path=re.compile(r"/rerank/?$"),
        is_answer=_is_ranking,
        outcome=_ranked,
        read_request=partial(_read_request, ("query",)),
        read=frozenset({"results"}),
    ),
    Outcome(
        name="cohere.classify",
        operation="classify",
        path=re.compile(r"/classify/?$"),
        is_answer=_is_classification,
        outcome=_classified,
        read_request=partial(_read_request, ("inputs",)),
        read=frozenset({"classifications"}),
    ),
    Outcome(
        name="cohere.tokenize",
        operation="tokenize",
        path=re.compile(r"/tokenize/?$"),
        is_answer=_is_tokens,
        outcome=lambda answer: counted(len(answer["tokens"]), "token"),
        read_request=partial(_read_request, ("text",)),
        read=frozenset({"tokens", "token_strings"}),
    ),
    Outcome(
        name="cohere.detokenize",
        operation="detokenize",
        path=re.compile(r"/detokenize/?$"),
        is_answer=lambda answer: isinstance(answer.get("text"), str) and answer.keys() == {"text", "meta"},
        outcome=lambda answer: counted(len(texts(answer.get("text"))), "character"),
        read_request=partial(_read_request, ("tokens",)),
        read=frozenset({"text"}),
    ),
)


COHERE_OUTCOMES = tuple(
    outcome_api(row, spoken_by=("Cohere",), provider=provider, read_answer=_read_answer, recognises=_recognises)
    for row in _ROWS
)
