"""The request of a prediction -> what was asked: the prompt and its pictures, the rest of the input as parameters.

Each model names its inputs itself; those of language models are alike. The model is in the URL, or only a version in
the request. A stream is asked for by its address alone.
Source: replicate.com/docs (HTTP API: models.predictions.create, predictions.create).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..messages import Message
from ..parts import Json, Other, Part, Text, at_url
from .api import Asked, record, word

_MODEL = re.compile(r"/models/([^/?#]+/[^/?#]+)/")
_PICTURES = ("image", "images", "image_input", "input_image")
_SYSTEM = "system_prompt"
_KINDS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif"), "image"),
    **dict.fromkeys(("mp4", "webm", "mov"), "video"),
    **dict.fromkeys(("mp3", "wav", "flac", "ogg"), "audio"),
}


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    said = request.get("input")
    given = record(said)
    found = _MODEL.search(url)
    system = word(given.get(_SYSTEM))
    read = {"prompt", *_PICTURES, *([_SYSTEM] if system else [])}
    parts = tuple(_said(given))
    around = {key: value for key, value in request.items() if key not in ("input", "stream", "model")}
    return Asked(
        model=word(request.get("model")) or (found[1] if found else word(request.get("version"))),
        system_instructions=(Text(content=system, at=("input", _SYSTEM)),) if system else (),
        messages=(Message(role="user", parts=parts),) if parts else (),
        parameters=around | {key: value for key, value in given.items() if key not in read},
        unread={} if isinstance(said, dict | None) else {"input": said},
    )


def _said(given: dict[str, Json]) -> Iterator[Part]:
    prompt, at = given.get("prompt"), ("input", "prompt")
    if prompt not in (None, ""):
        yield Text(content=prompt, at=at) if isinstance(prompt, str) else Other(raw=prompt, at=at)
    for key in _PICTURES:
        said = given.get(key)
        items = enumerate(said) if isinstance(said, list) else [] if said is None else [(-1, said)]
        for number, item in items:
            place = ("input", key) if number < 0 else ("input", key, number)
            yield at_url("image", item, place) if isinstance(item, str) else Other(raw=item, at=place)


def modality_of(address: str) -> str:
    """What a file is, by the type in its data URL or by the ending of its name; `file` if neither tells."""
    kind = address[5:].partition("/")[0] if address.startswith("data:") else ""
    if kind in ("image", "audio", "video"):
        return kind
    return _KINDS.get(address.partition("?")[0].rpartition(".")[2].lower(), "file")
