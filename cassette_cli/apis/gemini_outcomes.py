"""Gemini's calls that answer with no message, each told by what came back: counted tokens, and embeddings.

Source: google-genai, types.py (CountTokensResponse, ComputeTokensResponse, EmbedContentResponse) and models.py.
"""

from __future__ import annotations

import re

from ..messages import Usage
from ..parts import Json
from .api import Answered, Asked, in_one_line, number, others, record, records
from .gemini_members import Members, each
from .gemini_request import message_of, model_in, named, provider, read_request
from .outcome import Outcome, outcome_api, vectors, within

_COUNT = frozenset({"totalTokens", "totalBillableCharacters", "cachedContentTokenCount", "promptTokensDetails"})
_INNER = "generateContentRequest"  # of countTokens: the request whose tokens are counted


def _read_answer(row: Outcome, answer: dict[str, Json]) -> Answered:
    usage = record(answer.get("usageMetadata"))
    return Answered(
        usage=Usage(input_tokens=number(usage.get("promptTokenCount")), raw=usage) if usage else None,
        error=in_one_line(answer["error"]) if answer.get("error") else None,
        outcome=row.of(answer),
        unread=row.unread(answer, "error"),
    )


def _is_count(answer: dict[str, Json]) -> bool:
    return number(answer.get("totalTokens")) is not None and answer.keys() <= _COUNT


def _embeddings(answer: dict[str, Json]) -> list[list[Json]]:
    """The numbers of each: `embedding` of one content, `embeddings` of many."""
    found = [record(answer.get("embedding")), *(item for _, item in records(answer.get("embeddings")))]
    return [values for item in found if isinstance(values := item.get("values"), list)]


def _vectors(answer: dict[str, Json]) -> str:
    found = _embeddings(answer)
    return vectors(len(found), map(len, found))


def _read_count(request: dict[str, Json], url: str) -> Asked:
    """What would have been asked, in a request of its own or not."""
    asked = Members(request)
    inner = asked.get(_INNER)
    if not isinstance(inner, dict):
        return read_request(request, url)
    read = within(read_request(inner, url), (asked.key(_INNER),))
    return read._replace(
        model=read.model or named(asked.get("model")),
        parameters={**asked.besides(_INNER, "model"), **read.parameters},
    )


def _read_embedding(request: dict[str, Json], url: str) -> Asked:
    """Each content is a message: of the one request, or of a batch's `requests`, which say for what it is, too."""
    asked = Members(request)
    listed = asked.get("requests")
    is_batch = isinstance(listed, list)
    found = [*each(listed, (asked.key("requests"),))] if is_batch else [(request, ())]
    ours = ("model", "content", *(("requests",) if is_batch else ()))
    unread: dict[str, Json] = {}
    messages = []
    for one, at in found:
        members = Members(record(one))
        if members.get("content") is not None:
            messages.append(message_of(members.get("content"), (*at, members.key("content"))))
        if at:
            beside = members.besides("model", "content") if isinstance(one, dict) else {"": one}
            place = "/".join(map(str, at))
            unread |= {f"{place}/{key}".rstrip("/"): value for key, value in others(beside, ()).items()}
    return Asked(
        model=model_in(url) or named(asked.get("model")),
        messages=tuple(messages),
        parameters=asked.besides(*ours),
        unread=unread,
    )


_ROWS = (
    Outcome(
        name="gemini.count_tokens",
        operation="count_tokens",
        path=re.compile(r":countTokens/?$"),
        is_answer=_is_count,
        outcome=lambda answer: f"{answer['totalTokens']:,} tokens",
        read_request=_read_count,
        read=_COUNT,
    ),
    Outcome(
        name="gemini.embed_content",
        operation="embeddings",
        path=re.compile(r":(?:batchEmbedContents|embedContent)/?$"),
        is_answer=lambda answer: bool(_embeddings(answer)),
        outcome=_vectors,
        read_request=_read_embedding,
        read=frozenset({"embedding", "embeddings", "usageMetadata"}),
    ),
)

GEMINI_OUTCOMES = tuple(
    outcome_api(row, spoken_by=("Gemini", "Vertex AI"), provider=provider, read_answer=_read_answer) for row in _ROWS
)
