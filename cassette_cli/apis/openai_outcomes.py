"""OpenAI's calls that answer with no message, each told by what came back: embeddings, moderation, images, speech.

Images and speech may be streamed.
Source: openai-python types/{create_embedding_response,moderation_create_response,images_response}.py, which others
(Azure, Mistral, Together, vLLM ...) follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from ..messages import Message, Usage
from ..parts import Blob, Json, Other, Part, Text, Uri
from .api import Answered, Api, Asked, Call, in_one_line, number, others, record, records, word
from .openai_chat_parts import whole_base64
from .openai_outcomes_stream import IMAGES, SPEECH, is_complete, is_event, unstream_images, unstream_speech
from .outcome import Outcome, asked_of, counted, has_answered, outcome_api, vectors
from .providers import provider_of


def _read_answer(row: Outcome, answer: dict[str, Json]) -> Answered:
    media = tuple(_MEDIA[row.name](answer)) if row.name in _MEDIA else ()
    prompts = {
        f"data/{at}/{key}": item[key] for at, item in records(answer.get("data")) for key in _ASKED & item.keys()
    }
    return Answered(
        id=word(answer.get("id")),
        model=word(answer.get("model")),
        answers=(Message(role="assistant", parts=media, finish_reason="stop"),) if media else (),
        usage=_usage(record(answer.get("usage"))),
        error=in_one_line(answer["error"]) if answer.get("error") else None,
        outcome=row.of(answer),
        unread=row.unread(answer, "error") | others(prompts, ()),
    )


def _usage(usage: dict[str, Json]) -> Usage | None:
    if not usage:
        return None
    return Usage(
        input_tokens=number(usage.get("prompt_tokens"), usage.get("input_tokens")),
        output_tokens=number(usage.get("completion_tokens"), usage.get("output_tokens")),
        raw=usage,
    )


def _images(answer: dict[str, Json]) -> Iterator[Part]:
    kind = word(answer.get("output_format")) or "png"
    for at, item in records(answer.get("data")):
        if data := word(item.get("b64_json")):
            yield Blob(modality="image", mime_type=f"image/{kind}", content=data, at=("data", at, "b64_json"))
        elif url := word(item.get("url")):
            yield Uri(modality="image", mime_type=None, uri=url, at=("data", at, "url"))


def _sound(answer: dict[str, Json]) -> Iterator[Part]:
    """Of streamed speech; what form it has only the request and the bytes say."""
    if data := word(answer.get("audio")):
        yield Blob(modality="audio", mime_type=None, content=whole_base64(data), at=("audio",))


_MEDIA = {"openai.images": _images, "openai.speech": _sound}


def _read_request(name: str, request: dict[str, Json], url: str) -> Asked:
    """What was asked is what the user says; a list of texts is several messages."""
    asked, at = request.get(name), (name,)
    parts: list[Part] = []
    if isinstance(asked, str):
        parts = [Text(content=asked, at=at)]
    elif isinstance(asked, list) and all(isinstance(each, str) for each in asked):
        parts = [Text(content=each, at=(*at, number)) for number, each in enumerate(asked)]
    elif asked is not None:
        parts = [Other(raw=asked, at=at)]  # tokens
    return Asked(
        model=word(request.get("model")),
        messages=asked_of(parts),
        parameters={key: value for key, value in request.items() if key not in ("model", name)},
    )


def _vectors(answer: dict[str, Json]) -> str:
    """Vectors in base64 hold four bytes a number."""
    found = [item.get("embedding") for _, item in records(answer.get("data"))]
    sizes = [
        len(each) if isinstance(each, list) else len(each) * 3 // 16 for each in found if isinstance(each, list | str)
    ]
    return vectors(len(found), sizes)


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


_ASKED = frozenset({"revised_prompt"})  # of an image: what was painted, in the model's own words
_READ = frozenset({"object", "data", "results", "model", "usage", "id", "created"})
_PAINTED = frozenset({"background", "output_format", "quality", "size"})  # what the request says, too

_ROWS = (
    Outcome(
        name="openai.embeddings",
        operation="embeddings",
        path=re.compile(r"/embeddings/?$"),
        is_answer=_is_embedding,
        outcome=_vectors,
        read_request=partial(_read_request, "input"),
        read=_READ,
    ),
    Outcome(
        name="openai.moderations",
        operation="moderation",
        path=re.compile(r"/moderations/?$"),
        is_answer=_is_moderation,
        outcome=_flagged,
        read_request=partial(_read_request, "input"),
        read=_READ,
    ),
    Outcome(
        name="openai.images",
        operation="image_generation",
        path=re.compile(r"/images/(?:generations|edits|variations)/?$"),
        is_answer=_is_image,
        outcome=lambda answer: counted(len(records(answer.get("data"))), "image"),
        read_request=partial(_read_request, "prompt"),
        read=_READ | _PAINTED,
    ),
    Outcome(
        name="openai.speech",
        operation="speech",
        path=re.compile(r"/audio/speech/?$"),
        is_answer=lambda answer: False,
        outcome=lambda answer: "",
        read_request=partial(_read_request, "input"),
        read=frozenset({"audio", "usage"}),
    ),
)
_STREAMED = {"openai.images": (IMAGES, unstream_images), "openai.speech": (SPEECH, unstream_speech)}


def _api(row: Outcome) -> Api:
    api = outcome_api(
        row,
        spoken_by=("OpenAI", "Azure and all who speak it"),
        provider=lambda url, answer: provider_of(url),
        read_answer=_read_answer,
    )
    if row.name not in _STREAMED:
        return api
    kinds, unstream = _STREAMED[row.name]

    def recognises(call: Call) -> bool:
        return is_event(call, kinds) or has_answered(row, call)

    return api._replace(streams=("sse",), recognises=recognises, unstream=unstream, is_complete=is_complete)


OPENAI_OUTCOMES = tuple(map(_api, _ROWS))
