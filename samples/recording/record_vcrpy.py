"""The sample server -> samples/vcrpy/*: recorded by the real VCR.py, through the OpenAI SDK and through httpx.

    .venv/bin/python samples/recording/record_vcrpy.py

Recording again gives the same bytes, as long as VCR.py and the SDK are of the same versions.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import openai
import requests_made as made
import vcr
from answers import Json
from server import running

FOLDER = Path(__file__).parents[1] / "vcrpy"
STAINLESS = (
    "Arch",
    "Async",
    "Lang",
    "OS",
    "Package-Version",
    "Read-Timeout",
    "Retry-Count",
    "Runtime",
    "Runtime-Version",
)
DROPPED = [  # what tells of the machine or of the client's version
    *(f"X-Stainless-{name}" for name in STAINLESS),
    *("User-Agent", "Connection", "Host", "Accept-Encoding"),
]

Scenario = Callable[[str], None]


def asked(folder: str, requests: list[Json], *, stream: bool) -> Scenario:
    """Ask with the OpenAI SDK, reading each answer to its end."""

    def ask(origin: str) -> None:
        client = openai.OpenAI(api_key="REDACTED", base_url=f"{origin}/{folder}", max_retries=0)
        for request in requests:
            options: Json = {"stream": True, "stream_options": {"include_usage": True}} if stream else {}
            with suppress(openai.APIError):  # some answers are errors, that is what their samples show
                answer: Any = client.chat.completions.create(**request, **options)
                list(answer) if stream else None

    return ask


def posted(folder: str, *requests: Json) -> Scenario:
    """Ask with httpx alone: the SDK stumbles over some dialects (Azure's choice without a delta) and over zstd."""

    def post(origin: str) -> None:
        with httpx.Client(headers={"Authorization": "Bearer REDACTED"}) as client:
            for request in requests:
                client.post(f"{origin}/{folder}/chat/completions", json=request)

    return post


def streamed(requests: list[Json]) -> Json:
    """The first of these requests, asking for a stream."""
    return {**requests[0], "stream": True}


def visited(origin: str) -> None:
    with httpx.Client(base_url=f"{origin}/site", follow_redirects=True) as client:
        for method, path, options in made.VISITS:
            client.request(method, path, **options)


def watched(origin: str) -> None:
    with httpx.Client(base_url=f"{origin}/site") as client:
        for path in ("/feed", "/feed-crlf", "/lines"):
            client.get(path)


def decoded_but_labelled(response: Json) -> Json:
    """What some test suites do: store the body decompressed, and leave the header that says gzip."""
    response["body"]["string"] = gzip.decompress(response["body"]["string"])
    return response


def scenarios() -> Iterator[tuple[str, Scenario, Json]]:
    for name, requests in made.CONVERSATIONS.items():
        yield f"{name}_streamed.yaml", asked("v1", requests, stream=True), {}
        yield f"{name}_unstreamed.yaml", asked("v1", requests, stream=False), {}
    for dialect in ("deepseek", "openrouter", "azure", "groq", "mistral"):
        yield f"dialect_{dialect}.yaml", posted(dialect, streamed(made.REASONER)), {}
    yield "dialect_perplexity.yaml", posted("perplexity", streamed(made.STORY)), {}
    for encoding in ("gzip", "deflate", "br", "zstd"):
        yield f"encoding_{encoding}.yaml", posted(encoding, made.REFUSAL[0], streamed(made.REFUSAL)), {}
    labelled = {"before_record_response": decoded_but_labelled}
    yield "encoding_header_says_gzip.yaml", asked("gzip", made.REFUSAL, stream=False), labelled
    yield "weather.json", asked("v1", made.WEATHER, stream=True), {"serializer": "json"}
    yield "stream_cut.yaml", posted("cut", streamed(made.STORY)), {}
    yield "stream_error.yaml", posted("failing", streamed(made.STORY)), {}
    yield "stream_error_event.yaml", posted("failing-by-name", streamed(made.STORY)), {}
    yield "unknown_model.yaml", asked("v1", made.UNKNOWN, stream=False), {}
    yield "website.yaml", visited, {}
    yield "other_streams.yaml", watched, {}


def main() -> None:
    with running() as origin:
        for name, scenario, options in scenarios():
            path = FOLDER / name
            path.unlink(missing_ok=True)
            with vcr.use_cassette(str(path), record_mode="once", filter_headers=DROPPED, **options):
                scenario(origin)
            sys.stdout.write(f"{path.stat().st_size:7} {name}\n")


if __name__ == "__main__":
    main()
