"""OpenAI's legacy completions, transcription and images, streamed and not, and its other calls without a message."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from struct import pack

from .exchange import BEARER, SSE, Exchange, Sample, body, cut, events, twins
from .weather import ANSWER, ANSWERED, ASKED, COMPLETION, CREATED, PROMPT, QUESTION

DONE = "data: [DONE]\n\n"
_HEAD = {"id": "cmpl-sample-0", "object": "text_completion", "created": CREATED, "model": "sample-instruct"}
_COUNTED = {"prompt_tokens": ASKED, "completion_tokens": ANSWERED, "total_tokens": ASKED + ANSWERED}

_HEARD = {
    "type": "tokens",
    "input_tokens": 14,
    "input_token_details": {"text_tokens": 0, "audio_tokens": 14},
    "output_tokens": 12,
    "total_tokens": 26,
}
_EDGE = "sample-edge-0001"
_SILENCE = (
    b"RIFF" + pack("<I", 44) + b"WAVEfmt " + pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + pack("<I", 8)
)

_EMBEDDED = {
    "object": "list",
    "data": [{"object": "embedding", "index": at, "embedding": [0.5, -0.25, at / 8]} for at in range(2)],
    "model": "sample-embedding",
    "usage": {"prompt_tokens": 9, "total_tokens": 9},
}
_JUDGED = {
    "id": "modr-sample-0",
    "model": "sample-moderation",
    "results": [
        {
            "flagged": True,
            "categories": {"harassment": True, "violence": False},
            "category_scores": {"harassment": 0.71, "violence": 0.02},
        }
    ],
}
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
_ROUGH = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
_COST = {"input_tokens": 9, "output_tokens": 272, "total_tokens": 281}
_SOUND = b"\xff\xf3\x18\xc4" * 2  # the head of an MP3 frame
_PAINTED = {"created": CREATED, "data": [{"b64_json": _DOT}], "output_format": "png", "size": "1024x1024"}


def completions() -> tuple[Sample, Sample]:
    def choice(said: str, finish: str | None) -> dict[str, object]:
        return {"text": said, "index": 0, "logprobs": None, "finish_reason": finish}

    asked = {"model": "sample-instruct", "prompt": PROMPT, "max_tokens": 40}
    wanted = {**asked, "stream": True, "stream_options": {"include_usage": True}}
    said = [{**_HEAD, "choices": [choice(piece, None)], "usage": None} for piece in cut(COMPLETION)]
    said += [{**_HEAD, "choices": [choice("", "stop")], "usage": None}, {**_HEAD, "choices": [], "usage": _COUNTED}]
    whole = {**_HEAD, "choices": [choice(COMPLETION, "stop")], "usage": _COUNTED}
    path = "/v1/completions"
    return twins(
        "openai_completions",
        [Exchange(path, body(wanted), events(said, end=DONE), SSE)],
        [Exchange(path, body(asked), body(whole))],
    )


def transcription() -> tuple[Sample, Sample]:
    said = [{"type": "transcript.text.delta", "delta": piece} for piece in cut(ANSWER)]
    done = {"type": "transcript.text.done", "text": ANSWER, "usage": _HEARD}
    path, kind = "/v1/audio/transcriptions", f"multipart/form-data; boundary={_EDGE}"
    return twins(
        "openai_transcription",
        [Exchange(path, _form(stream="true"), events([*said, done]), SSE, asked_as=kind)],
        [Exchange(path, _form(), body({"text": ANSWER, "usage": _HEARD}), asked_as=kind)],
    )


def _form(**more: str) -> bytes:
    """A form with a sound of eight samples, all silent."""
    members = {"model": "sample-transcribe", "response_format": "json", **more}
    fields = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in members.items()]
    fields.append(b'name="file"; filename="oslo.wav"\r\nContent-Type: audio/wav\r\n\r\n' + _SILENCE + b"\x80" * 8)
    edge = b"--" + _EDGE.encode()
    said = [edge + b"\r\nContent-Disposition: form-data; " + field + b"\r\n" for field in fields]
    return b"".join([*said, edge + b"--\r\n"])


def images() -> tuple[Sample, Sample]:
    """A picture, which streamed is drawn twice: roughly, then as it stays."""
    asked = {"model": "sample-image", "prompt": "A flake of snow"}
    look = {"output_format": "png", "size": "1024x1024", "background": "opaque", "quality": "low"}
    drawn = [
        {"type": "image_generation.partial_image", "b64_json": _ROUGH, "partial_image_index": 0},
        {"type": "image_generation.completed", "b64_json": _DOT, "usage": _COST},
    ]
    said = events([{**each, "created_at": CREATED, **look} for each in drawn], named="type")
    whole = {"created": CREATED, "data": [{"b64_json": _DOT}], **look, "usage": _COST}
    path = "/v1/images/generations"
    return twins(
        "openai_images",
        [Exchange(path, body({**asked, "stream": True, "partial_images": 1}), said, SSE)],
        [Exchange(path, body(asked), body(whole))],
    )


def _spoken() -> bytes:
    """The same sound as in one piece, in three."""
    said = [{"type": "speech.audio.delta", "audio": b64encode(piece).decode()} for piece in (_SOUND, _SOUND, _SOUND)]
    return events([*said, {"type": "speech.audio.done", "usage": _COST}])


def outcomes() -> Sample:
    """What answers with no message."""
    read_out = {"model": "sample-speech", "voice": "alto", "input": ANSWER}
    asked = [
        ("embeddings", {"model": "sample-embedding", "input": [QUESTION, ANSWER]}, body(_EMBEDDED), "application/json"),
        ("moderations", {"model": "sample-moderation", "input": "You snowball!"}, body(_JUDGED), "application/json"),
        ("images/generations", {"model": "sample-image", "prompt": "Oslo in snow"}, body(_PAINTED), "application/json"),
        ("audio/speech", read_out, _SOUND * 3, "audio/mpeg"),
        ("audio/speech", {**read_out, "stream_format": "sse"}, _spoken(), SSE),
    ]
    return Sample(
        "openai_outcomes",
        tuple(Exchange(f"/v1/{path}", body(request), answer, kind, BEARER) for path, request, answer, kind in asked),
    )


def samples() -> Iterator[Sample]:
    yield from completions()
    yield from transcription()
    yield from images()
    yield outcomes()
