"""The content of an item, of a request or of an answer -> parts: text with citations, refusals, thoughts, media.

Source: openai-python types/responses/response_input_content.py, response_output_text.py, response_reasoning_item.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import Blob, File, Json, JsonPath, Other, Part, Reasoning, Refusal, Text, Uri, at_url
from .api import record, records, texts, word

_TEXTS = frozenset({"output_text", "input_text", "text"})
_THOUGHTS = frozenset({"reasoning_text", "summary_text"})
_MEDIA = {  # type -> what it is, and the member of its address
    "input_image": ("image", "image_url"),
    "computer_screenshot": ("image", "image_url"),
    "input_file": ("file", "file_url"),
}
_ORDINARY: tuple[Json, ...] = (None, "", [], {}, "auto")
_READ = frozenset({"type", "text", "annotations", "logprobs", "refusal"})
_READ_OF_MEDIA = frozenset({"type", "image_url", "file_url", "file_id", "file_data", "input_audio"})


def parts_of(content: Json, at: JsonPath) -> Iterator[Part]:
    """The parts of the content that stands at `at`."""
    if isinstance(content, list):
        yield from (_part(item, (*at, number)) for number, item in enumerate(content))
    elif isinstance(content, str):
        yield Text(content=content, at=at)
    elif content is not None:
        yield Other(raw=content, at=at)


def unread_of(content: Json, path: str) -> dict[str, Json]:
    """What of the content no part says: a file's name, an image's detail. `path` is its place in words."""
    return {
        f"{path}/{number}/{key}": value
        for number, item in records(content)
        if not isinstance(_part(item, ()), Other)
        for key, value in item.items()
        if key not in (_READ if item["type"] in _TEXTS | _THOUGHTS else _READ | _READ_OF_MEDIA)
        and value not in _ORDINARY
    }


def _part(item: Json, at: JsonPath) -> Part:
    if isinstance(item, str):
        return Text(content=item, at=at)
    said = record(item)
    kind = texts(said.get("type"))
    notes, text = said.get("annotations"), said.get("text")
    if kind in _TEXTS and isinstance(text, str) and isinstance(notes, list | None):
        return Text(content=text, citations=tuple(notes or ()), at=(*at, "text"))
    if kind in _THOUGHTS and isinstance(text, str):
        return Reasoning(content=text, at=(*at, "text"))
    if kind == "refusal" and isinstance(said.get("refusal"), str):
        return Refusal(content=said["refusal"], at=(*at, "refusal"))
    if kind == "input_audio" and (data := word(record(said.get("input_audio")).get("data"))):
        form = word(said["input_audio"].get("format"))
        return Blob(modality="audio", mime_type=form and f"audio/{form}", content=data, at=(*at, "input_audio", "data"))
    return _media(said, kind, at) or Other(raw=item, at=at)


def _media(said: dict[str, Json], kind: str, at: JsonPath) -> Blob | Uri | File | None:
    """By address, by the provider's id, or the bytes themselves; None if there is nothing of these."""
    modality, address = _MEDIA.get(kind, ("", ""))
    url, file_id, data = word(said.get(address)), word(said.get("file_id")), word(said.get("file_data"))
    if not modality:
        return None
    if url:
        return at_url(modality, url, (*at, address))
    if file_id:
        return File(modality=modality, mime_type=None, file_id=file_id, at=(*at, "file_id"))
    if data and data.startswith("data:"):
        return at_url(modality, data, (*at, "file_data"))
    return Blob(modality=modality, mime_type=None, content=data, at=(*at, "file_data")) if data else None
