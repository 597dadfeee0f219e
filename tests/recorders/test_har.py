"""HAR and its two dialects: Polly's chunks and ids (har_polly), Playwright's files beside it (har_playwright)."""

from __future__ import annotations

import gzip
import io
import json
from base64 import b64encode
from zipfile import ZipFile

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import DecodeError, EditError, ParseError
from cassette_cli.loading import load
from tests.shared import SAMPLES
from tests.test_editing import put

PLAIN = """\
{
  "log": {
    "version": "1.2",
    "creator": {"name": "WebInspector", "version": "537.36"},
    "entries": [
      {
        "startedDateTime": "2025-11-04T09:30:00.000Z",
        "time": 12.5,
        "request": {
          "method": "POST", "url": "http://a/form?x=1", "bodySize": 3,
          "headers": [{"name": "Content-Type", "value": "application/x-www-form-urlencoded"}],
          "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "a=1", "params": []}
        },
        "response": {
          "status": 200, "statusText": "OK", "bodySize": 11,
          "headers": [
            {"name": "content-length", "value": "11"}, {"name": "Set-Cookie", "value": "a=1"},
            {"name": "Set-Cookie", "value": "b=2"}
          ],
          "content": {"size": 11, "mimeType": "text/plain", "text": "señor Elie"}
        }
      }
    ]
  }
}
"""


def response(content: dict[str, object], **more: object) -> dict[str, object]:
    headers = [{"name": name.replace("_", "-"), "value": value} for name, value in more.items()]
    return {"status": 200, "statusText": "OK", "headers": headers, "content": content, "bodySize": -1}


def har(
    answer: dict[str, object], creator: str = "x", request: dict[str, object] | None = None, **log: object
) -> bytes:
    asked = {"method": "GET", "url": "http://a/", "headers": [], **(request or {})}
    entry = {"_id": "f00", "_order": 0, "time": -1, "request": asked, "response": answer}
    made = {"version": "1.2", "creator": {"name": creator, "version": "6.0"}, "entries": [entry], **log}
    return json.dumps({"log": made}).encode()


def test_a_har_file_is_read():
    cassette = load(PLAIN.encode())
    assert (cassette.recorder, cassette.format_version, len(cassette.interactions)) == ("HAR", "1.2", 1)
    one = cassette.interactions[0]
    assert (one.request.method, one.request.url, one.line, one.id) == ("POST", "http://a/form?x=1", 6, None)
    assert (one.request.body.text, one.request.header("content-type")) == ("a=1", "application/x-www-form-urlencoded")
    assert (one.response.status, one.response.reason, one.response.duration_ms) == (200, "OK", 12.5)
    assert [header.value for header in one.response.headers] == ["11", "a=1", "b=2"]
    assert one.response.body.text == "señor Elie"


def test_all_lengths_follow_where_they_held():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "é")])
    assert after.text == PLAIN.replace("Elie", "é").replace('"11"', '"9"').replace(": 11", ": 9")


def test_a_length_that_did_not_hold_stays():
    cassette = load(PLAIN.replace('"size": 11', '"size": -1').replace('"11"', '"400"').encode())
    layer = cassette.interactions[0].response.body.layer
    after = edit(cassette, [put(layer, "Elie", "Ana")])
    assert after.text == cassette.text.replace("Elie", "Ana").replace('"bodySize": 11', '"bodySize": 10')


def test_a_byte_order_mark_stays_in_front():
    cassette = load(b"\xef\xbb\xbf" + PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Enno")])
    assert after.to_bytes() == b"\xef\xbb\xbf" + PLAIN.replace("Elie", "Enno").encode()


def test_a_form_goes_with_its_size_and_params_stand_for_one_that_is_left_out():
    cassette = load(PLAIN.encode())
    after = edit(cassette, [put(cassette.interactions[0].request.body.layer, "a=1", "a=1&b=2")])
    assert after.text == PLAIN.replace('"a=1", "params', '"a=1&b=2", "params').replace('Size": 3', 'Size": 7')
    params = PLAIN.replace('"text": "a=1", "params": []', '"params": [{"name": "a", "value": "1"}]')
    assert load(params.encode()).interactions[0].request.body.json_value == [{"name": "a", "value": "1"}]
    assert load(PLAIN.replace('"text": "a=1", ', "").encode()).interactions[0].request.body.is_empty


def test_what_is_no_text_is_base64_and_stays_so():
    cassette = load(har(response({"size": 4, "encoding": "base64", "text": b64encode(b"\0abc").decode()})))
    body = cassette.interactions[0].response.body
    assert (body.content, body.text, body.encodings) == (b"\0abc", None, ("base64",))
    after = edit(cassette, [put(body.layer, "abc", "\xffx")])
    wished = cassette.text.replace(b64encode(b"\0abc").decode(), b64encode(b"\0\xffx").decode())
    assert after.text == wished.replace('"size": 4', '"size": 3')


def test_a_plain_body_under_a_header_that_says_gzip_is_as_it_should_be():
    cassette = load(har(response({"size": 5, "text": "plain"}, content_encoding="gzip", content_length="25")))
    body = cassette.interactions[0].response.body
    assert (body.text, body.encodings, body.notes) == ("plain", (), ())
    after = edit(cassette, [put(body.layer, "plain", "simple")])
    assert after.text == cassette.text.replace("plain", "simple").replace('"size": 5', '"size": 6')


@pytest.mark.parametrize("content", [{}, {"text": None}, {"size": 0, "mimeType": "x-unknown"}])
def test_a_body_that_was_not_kept_is_no_body(content: dict[str, object]):
    one = load(har(response(content))).interactions[0]
    assert (one.response.body.is_empty, one.response.body.text, one.response.duration_ms) == (True, "", None)


def test_an_entry_without_a_response_is_named_with_its_line():
    with pytest.raises(ParseError) as caught:
        load(PLAIN.replace('"response": {', '"answer": {').encode(), "x.har")
    assert str(caught.value) == (
        "x.har:6:7: error: an interaction without response; expected what HAR writes into each"
    )


def test_who_made_it_tells_the_dialects_apart():
    def told(**log: object) -> tuple[str, str]:
        cassette = load(har(response({"text": "x"}), **log))
        return cassette.recorder, cassette.format_version

    assert told(creator="Polly.JS", _recordingName="a/b") == ("Polly.js", "6.0")
    assert told(creator="Polly.JS") == ("HAR", "1.2")
    assert told(creator="Playwright") == ("Playwright", "1.2")
    assert told(creator="Charles Proxy") == ("HAR", "1.2")


def test_chunks_of_polly_are_a_list_of_base64_and_become_one():
    packed = gzip.compress(b"one word", mtime=1)
    chunks = json.dumps([b64encode(packed[:9]).decode(), b64encode(packed[9:]).decode()])
    made = har(
        response({"encoding": "base64", "text": chunks}, Content_Encoding="gzip", Content_Length=str(len(packed))),
        _recordingName="x",
    )
    cassette = load(made)
    one = cassette.interactions[0]
    assert (one.response.body.text, one.response.body.encodings) == ("one word", ("base64", "gzip"))
    after = edit(cassette, [put(one.response.body.layer, "word", "word and many more")])
    found = after.interactions[0].response
    assert found.body.text == "one word and many more"
    [chunk] = json.loads(found.node.at(("content", "text")).text)
    assert found.header("content-length") == str(len(found.body.wire.text))
    assert b64encode(found.body.wire.text.encode("latin-1")).decode() == chunk
    assert after.interactions[0].node.at(("_id",)).text == "f00"


@pytest.mark.parametrize("text", ["[1]", "[", '["!"]', '{"a": 1}'])
def test_broken_chunks_are_a_problem_of_that_body_only(text: str):
    cassette = load(har(response({"encoding": "base64", "text": text}), _recordingName="x"))
    assert cassette.interactions[0].request.url == "http://a/"
    with pytest.raises(DecodeError, match="broken"):
        _ = cassette.interactions[0].response.body.text


FILES = {"f00.txt": "naïve".encode(), "q.bin": b"\0\1"}


def beside(name: str) -> bytes:
    if name not in FILES:
        raise DecodeError(f"no file {name}")
    return FILES[name]


IN_FILES = har(response({"size": 6, "_file": "f00.txt"}), "Playwright", {"postData": {"_file": "q.bin"}})


def test_what_lies_in_files_beside_a_har_is_fetched_when_somebody_asks():
    one = load(IN_FILES, sibling=beside).interactions[0]
    assert (one.response.body.text, one.response.body.encodings) == ("naïve", ("file",))
    assert (one.request.body.content, one.request.body.text) == (b"\0\1", None)


def test_without_the_file_there_is_a_problem_with_one_body():
    one = load(IN_FILES).interactions[0]
    assert one.response.body.problem == (
        "a body that is kept beside the cassette, in f00.txt; that file; a cassette that is named by its path finds it"
    )
    lost = load(IN_FILES.replace(b"f00.txt", b"f01.txt"), sibling=beside).interactions[0]
    assert (lost.response.body.problem, lost.request.body.content) == ("no file f01.txt", b"\0\1")


def test_a_body_in_another_file_is_not_edited_and_the_rest_is():
    cassette = load(IN_FILES, sibling=beside)
    with pytest.raises(EditError, match=r"a body that is kept in f00\.txt"):
        edit(cassette, [put(cassette.interactions[0].response.body.layer, "naïve", "wise")])
    after = edit(cassette, [put(cassette.interactions[0].request.node.at(("url",)).layer, "http://a/", "http://b/")])
    assert after.text == cassette.text.replace("http://a/", "http://b/")
    assert after.interactions[0].response.body.text == "naïve"


def test_a_zip_has_its_files_with_it():
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("har.har", IN_FILES)
        archive.writestr("f00.txt", FILES["f00.txt"])
    cassette = load(packed.getvalue(), sibling=beside)
    one = cassette.interactions[0]
    assert (cassette.recorder, one.response.body.text) == ("Playwright", "naïve")
    assert one.request.body.problem == "a zip file without q.bin; the file that a body is kept in"
    assert cassette.to_bytes() == packed.getvalue()


def test_recorded_and_zipped_bodies_are_the_same():
    folder = SAMPLES / "playwright"
    apart = load((folder / "attached.har").read_bytes(), sibling=lambda name: (folder / name).read_bytes())
    zipped = load((folder / "zipped.zip").read_bytes())
    bodies = [
        [(one.request.body.content, one.response.body.content) for one in each.interactions] for each in (apart, zipped)
    ]
    assert bodies[0] == bodies[1] != []
