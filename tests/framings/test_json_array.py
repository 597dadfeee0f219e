"""A streamed JSON array: what is one, what an element says, cut anywhere, edits of it, and a body kept as data."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cassette_cli.body_layers import StructuredLayer
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.json_text import parse
from cassette_cli.documents.layers import Change, Source
from cassette_cli.editing import settle
from cassette_cli.framings import framing_of
from cassette_cli.framings.json_array import JSON_ARRAY
from tests.framings.laws import blocks, cut_is_a_prefix, edited, hold_of, said, wishes
from tests.recorded import corpus
from tests.shared import needs_corpus

GEMINI = '[{"candidates": [{"a": "]},"}]}\n,\r\n{"usageMetadata": {"n": 12}}\n]\n'
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text('a,[]{}"\\', max_size=3)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2),
    max_leaves=4,
)
spaces = st.sampled_from(("", " ", "\n", "\r\n  "))


@st.composite
def arrays(draw):
    elements = [json.dumps(value) for value in draw(st.lists(values, max_size=4))]
    gap = [draw(spaces) for _ in range(4)]
    comma = f"{gap[0]},{gap[1]}"
    return f"{draw(st.sampled_from((chr(0xFEFF), '')))}{gap[2]}[{gap[3]}{comma.join(elements)}{gap[0]}]{gap[1]}"


anything = st.text('[]{}",1a: \n\ufeff', max_size=20)


@given(arrays() | anything)
def test_the_laws_hold(text):
    hold_of(JSON_ARRAY, text)


@given(arrays())
def test_every_element_is_an_event_and_nothing_is_cut(text):
    every = blocks(JSON_ARRAY, text)
    assert [json.loads(block.data) for block in every if block.dispatched] == json.loads(text.removeprefix("\ufeff"))
    assert not any(block.unterminated for block in every)


@given(arrays(), st.data())
def test_a_stream_cut_anywhere_gives_its_first_events(text, data):
    cut_is_a_prefix(JSON_ARRAY, text, data.draw(st.integers(0, len(text))))


def test_every_cut_gives_the_whole_objects_and_shows_the_rest():
    first = GEMINI.index("\n,")
    second = GEMINI.index("\n]")
    for end in range(1, len(GEMINI)):
        cut_is_a_prefix(JSON_ARRAY, GEMINI, end)
        *events, last = blocks(JSON_ARRAY, GEMINI[:end])
        if last.dispatched:
            events.append(last)
        else:
            assert last.unterminated
            assert [field.name for field in last.fields] == ["cut"]
        assert len(events) == (end >= first) + (end >= second)
        assert not any(event.unterminated for event in events)


@given(arrays(), st.data())
def test_the_element_after_a_lifted_edit_is_the_edited_element(text, data):
    events = [block for block in blocks(JSON_ARRAY, text) if block.dispatched]
    assume(events)
    number = data.draw(st.integers(0, len(events) - 1))
    event = events[number]
    wished = json.dumps(data.draw(values))
    after = edited(events, {number: [Edit(Span(0, len(event.data)), wished)]})
    found = [block for block in blocks(JSON_ARRAY, after) if block.dispatched]
    assert said(found) == [*said(events[:number]), ("", wished), *said(events[number + 1 :])]


@given(st.data())
def test_edits_of_two_elements_meet_in_one_body(data):
    events = blocks(JSON_ARRAY, GEMINI)
    wished = {number: wishes(data, event.data, st.text("x", max_size=2)) for number, event in enumerate(events)}
    after = edited(events, wished)
    first, second = (apply(event.data, wished[number]) for number, event in enumerate(events))
    assert after == f"[{first}\n,\r\n{second}\n]\n"


def test_a_body_kept_as_data_is_cut_and_edited_through_its_text():
    kept = Source('{"body": [{"candidates": [{"text": "a"}]},   {"candidates": [{"text": "b"}]}]}')
    layer = StructuredLayer(parse(kept).root.at(("body",)))
    assert framing_of(layer.text) is JSON_ARRAY
    _, event = JSON_ARRAY.events(layer)
    place = event.data.index('"b"') + 1
    edits = settle([Change(event.layer, Edit(Span(place, place + 1), "c"))])
    assert apply(kept.text, edits) == kept.text.replace('"b"', '"c"')


def test_the_same_element_read_twice_has_the_same_layer():
    source = Source(GEMINI)
    once, again = list(JSON_ARRAY.blocks(source, 0)), list(JSON_ARRAY.last_blocks(source))
    assert once[0].layer == again[1].layer
    assert once[0].layer != once[1].layer


def test_an_element_is_a_field_with_the_comma_before_it():
    _, second = blocks(JSON_ARRAY, GEMINI)
    assert [(field.name, field.text, field.line, field.value) for field in second.fields] == [
        ("data", second.data, second.span, (GEMINI.index('{"u'), GEMINI.index("\n]")))
    ]


@pytest.mark.parametrize("text", ["[]", " [ ]\n"])
def test_an_empty_array_is_whole_and_has_no_event(text):
    (block,) = blocks(JSON_ARRAY, text)
    assert (block.dispatched, block.unterminated, block.fields) == (False, False, ())


def test_what_stands_behind_the_array_is_shown():
    event, rest = blocks(JSON_ARRAY, '[{"candidates": []}] oops')
    assert (event.dispatched, rest.dispatched, rest.unterminated) == (True, False, True)
    assert [(field.name, field.text) for field in rest.fields] == [("cut", "] oops")]


def test_no_number_is_too_long_and_no_character_too_odd_to_be_cut_out():
    odd = '{"a": %s, "b": "\x01"}' % ("1" * 10_000)
    assert [block.data for block in blocks(JSON_ARRAY, f"[{odd}, 1, 2]") if block.dispatched] == [odd, "1", "2"]


@pytest.mark.parametrize(
    ("text", "is_stream"),
    [
        (GEMINI, True),
        ("\ufeff \n" + GEMINI, True),
        ('[{"candidates": [], "a', True),  # cut within the first element
        ('[{"usageMetadata":', True),
        ('[{"modelVersion": "m", "promptFeedback": {}}]', True),
        ('[{"error": {"code": 429}}\n]', True),
        ('[{"error": {"co', True),
        ('[{"error": "no such order"}]', False),
        ('[{"id": 1}, {"candidates": []}]', False),
        ('[{"name": "candidates"', False),
        ('{"candidates": []}', False),
        ('["candidates"]', False),
        ("[[", False),
        ("[]", False),
        ("", False),
        ("[" * 100_000, False),
        ('[{"a":' * 100_000, False),
    ],
)
def test_a_stream_is_told_by_its_first_element(text, is_stream):
    assert (framing_of(text, "application/json") is JSON_ARRAY) is is_stream


@needs_corpus
def test_of_the_corpus_the_two_arrays_of_gemini_are_streams():
    found = {
        name.rpartition("/")[2]: JSON_ARRAY.count(body.layer.text)
        for name, interaction in corpus()
        if not (body := interaction.response.body).problem
        and body.layer
        and body.text is not None
        and framing_of(body.layer.text) is JSON_ARRAY
    }
    assert found == {
        "test_gemini_token_counts_streaming.yaml:0": 1,
        "TestGoogleAIGenerateContentWithMultipleMessages.httprr:0": 2,
    }
