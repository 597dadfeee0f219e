"""Calls of Bedrock's models that answer with no message, each told by what came back: vectors, images, a count.

Source: Bedrock user guide, "Amazon Titan Embeddings", "Cohere Embed", "Amazon Nova Canvas", "Stability AI";
botocore, bedrock-runtime service-2.json, CountTokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message, Usage
from ..parts import Blob, Json, JsonPath, Part, text_at
from .api import Answered, Asked, Call, number, record, records, word
from .bedrock_request import read_request as read_converse
from .bedrock_words import error_of, is_error, provider
from .outcome import Outcome, asked_of, counted, outcome_api, vectors, within
from .providers import model_of

_INVOKE = re.compile(r"/model/[^?#]+/invoke/?$")
_COUNT = "count_tokens"
_ASKED = ("inputText", "texts", "images", "prompt")


def _recognises(row: Outcome, call: Call) -> bool:
    """By the members of the answer at an address of Bedrock's (Titan's are its own); one that failed by the model."""
    answer = call.answer
    if isinstance(answer, dict) and row.is_answer(answer):
        address = row.path if row.operation == _COUNT else _INVOKE
        return bool(address.search(call.path)) or "inputTextTokenCount" in answer
    return (answer is None or is_error(answer)) and not call.event and bool(row.path.search(call.path))


def _read_request(request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says; a list of texts is several messages. Otherwise all are parameters."""
    found: list[tuple[Json, JsonPath]] = []
    for name in _ASKED:
        asked = request.get(name)
        if isinstance(asked, list):
            found += [(each, (name, at)) for at, each in enumerate(asked)]
        elif asked is not None:
            found.append((asked, (name,)))
    for name in ("textToImageParams", "imageVariationParams"):
        if text := word(record(request.get(name)).get("text")):
            found.append((text, (name, "text")))
    return Asked(
        model=model_of(url),
        messages=asked_of(_asked(value, at) for value, at in found),
        parameters={key: value for key, value in request.items() if key not in _ASKED},
    )


def _asked(value: Json, at: JsonPath) -> Part:
    if at[0] == "images" and isinstance(value, str):
        return Blob(modality="image", mime_type=None, content=value.rpartition(",")[2], at=at)
    return text_at(value, at)


def _read_answer(row: Outcome, answer: dict[str, Json]) -> Answered:
    images = tuple(_images(answer)) if row.operation == "image_generation" else ()
    asked = number(answer.get("inputTextTokenCount"))
    counts = {key: answer[key] for key in ("inputTextTokenCount",) if key in answer}
    return Answered(
        id=word(answer.get("id")),
        answers=(Message(role="assistant", parts=images, finish_reason="stop"),) if images else (),
        usage=Usage(input_tokens=asked, raw=counts) if counts else None,
        error=error_of(answer),
        outcome=row.of(answer),
        unread=row.unread(answer, "error", "message", "Message", "__type"),
    )


def _images(answer: dict[str, Json]) -> Iterator[Part]:
    images = answer.get("images")
    for at, data in enumerate(images if isinstance(images, list) else ()):
        if isinstance(data, str):
            yield Blob(modality="image", mime_type="image/png", content=data, at=("images", at))
    for at, item in records(answer.get("artifacts")):
        if data := word(item.get("base64")):
            yield Blob(modality="image", mime_type="image/png", content=data, at=("artifacts", at, "base64"))


def _vectors_in(answer: dict[str, Json]) -> list[Json]:
    """Titan's one vector; Cohere's, which are by type if several were asked for (one type is counted)."""
    if isinstance(answer.get("embedding"), list):
        return [answer["embedding"]]
    found = answer.get("embeddings")
    if isinstance(found, dict):
        found = next((each for each in found.values() if isinstance(each, list)), None)
    return found if isinstance(found, list) else []


def _vectors(answer: dict[str, Json]) -> str:
    found = _vectors_in(answer)
    return vectors(len(found), (len(each) for each in found if isinstance(each, list)))


def _read_count(request: dict[str, Json], url: str) -> Asked:
    """The request whose tokens are counted stands inside; it is told as it is."""
    inner = record(request.get("input")).get("converse")
    if isinstance(inner, dict):
        return within(read_converse(inner, url), ("input", "converse"))
    return _read_request(request, url)


_ROWS = (
    Outcome(
        name="bedrock.embeddings",
        operation="embeddings",
        path=re.compile(r"/model/[^?#]*embed[^?#]*/invoke/?$"),
        is_answer=lambda answer: bool(_vectors_in(answer)),
        outcome=_vectors,
        read_request=_read_request,
        read=frozenset(
            (
                *("embedding", "embeddings", "embeddingsByType", "inputTextTokenCount", "id"),
                *("texts", "images", "response_type"),
            )
        ),
    ),
    Outcome(
        name="bedrock.images",
        operation="image_generation",
        path=re.compile(r"/model/[^?#]*(?:image|canvas|stability\.|stable-|sd3)[^?#]*/invoke/?$"),
        is_answer=lambda answer: any(True for _ in _images(answer)),
        outcome=lambda answer: counted(len(list(_images(answer))), "image"),
        read_request=_read_request,
        read=frozenset({"images", "artifacts", "id"}),
    ),
    Outcome(
        name="bedrock.count_tokens",
        operation=_COUNT,
        path=re.compile(r"/model/[^?#]+/count-tokens/?$"),
        is_answer=lambda answer: number(answer.get("inputTokens")) is not None,
        outcome=lambda answer: counted(answer["inputTokens"], "input token"),
        read_request=_read_count,
        read=frozenset({"inputTokens"}),
    ),
)

BEDROCK_OUTCOMES = tuple(
    outcome_api(row, spoken_by=("Bedrock",), provider=provider, read_answer=_read_answer, recognises=_recognises)
    for row in _ROWS
)
