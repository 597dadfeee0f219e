"""Exchanges -> OkReplay's YAML (Java, Kotlin), after YamlTapeLoader.getYaml and TapeRepresenter.

Headers are sorted, lines are 256 wide, nothing empty is written. A body is text if its media type is known as text,
`!!binary` on one line otherwise.
"""

from __future__ import annotations

from typing import Any

import yaml
from answers import Json

from .exchange import STARTED, Asked, Exchange, Files
from .spelling import base64


class Timestamp(str):
    """A text that is a plain scalar of YAML's timestamps."""

    __slots__ = ()


class Tape(dict[str, Any]):
    """The root of an OkReplay tape."""


class Okreplay(yaml.SafeDumper):
    """SnakeYAML as OkReplay sets it up; PyYAML is its sister, and quotes alike."""


Okreplay.add_representer(Tape, lambda dumper, tape: dumper.represent_mapping("!tape", tape))
Okreplay.add_representer(Timestamp, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:timestamp", text))
Okreplay.add_representer(
    bytes, lambda dumper, content: dumper.represent_scalar("tag:yaml.org,2002:binary", base64(content), style="|")
)
Okreplay.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


def laid_out(number: int, one: Exchange, *, text: bool) -> Json:
    request: Json = {"method": one.method, "uri": one.url, "headers": dict(sorted(one.sent))}
    response: Json = {"status": one.status, "headers": dict(sorted(one.headers))}
    if one.body:
        request["body"] = one.body.decode()
    if one.content:
        response["body"] = one.text if text else one.content
    recorded = Timestamp(f"{STARTED[:-2]}{number:02}.524Z")
    return {"recorded": recorded, "request": request, "response": response}


def tape(name: str, interactions: list[Json]) -> bytes:
    value = Tape(name=name, interactions=interactions)
    return yaml.dump(value, Dumper=Okreplay, width=256, allow_unicode=True, sort_keys=False).encode()


def files(asked: Asked) -> Files:
    keys = ("tides", "search", "events", "gone")
    website = [laid_out(number, asked[key], text=True) for number, key in enumerate(keys)]
    yield "okreplay_website.yaml", tape("website", website)
    binary = [laid_out(number, asked[key], text=False) for number, key in enumerate(("chart", "refusal", "gzipped"))]
    yield "okreplay_binary.yaml", tape("binary", binary)
