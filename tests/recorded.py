"""Cassettes made on the spot, and those of the corpus, read once."""

from __future__ import annotations

import csv
import json
from base64 import b64encode
from functools import cache
from typing import Any

from cassette_cli.cassette import Interaction
from cassette_cli.loading import load
from tests.shared import CORPUS

URL = "https://api.openai.com/v1/chat/completions"
EVENT_STREAM = "text/event-stream"
NOT_READ = ("go-replayers-rpc",)


def interaction(
    answer: str, request: Any = None, *, url: str = URL, media_type: str = EVENT_STREAM, status: int = 200
) -> Interaction:
    """An exchange as go-vcr keeps it."""
    body = "" if request is None else json.dumps(request)
    asked = {"body": body, "headers": {"Content-Type": ["application/json"]}, "url": url, "method": "POST"}
    answered = {"body": answer, "headers": {"Content-Type": [media_type]}, "status": f"{status} X", "code": status}
    cassette = {"version": 2, "interactions": [{"id": 0, "request": asked, "response": answered}]}
    return load(json.dumps(cassette).encode()).interactions[0]


def binary_interaction(answer: bytes, media_type: str, *, url: str = URL) -> Interaction:
    """An exchange as VCR.py keeps one whose answer is bytes."""
    request = f"{{method: POST, uri: {json.dumps(url)}, body: null, headers: {{}}}}"
    headers = f"{{Content-Type: [{media_type}]}}"
    body = f"{{string: !!binary {b64encode(answer).decode()}}}"
    response = f"{{status: {{code: 200, message: OK}}, headers: {headers}, body: {body}}}"
    cassette = f"version: 1\ninteractions:\n- request: {request}\n  response: {response}\n"
    return load(cassette.encode()).interactions[0]


@cache
def corpus() -> tuple[tuple[str, Interaction], ...]:
    """All interactions of the corpus whose recorders are read, each with `FILE:INDEX`."""
    if not CORPUS.is_dir():
        return ()
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        files = [row["path"] for row in csv.DictReader(manifest, delimiter="\t") if row["recorder"] not in NOT_READ]
    return tuple(
        (f"{file}:{found.index}", found)
        for file in files
        for found in load((CORPUS / file).read_bytes(), file).interactions
    )
