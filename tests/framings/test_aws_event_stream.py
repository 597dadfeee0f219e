"""AWS event streams beside botocore's reader: cut anywhere, damaged, destroyed, and edits inside of frames."""

from __future__ import annotations

import csv
import json
from base64 import b64encode
from struct import pack
from zlib import crc32

import pytest
from botocore.eventstream import ChecksumMismatch, EventStreamBuffer
from hypothesis import assume, given
from hypothesis import strategies as st

from cassette_cli.body_layers import EncodedLayer
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import settle
from cassette_cli.encodings import BASE64
from cassette_cli.errors import EditError
from cassette_cli.framings import framing_of
from cassette_cli.framings.aws_event_stream import AWS_EVENT_STREAM
from tests.framings.laws import blocks, cut_is_a_prefix, edited, hold_of, said, wishes
from tests.recorded import corpus
from tests.shared import CORPUS, needs_corpus

MEDIA_TYPE = "application/vnd.amazon.eventstream"


def header(name: str, value: str) -> bytes:
    return pack(">B", len(name.encode())) + name.encode() + pack(">BH", 7, len(value.encode())) + value.encode()


def frame(payload: bytes, headers: bytes = b"") -> str:
    """One frame, as a body's text shows it."""
    lengths = pack(">II", 16 + len(headers) + len(payload), len(headers))
    said = lengths + pack(">I", crc32(lengths)) + headers + payload
    return (said + pack(">I", crc32(said))).decode("latin-1")


def event(name: str, payload: bytes) -> str:
    return frame(payload, header(":event-type", name) + header(":message-type", "event"))


def chunk(text: str) -> str:
    wrapped = b64encode(text.encode()).decode()
    return event("chunk", json.dumps({"bytes": wrapped, "p": "abc"}, separators=(",", ":")).encode())


texts = st.text('a"{}\\é\u20ac\U0001f600\n', max_size=6)
headers = st.dictionaries(st.text("abé", min_size=1, max_size=3), texts, max_size=2).map(
    lambda named: b"".join(header(name, value) for name, value in named.items())
)
frames = st.one_of(
    st.builds(chunk, texts),
    st.builds(event, st.sampled_from(("messageStart", "chunk", "é")), texts.map(str.encode) | st.binary(max_size=6)),
    st.builds(frame, st.binary(max_size=6), headers),
)
streams = st.lists(frames, max_size=4).map("".join)
TWO = chunk('{"a": "é"}') + event("messageStop", b'{"stopReason":"end_turn"}') + chunk("plain")


@given(streams | st.binary(max_size=40).map(lambda content: content.decode("latin-1")))
def test_the_laws_hold(text):
    hold_of(AWS_EVENT_STREAM, text)


@given(streams, st.data())
def test_the_laws_hold_of_a_stream_with_a_byte_that_is_another(text, data):
    assume(text)
    at = data.draw(st.integers(0, len(text) - 1))
    hold_of(AWS_EVENT_STREAM, text[:at] + data.draw(st.characters(max_codepoint=255)) + text[at + 1 :])


@given(streams)
def test_the_frames_are_those_that_botocore_reads(text):
    buffer = EventStreamBuffer()
    buffer.add_data(text.encode("latin-1"))
    theirs = list(buffer)
    ours = blocks(AWS_EVENT_STREAM, text)
    assert all(block.dispatched for block in ours)
    assert [{field.name: field.text for field in block.fields} for block in ours] == [each.headers for each in theirs]
    assert [(block.name, _payload(block)) for block in ours] == [
        (each.headers.get(":event-type", ""), each.payload) for each in theirs
    ]


def test_a_chunk_that_says_more_than_bytes_and_padding_is_shown_whole():
    said = json.dumps({"bytes": b64encode(b"hi").decode(), "attribution": {"citations": []}})
    found = blocks(AWS_EVENT_STREAM, event("chunk", said.encode()))
    assert [block.data for block in found] == [said]
    at = said.index("citations")
    new = edited(found, {0: [Edit(Span(at, at + len("citations")), "c")]})
    assert new == event("chunk", said.replace("citations", "c").encode())


def _payload(block) -> bytes:
    """What stands between the headers and the last CRC."""
    start = max([block.span.start + 12, *(field.line.end for field in block.fields)])
    return block.source[start : block.span.end - 4].encode("latin-1")


@given(streams, st.data())
def test_a_stream_cut_anywhere_gives_its_first_events(text, data):
    cut_is_a_prefix(AWS_EVENT_STREAM, text, data.draw(st.integers(0, len(text))))


def test_every_cut_gives_the_whole_frames_and_says_what_is_left():
    ends = [block.span.end for block in blocks(AWS_EVENT_STREAM, TWO)]
    for end in range(1, len(TWO)):
        cut_is_a_prefix(AWS_EVENT_STREAM, TWO, end)
        *events, last = blocks(AWS_EVENT_STREAM, TWO[:end])
        assert framing_of(TWO[:end], MEDIA_TYPE, is_binary=True) is AWS_EVENT_STREAM
        assert all(block.dispatched for block in events)
        assert last.unterminated is not (end in ends)
        if last.unterminated:
            assert not last.dispatched
            assert [(field.name, field.line) for field in last.fields] == [("cut", last.span)]


def test_what_a_cut_left_is_said_in_bytes():
    whole = len(chunk("a"))
    assert [block.fields[-1].text for block in blocks(AWS_EVENT_STREAM, chunk("a")[:50])] == [
        f"50 of a frame's {whole} bytes"
    ]
    assert [block.fields[-1].text for block in blocks(AWS_EVENT_STREAM, chunk("a")[:5])] == [
        "5 of the 12 bytes that a frame begins with"
    ]


def test_data_is_what_is_inside_of_a_chunk_and_else_the_payload():
    wrapped = b'{"bytes":"bm90IGVuZGVk'
    text = TWO + event("chunk", b'{"bytes":7}') + event("chunk", wrapped) + event("other", b'{"bytes":"YQ=="}')
    assert said(blocks(AWS_EVENT_STREAM, text)) == [
        ("chunk", '{"a": "é"}'),
        ("messageStop", '{"stopReason":"end_turn"}'),
        ("chunk", "plain"),
        ("chunk", '{"bytes":7}'),
        ("chunk", wrapped.decode()),
        ("other", '{"bytes":"YQ=="}'),
    ]


@pytest.mark.parametrize("inside", [b"\xff", b"\xc3"], ids=["no UTF-8", "half a character"])
def test_what_is_no_text_inside_of_a_chunk_stays_in_its_payload(inside):
    payload = b'{"bytes":"%s"}' % b64encode(inside)
    (block,) = blocks(AWS_EVENT_STREAM, event("chunk", payload))
    assert block.data == block.layer.text == payload.decode()


def test_exceptions_and_errors_have_the_name_that_their_headers_give():
    thrown = header(":exception-type", "throttlingException") + header(":message-type", "exception")
    failed = header(":message-type", "error") + header(":error-code", "500") + header(":error-message", "oh")
    exception, error = blocks(AWS_EVENT_STREAM, frame(b'{"message":"slow"}', thrown) + frame(b"", failed))
    assert said([exception, error]) == [("throttlingException", '{"message":"slow"}'), ("500", "")]
    assert (":error-message", "oh") in [(field.name, field.text) for field in error.fields]


def test_headers_of_all_types_are_fields_whose_spans_are_their_bytes():
    values = [
        (b"\0", "true", b"\0"),
        (b"\1", "false", b"\1"),
        (b"\2\xff", "-1", b"\xff"),
        (b"\3\1\0", "256", b"\1\0"),
        (b"\4\0\0\0\7", "7", b"\0\0\0\7"),
        (b"\5" + b"\xff" * 8, "-1", b"\xff" * 8),
        (b"\6\0\2\xff\0", "\xff\0", b"\xff\0"),
        (b"\7\0\2\xc3\xa9", "é", b"\xc3\xa9"),
        (pack(">bq", 8, 1_700_000_000_000), "1700000000000", pack(">q", 1_700_000_000_000)),
        (b"\x09" + bytes(range(16)), "00010203-0405-0607-0809-0a0b0c0d0e0f", bytes(range(16))),
    ]
    (block,) = blocks(AWS_EVENT_STREAM, frame(b"x", b"".join(b"\1a" + value for value, _, _ in values)))
    assert [(field.name, field.text) for field in block.fields] == [("a", said) for _, said, _ in values]
    assert [block.source[slice(*field.value)].encode("latin-1") for field in block.fields] == [
        value for _, _, value in values
    ]
    assert [block.source[slice(*field.line)].encode("latin-1") for field in block.fields] == [
        b"\1a" + whole for whole, _, _ in values
    ]


@pytest.mark.parametrize("broken", [b"\1a\x0a", b"\1a\7\0\7x", b"\x09a", b"\1a\4\0", b"\1a\7\0"])
def test_what_is_no_header_is_said_beside_those_before_it(broken):
    (block,) = blocks(AWS_EVENT_STREAM, frame(b"x", header(":event-type", "e") + broken))
    assert (block.name, block.data) == ("e", "x")
    assert [(field.name, field.text) for field in block.fields] == [
        (":event-type", "e"),
        ("error", f"{len(broken)} bytes that are no header"),
    ]


@pytest.mark.parametrize(("at", "what"), [(-1, "the frame"), (20, "the frame"), (8, "the lengths"), (4, "the lengths")])
def test_a_frame_with_a_wrong_crc_is_shown_but_not_dispatched(at, what):
    first, second, third = (block.source[slice(*block.span)] for block in blocks(AWS_EVENT_STREAM, TWO))
    at %= len(second)
    damaged = second[:at] + chr(ord(second[at]) ^ 1) + second[at + 1 :]
    before, block, after = blocks(AWS_EVENT_STREAM, first + damaged + third)
    assert before.dispatched
    assert after.data == "plain"
    assert (block.dispatched, block.unterminated, block.data) == (False, False, "")
    faults = [field for field in block.fields if field.name == "error" and "CRC" in field.text]
    assert faults[0].text.startswith(f"the CRC of {what} is ")
    assert [field.line.end - field.line.start for field in faults] == [4] * len(faults)
    buffer = EventStreamBuffer()
    buffer.add_data(damaged.encode("latin-1"))
    with pytest.raises(ChecksumMismatch):
        next(buffer)


def test_what_cannot_be_cut_into_frames_any_more_is_one_last_block():
    first, *_ = blocks(AWS_EVENT_STREAM, TWO)
    damaged = TWO[: first.span.end] + "\x01" + TWO[first.span.end + 1 :]
    event, rest = blocks(AWS_EVENT_STREAM, damaged)
    assert event == first._replace(body=event.body, source=damaged)
    assert (rest.dispatched, rest.unterminated, rest.span) == (False, True, (first.span.end, len(TWO)))
    assert [(field.name, field.text) for field in rest.fields] == [
        ("error", f"{len(TWO) - first.span.end} bytes that are no frame")
    ]


@given(streams, st.data())
def test_data_after_lifted_edits_is_the_edited_data_and_all_crcs_are_right(text, data):
    events = blocks(AWS_EVENT_STREAM, text)
    assume(events)
    numbers = data.draw(st.sets(st.integers(0, len(events) - 1), min_size=1, max_size=2))
    wished = {number: wishes(data, events[number].data, st.text('a"é', max_size=3)) for number in numbers}
    try:
        after = edited(events, wished)
    except EditError:
        assume(False)
    found = blocks(AWS_EVENT_STREAM, after)
    assert all(block.dispatched for block in found)
    assert said(found) == [(each.name, apply(each.data, wished.get(at, []))) for at, each in enumerate(events)]
    untouched = [at for at in range(len(events)) if at not in wished]
    assert [_whole(found[at]) for at in untouched] == [_whole(events[at]) for at in untouched]


def _whole(block) -> str:
    return block.source[slice(*block.span)]


@given(texts, st.data())
def test_an_edit_inside_of_a_chunk_is_lifted_through_base64_and_json(text, data):
    events = blocks(AWS_EVENT_STREAM, chunk(text))
    edits = wishes(data, text, texts)
    assert edited(events, {0: edits}) == chunk(apply(text, edits))


def test_edits_of_two_frames_meet_in_one_body_that_is_base64():
    kept = b64encode(TWO.encode("latin-1")).decode()
    body = EncodedLayer(Source(kept), BASE64, TWO)
    first, second, third = AWS_EVENT_STREAM.events(body)
    at = second.data.index("end_turn")
    edits = settle(
        [
            Change(first.layer, Edit(Span(7, 8), "ää")),
            Change(second.layer, Edit(Span(at, at + 8), "tool_use")),
            Change(third.layer, Edit(Span(0, 0), "not ")),
        ]
    )
    wished = chunk('{"a": "ää"}') + event("messageStop", b'{"stopReason":"tool_use"}') + chunk("not plain")
    assert apply(kept, edits) == b64encode(wished.encode("latin-1")).decode()


def test_edits_of_one_chunk_read_twice_are_lifted_together():
    source = Source(TWO)
    once, again = next(AWS_EVENT_STREAM.blocks(source, 0)), list(AWS_EVENT_STREAM.last_blocks(source))[-1]
    assert once.layer == again.layer
    assert hash(once.layer) == hash(again.layer)
    edits = settle([Change(once.layer, Edit(Span(2, 3), "b")), Change(again.layer, Edit(Span(7, 8), "c"))])
    assert apply(TWO, edits).startswith(chunk('{"b": "c"}'))


def test_chunks_that_say_the_same_have_layers_of_their_own():
    once, again = blocks(AWS_EVENT_STREAM, chunk("a") * 2)
    assert once.layer != again.layer
    assert once.layer.depth == 5  # frame, payload, string, base64, text


@pytest.mark.parametrize(
    ("payload", "edit", "why"),
    [
        (b"\xff\x00", Edit(Span(0, 1), "\u20ac"), "in a payload of bytes"),
        (b"\xc3", Edit(Span(1, 1), "\xa9"), "bytes that would be read as text"),
        (b"text", Edit(Span(0, 1), "\0"), "nobody could tell again"),
    ],
)
def test_an_edit_after_which_a_payload_would_be_read_otherwise_is_refused(payload, edit, why):
    (block,) = blocks(AWS_EVENT_STREAM, event("audio", payload))
    with pytest.raises(EditError, match=why):
        settle([Change(block.layer, edit)])


def test_an_edit_of_a_broken_frame_mends_nothing():
    damaged = chunk("a")[:-1] + "\xff"
    (block,) = blocks(AWS_EVENT_STREAM, damaged)
    at = damaged.index("abc")
    assert block.layer.text == damaged
    assert apply(damaged, settle([Change(block.layer, Edit(Span(at, at + 3), "xyz"))])) == damaged.replace("abc", "xyz")


@given(streams)
def test_a_stream_that_went_through_text_is_taken_for_none(text):
    content = text.encode("latin-1")
    destroyed = content.decode("utf-8", "replace").encode().decode("latin-1")
    assume(len(destroyed) != len(text))  # three bytes may be replaced by three
    assert framing_of(destroyed, MEDIA_TYPE, is_binary=True) is None


def test_a_stream_that_speaks_of_the_replacement_character_is_one_wherever_it_is_cut():
    text = event("a", b'{"text":"\xef\xbf\xbd"}') + chunk("b") + event("c", b"\xef\xbf\xbd")
    for end in range(12, len(text) + 1):
        assert framing_of(text[:end], "", is_binary=True) is AWS_EVENT_STREAM


@pytest.mark.parametrize(
    ("text", "media_type", "is_stream"),
    [
        (TWO, "", True),
        (TWO, "**redacted**", True),
        (TWO[:12], "", True),
        (TWO[:5], "", False),
        (TWO[:5], MEDIA_TYPE, True),
        (TWO[:8] + "\0\0\0\0" + TWO[12:], MEDIA_TYPE, True),
        (TWO[:8] + "\0\0\0\0" + TWO[12:], "", False),
        ("\0" * 4096, "application/octet-stream", False),
        ("\x89PNG\r\n\x1a\n", "image/png", False),
        (TWO.encode("latin-1").decode("utf-8", "replace").encode().decode("latin-1"), MEDIA_TYPE, False),
        ("", "", False),
    ],
)
def test_a_stream_is_told_by_the_crc_of_its_first_lengths(text, media_type, is_stream):
    assert (framing_of(text, media_type, is_binary=True) is AWS_EVENT_STREAM) is is_stream


def test_text_is_never_asked_for_frames():
    assert framing_of(TWO, MEDIA_TYPE) is None


# Streams that the manifest calls none: four without a media type, eight whose headers are redacted, and a batch's file.
UNNAMED = {
    "test_agent_call_without_traces.yaml",
    "test_invoke_inline_agent.yaml",
    "test_multi_agent_collaborator.yaml",
    "test_post_processing_trace.yaml",
    "test_agent_loop_streaming[v0].yaml.gz",
    "test_agent_loop_streaming[v1].yaml.gz",
    "test_citations[document0].yaml.gz",
    "test_citations[document1].yaml.gz",
    "test_citations_v1[v0].yaml.gz",
    "test_citations_v1[v1].yaml.gz",
    "test_thinking[v0].yaml.gz",
    "test_thinking[v1].yaml.gz",
    "batch_with_openai_gpt-5-nano_answers_staged_chats_and_appends_the_answers_to_their_conversations.yml",
}
KINDS = {
    "realtime-websocket": None,
    "bedrock-eventstream": "aws_event_stream",
    "gemini-json-array-stream": "json_array",
    "ollama-ndjson": "json_lines",
}


@needs_corpus
def test_every_frame_of_the_corpus_is_read_as_botocore_reads_it():
    frames = streams = 0
    for _, interaction in corpus():
        body = interaction.response.body
        if body.problem or body.layer is None or framing_of(body.layer.text, is_binary=body.text is None) is None:
            continue
        if body.text is not None:
            continue
        buffer = EventStreamBuffer()
        buffer.add_data(body.content)
        ours = blocks(AWS_EVENT_STREAM, body.layer.text)
        theirs = list(buffer)
        assert all(block.dispatched for block in ours)
        assert [{field.name: field.text for field in block.fields} for block in ours] == [
            each.headers for each in theirs
        ]
        assert [_payload(block) for block in ours] == [each.payload for each in theirs]
        assert [block.layer.text for block in ours] == [block.data for block in ours]
        hold_of(AWS_EVENT_STREAM, body.layer.text)
        streams += 1
        frames += len(ours)
    assert (streams, frames) == (43, 1612)


@needs_corpus
def test_the_body_alone_tells_what_the_manifest_calls_each_stream():
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        kinds = {row["path"]: row["stream_kinds"] for row in csv.DictReader(manifest, delimiter="\t")}
    found: dict[str, set[str]] = {}
    for name, interaction in corpus():
        body = interaction.response.body
        framing = None
        if not body.problem and body.layer is not None:
            framing = framing_of(body.layer.text, is_binary=body.text is None)
        found.setdefault(name.rpartition(":")[0], set()).update({framing.name} if framing else ())
    differing = set()
    for path, names in found.items():
        kind = kinds[path]
        told = KINDS.get(kind, "sse" if "-sse" in kind else None)
        if names != ({told} if told else set()):
            differing.add(path.rpartition("/")[2])
    assert differing == UNNAMED
