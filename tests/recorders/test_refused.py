"""What is known and not read: named by its first bytes or its signs; near misses are nobody's."""

from __future__ import annotations

import pytest

from cassette_cli.documents import json_text
from cassette_cli.documents.layers import Source
from cassette_cli.errors import NotACassette
from cassette_cli.loading import load
from cassette_cli.recorders.refused import known_by_magic, known_by_signs
from tests.shared import SAMPLES

NAMES = {
    "capture.pcap": "a packet capture",
    "hoverfly_simulation.json": "a Hoverfly simulation",
    "mitmproxy.flow": "a mitmproxy flow file",
    "mountebank_imposters.json": "a Mountebank configuration",
    "postman_collection.json": "a Postman collection",
    "rpc.replay": "a go-replayers RPC recording (protobuf)",
    "web.warc": "a WARC file",
    "wiremock_mapping.json": "a WireMock stub",
}


@pytest.mark.parametrize("path", sorted((SAMPLES / "refused").iterdir()), ids=lambda path: path.name)
def test_a_file_of_another_tool_is_refused_by_name(path):
    with pytest.raises(NotACassette) as caught:
        load(path.read_bytes(), path.name)
    assert str(caught.value).startswith(f"{path.name}:1:1: error: {NAMES[path.name]}, which is not read; expected")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"RPCReplay\n\x01", "a go-replayers RPC recording (protobuf)"),
        (b"WARC/1.1\r\n", "a WARC file"),
        (b"WARC/0.18\r\n", "a WARC file"),
        (b"WARC/ is a format", None),
        (b"4321:7:version;2:20#", "a mitmproxy flow file"),
        (b"12:30:00", None),
        (b"\xd4\xc3\xb2\xa1\x02\0", "a packet capture"),
        (b"\xa1\xb2\xc3\xd4\0\x02", "a packet capture"),
        (b"\x0a\x0d\x0d\x0a\x1c", "a packet capture"),
        (b"\x0a\x0d\x0a", None),
        (b"SQLite format 3\0\x10", "an SQLite database (requests-cache or its kin)"),
        (b"SQLite format 3 is a format", None),
        (b" RPCReplay", None),
        (b"interactions: []\n", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_whose_it_is(data: bytes, name: str | None):
    assert known_by_magic(data) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"log": {"entries": {}}}', "a HAR file without a list of entries"),
        ('{"log": {"pages": []}}', None),
        ('{"data": {"pairs": []}, "meta": {"schemaVersion": "v5"}}', "a Hoverfly simulation"),
        ('{"data": {"pairs": []}}', None),
        ('{"imposters": []}', "a Mountebank configuration"),
        ('{"info": {"_postman_id": "1"}}', "a Postman collection"),
        ('{"info": {"schema": "x"}, "item": []}', "a Postman collection"),
        ('{"info": {"schema": "x"}}', None),
        ('{"mappings": [{"request": {}, "response": {}}]}', "a collection of WireMock stubs"),
        ('{"mappings": []}', None),
        ('{"request": {"urlPath": "/"}, "response": {}}', "a WireMock stub"),
        ('{"request": {"urlPattern": "/.*"}, "response": {}}', "a WireMock stub"),
        ('{"request": {"urlPathPattern": "/.*"}, "response": {}}', "a WireMock stub"),
        ('{"request": {"urlPathTemplate": "/{id}"}, "response": {}}', "a WireMock stub"),
        ('{"request": {"url": "/"}, "response": {"status": 200}}', "a WireMock stub"),
        ('{"request": {"urlPath": "/"}}', None),
        (
            '{"version": 3, "interactions": [{"request": {"url": "x"}}]}',
            "a go-vcr cassette of another version than 1 and 2",
        ),
        ('{"interactions": [{"asked": "x"}]}', "a cassette of an unknown recorder"),
        ('{"http_interactions": []}', "a cassette of an unknown recorder"),
        ('{"interactions": "many"}', None),
        ('[{"request": {}, "response": {}}]', "a list of requests and responses of an unknown recorder"),
        ('[{"request": {}}]', None),
        ("[]", None),
        ('"words"', None),
    ],
)
def test_signs_tell_whose_it_is_and_near_misses_are_nobodys(text: str, name: str | None):
    assert known_by_signs(json_text.parse(Source(text)).root) == name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"log": {"entries": {}}}', "a HAR file without a list of entries, which is not read"),
        (b"http_interactions: none\n", "a cassette of an unknown recorder, which is not read"),
        (b'{"openapi": "3.1.0", "paths": {}}', "no cassette"),
    ],
)
def test_what_is_refused_is_said_in_one_line(text: bytes, found: str):
    with pytest.raises(NotACassette) as caught:
        load(text, "x")
    expected = "a cassette (`cassette formats` names the recorders)"
    assert str(caught.value) == f"x:1:1: error: {found}; expected {expected}"
