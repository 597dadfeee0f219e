"""Calls of Bedrock's models that answer with no message, each told by what came back: vectors, images, a count.

Source: Bedrock user guide, "Amazon Titan Embeddings", "Cohere Embed", "Amazon Nova Canvas", "Stability AI";
botocore, bedrock-runtime service-2.json, CountTokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from re import Pattern
from typing import NamedTuple

from ..messages import Message, Usage
from ..parts import Blob, Json, JsonPath, Other, Part, Text
from .api import Answered, Api, Asked, Call, record, records, word
from .bedrock_request import read_request as read_converse
from .bedrock_stream import unstream
from .bedrock_words import error_of, model_of, number, provider

_INVOKE = re.compile(r"/model/[^?#]+/invoke/?$")
_EMBED = re.compile(r"/model/[^?#]*embed[^?#]*/invoke/?$")
_PAINT = re.compile(r"/model/[^?#]*(?:image|canvas|stability\.|stable-|sd3)[^?#]*/invoke/?$")
_COUNT = re.compile(r"/model/[^?#]+/count-tokens/?$")
_ASKED = ("inputText", "texts", "images", "prompt")


class _Row(NamedTuple):
    """`path` is where an answer is looked for; `is_answer` also says so by its members, given that it stands there.
    `fails_at` is where one that is missing or an error is known.
    """

    name: str
    operation: str
    path: Pattern[str]
    fails_at: Pattern[str]
    is_answer: Callable[[dict[str, Json]], bool]
    outcome: Callable[[dict[str, Json]], str]


def _recognises(row: _Row, call: Call) -> bool:
    answer = call.answer
    if isinstance(answer, dict) and row.is_answer(answer):
        return bool(row.path.search(call.path)) or "inputTextTokenCount" in answer
    is_failure = answer is None or (isinstance(answer, dict) and bool({"message", "Message", "__type"} & answer.keys()))
    return is_failure and not call.event and bool(row.fails_at.search(call.path))


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
    parts = [_asked(value, at) for value, at in found]
    return Asked(
        model=model_of(url.partition("?")[0]),
        messages=tuple(Message(role="user", parts=(part,)) for part in parts),
        parameters={key: value for key, value in request.items() if key not in _ASKED},
    )


def _asked(value: Json, at: JsonPath) -> Part:
    if at[0] == "images" and isinstance(value, str):
        return Blob(modality="image", mime_type=None, content=value.rpartition(",")[2], at=at)
    return Text(content=value, at=at) if isinstance(value, str) else Other(raw=value, at=at)


def _read_answer(row: _Row, answer: dict[str, Json]) -> Answered:
    images = tuple(_images(answer)) if row.operation == "image_generation" else ()
    asked = number(answer.get("inputTextTokenCount"))
    counts = {key: answer[key] for key in ("inputTextTokenCount",) if key in answer}
    return Answered(
        id=word(answer.get("id")),
        answers=(Message(role="assistant", parts=images, finish_reason="stop"),) if images else (),
        usage=Usage(input_tokens=asked, raw=counts) if counts else None,
        error=error_of(answer),
        outcome=row.outcome(answer) if row.is_answer(answer) else None,
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
    sizes = sorted({len(each) for each in found if isinstance(each, list)})
    said = " or ".join(f"{size:,}" for size in sizes)
    return f"{len(found)} {'vector' if len(found) == 1 else 'vectors'}" + (f" of {said} numbers" if sizes else "")


def _counted(answer: dict[str, Json]) -> str:
    count = answer["inputTokens"]
    return f"{count:,} input {'token' if count == 1 else 'tokens'}"


def _painted(answer: dict[str, Json]) -> str:
    count = len(list(_images(answer)))
    return f"{count} {'image' if count == 1 else 'images'}"


_ROWS = (
    _Row(
        name="bedrock.embeddings",
        operation="embeddings",
        path=_INVOKE,
        fails_at=_EMBED,
        is_answer=lambda answer: bool(_vectors_in(answer)),
        outcome=_vectors,
    ),
    _Row(
        name="bedrock.images",
        operation="image_generation",
        path=_INVOKE,
        fails_at=_PAINT,
        is_answer=lambda answer: any(True for _ in _images(answer)),
        outcome=_painted,
    ),
    _Row(
        name="bedrock.count_tokens",
        operation="count_tokens",
        path=_COUNT,
        fails_at=_COUNT,
        is_answer=lambda answer: number(answer.get("inputTokens")) is not None,
        outcome=_counted,
    ),
)


def _read_count(request: dict[str, Json], url: str) -> Asked:
    """The request whose tokens are counted stands inside; it is told as it is."""
    inner = record(request.get("input")).get("converse")
    return read_converse(inner, url) if isinstance(inner, dict) else _read_request(request, url)


def _api(row: _Row) -> Api:
    return Api(
        name=row.name,
        operation=row.operation,
        spoken_by=("Bedrock",),
        recognises=partial(_recognises, row),
        provider=provider,
        unstream=unstream,
        is_complete=lambda answer, last: True,
        read_request=_read_count if row.operation == "count_tokens" else _read_request,
        read_answer=partial(_read_answer, row),
    )


BEDROCK_OUTCOMES = tuple(map(_api, _ROWS))
