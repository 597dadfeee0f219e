"""JSON lines: what is one, what a line says, cut anywhere, and edits of a line."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Source
from cassette_cli.errors import EditError
from cassette_cli.framings import framing_of
from cassette_cli.framings.json_lines import JSON_LINES
from tests.framings.laws import blocks, cut_is_a_prefix, edited, hold_of, said, wishes
from tests.recorded import corpus
from tests.shared import needs_corpus

NDJSON = "application/x-ndjson"
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("a\n\r\u2028}{é", max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=4,
)
objects = st.dictionaries(st.text("ab}", max_size=2), values, max_size=2).map(json.dumps)
lines = st.one_of(objects, st.sampled_from(("", " ", "\t", "\ufeff")))
ends = st.sampled_from(("\n", "\r\n"))
streams = st.tuples(
    st.sampled_from(("", "\ufeff")), st.lists(st.tuples(lines, ends).map("".join), max_size=6), st.just("") | objects
).map(lambda parts: parts[0] + "".join(parts[1]) + parts[2])
anything = st.text('{}"a1:, \r\n\t\ufeff', max_size=30)


@given(streams | anything)
def test_the_laws_hold(text):
    hold_of(JSON_LINES, text)


@given(streams)
def test_every_object_is_an_event_and_nothing_is_cut(text):
    events = [block for block in blocks(JSON_LINES, text) if block.dispatched and block.data != "\ufeff"]
    assert [json.loads(event.data) for event in events] == [
        json.loads(line) for line in text.replace("\ufeff", "").split("\n") if line.strip(" \t\r")
    ]
    assert not any(event.unterminated for event in events)


@given(streams, st.data())
def test_a_stream_cut_anywhere_gives_its_first_events(text, data):
    cut_is_a_prefix(JSON_LINES, text, data.draw(st.integers(0, len(text))))


def test_every_cut_gives_the_whole_lines_and_perhaps_one_unterminated():
    text = '{"a": 1}\r\n\r\n{"b": "}"}\n{"c": {}}\n'
    for end in range(len(text) + 1):
        cut_is_a_prefix(JSON_LINES, text, end)
        events = [block for block in blocks(JSON_LINES, text[:end]) if block.dispatched]
        assert not any(event.unterminated for event in events if event.data in text.splitlines())


@given(streams, st.data())
def test_the_line_after_a_lifted_edit_is_the_edited_line(text, data):
    events = [block for block in blocks(JSON_LINES, text) if block.dispatched]
    assume(events)
    number = data.draw(st.integers(0, len(events) - 1))
    edits = wishes(data, events[number].data, st.text(' a"}é', max_size=3))
    wished = apply(events[number].data, edits)
    assume(wished.strip(" \t\r"))
    after = [block for block in blocks(JSON_LINES, edited(events, {number: edits})) if block.dispatched]
    assert said(after) == [*said(events[:number]), ("", wished), *said(events[number + 1 :])]


def test_a_line_break_cannot_stand_in_a_line():
    event = blocks(JSON_LINES, '{"a": 1}\n')[0]
    with pytest.raises(EditError, match=r"'\\n' in an event that ends with its line"):
        event.layer.lift([Edit(Span(0, 1), "\n")])


def test_a_line_that_is_no_json_is_still_an_event():
    assert said([block for block in blocks(JSON_LINES, '{"a": 1}\nerror\n') if block.dispatched]) == [
        ("", '{"a": 1}'),
        ("", "error"),
    ]


def test_a_blank_line_is_a_block_without_fields_that_is_not_dispatched():
    first, blank, _ = blocks(JSON_LINES, '{"a": 1}\n \r\n{"b": 2}\n')
    assert (blank.dispatched, blank.data, blank.fields, blank.span) == (False, "", (), (9, 12))
    assert [(field.name, field.text, field.line, field.value) for field in first.fields] == [
        ("data", '{"a": 1}', (0, 9), (0, 8))
    ]


def test_the_same_line_read_twice_has_the_same_layer():
    source = Source('{"a": 1}\n{"a": 1}\n')
    once, again = list(JSON_LINES.blocks(source, 0)), list(JSON_LINES.last_blocks(source))
    assert once[0].layer == again[1].layer
    assert once[0].layer != once[1].layer
    assert once[0].layer.depth == 1


@pytest.mark.parametrize(
    ("text", "media_type", "is_stream"),
    [
        ('{"a": 1}\n{"b": 2}\n', "", True),
        ('\ufeff\n{"a": 1}\r\n\r\n{"b": 2}', "application/json", True),
        ('{"a": 1}\n{"b": ', "", True),  # cut
        ('{"a": 1}\n', NDJSON, True),
        ('{"a": 1}', "application/stream+json", True),
        ('{"a": ', "application/jsonl", True),
        ("", NDJSON, True),
        ("\n\n", NDJSON, True),
        ('{"a": 1}\noops\n', NDJSON, True),
        ('{"a": 1}\n', "application/json", False),
        ('{"a": 1}\n', "", False),
        ('{\n  "a": 1\n}\n', "", False),
        ('{\n  "a": 1\n}\n', NDJSON, False),
        ('{"a":\n{"b": 2}}\n', "", False),
        ('{"a": 1}\n{\n  "b": 2\n}\n', "", False),
        ('{"a": 1}\noops\n', "", False),
        ('{"a": 1}\n{oops}\n{"b": 2}\n', "", False),
        ("[1]\n[2]\n", "", False),
        ("1\n2\n", "", False),
        ("<html>", NDJSON, False),
        ('data: {"a": 1}\n\n', NDJSON, False),
        ("", "", False),
        ("{" * 100_000 + "}\n{}", "", False),
        ('{"a":' * 100_000 + "1" + "}" * 100_000 + "\n{}\n", "", False),
    ],
)
def test_a_stream_is_told_by_two_objects_or_by_its_media_type(text, media_type, is_stream):
    assert (framing_of(text, media_type) is JSON_LINES) is is_stream


def test_the_last_lines_of_a_long_stream_are_found_without_reading_it():
    source = Source('{"a": 1}\n' * 200_000 + '{"end": 1}\n')
    assert next(JSON_LINES.last_events(source)).data == '{"end": 1}'


@needs_corpus
def test_of_the_corpus_two_streams_of_ollama_and_one_file_of_a_batch_are_json_lines():
    found = {
        name.rpartition("/")[2]: JSON_LINES.count(body.layer.text)
        for name, interaction in corpus()
        if not (body := interaction.response.body).problem
        and body.layer
        and body.text is not None
        and framing_of(body.layer.text) is JSON_LINES
    }
    batch = "batch_with_openai_gpt-5-nano_answers_staged_chats_and_appends_the_answers_to_their_conversations.yml:13"
    assert found == {"TestClient_GenerateChatStream.httprr:0": 22, "TestWithThink.httprr:0": 102, batch: 2}
