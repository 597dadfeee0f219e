"""The sample server -> samples/go-vcr-1/* and samples/go-vcr-2/*: recorded by the real go-vcr (see go_vcr/main.go).

    apt-get install golang-go golang-github-dnaeon-go-vcr-dev golang-gopkg-yaml.v3-dev
    .venv/bin/python samples/recording/record_go_vcr.py

Recording again gives the same bytes. The Go library lies where Debian puts it; nothing is fetched.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import requests_made as made
from answers import Json
from server import running

SAMPLES = Path(__file__).parents[1]
DEBIAN = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "-mod="}


def chat(origin: str, dialect: str, request: Json, **options: object) -> Json:
    return {
        "method": "POST",
        "url": f"{origin}/{dialect}/chat/completions",
        "headers": {"Authorization": "Bearer REDACTED", "Content-Type": "application/json"},
        "body": json.dumps({**request, **options}, ensure_ascii=False, separators=(",", ":")),
    }


def visit(origin: str, method: str, path: str, options: Json) -> Json:
    """A request to the site, as httpx would send it with these options."""
    query = "?" + urlencode(options["params"]) if "params" in options else ""
    headers, body = {}, ""
    if "json" in options:
        headers, body = {"Content-Type": "application/json"}, json.dumps(options["json"])
    if "data" in options:
        headers, body = {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(options["data"])
    return {"method": method, "url": f"{origin}/site{path}{query}", "headers": headers, "body": body}


def scenarios(origin: str) -> dict[str, list[Json]]:
    usage = {"stream": True, "stream_options": {"include_usage": True}}
    encoded = [
        chat(origin, encoding, made.REFUSAL[0], stream=stream)
        for encoding in ("gzip", "br")
        for stream in (False, True)
    ]
    for request in encoded:  # asked for, so that Go's transport leaves the body as it is
        request["headers"]["Accept-Encoding"] = "gzip, br"
    return {
        "weather_streamed": [chat(origin, "v1", request, **usage) for request in made.WEATHER],
        "weather_unstreamed": [chat(origin, "v1", request) for request in made.WEATHER],
        "languages_streamed": [chat(origin, "v1", made.CONVERSATIONS["languages"][0], **usage)],
        "story_perplexity": [chat(origin, "perplexity", made.STORY[0], stream=True)],
        "encodings": encoded,
        "website": [visit(origin, *what) for what in made.VISITS],
    }


def main() -> None:
    for folder in ("go-vcr-1", "go-vcr-2"):
        (SAMPLES / folder).mkdir(exist_ok=True)
    with running() as origin:
        subprocess.run(
            ["go", "run", str(Path(__file__).parent / "go_vcr" / "main.go"), str(SAMPLES)],
            input=json.dumps(scenarios(origin)).encode(),
            env={**os.environ, **DEBIAN},
            check=True,
        )


if __name__ == "__main__":
    main()
