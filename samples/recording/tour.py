"""The tour of `requests_made` -> requests as any client can send them: a method, a URL, headers and a body as text."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import requests_made as made
from answers import Json

SAMPLES = Path(__file__).parents[1]


def sent(origin: str, method: str, path: str, options: Json) -> Json:
    """A request with these options, as httpx would send it; chats bear a key that is none."""
    query = "?" + urlencode(options["params"]) if "params" in options else ""
    headers, body = {**options.get("headers", {})}, ""
    if path.endswith("/chat/completions"):
        headers["Authorization"] = "Bearer REDACTED"
    if "json" in options:
        headers["Content-Type"] = "application/json"
        body = json.dumps(options["json"], ensure_ascii=False, separators=(",", ":"))
    if "data" in options:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(options["data"])
    return {"method": method, "url": f"{origin}{path}{query}", "headers": headers, "body": body}


def tour(origin: str) -> dict[str, list[Json]]:
    """The stages of the tour by name, each a list of requests."""
    return {name: [sent(origin, *what) for what in steps] for name, steps in made.TOUR.items()}


def emptied(name: str) -> Path:
    """The folder of samples with this name, without what was recorded before."""
    folder = SAMPLES / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def told(folder: Path) -> None:
    """Say what was recorded."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        sys.stdout.write(f"{path.stat().st_size:7} {folder.name}/{path.relative_to(folder)}\n")


def recorded_by(*command: str, stages: Json) -> None:
    """Run a recorder of another language, which reads the tour from its standard input."""
    subprocess.run(command, input=json.dumps(stages).encode(), check=True)
