"""vcr for R, old and new: statuses, bodies and `recorded_with` in the places where it has put them."""

from __future__ import annotations

import pytest

from cassette_cli.errors import DecodeError
from cassette_cli.loading import load

OLD = """\
http_interactions:
- request:
    method: get
    uri: http://127.0.0.1:8377/site/harbours
    body:
      encoding: ''
      string: ''
    headers:
      Accept: application/json, */*
  response:
    status:
      status_code: '200'
      message: OK
      explanation: Request fulfilled, document follows
    headers:
      status: HTTP/1.1 200 OK
      content-type: application/json
    body:
      encoding: UTF-8
      file: no
      string: '{"id": 7}'
  recorded_at: 2025-11-04 09:30:00 GMT
  recorded_with: vcr/0.5.4, webmockr/0.8.0
"""
NEW = """\
http_interactions:
- request:
    method: GET
    uri: http://127.0.0.1:8377/site/chart.png
  response:
    status: 201
    headers:
      Content-Type: image/png
    body:
      base64_string: iVBORw==
  recorded_at: 2025-11-04 09:30:00
recorded_with: VCR-vcr/2.1.0
"""


def test_an_old_cassette_says_its_recorder_in_each_interaction():
    cassette = load(OLD.encode())
    [found] = cassette.interactions
    assert (cassette.recorder, cassette.format_version, found.request.method) == ("vcr for R", "0.5.4", "GET")
    assert (found.response.status, found.response.reason, found.response.body.json_value) == (200, "OK", {"id": 7})


def test_a_new_one_says_it_once_and_its_status_is_a_number():
    cassette = load(NEW.encode())
    [found] = cassette.interactions
    assert (cassette.format_version, found.response.status) == ("2.1.0", 201)
    assert (found.request.body.is_empty, found.response.body.content) == (True, b"\x89PNG")


def test_a_body_in_a_file_is_asked_of_the_caller():
    text = OLD.replace("file: no", "file: yes").replace("'{\"id\": 7}'", "harbour.json").encode()
    read = load(text, sibling={"harbour.json": b'{"id": 8}'}.__getitem__)
    assert read.interactions[0].response.body.json_value == {"id": 8}
    with pytest.raises(DecodeError, match=r"kept beside the cassette, in harbour\.json"):
        _ = load(text).interactions[0].response.body.text


def test_the_same_format_written_by_rust_has_its_own_name():
    text = NEW.replace("VCR-vcr/2.1.0", "rVCR 0.1.5").replace("status: 201", "status: {code: 201, message: Created}")
    cassette = load(text.encode())
    assert (cassette.recorder, cassette.format_version, cassette.interactions[0].response.status) == (
        "rVCR",
        "0.1.5",
        201,
    )
