"""Recorded streams, each once, and the same interaction with another body or kept by another recorder."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from cassette_cli.bodies import Body
from cassette_cli.cassette import Interaction
from cassette_cli.documents.layers import Source as FileText
from cassette_cli.errors import CassetteError
from cassette_cli.framings import Event, Framing
from cassette_cli.loading import load
from cassette_cli.messages import Conversation
from cassette_cli.reassembling import reassemble, stream_of, value_of
from tests.recorded import binary_interaction, corpus, interaction
from tests.shared import CASSETTES, SAMPLES

SMALL = 4096  # bytes of a body that is cut everywhere


class Recorded(NamedTuple):
    """A streamed answer of an API that is known: the bytes of its body, and what all of it says."""

    name: str
    found: Interaction
    content: bytes
    framing: Framing
    whole: Conversation

    @property
    def is_small(self) -> bool:
        return len(self.content) <= SMALL

    @property
    def media_type(self) -> str:
        return self.found.response.body.media_type

    @property
    def blocks(self) -> list[Event]:
        framing, layer = stream_of(self.found) or (self.framing, FileText(""))
        return list(framing.blocks(layer, 0))

    def size(self, characters: int) -> int:
        """How many bytes the first characters of its text are."""
        _, layer = stream_of(self.found) or (None, FileText(""))
        return len(layer.text[:characters].encode("latin-1" if self.framing.is_binary else "utf-8"))


def answered(found: Interaction, content: bytes) -> Interaction:
    """The same with these bytes for its answer, kept as they are, one character a byte."""
    body = Body((FileText(content.decode("latin-1")),), is_bytes=True, media_type=found.response.body.media_type)
    return Interaction(found.index, found.id, found.request, found.response._replace(body=body), found.node)


def unasked(found: Interaction) -> Interaction:
    """The same without what was asked."""
    return replace(found, request=found.request._replace(body=Body()))


def events_of(found: Interaction) -> list[tuple[str, Any]]:
    """Name and JSON of each event, or the text that is none."""
    framing, layer = stream_of(found) or (None, None)
    events = framing.events(layer) if framing and layer else ()
    return [(event.name, event.data if (value := value_of(event)) is None else value) for event in events]


def _each_once(interactions: Iterable[tuple[str, Interaction]]) -> Iterator[Recorded]:
    seen = set()
    for name, found in interactions:
        cut = stream_of(found)
        whole = reassemble(found) if cut else None
        body = found.response.body
        if cut and whole and (key := (body.content, body.media_type, whole.api)) not in seen:
            seen.add(key)
            yield Recorded(name, found, body.content, cut[0], whole)


def _of_samples() -> Iterator[tuple[str, Interaction]]:
    for path in CASSETTES:
        try:
            interactions = list(load(path.read_bytes(), path.name).interactions)
        except CassetteError:  # what is kept to be refused
            continue
        yield from ((f"{path.relative_to(SAMPLES).as_posix()}:{found.index}", found) for found in interactions)


@cache
def samples() -> tuple[Recorded, ...]:
    return tuple(_each_once(_of_samples()))


@cache
def whole_bodies() -> tuple[Any, ...]:
    """The JSON of what was asked and answered in one piece, in every format."""
    found = (each for name, each in _of_samples() if name.startswith("apis/"))
    values = (body.json_value for each in found for body in (each.request.body, each.response.body))
    return tuple({json.dumps(value): value for value in values if isinstance(value, dict)}.values())


@cache
def of_the_corpus() -> tuple[Recorded, ...]:
    return tuple(_each_once(corpus()))


Source = Callable[[], tuple[Recorded, ...]]

# How several recorders keep the same answer: its bytes, its media type, the URL, and where it was cut when it arrived.
Keeping = Callable[[bytes, str, str, list[int]], Interaction]


def _headers(media_type: str, **more: str) -> dict[str, str]:
    return {"Content-Type": media_type, **more}


def _listed(headers: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in headers.items()}


def pieces(content: bytes, cuts: list[int]) -> list[bytes]:
    """The bytes as they arrived; no piece is empty."""
    places = sorted({0, len(content), *(cut % (len(content) + 1) for cut in cuts)})
    return [content[start:end] for start, end in pairwise(places)]


def _only(cassette: str, charset: str = "utf-8") -> Interaction:
    [found] = load(cassette.encode(charset)).interactions
    return found


def go_vcr(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    return interaction(content.decode(), url=url, media_type=media_type)


def vcrpy(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    return binary_interaction(content, json.dumps(media_type), url=url)


def betamax_gzip(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    request = {"body": {"encoding": "utf-8", "string": ""}, "headers": {}, "method": "POST", "uri": url}
    body = {"encoding": None, "base64_string": b64encode(gzip.compress(content, mtime=0)).decode()}
    headers = _listed(_headers(media_type, **{"Content-Encoding": "gzip"}))
    status = {"code": 200, "message": "OK"}
    response = {"body": body, "headers": headers, "status": status, "url": url}
    recorded = {"request": request, "response": response, "recorded_at": "2025-11-04T09:30:00"}
    return _only(json.dumps({"http_interactions": [recorded], "recorded_with": "betamax/0.9.0"}))


def ruby_vcr(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    kept = b64encode(content).decode()
    lines = "\n".join(f"        {kept[at : at + 60]}" for at in range(0, len(kept), 60))
    return _only(
        "---\nhttp_interactions:\n- request:\n    method: post\n"
        f"    uri: {url}\n    body:\n      encoding: UTF-8\n      string: ''\n    headers: {{}}\n"
        "  response:\n    status:\n      code: 200\n      message: OK\n"
        f"    headers:\n      Content-Type:\n      - {json.dumps(media_type)}\n"
        f"    body:\n      encoding: ASCII-8BIT\n      string: !binary |-\n{lines}\n"
        "  recorded_at: Tue, 04 Nov 2025 09:30:00 GMT\nrecorded_with: VCR 6.3.1\n"
    )


def _nock(url: str, **members: Any) -> Interaction:
    host = "/".join(url.split("/", 3)[:3])
    made = {"scope": f"{host}:443", "method": "POST", "path": url.removeprefix(host), "body": "", "status": 200}
    return _only(json.dumps([{**made, **members}]))


def nock_chunks(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    """Hexadecimal digits, a string for each chunk that arrived of what was compressed."""
    chunks = [piece.hex() for piece in pieces(gzip.compress(content, mtime=0), cuts)]
    headers = [word for header in _headers(media_type, **{"Content-Encoding": "gzip"}).items() for word in header]
    return _nock(url, response=chunks, rawHeaders=headers, responseIsBinary=False)


def nock_digits(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    headers = [word for header in _headers(media_type).items() for word in header]
    return _nock(url, response=content.hex(), rawHeaders=headers, responseIsBinary=True)


def har(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    headers = [{"name": name, "value": value} for name, value in _headers(media_type).items()]
    kept = {"size": len(content), "mimeType": media_type, "text": b64encode(content).decode(), "encoding": "base64"}
    request = {"method": "POST", "url": url, "httpVersion": "HTTP/1.1", "headers": []}
    response = {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": headers, "content": kept}
    entry = {"startedDateTime": "2025-11-04T09:30:00Z", "time": 1, "request": request, "response": response}
    return _only(json.dumps({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [entry]}}))


def httprr(content: bytes, media_type: str, url: str, cuts: list[int]) -> Interaction:
    """On the wire, in the chunks that the server sent."""
    request = f"POST {url} HTTP/1.1\r\nHost: a.example\r\n\r\n"
    chunks = "".join(f"{len(piece):x}\r\n{piece.decode('latin-1')}\r\n" for piece in pieces(content, cuts))
    head = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: {media_type}\r\n\r\n"
    response = f"{head}{chunks}0\r\n\r\n"
    return _only(f"httprr trace v1\n{len(request)} {len(response)}\n{request}{response}", "latin-1")


KEPT: dict[str, Keeping] = {
    keeping.__name__: keeping
    for keeping in (vcrpy, betamax_gzip, ruby_vcr, nock_chunks, nock_digits, har, httprr, go_vcr)
}
