"""Gemini's calls that answer with no message, each told by what came back: counted tokens, and embeddings.

Source: google-genai, types.py (CountTokensResponse, ComputeTokensResponse, EmbedContentResponse) and models.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from re import Pattern
from typing import NamedTuple

from ..messages import Usage
from ..parts import Json
from .api import Answer, Answered, Api, Asked, Call, Said, in_one_line, record, records, word
from .draft import Draft
from .gemini_members import Members, each
from .gemini_request import message_of, model_in, provider, read_request

_COUNT = frozenset({"totalTokens", "totalBillableCharacters", "cachedContentTokenCount", "promptTokensDetails"})
_INNER = "generateContentRequest"  # of countTokens: the request whose tokens are counted


class _Row(NamedTuple):
    """`is_answer` knows an answer by its members, `path` one that is missing or an error by the address."""

    name: str
    operation: str
    path: Pattern[str]
    is_answer: Callable[[dict[str, Json]], bool]
    outcome: Callable[[dict[str, Json]], str]
    read_request: Callable[[dict[str, Json], str], Asked]


def _recognises(row: _Row, call: Call) -> bool:
    answer = call.answer
    if isinstance(answer, dict) and row.is_answer(answer):
        return True
    return bool(row.path.search(call.path)) and (answer is None or "error" in record(answer))


def _unstream(events: Iterable[Said]) -> Answer:
    """None of them is streamed; should one be, the last event counts."""
    draft = Draft()
    for event, _, value, _ in events:
        if not isinstance(value, dict):
            draft.unread[f"events/{event}"] = value
        for key, member in record(value).items():
            draft.last((key,), event, (key,), member)
    return draft.answer()


def _read_answer(row: _Row, answer: dict[str, Json]) -> Answered:
    usage = record(answer.get("usageMetadata"))
    count = usage.get("promptTokenCount")
    return Answered(
        usage=Usage(input_tokens=count if isinstance(count, int) else None, raw=usage) if usage else None,
        error=in_one_line(answer["error"]) if answer.get("error") else None,
        outcome=row.outcome(answer) if row.is_answer(answer) else None,
    )


def _is_count(answer: dict[str, Json]) -> bool:
    return isinstance(answer.get("totalTokens"), int) and answer.keys() <= _COUNT


def _counted(answer: dict[str, Json]) -> str:
    return f"{answer['totalTokens']:,} tokens"


def _embeddings(answer: dict[str, Json]) -> list[list[Json]]:
    """The numbers of each: `embedding` of one content, `embeddings` of many."""
    found = [record(answer.get("embedding")), *(item for _, item in records(answer.get("embeddings")))]
    return [values for item in found if isinstance(values := item.get("values"), list)]


def _vectors(answer: dict[str, Json]) -> str:
    """`3 vectors of 768 numbers`."""
    found = _embeddings(answer)
    sizes = " or ".join(f"{size:,}" for size in sorted({len(each) for each in found}))
    return f"{len(found)} {'vector' if len(found) == 1 else 'vectors'} of {sizes} numbers"


def _read_count(request: dict[str, Json], url: str) -> Asked:
    """What would have been asked, in a request of its own or not."""
    asked = Members(request)
    inner = asked.get(_INNER)
    beside = asked.besides(_INNER)
    return read_request({**beside, **inner} if isinstance(inner, dict) else request, url)


def _read_embedding(request: dict[str, Json], url: str) -> Asked:
    """Each content is a message: of the one request, or of a batch's `requests`."""
    asked = Members(request)
    is_batch = isinstance(asked.get("requests"), list)
    found = [*each(asked.get("requests"), ("requests",))] if is_batch else [(request, ())]
    contents = [(Members(record(one)), at) for one, at in found]
    messages = [
        message_of(one.get("content"), (*at, "content")) for one, at in contents if one.get("content") is not None
    ]
    ours = ("model", "requests", "content")
    model = model_in(url) or (word(asked.get("model")) or "").rpartition("/")[2] or None
    return Asked(model=model, messages=tuple(messages), parameters=asked.besides(*ours))


_ROWS = (
    _Row(
        name="gemini.count_tokens",
        operation="count_tokens",
        path=re.compile(r":countTokens/?$"),
        is_answer=_is_count,
        outcome=_counted,
        read_request=_read_count,
    ),
    _Row(
        name="gemini.embed_content",
        operation="embeddings",
        path=re.compile(r":(?:batchEmbedContents|embedContent)/?$"),
        is_answer=lambda answer: bool(_embeddings(answer)),
        outcome=_vectors,
        read_request=_read_embedding,
    ),
)


def _api(row: _Row) -> Api:
    return Api(
        name=row.name,
        operation=row.operation,
        spoken_by=("Gemini", "Vertex AI"),
        recognises=partial(_recognises, row),
        provider=provider,
        unstream=_unstream,
        is_complete=lambda answer, last: True,
        read_request=row.read_request,
        read_answer=partial(_read_answer, row),
    )


GEMINI_OUTCOMES = tuple(map(_api, _ROWS))
