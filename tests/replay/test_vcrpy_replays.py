"""The real VCR.py replays, with nobody to ask, what came out of this program: as it was recorded, and edited."""

from __future__ import annotations

import http.client
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import vcr
from vcr.cassette import Cassette as Tape

from cassette_cli.cassette import Request
from cassette_cli.loading import load
from tests.replay.edits import Answer, versions, wire
from tests.shared import SAMPLES

REFUSED = {  # awkward ones that VCR.py's loader does not take, or takes for something else
    "merge_keys.yaml": "PyYAML 6.0.4 lets the last of several merged maps win; yaml.org/type/merge says the first",
    "complex_keys_with_python_tags.yaml": "tags of Python objects",
    "several_documents.yaml": "more than one document",
    "unknown_tags.yaml": "a cassette of go-vcr",
    "nulls_and_bare_values.yaml": "a body that is no string",
}
NOT_BY_HTTPX = {  # httpx would not get as far as the cassette's bytes, edited or not
    "encoding_header_says_gzip.yaml": "the body is plain, and httpx undoes what the header says",
    "unusual_characters.yaml": "an address that httpx escapes",
    "json_with_odd_spacing.json": "an address that httpx escapes",
}
RECORDED = sorted(path for folder in ("vcrpy", "apis") for path in (SAMPLES / folder).iterdir())
AWKWARD = sorted(path for path in (SAMPLES / "awkward").iterdir() if path.name not in REFUSED)
PYTEST_RECORDING = sorted((SAMPLES / "pytest-recording").iterdir())
ALL = [*RECORDED, *PYTEST_RECORDING, *AWKWARD]


def tape_of(cassette: Path) -> AbstractContextManager[Tape]:
    """VCR.py's own, which answers and never records."""
    serializer = "json" if cassette.suffix == ".json" else "yaml"
    return vcr.use_cassette(str(cassette), record_mode="none", serializer=serializer)


def ask(request: Request) -> Answer:
    """Ask it again by http.client, which undoes nothing."""
    url = urlsplit(request.url)
    connection = http.client.HTTPConnection(url.netloc)
    try:
        connection.request(request.method, url._replace(scheme="", netloc="").geturl())
        response = connection.getresponse()
        return Answer(response.status, response.read())
    finally:
        connection.close()


def ask_by_httpx(request: Request) -> Answer:
    """Ask it again by a client that undoes gzip, deflate, br and zstd. (urllib3 does not, of VCR.py's answers.)"""
    with httpx.Client(trust_env=False, verify=False) as client:  # noqa: S501 - no connection is made
        response = client.request(request.method, request.url)
    assert response.headers.get("content-length") in (None, str(response.num_bytes_downloaded))
    return Answer(response.status_code, response.content)


def named(sample: Path) -> str:
    return f"{sample.parent.name}/{sample.name}"


@pytest.mark.parametrize("sample", ALL, ids=named)
def test_vcrpy_replays_the_bytes_that_we_read(sample: Path, tmp_path: Path) -> None:
    cassette = load(sample.read_bytes(), sample.name)
    copy = tmp_path / sample.name
    copy.write_bytes(cassette.to_bytes())
    with tape_of(copy) as tape:
        for interaction in cassette.interactions:
            response = interaction.response
            assert ask(interaction.request) == (response.status, wire(response.body))
        assert tape.play_count == len(cassette.interactions)


@pytest.mark.parametrize("sample", ALL, ids=named)
def test_vcrpy_replays_a_cassette_and_every_edit_of_a_body(sample: Path, tmp_path: Path) -> None:
    client = ask if sample.name in NOT_BY_HTTPX else ask_by_httpx
    for version in versions(sample):
        with tape_of(version.saved(tmp_path)) as tape:
            given = [client(interaction.request) for interaction in version.cassette.interactions]
            assert (version.name, given) == (version.name, version.answers)
            assert tape.all_played
