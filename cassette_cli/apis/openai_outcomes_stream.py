"""The events of a streamed image or of streamed speech -> the answer as it would have come in one piece.

An image comes as rougher ones first: of those each takes the place of the one before, and the finished one of all.
Speech comes as pieces of base64, each encoded by itself; unstreamed it is bytes and no JSON, so that the answer is
what the events say, `audio` and `usage`.
Source: openai-python types/image_{gen,edit}_{partial_image,completed}_event.py; OpenAI API reference, `speech.audio.*`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..parts import Json, JsonPath
from .api import Answer, Call, Said, parsed, record, texts
from .draft import Draft

IMAGES = ("image_generation.", "image_edit.")
SPEECH = ("speech.audio.",)
_DONE = (".completed", ".done")
_PARTIAL = ".partial_image"
_MEANINGLESS = frozenset({"type", "partial_image_index"})  # what the order of the events says
_RENAMED = {"created_at": "created"}


def is_event(call: Call, kinds: tuple[str, ...]) -> bool:
    """Whether a stream of these begins so."""
    said = record(call.answer)
    return bool(said) and _kind(call.event, said).startswith(kinds)


def is_complete(answer: dict[str, Json], last: str) -> bool:
    """The last event says that it is done. What came in one piece is no stream."""
    return last == "[DONE]" or texts(record(parsed(last)).get("type")).endswith(_DONE)


def unstream_images(events: Iterable[Said]) -> Answer:
    """Fold the events into the list of images."""
    draft = Draft()
    done = 0
    for event, name, value in draft.objects(events):
        kind = _kind(name, value)
        if not kind.startswith(IMAGES):
            _other(draft, event, value)
            continue
        for key, member in value.items():
            to: JsonPath = ("data", done, key)
            if key not in _MEANINGLESS:
                draft.last(to if key == "b64_json" else (_RENAMED.get(key) or key,), event, (key,), member)
        done += not kind.endswith(_PARTIAL)
    return draft.answer()


def unstream_speech(events: Iterable[Said]) -> Answer:
    """Fold the events into the sound and what it cost."""
    draft = Draft()
    for event, name, value in draft.objects(events):
        if not _kind(name, value).startswith(SPEECH):
            _other(draft, event, value)
            continue
        for key, member in value.items():
            if key == "audio" and isinstance(member, str):
                draft.join((key,), event, (key,), member)
            elif key not in _MEANINGLESS:
                draft.last((key,), event, (key,), member)
    return draft.answer()


def _kind(name: str, said: dict[str, Json]) -> str:
    return texts(said.get("type")) or name


def _other(draft: Draft, event: int, value: dict[str, Json]) -> None:
    """An error, or what nobody knows: members of the answer, as they are."""
    for key, member in value.items():
        if key != "type" or not value.get("error"):
            draft.last((key,), event, (key,), member)
