"""The real VCR.py replays, with nobody to ask, what came out of this program, and gives the bytes that we read."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import vcr

from cassette_cli.bodies import Body
from cassette_cli.cassette import Request
from cassette_cli.loading import load
from tests.shared import SAMPLES

REFUSED = {  # awkward ones that VCR.py's loader does not take
    "complex_keys_with_python_tags.yaml": "tags of Python objects",
    "several_documents.yaml": "more than one document",
    "unknown_tags.yaml": "a cassette of go-vcr",
    "nulls_and_bare_values.yaml": "a body that is no string",
}
RECORDED = sorted((SAMPLES / "vcrpy").iterdir())
AWKWARD = sorted(path for path in (SAMPLES / "awkward").iterdir() if path.name not in REFUSED)


def ask(request: Request) -> tuple[int, bytes]:
    """Ask it again, over a connection that VCR.py answers."""
    url = urlsplit(request.url)
    connection = http.client.HTTPConnection(url.netloc)
    try:
        connection.request(request.method, url._replace(scheme="", netloc="").geturl())
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def wire(body: Body) -> bytes:
    """The bytes that the body has on the wire, its compression still on."""
    if body.wire is None:
        return b""
    return body.wire.text.encode("latin-1" if body.wrapping else "utf-8")


@pytest.mark.parametrize("sample", [*RECORDED, *AWKWARD], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_vcrpy_replays_the_bytes_that_we_read(sample: Path, tmp_path: Path) -> None:
    cassette = load(sample.read_bytes(), sample.name)
    copy = tmp_path / sample.name
    copy.write_bytes(cassette.to_bytes())
    serializer = "json" if sample.suffix == ".json" else "yaml"
    with vcr.use_cassette(str(copy), record_mode="none", serializer=serializer) as tape:
        for interaction in cassette.interactions:
            response = interaction.response
            assert ask(interaction.request) == (response.status, wire(response.body))
        assert tape.play_count == len(cassette.interactions)
