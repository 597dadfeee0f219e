"""OpenAI's legacy completions and transcription, streamed and not, and its calls that are not streamed."""

from __future__ import annotations

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


def outcomes() -> Sample:
    """What answers with no message."""
    asked = [
        ("embeddings", {"model": "sample-embedding", "input": [QUESTION, ANSWER]}, body(_EMBEDDED), "application/json"),
        ("moderations", {"model": "sample-moderation", "input": "You snowball!"}, body(_JUDGED), "application/json"),
        ("images/generations", {"model": "sample-image", "prompt": "Oslo in snow"}, body(_PAINTED), "application/json"),
        (
            "audio/speech",
            {"model": "sample-speech", "voice": "alto", "input": ANSWER},
            b"\xff\xf3\x18\xc4" * 6,
            "audio/mpeg",
        ),
    ]
    return Sample(
        "openai_outcomes",
        tuple(Exchange(f"/v1/{path}", body(request), answer, kind, BEARER) for path, request, answer, kind in asked),
    )


def samples() -> Iterator[Sample]:
    yield from completions()
    yield from transcription()
    yield outcomes()
