"""httprr: records on the wire (httprr_text), messages in them (httprr_message), and counts and sizes that stay true."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.documents.layers import Change
from cassette_cli.documents.nodes import Node
from cassette_cli.documents.revaluing import revalue
from cassette_cli.documents.styles import Entry, Value
from cassette_cli.editing import edit
from cassette_cli.errors import EditError, NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

GET = "GET http://a.example/b?x=1 HTTP/1.1\r\nHost: a.example\r\nAccept: a\r\nAccept: b\r\n\r\n"
POST = "POST http://a.example/b HTTP/1.1\r\nContent-Length: 7\r\nX-Empty:\r\n\r\nna\xc3\xafve!"
PLAIN = "HTTP/1.1 201 Was Created\r\nContent-Length: 11\r\nContent-Type: text/plain\r\n\r\nse\xc3\xb1or Elie"
CHUNKED = (
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    "7\r\ndata: o\r\n6;x=y\r\nne\n\nda\r\n8\r\nta: two\n\r\n0\r\nX-Sum: 1\r\n\r\n"
)


FIELDS = (3,)  # in a message, behind the three parts of its start line
REQUEST = (0, 2)  # in a trace: in the first record, behind two counts


def trace(*messages: str, end: str = "\n") -> str:
    """A trace of requests and responses, in turn."""
    pairs = zip(messages[::2], messages[1::2], strict=True)
    records = (f"{len(request)} {len(response)}{end}{request}{response}" for request, response in pairs)
    return f"httprr trace v1{end}" + "".join(records)


def read(text: str) -> Cassette:
    return load(text.encode("latin-1"), "x.httprr")


def fault(text: str) -> str:
    with pytest.raises((ParseError, NotACassette)) as caught:
        read(text)
    return str(caught.value)


TAPE = read(trace(GET, PLAIN, POST, CHUNKED))


def test_a_trace_is_read():
    assert (TAPE.recorder, TAPE.format_version, len(TAPE.interactions)) == ("httprr", "1", 2)
    one, two = TAPE.interactions
    assert (one.request.method, one.request.url, one.line, two.line) == ("GET", "http://a.example/b?x=1", 2, 12)
    assert [(header.name, header.value) for header in one.request.headers][1:] == [("Accept", "a"), ("Accept", "b")]
    assert (one.request.body.text, one.response.status, one.response.reason) == ("", 201, "Was Created")
    assert (one.response.body.text, one.response.body.media_type) == ("señor Elie", "text/plain")
    assert one.response.duration_ms is None
    assert (two.request.body.text, two.request.header("x-empty")) == ("naïve!", "")
    assert (two.response.body.text, two.response.body.encodings) == ("data: one\n\ndata: two\n", ("chunked",))


@pytest.mark.parametrize("text", ["httprr trace v1\n", "httprr trace v1\r\n"])
def test_a_trace_of_nothing_is_one(text: str):
    assert (read(text).recorder, len(read(text).interactions)) == ("httprr", 0)


def test_line_ends_are_read_as_they_are_and_stay():
    asked = GET.replace("\r\n", "\n")
    cassette = read(trace(asked, PLAIN, end="\r\n"))
    one = cassette.interactions[0]
    assert (one.request.header("host"), one.response.body.text) == ("a.example", "señor Elie")
    after = edit(cassette, [put(one.request.headers[0].node.layer, "a.", "an.")])
    assert after.text == trace(asked.replace("Host: a.", "Host: an."), PLAIN, end="\r\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("httprr trace v2\n", "1:1: error: an httprr trace of another version; expected `httprr trace v1`"),
        ("httprr trace v10\n", "1:1: error: an httprr trace of another version; expected `httprr trace v1`"),
        ("httprr trace v1\nten 2\n", "2:1: error: 'ten 2\\n'; expected two byte counts in a line"),
        (
            "httprr trace v1\n3 4\nabcdef",
            "2:1: error: the end of the file after 6 bytes of a record; expected 7, as its counts say",
        ),
        (trace(GET, PLAIN) + "x", "12:12: error: 'x'; expected two byte counts in a line"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(text: str, said: str):
    assert fault(text).startswith(f"x.httprr:{said}")


@given(st.integers(len("httprr trace v1\n"), len(TAPE.text) - 1))
def test_a_trace_that_was_cut_is_an_error_in_one_line_unless_it_was_cut_between_records(length: int):
    if length in (TAPE.tree.root.span.start, TAPE.interactions[1].node.span.start):
        assert len(read(TAPE.text[:length]).interactions) < 2
    else:
        assert "\n" not in fault(TAPE.text[:length])


def test_an_edit_keeps_the_content_length_and_the_counts_true():
    after = edit(TAPE, [put(TAPE.interactions[0].response.body.layer, "Elie", "Ñ")])
    wished = PLAIN.replace("Elie", "\xc3\x91").replace("11\r", "9\r")
    assert after.to_bytes() == trace(GET, wished, POST, CHUNKED).encode("latin-1")
    after = edit(TAPE, [put(TAPE.interactions[1].request.body.layer, "naïve!", "wise enough")])
    wished = POST.replace("na\xc3\xafve!", "wise enough").replace("7\r", "11\r")
    assert after.to_bytes() == trace(GET, PLAIN, wished, CHUNKED).encode("latin-1")


def test_a_length_that_did_not_hold_stays():
    answer = PLAIN.replace("11\r", "12\r")
    cassette = read(trace(GET, answer))
    after = edit(cassette, [put(cassette.interactions[0].response.body.layer, "Elie", "Ñ")])
    assert after.text == trace(GET, answer.replace("Elie", "\xc3\x91"))


def test_an_edit_of_chunks_keeps_their_sizes_true_and_the_others_as_they_were():
    after = edit(TAPE, [put(TAPE.interactions[1].response.body.layer, "one", "three")])
    assert after.interactions[1].response.body.text == "data: three\n\ndata: two\n"
    wished = CHUNKED.replace("7\r\ndata: o\r\n6;x=y\r\nne\n", "a\r\ndata: thre\r\n5;x=y\r\ne\n")
    assert after.text == trace(GET, PLAIN, POST, wished)


def test_two_edits_of_one_body_are_one_also_if_it_was_read_twice():
    changes = [put(TAPE.interactions[1].response.body.layer, word, word.upper() * 2) for word in ("tw", "o\n")]
    assert edit(TAPE, changes).interactions[1].response.body.text == "data: one\n\ndata: TWTWO\nO\n"


def test_a_start_line_and_a_header_value_are_edited_where_they_stand():
    request = TAPE.interactions[0].request
    changes = [
        put(request.node.at((1,)).layer, "a.example", "example"),
        put(request.headers[2].node.layer, "b", "b; q=0.5"),
    ]
    wished = GET.replace("//a.example", "//example").replace("Accept: b", "Accept: b; q=0.5")
    assert edit(TAPE, changes).text == trace(wished, PLAIN, POST, CHUNKED)


@pytest.mark.parametrize("wish", ["a\r\nX-Injected: 1", "a\n", "\r", "\0"])
def test_a_line_end_in_a_head_is_an_error(wish: str):
    request = TAPE.interactions[0].request
    for node in (request.headers[1].node, request.node.at((1,))):
        with pytest.raises(EditError, match="a line end in the head of a message"):
            edit(TAPE, [put(node.layer, node.text, wish)])


def test_what_would_be_read_as_another_message_is_an_error():
    node = TAPE.interactions[0].request.node
    name, value = next(node.at(FIELDS).entries)
    for found, wish in ((node.at((1,)), "/a b"), (name, ""), (name, "A:B"), (value, " ")):
        with pytest.raises(EditError, match="which would be read as another message"):
            edit(TAPE, [put(found.layer, found.text, wish)])


def reshaped(node: Node, take: list[int], put_in: list[Entry]) -> str:
    edits = node.tree.syntax.reshape(node, take, put_in)
    return edit(TAPE, [Change(node.tree.layer, each) for each in edits]).text


def fields() -> Node:
    return TAPE.interactions[0].request.node.at(FIELDS)


def test_header_lines_are_taken_out_and_put_in():
    taken = GET.replace("Accept: a\r\n", "")
    assert reshaped(fields(), [1], []) == trace(taken, PLAIN, POST, CHUNKED)
    put_in = GET.replace("Accept: a", "X-New: 1\r\nAccept: a")
    assert reshaped(fields(), [], [Entry(1, "X-New", "1")]) == trace(put_in, PLAIN, POST, CHUNKED)
    both = GET.replace("Host: a.example\r\n", "").replace("Accept: b\r\n", "Accept: b\r\nX-Last: x\r\n")
    assert reshaped(fields(), [0], [Entry(3, "X-Last", "x")]) == trace(both, PLAIN, POST, CHUNKED)
    assert reshaped(fields(), [0, 1, 2], []) == trace(
        "GET http://a.example/b?x=1 HTTP/1.1\r\n\r\n", PLAIN, POST, CHUNKED
    )


NO_FIELDS = [("X-New", "1\r\nX-Injected: 2"), ("X\nNew", "1"), ("X-New", "1\0"), ("X: New", "1"), ("X-New", {"a": 1})]


@pytest.mark.parametrize(("name", "value"), NO_FIELDS)
def test_what_no_header_line_can_say_is_not_put_in(name: str, value: Value):
    with pytest.raises(EditError):
        reshaped(fields(), [], [Entry(1, name, value)])


@pytest.mark.parametrize("asked", ["GET / HTTP/1.1\nA: a\n\n", "GET / HTTP/1.1\r\nA: a"])
def test_a_header_line_ends_as_its_neighbours_do(asked: str):
    cassette = read(trace(asked, PLAIN))
    node = cassette.interactions[0].request.node.at(FIELDS)
    changes = [Change(node.tree.layer, each) for each in node.tree.syntax.reshape(node, [], [Entry(1, "B", "b")])]
    request = edit(cassette, changes).interactions[0].request
    assert [(header.name, header.value) for header in request.headers] == [("A", "a"), ("B", "b")]
    assert ("\r" in request.node.source) == ("\r" in asked)


def test_header_fields_are_revalued_as_any_mapping():
    after = edit(TAPE, revalue(fields(), {"Host": "h", "X-New": "1"}))
    wished = "GET http://a.example/b?x=1 HTTP/1.1\r\nHost: h\r\nX-New: 1\r\n\r\n"
    assert after.text == trace(wished, PLAIN, POST, CHUNKED)


def test_whole_records_go_and_nothing_else_is_put_in_or_replaced():
    root, message = TAPE.tree.root, TAPE.interactions[0].request.node
    assert reshaped(root, [0], []) == trace(POST, CHUNKED)
    with pytest.raises(EditError, match="records that go or stay"):
        reshaped(root, [], [Entry(0, None, "x")])
    with pytest.raises(EditError, match="header fields"):
        reshaped(message, [0], [])
    with pytest.raises(EditError, match="an edit of what it says"):
        root.tree.syntax.replace(root.at(REQUEST), "x")


@pytest.mark.parametrize("message", ["", "GET", "\r\n\r\nbody", "GET / HTTP/1.1\r\nno colon\r\n", "a b c\nd: e"])
def test_a_message_that_is_hardly_one_is_read_and_given_back(message: str):
    cassette = read(trace(message, PLAIN))
    request = cassette.interactions[0].request
    assert (request.body.text is not None, cassette.text) == (True, trace(message, PLAIN))
    assert request.method == re.match(r"\w*", message)[0].upper()
