"""Editing: the wished change, what follows from it, and nothing else; or an error and no change at all.

What follows for a body (`edited_bodies`) is seen here, and by each recorder's own tests.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.documents import json_text
from cassette_cli.documents.edits import Edit, Span
from cassette_cli.documents.layers import Change, Layer
from cassette_cli.documents.revaluing import revalue
from cassette_cli.editing import edit
from cassette_cli.errors import EditConflict, EditError
from cassette_cli.loading import load
from tests.shared import SAMPLES

SEED = load((SAMPLES / "openrouter_weather.yaml").read_bytes(), "seed")
AWKWARD = [
    "",
    "x",
    "\n",
    "a\nb",
    "'",
    '"',
    "😀",
    "é",
    "\t",
    ": #",
    " lead",
    "trail ",
    "\r",
    "\x07",
    "- a",
    "\u2028",
    "{",
    "%",
]


def put(layer: Layer, old: str, new: str) -> Change:
    at = layer.text.index(old)
    return Change(layer, Edit(Span(at, at + len(old)), new))


def changed_lines(before: Cassette, after: Cassette) -> list[tuple[str, str]]:
    old, new = before.text.split("\n"), after.text.split("\n")
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def test_no_change_is_the_same_cassette():
    assert edit(SEED, []) is SEED


def test_one_word_of_a_streamed_body_changes_one_line():
    after = edit(SEED, [put(SEED.interactions[1].response.body.layer, '"content":"40°"', '"content":"41°"')])
    [(old, new)] = changed_lines(SEED, after)
    assert new == old.replace("40°", "41°")


def test_the_lengths_of_a_request_follow():
    body = SEED.interactions[0].request.body
    after = edit(SEED, [put(body.layer, "Florence,Italy", "Pisa")])
    lines = changed_lines(SEED, after)
    assert [line.strip().split(":")[0] for line, _ in lines] == ["content_length", "body"]
    assert after.interactions[0].request.body.text == body.text.replace("Florence,Italy", "Pisa")
    assert "content_length: 543" in after.text


def test_a_length_that_did_not_hold_before_is_left_alone():
    after = edit(SEED, [put(SEED.interactions[0].response.body.layer, "gen-", "GEN--")])
    assert after.text.count("content_length: -1") == 2


def test_a_length_that_is_changed_by_hand_stays_as_wished():
    request = SEED.interactions[0].request
    wished = put(request.node.at(("content_length",)).layer, "553", "7")
    after = edit(SEED, [put(request.body.layer, "Florence,Italy", "Pisa"), wished])
    assert "content_length: 7\n" in after.text


def test_two_changes_of_one_place_are_a_conflict_and_equal_ones_are_one():
    layer = SEED.interactions[0].request.body.layer
    with pytest.raises(EditConflict, match="two edits of the same text"):
        edit(SEED, [put(layer, "Florence", "Pisa"), put(layer, "rence", "x")])
    twice = [put(layer, "Florence", "Pisa"), put(layer, "Florence", "Pisa")]
    assert edit(SEED, twice).text == edit(SEED, twice[:1]).text


def test_json_in_a_json_string_in_yaml_is_edited_three_levels_down():
    body = SEED.interactions[1].request.body
    tree = json_text.parse(body.layer)
    arguments = tree.root.at(("messages", 2, "tool_calls", 0, "function", "arguments"))
    inner = json_text.parse(arguments.layer)
    after = edit(SEED, revalue(inner.root, {"location": 'the "Città"', "days": 3}))
    sent = after.interactions[1].request.body.json_value
    assert sent["messages"][2]["tool_calls"][0]["function"]["arguments"] == '{"location": "the \\"Città\\"", "days": 3}'
    assert [line.strip().split(":")[0] for line, _ in changed_lines(SEED, after)] == ["content_length", "body"]


COMPRESSED = load(
    f"""\
interactions:
- request:
    body: null
    headers: {{}}
    method: GET
    uri: http://a/
  response:
    body:
      string: !!binary |
        {b64encode(gzip.compress(b'{"one": 1, "two": "zwei"}', mtime=1)).decode()}
    headers:
      Content-Encoding: [gzip]
      content-length: ['{len(gzip.compress(b'{"one": 1, "two": "zwei"}'))}']
    status: {{code: 200, message: OK}}
- request:
    headers:
      content-length: ['8']
    method: POST
    parsed_body:
      a: 1
    uri: http://b/
  response:
    body: {{string: ok}}
    headers: {{}}
    status: {{code: 200, message: OK}}
version: 1
""".encode()
)


def test_two_changes_inside_of_gzip_are_one_encoding_and_the_length_follows():
    body = COMPRESSED.interactions[0].response.body
    after = edit(COMPRESSED, [put(body.layer, "zwei", "deux, trois, quatre"), put(body.layer, "1", "100")])
    response = after.interactions[0].response
    assert response.body.json_value == {"one": 100, "two": "deux, trois, quatre"}
    assert response.header("content-length") == str(len(response.body.wire.text))
    assert after.text.splitlines()[-13:] == COMPRESSED.text.splitlines()[-13:]


def test_a_structured_body_is_edited_as_the_data_it_is():
    body = COMPRESSED.interactions[1].request.body
    after = edit(COMPRESSED, [put(body.layer, "1", "123")])
    assert changed_lines(COMPRESSED, after) == [
        ("      content-length: ['8']", "      content-length: ['10']"),
        ("      a: 1", "      a: 123"),
    ]


@pytest.mark.parametrize("wished", ["{}", '{"b": [1, {}]}', '{"a": "x", "n": null}', "[]", '"text"'])
def test_a_structured_body_becomes_whatever_json_is_wished(wished: str):
    layer = COMPRESSED.interactions[1].request.body.layer
    after = edit(COMPRESSED, [Change(layer, Edit(Span(0, len(layer.text)), wished))])
    request = after.interactions[1].request
    assert request.node.at(("parsed_body",)).value == json.loads(wished)
    assert request.header("content-length") == str(len(wished))


@pytest.mark.parametrize("broken", ["", "[" * 100_000])
def test_a_structured_body_that_would_be_no_json_is_an_error(broken: str):
    with pytest.raises(EditError, match="no JSON"):
        edit(COMPRESSED, [put(COMPRESSED.interactions[1].request.body.layer, "}", broken)])


LATIN = load(
    b"""\
interactions:
- request: {body: null, headers: {}, method: GET, uri: http://a/}
  response:
    body: {string: !!binary 4XPpdA==}
    headers: {content-type: [text/plain; charset=latin-1]}
    status: {code: 200, message: OK}
version: 1
"""
)


def test_a_body_is_edited_in_its_own_charset():
    layer = LATIN.interactions[0].response.body.layer
    assert layer.text == "ásét"
    after = edit(LATIN, [put(layer, "sé", "ü")])
    assert (after.interactions[0].response.body.text, after.interactions[0].response.body.content) == (
        "áüt",
        b"\xe1\xfct",
    )


@pytest.mark.parametrize("wished", ["Ã©", "a\0b", "😀"])
def test_a_text_that_its_bytes_would_not_say_again_is_an_error(wished: str):
    layer = LATIN.interactions[0].response.body.layer
    with pytest.raises(EditError):
        edit(LATIN, [Change(layer, Edit(Span(0, len(layer.text)), wished))])


def test_a_character_that_no_yaml_can_hold_is_an_error():
    with pytest.raises(EditError):
        edit(SEED, [put(SEED.interactions[0].request.body.layer, "Florence", "\ud800")])


def scalars(cassette: Cassette):
    nodes, stack = [], [cassette.tree.root]
    while stack:
        node = stack.pop()
        nodes += [node] if node.is_scalar else []
        stack += node.children
    return nodes


NODES = [(each, node.index) for each in (SEED, COMPRESSED) for node in scalars(each)]


@given(where=st.sampled_from(NODES), data=st.data())
def test_any_edit_of_any_scalar_gives_that_value_and_no_other(where, data):
    cassette, index = where
    node = next(node for node in scalars(cassette) if node.index == index)
    start = data.draw(st.integers(0, len(node.text)))
    stop = data.draw(st.integers(start, min(len(node.text), start + 20)))
    new = data.draw(st.sampled_from(AWKWARD))
    if node.text[start:stop] == new:
        return
    try:
        after = edit(cassette, [Change(node.layer, Edit(Span(start, stop), new))])
    except EditError:
        return
    before_texts, after_texts = ({n.index: n.text for n in scalars(each)} for each in (cassette, after))
    different = {i for i, text in before_texts.items() if after_texts[i] != text}
    assert after_texts[index] == node.text[:start] + new + node.text[stop:]
    lengths = {
        n.index for one in cassette.interactions for b in (one.request.body, one.response.body) for n in b.lengths
    }
    assert different <= {index} | lengths


BROKEN = b"""\
interactions:
- request:
    body: !!binary '!!'
    headers: {}
    method: GET
    uri: http://a/
  response:
    body: {string: plain}
    headers: {}
    status: {code: 200, message: OK}
version: 1
"""


def test_a_body_that_cannot_be_decoded_leaves_all_else_to_be_edited():
    cassette = load(BROKEN)
    one = cassette.interactions[0]
    after = edit(
        cassette,
        [put(one.response.body.layer, "plain", "simple"), put(one.node.at(("request", "uri")).layer, "/a/", "/b/")],
    )
    assert (after.interactions[0].request.url, after.interactions[0].response.body.text) == ("http://b/", "simple")


def test_characters_put_into_bytes_are_an_error():
    cassette = load(BROKEN.replace(b"'!!'", b"AAEC"))
    with pytest.raises(EditError, match="bytes, one character each"):
        edit(cassette, [put(cassette.interactions[0].request.body.layer, "\x01", "€")])


def test_an_edit_after_which_a_text_would_be_read_as_bytes_is_an_error():
    both = {"request": {"method": "GET", "url": "http://a/", "headers": {}, "body": ""}}
    both["response"] = {"status": {"code": 200, "message": "OK"}, "headers": {}, "body": "see base64:!!"}
    cassette = load(json.dumps(both).encode())
    with pytest.raises(EditError, match="would be read as something else"):
        edit(cassette, [put(cassette.interactions[0].response.body.layer, "see ", "")])


def test_an_edit_whose_compressed_bytes_would_pass_for_text_is_an_error():
    """The empty text in brotli is one byte, a semicolon, and who reads the header's word for it sees plain text."""
    cassette = load((SAMPLES / "go-vcr-1" / "encodings.yaml").read_bytes())
    body = next(one.response.body for one in cassette.interactions if one.response.body.codings == ("br",))
    with pytest.raises(EditError, match="would be read as something else"):
        edit(cassette, [Change(body.layer, Edit(Span(0, len(body.layer.text)), ""))])


def test_an_interaction_that_is_said_again_by_an_alias_keeps_its_length_true():
    text = (
        b"first: &a\n"
        + b"\n".join(b"  " + line for line in ONE.splitlines())
        + b"\ninteractions:\n- request: {uri: 'http://b/', method: GET}\n"
        + b"  response: {status: {code: 200}}\n- *a\nversion: 1\n"
    )
    cassette = load(text)
    body = cassette.interactions[1].response.body
    after = edit(cassette, [put(body.layer, "plain", "longer")])
    assert after.interactions[1].response.header("content-length") == "6"


ONE = b"""\
request: {uri: 'http://a/', method: GET}
response:
  body: {string: plain}
  headers: {content-length: ['5']}
  status: {code: 200}
"""


def test_an_edit_of_one_chunk_among_thousands_reads_the_body_once():
    """Seconds, if each of the chunks decoded all of them anew."""
    chunks = [f"{number % 256:02x}" for number in range(20_000)]
    tape = [{"scope": "http://a:80", "path": "/", "method": "GET", "status": 200, "response": chunks}]
    tape[0]["rawHeaders"] = ["Content-Encoding", "identity", "Content-Length", "20000"]
    cassette = load(json.dumps(tape).encode())
    layer = cassette.interactions[0].response.body.layer
    after = edit(cassette, [Change(layer, Edit(Span(7, 8), "\xff\xff"))])
    assert len(after.interactions[0].response.body.content) == 20_001
    assert after.interactions[0].response.header("content-length") == "20001"
