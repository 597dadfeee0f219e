"""Calls of models that answer with no message, each told by what came back: embeddings, moderation, images, speech.

They are rows of one shape: an address, the member that holds what was asked, and a sentence on the answer.
Source: openai-python types/{create_embedding_response,moderation_create_response,images_response}.py, which others
(Azure, Mistral, Together, vLLM ...) follow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from re import Pattern
from typing import NamedTuple

from ..messages import Message, Usage
from ..parts import Blob, Json, Other, Part, Text, Uri
from .api import Answer, Answered, Api, Asked, Call, Said, in_one_line, record, records, texts, word
from .draft import Draft
from .providers import provider_of


class _Row(NamedTuple):
    """`is_answer` knows an answer by its members, `path` one that is missing, binary or an error by the address."""

    name: str
    operation: str
    path: Pattern[str]
    asked: str
    is_answer: Callable[[dict[str, Json]], bool]
    outcome: Callable[[dict[str, Json]], str]


def _recognises(row: _Row, call: Call) -> bool:
    answer = call.answer
    if isinstance(answer, dict) and row.is_answer(answer):
        return True
    is_there = bool(row.path.search(call.path))
    return is_there and (answer is None or (isinstance(answer, dict) and "error" in answer))


def _unstream(events: Iterable[Said]) -> Answer:
    """None of them is streamed; images may come in parts (`image_generation.partial_image`): the last event counts."""
    draft = Draft()
    for event, _, value, _ in events:
        for key, member in record(value).items():
            draft.last((key,), event, (key,), member)
    return draft.answer()


def _read_answer(row: _Row, answer: dict[str, Json]) -> Answered:
    images = tuple(_images(answer)) if row.operation == "image_generation" else ()
    counts = _usage(record(answer.get("usage")))
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")),
        answers=(Message(role="assistant", parts=images, finish_reason="stop"),) if images else (),
        usage=counts,
        error=in_one_line(answer["error"]) if answer.get("error") else None,
        outcome=row.outcome(answer) if row.is_answer(answer) else None,
    )


def _usage(usage: dict[str, Json]) -> Usage | None:
    if not usage:
        return None
    pairs = (("prompt_tokens", "input_tokens"), ("completion_tokens", "output_tokens"))
    counts = (next((usage[name] for name in pair if isinstance(usage.get(name), int)), None) for pair in pairs)
    return Usage(*counts)._replace(raw=usage)


def _images(answer: dict[str, Json]) -> Iterator[Part]:
    kind = word(answer.get("output_format")) or "png"
    for at, item in records(answer.get("data")):
        if data := word(item.get("b64_json")):
            yield Blob(modality="image", mime_type=f"image/{kind}", content=data, at=("data", at, "b64_json"))
        elif url := word(item.get("url")):
            yield Uri(modality="image", mime_type=None, uri=url, at=("data", at, "url"))


def _read_request(row: _Row, request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says; a list of texts is several messages."""
    asked = request.get(row.asked)
    items = asked if isinstance(asked, list) and all(isinstance(each, str) for each in asked) else [asked]
    parts = [Text(content=each, at=(row.asked,)) if isinstance(each, str) else Other(raw=each) for each in items]
    return Asked(
        model=word(request.get("model")),
        messages=tuple(Message(role="user", parts=(part,)) for part in parts if asked is not None),
        parameters={key: value for key, value in request.items() if key not in ("model", row.asked)},
    )


def _vectors(answer: dict[str, Json]) -> str:
    """`3 vectors of 1,536 numbers`; base64 vectors hold four bytes a number."""
    found = [item.get("embedding") for _, item in records(answer.get("data"))]
    sizes = {len(each) if isinstance(each, list) else len(texts(each)) * 3 // 16 for each in found}
    said = " or ".join(f"{size:,}" for size in sorted(sizes))
    return f"{len(found)} {'vector' if len(found) == 1 else 'vectors'} of {said} numbers"


def _flagged(answer: dict[str, Json]) -> str:
    """`flagged: harassment, violence`, or that nothing was."""
    results = [item for _, item in records(answer.get("results"))]
    found = sorted(
        {name for item in results for name, is_so in record(item.get("categories")).items() if is_so is True}
    )
    is_flagged = any(item.get("flagged") is True for item in results)
    return f"flagged: {', '.join(found)}" if is_flagged else "nothing flagged"


def _is_embedding(answer: dict[str, Json]) -> bool:
    items = records(answer.get("data"))
    return bool(items) and "embedding" in items[0][1]


def _is_image(answer: dict[str, Json]) -> bool:
    items = records(answer.get("data"))
    return bool(items) and bool({"b64_json", "revised_prompt"} & items[0][1].keys()) and "embedding" not in items[0][1]


def _is_moderation(answer: dict[str, Json]) -> bool:
    items = records(answer.get("results"))
    return bool(items) and {"flagged", "categories"} <= items[0][1].keys()


def _counted_images(answer: dict[str, Json]) -> str:
    count = len(records(answer.get("data")))
    return f"{count} {'image' if count == 1 else 'images'}"


_ROWS = (
    _Row("openai.embeddings", "embeddings", re.compile(r"/embeddings/?$"), "input", _is_embedding, _vectors),
    _Row("openai.moderations", "moderation", re.compile(r"/moderations/?$"), "input", _is_moderation, _flagged),
    _Row(
        "openai.images",
        "image_generation",
        re.compile(r"/images/(?:generations|edits|variations)/?$"),
        "prompt",
        _is_image,
        _counted_images,
    ),
    _Row("openai.speech", "speech", re.compile(r"/audio/speech/?$"), "input", lambda answer: False, lambda answer: ""),
)


def _api(row: _Row) -> Api:
    return Api(
        name=row.name,
        operation=row.operation,
        spoken_by=("OpenAI", "Azure and all who speak it"),
        recognises=partial(_recognises, row),
        provider=lambda url, answer: provider_of(url),
        unstream=_unstream,
        is_complete=lambda answer, last: True,
        read_request=partial(_read_request, row),
        read_answer=partial(_read_answer, row),
    )


OUTCOMES = tuple(map(_api, _ROWS))
