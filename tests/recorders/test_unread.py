"""Recorders whose files are not read: each is known by its signs, so that the error names it."""

from __future__ import annotations

import pytest

from cassette_cli.documents import yaml_text
from cassette_cli.documents.layers import Source
from cassette_cli.errors import NotACassette
from cassette_cli.loading import load
from cassette_cli.recorders.unread import MAGIC, unread_recorder

SIGNS = {
    "a Polly.js recording": '{"log": {"_recordingName": "a", "entries": []}}',
    "a HAR file": '{"log": {"version": "1.2", "entries": []}}',
    "a Ruby VCR or Betamax cassette": "http_interactions: []\nrecorded_with: VCR 6.0.0\n",
    "a Ruby VCR 1.x cassette": "- !ruby/struct:VCR::HTTPInteraction\n  request: {}\n",
    "an OkReplay tape": "!tape\nname: a\ninteractions: []\n",
    "a LangChain cassette": "requests: []\nresponses: {}\n",
    "a go-replayers HTTP recording": '{"Initial": null, "Version": "1", "Entries": []}',
    "a pydantic-ai websocket cassette": "interactions:\n- kind: websocket\n",
    "a go-vcr cassette of another version than 1 and 2": "version: 9\ninteractions:\n- request: {url: http://a/}\n",
    "a cassette of an unknown recorder": "interactions:\n- asked: x\n",
    "a nock recording": '[{"scope": "http://a:80", "rawHeaders": []}]',
    "an EasyVCR cassette": '[{"Request": {}, "Response": {}}]',
    "a VCR.py cassette from before version 1.0": "- request: {uri: http://a/}\n",
    "a cassette of ExVCR, php-vcr or their kin": '[{"request": {"url": "http://a/"}}]',
    "a WireMock stub": '{"request": {"urlPath": "/a"}, "response": {}}',
}


@pytest.mark.parametrize("name", SIGNS)
def test_a_file_is_known_by_its_signs(name: str) -> None:
    assert unread_recorder(yaml_text.parse(Source(SIGNS[name])).root) == name
    with pytest.raises(NotACassette) as caught:
        load(SIGNS[name].encode(), "tape")
    assert str(caught.value).endswith(f"{name}, which is not read yet; expected a go-vcr or VCR.py cassette")


@pytest.mark.parametrize("text", ["a: 1\n", "[]\n", "just a sentence\n", "request: GET\n", "log: quiet\n", "- 1\n"])
def test_other_peoples_files_bear_no_sign(text: str) -> None:
    assert unread_recorder(yaml_text.parse(Source(text)).root) is None


@pytest.mark.parametrize(("start", "name"), MAGIC)
def test_a_binary_file_is_known_by_its_first_bytes(start: bytes, name: str) -> None:
    with pytest.raises(NotACassette) as caught:
        load(start + b" and more", "tape")
    assert str(caught.value) == f"tape:1:1: error: {name}, which is not read yet; expected a go-vcr or VCR.py cassette"
