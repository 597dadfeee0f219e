"""What holds of every stream, however it was kept, cut, interleaved or spoilt: of the samples' and of the corpus'."""

from __future__ import annotations

import json
from itertools import cycle, islice

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from cassette_cli.apis import APIS
from cassette_cli.glancing import glance
from cassette_cli.messages import Conversation
from cassette_cli.reassembling import reassemble
from tests.shared import needs_corpus
from tests.stream_bodies import KEPT, Recorded, Source, answered, events_of, of_the_corpus, samples, unasked
from tests.stream_cutting import WITHOUT_END, check_cut, check_every_cut
from tests.stream_interleaving import INTERLEAVED, Interleaved, at_once, order, recorded, streamed, unstream
from tests.stream_malformed import ask, malformed, said
from tests.stream_malformed import recorded as events_of_each_api
from tests.test_reassembling import check_glance

SOURCES = [samples, pytest.param(of_the_corpus, marks=needs_corpus)]
LINE_ENDS = {"sse": ("\n", "\r\n", "\r"), "json_lines": ("\n", "\r\n"), "json_array": ("\n", "\r\n")}
PLACES = 10_000  # of a body in which it is cut somewhere
FEW, MANY = settings.default.max_examples // 5, settings.default.max_examples * 2
patient = settings(deadline=None, suppress_health_check=list(HealthCheck))


def texts(source: Source) -> list[Recorded]:
    """Those with lines."""
    return [stream for stream in source() if stream.framing.name in LINE_ENDS]


@pytest.mark.parametrize("source", SOURCES)
def test_line_ends_make_no_difference(source: Source) -> None:
    for stream in texts(source):
        lines = stream.content.decode().replace("\r\n", "\n").split("\n")
        events = events_of(stream.found)
        contents = {line_end.join(lines).encode() for line_end in LINE_ENDS[stream.framing.name]}
        for content in contents - {stream.content}:
            found = answered(stream.found, content)
            assert events_of(found) == events, stream.name
            assert reassemble(found) == stream.whole, stream.name


@given(data=st.data())
@patient
def test_line_ends_of_two_kinds_make_no_difference(data: st.DataObject) -> None:
    stream = data.draw(st.sampled_from(texts(samples)))
    lines = stream.content.decode().replace("\r\n", "\n").split("\n")
    ends = cycle(data.draw(st.lists(st.sampled_from(("\n", "\r\n")), min_size=1, max_size=9)))
    mixed = "".join(line + next(ends) for line in lines[:-1]) + lines[-1]
    assert reassemble(answered(stream.found, mixed.encode())) == stream.whole


CUTS = st.lists(st.integers(0, PLACES), max_size=9)  # where it was cut when it arrived, within a character too


def kept_by(recorder: str, stream: Recorded, cuts: list[int]) -> Conversation | None:
    """What is read out of a cassette of that recorder."""
    url = stream.found.request.url
    return reassemble(KEPT[recorder](stream.content, stream.media_type, url, cuts))


@pytest.mark.parametrize("recorder", KEPT)
@given(cuts=CUTS)
@settings(patient, max_examples=FEW // 4)
def test_who_recorded_it_and_how_its_bytes_arrived_makes_no_difference(recorder: str, cuts: list[int]) -> None:
    for stream in texts(samples) if recorder == "go_vcr" else samples():
        assert kept_by(recorder, stream, cuts) == reassemble(unasked(stream.found)), stream.name


@needs_corpus
@given(cuts=CUTS, first=st.integers(0, len(KEPT) - 1))
@settings(patient, max_examples=FEW // 10)
def test_the_corpus_in_the_cassettes_of_other_recorders_says_the_same(cuts: list[int], first: int) -> None:
    """One of them for each stream, in turn."""
    turns = islice(cycle(KEPT), first, None)
    for stream, turn in zip(of_the_corpus(), turns, strict=False):
        recorder = "vcrpy" if stream.framing.is_binary and turn == "go_vcr" else turn  # go-vcr keeps text
        assert kept_by(recorder, stream, cuts) == reassemble(unasked(stream.found)), (stream.name, recorder)


@pytest.mark.parametrize("source", SOURCES)
def test_a_stream_cut_at_any_byte_says_its_beginning_and_that_it_is_not_all(source: Source) -> None:
    small = [stream for stream in source() if stream.is_small]
    assert small
    for stream in small:
        check_every_cut(stream)


@pytest.mark.soak
@pytest.mark.parametrize("source", SOURCES)
def test_a_stream_cut_at_any_byte_and_read_anew_each_time_says_its_beginning(source: Source) -> None:
    for stream in source():
        if stream.is_small:
            check_every_cut(stream, anew=True)


@pytest.mark.parametrize("source", SOURCES)
@given(place=st.integers(0, PLACES - 1))
@settings(patient, max_examples=FEW)
def test_a_long_stream_cut_somewhere_says_its_beginning_and_that_it_is_not_all(source: Source, place: int) -> None:
    for stream in source():
        if not stream.is_small:
            end = len(stream.content) * place // PLACES
            check_cut(stream, end, reassemble(answered(stream.found, stream.content[:end])))


@pytest.mark.parametrize("name", WITHOUT_END)
def test_what_is_said_to_have_no_end_mark_can_be_taken_for_whole_where_it_is_cut(name: str) -> None:
    """Else it would have no place in that table."""
    for stream in (*samples(), *of_the_corpus()):
        ends = [block.span.end for block in stream.blocks][:-1] if stream.whole.api == name else []
        cuts = [reassemble(answered(stream.found, stream.content[: stream.size(end)])) for end in ends]
        if any(cut and cut.stream and cut.stream.complete and cut.answers != stream.whole.answers for cut in cuts):
            return
    pytest.fail("each of them is told")


@pytest.mark.parametrize("source", SOURCES)
@given(place=st.integers(0, PLACES))
@settings(patient, max_examples=FEW // 4)
def test_a_glance_at_a_stream_that_is_cut_shows_what_the_whole_conversation_says(source: Source, place: int) -> None:
    for stream in source():
        check_glance(answered(stream.found, stream.content[: len(stream.content) * place // PLACES]))


@pytest.mark.parametrize("row", INTERLEAVED, ids=lambda row: row.api)
@given(data=st.data())
@patient
def test_what_is_told_at_the_same_time_is_the_same_in_whatever_order_it_comes(
    row: Interleaved, data: st.DataObject
) -> None:
    events = data.draw(row.generated)
    before, after = unstream(row, events), unstream(row, order(data.draw, row, events))
    assert row.told(after.value) == row.told(before.value)


@pytest.mark.parametrize("source", SOURCES)
@given(data=st.data())
@patient
def test_recorded_streams_that_come_at_the_same_time_are_the_same_in_whatever_order(
    source: Source, data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from([row for row in INTERLEAVED if recorded(row.api, source)]))
    some = st.sampled_from(recorded(row.api, source))
    events = at_once(row, data.draw(some), data.draw(some))
    mixed = order(data.draw, row, events)
    assert row.told(unstream(row, mixed).value) == row.told(unstream(row, events).value)
    if row.numbered is None:  # of choices a glance knows those that the first two events begin
        check_glance(streamed(mixed))


@given(events=malformed(events_of_each_api))
@settings(patient, max_examples=MANY)
def test_no_events_in_any_order_make_any_api_fail(events: list[tuple[str, object]]) -> None:
    """Recorded ones of every API, shuffled, left out, doubled, with other JSON in them."""
    for api in APIS:
        note(api.name)
        ask(api, said(events))


@given(data=st.data())
@patient
def test_what_is_no_stream_any_more_is_reassembled_and_glanced_at_without_a_fault(data: st.DataObject) -> None:
    """Its events in any order, some left out and some twice, with pieces of another one's."""
    one, other = data.draw(st.sampled_from(samples())), data.draw(st.sampled_from(samples()))
    events = [block.source[slice(*block.span)] for stream in (one, other) for block in stream.blocks[:20]]
    picked = data.draw(st.lists(st.sampled_from(events), max_size=20))
    content = "".join(picked).encode("latin-1" if one.framing.is_binary else "utf-8", "replace")
    found = answered(one.found, content[: data.draw(st.integers(0, len(content)))])
    for talk in (reassemble(found), glance(found)):  # which may differ: a glance tells the API by two events
        assert talk is None or isinstance(json.dumps(talk.unstreamed), str)
