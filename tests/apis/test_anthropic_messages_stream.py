"""A streamed message unstreamed is its twin, and every leaf of it knows where it came from."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Place, Said
from cassette_cli.apis.anthropic_messages import ANTHROPIC_MESSAGES
from cassette_cli.reassembling import reassemble
from tests.apis.anthropic_events import (
    HEAD,
    STARTED,
    block,
    delta,
    end,
    message,
    sse,
    start,
    stop,
    streams,
    text_events,
)
from tests.apis.origins import check_origins
from tests.recorded import interaction
from tests.test_reassembling import check_glance

URL = "https://api.anthropic.com/v1/messages"


def unstream(*events: Any, name: str = "") -> Answer:
    return ANTHROPIC_MESSAGES.unstream(Said(number, name, event) for number, event in enumerate(events))


def content(*events: Any) -> list[dict[str, Any]]:
    return unstream(start(), *events, *end()).value["content"]


def test_a_message_that_begins_twice_has_what_it_holds_once():
    held = [{"type": "text", "text": "He"}]
    events = [start(content=held), start(content=held), block(1, type="text", text="y"), *end()]
    answer = unstream(*events)
    assert [said["text"] for said in answer.value["content"]] == ["He", "y"]
    assert [place.event for place in answer.origin(("content", 0)).places] == [0, 1]
    other = unstream(start(content=held), start(content=[{"type": "text", "text": "Ho"}]))
    assert other.unread == {"events/1/message/content/0": {"type": "text", "text": "Ho"}}


@given(twins=streams())
def test_a_stream_is_its_unstreamed_twin(twins):
    events, twin = twins
    answer = unstream(*events)
    assert answer.value == twin
    assert answer.unread == {}


@given(twins=streams())
def test_every_leaf_is_what_its_origin_says(twins):
    check_origins(unstream(*twins[0]), twins[0])


@given(twins=streams(), line_end=st.sampled_from(("\n", "\r\n")), padding=st.integers(0, 20))
@settings(max_examples=50)
def test_a_stream_and_its_twin_say_the_same_whatever_the_padding(twins, line_end, padding):
    events, twin = twins
    streamed = reassemble(interaction(sse(events, line_end=line_end, padding=padding), url=URL))
    unstreamed = reassemble(interaction(json.dumps(twin), url=URL, media_type="application/json"))
    assert streamed.stream.complete
    assert streamed._replace(stream=None) == unstreamed


@given(twins=streams())
@settings(max_examples=50)
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(twins):
    events, _ = twins
    parts = ANTHROPIC_MESSAGES.read_answer(unstream(*events).value).answers[0].parts
    for count in range(1, len(events)):
        talk = reassemble(interaction(sse(events[:count]), url=URL))
        assert not talk.stream.complete
        (answer,) = talk.answers
        assert len(answer.parts) <= len(parts)
        for part, whole in zip(answer.parts, parts, strict=False):
            assert (type(part), part.at) == (type(whole), whole.at)
        assert "".join(part.content for part in parts if part.type == "text").startswith(answer.text)


@given(twins=streams(), length=st.integers(0, 90), kind=st.sampled_from(("text", "thinking", "ping")))
@settings(max_examples=40)
def test_a_glance_shows_what_the_whole_conversation_says(twins, length, kind):
    events, _ = twins
    if kind == "ping":
        long = [{"type": "ping"}] * length
    else:
        long = [block(9, type=kind, **{kind: ""}), *[delta(9, f"{kind}_delta", **{kind: "so "})] * length, stop(9)]
    last = next(number for number, event in enumerate(events) if event["type"] == "message_delta")
    check_glance(interaction(sse([*events[:last], *long, *events[last:]]), url=URL))


def test_text_is_joined_out_of_its_deltas():
    answer = unstream(start(), *text_events(0, "", ["Hel", "lo"]), *end())
    assert answer.origin(("content", 0, "text")).places == (
        Place(2, ("delta", "text")),
        Place(3, ("delta", "text")),
    )


def test_a_start_may_begin_the_text():
    first = block(0, type="text", text="Hel")
    answer = unstream(start(), first, delta(0, "text_delta", text="lo"))
    assert answer.value["content"] == [{"type": "text", "text": "Hello"}]
    assert answer.origin(("content", 0, "text")).places[0] == Place(1, ("content_block", "text"))


def test_a_start_may_hold_all_of_the_input():
    call = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": 1}}
    assert content(block(0, **call), delta(0, "input_json_delta", partial_json=""), stop(0)) == [call]


def test_an_input_that_comes_in_pieces_replaces_that_of_the_start_which_is_kept():
    call = {"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": 1}}
    answer = unstream(start(), block(0, **call), delta(0, "input_json_delta", partial_json='{"a": 2}'))
    assert answer.value["content"][0]["input"] == {"a": 2}
    assert answer.unread == {"events/1/content_block/input": {"a": 1}}


def test_arguments_are_joined_and_said_as_they_were_sent():
    call = block(0, type="tool_use", id="toolu_1", name="f", input={})
    pieces = ("", '{"city":', '"Rome"', " }")
    answer = unstream(start(), call, *(delta(0, "input_json_delta", partial_json=piece) for piece in pieces))
    assert answer.value["content"][0]["input"] == {"city": "Rome"}
    assert [place.event for place in answer.origin(("content", 0, "input")).places] == [3, 4, 5]
    (part,) = ANTHROPIC_MESSAGES.read_answer(answer.value).answers[0].parts
    assert (part.arguments, part.arguments_text) == ({"city": "Rome"}, '{"city":"Rome" }')


@pytest.mark.parametrize("text", ['{"a": 1, "b": "Flor', '{"a": }', "[1]", '"words"', "7", "[" * 100_000])
def test_arguments_that_are_no_object_stay_text(text):
    call = block(0, type="tool_use", id="toolu_1", name="f", input={})
    answer = unstream(start(), call, delta(0, "input_json_delta", partial_json=text), *end("max_tokens"))
    assert answer.value["content"][0]["input"] == text
    said = ANTHROPIC_MESSAGES.read_answer(answer.value).answers[0]
    assert said.parts[0].arguments_text == text
    assert said.finish_reason == "length"


def test_a_signature_replaces_the_one_before():
    thought = block(0, type="thinking", thinking="", signature="")
    signatures = [delta(0, "signature_delta", signature=signature) for signature in ("old", "new")]
    assert content(thought, *signatures) == [{"type": "thinking", "thinking": "", "signature": "new"}]


def test_citations_are_appended_to_those_of_the_start():
    answer = unstream(
        start(),
        block(0, type="text", text="", citations=[{"n": 0}]),
        delta(0, "citations_delta", citation={"n": 1}),
        delta(0, "citations_delta", citation={"n": 2}),
    )
    assert answer.value["content"][0]["citations"] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert answer.origin(("content", 0, "citations", 2)).places == (Place(3, ("delta", "citation")),)


def test_citations_may_begin_as_null():
    events = (block(0, type="text", text="", citations=None), delta(0, "citations_delta", citation={"n": 1}))
    assert content(*events)[0]["citations"] == [{"n": 1}]


def test_a_summary_of_what_was_compacted_comes_whole():
    answer = content(
        block(0, type="compaction", content=None), delta(0, "compaction_delta", content="so far", encrypted_content="e")
    )
    assert answer == [{"type": "compaction", "content": "so far", "encrypted_content": "e"}]


def test_a_fallback_names_the_model_that_went_on():
    hop = {"type": "fallback", "from": {"model": "claude-1"}, "to": {"model": "claude-2"}, "trigger": {"type": "x"}}
    answer = unstream(start(), block(0, **hop), stop(0), *text_events(1, "hi"), *end())
    assert answer.value["model"] == "claude-2"
    assert answer.origin(("model",)).places == (Place(1, ("content_block", "to", "model")),)
    assert [each["type"] for each in answer.value["content"]] == ["fallback", "text"]


def test_the_same_message_started_twice_is_one():
    answer = unstream(start(), start(), *text_events(0, "hi"), *end())
    assert answer.value == message([{"type": "text", "text": "hi"}])
    assert answer.unread == {}


def test_another_message_begins_behind_the_first():
    second = start(id="msg_02", model="claude-2")
    answer = unstream(start(), *text_events(0, "Spark"), second, *text_events(0, "{}"), *end())
    assert [each["text"] for each in answer.value["content"]] == ["Spark", "{}"]
    assert (answer.value["id"], answer.value["model"]) == ("msg_01", "claude-1")
    assert answer.unread == {"events/4/message/id": "msg_02", "events/4/message/model": "claude-2"}


def test_a_message_that_begins_with_content_keeps_it_before_what_comes():
    answer = unstream(start(content=[{"type": "text", "text": "a"}]), *text_events(0, "b"), *end())
    assert [each["text"] for each in answer.value["content"]] == ["a", "b"]


def test_blocks_stand_in_the_order_of_their_index_and_gaps_are_closed():
    assert [each["text"] for each in content(*text_events(5, "b"), *text_events(2, "a"))] == ["a", "b"]


def test_a_block_that_begins_again_under_its_index_is_another_one():
    assert [each["text"] for each in content(*text_events(0, "a"), *text_events(0, "b"))] == ["a", "b"]


@pytest.mark.parametrize(
    ("kind", "said", "made"),
    [
        ("text_delta", {"text": "a"}, {"type": "text", "text": "a"}),
        ("thinking_delta", {"thinking": "a"}, {"type": "thinking", "thinking": "a"}),
        ("input_json_delta", {"partial_json": "{}"}, {"input": {}}),
        ("song_delta", {"notes": "la", "bars": [1]}, {"notes": "la", "bars": [1]}),
    ],
)
def test_a_delta_of_a_block_that_did_not_start_is_not_lost(kind, said, made):
    assert content(delta(3, kind, **said)) == [made]


def test_a_delta_of_a_new_type_is_put_together():
    song = block(0, type="song", notes="")
    assert content(song, delta(0, "song_delta", notes="la"), delta(0, "song_delta", notes="lo")) == [
        {"type": "song", "notes": "lalo"}
    ]


def test_usage_is_overwritten_by_what_comes_last_and_keeps_the_rest():
    answer = unstream(start(), *end(usage={"output_tokens": 0, "cache_read_input_tokens": None, "iterations": [1]}))
    assert answer.value["usage"] == {**STARTED, "output_tokens": 0, "iterations": [1]}
    assert answer.origin(("usage", "output_tokens")).places == (Place(1, ("usage", "output_tokens")),)
    assert answer.origin(("usage", "input_tokens")).places == (Place(0, ("message", "usage", "input_tokens")),)


def test_what_ends_the_message_stands_in_it():
    edits, metrics = {"applied_edits": []}, {"inputTokenCount": 5}
    said, stopped = end("refusal", stop_details={"type": "refusal", "category": "bio"})
    answer = unstream(
        start(), {**said, "context_management": edits}, {**stopped, "amazon-bedrock-invocationMetrics": metrics}
    )
    assert answer.value["stop_reason"] == "refusal"
    assert answer.value["stop_details"] == {"type": "refusal", "category": "bio"}
    assert answer.value["context_management"] == edits
    assert answer.value["amazon-bedrock-invocationMetrics"] == metrics


def test_an_events_type_is_read_off_its_json_and_not_its_name():
    answer = unstream(start(), *text_events(0, "hi"), *end(), name="chunk")
    assert answer.value == message([{"type": "text", "text": "hi"}])


@pytest.mark.parametrize(
    ("name", "said", "error"),
    [
        (
            "error",
            {"type": "error", "error": {"type": "overloaded_error", "message": "busy"}},
            "overloaded_error: busy",
        ),
        (
            "modelStreamErrorException",
            {"message": "The model broke", "originalStatusCode": 500},
            "modelStreamErrorException: The model broke",
        ),
        ("error", {"message": "Too many tokens"}, "Too many tokens"),
    ],
)
def test_an_error_within_a_stream_is_the_answers_error(name, said, error):
    events = [start(), *text_events(0, "Hi")]
    named = [Said(number, "chunk", event) for number, event in enumerate([*events, said])]
    answer = ANTHROPIC_MESSAGES.unstream([*named[:-1], named[-1]._replace(name=name)])
    read = ANTHROPIC_MESSAGES.read_answer(answer.value)
    assert (read.error, read.answers[0].text, answer.unread) == (error, "Hi", {})


def test_what_is_of_another_type_or_unknown_is_unread():
    answer = unstream(
        7,
        {"type": "message_start", "message": 5},
        {"type": "content_block_start", "index": 0, "content_block": "text"},
        {"type": "content_block_delta", "index": 0, "delta": 3},
        {"type": "ping", "mood": "blue", "p": "abc"},
        {"type": "message_delta", "delta": {"content": "x", "usage": 1}, "usage": 4},
        {"type": "weather", "sun": True},
        {"sun": True},
    )
    assert answer.value == {}
    assert answer.unread == {
        "events/0": 7,
        "events/1/message": 5,
        "events/2/content_block": "text",
        "events/3/delta": 3,
        "events/4/mood": "blue",
        "events/5/delta/content": "x",
        "events/5/delta/usage": 1,
        "events/5/usage": 4,
        "events/6": {"type": "weather", "sun": True},
        "events/7": {"sun": True},
    }


@pytest.mark.parametrize(
    ("last", "answer", "is_complete"),
    [
        ('{"type": "message_stop"   }', {}, True),
        ('{"type":"message_delta","message_stop":1}', {"stop_reason": "end_turn"}, False),
        ("[DONE]", {"stop_reason": "end_turn"}, True),
        ("[DONE]", {"stop_reason": None}, False),
        ("x", {"amazon-bedrock-invocationMetrics": {}}, True),
        ("", {}, False),
    ],
)
def test_a_stream_is_complete_with_its_message_stop(last, answer, is_complete):
    assert ANTHROPIC_MESSAGES.is_complete(answer, last) is is_complete


NAMES = st.sampled_from(
    (
        *("type", "message", "index", "content_block", "delta", "content", "usage", "id", "role", "model", "name"),
        *("text", "thinking", "signature", "partial_json", "input", "citation", "citations", "data", "source"),
        *("tool_use_id", "file_id", "url", "media_type", "error", "stop_reason", "stop_details", "explanation"),
        *("messages", "system", "tools", "to", "custom_id", "result", "results", "request_counts", "input_tokens"),
    )
)
TYPES = st.sampled_from(
    (
        *("message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta"),
        *("message_stop", "ping", "error", "message", "text", "thinking", "redacted_thinking", "tool_use", "fallback"),
        *("tool_result", "server_tool_use", "mcp_tool_result", "container_upload", "compaction", "image", "document"),
        *("text_delta", "thinking_delta", "input_json_delta", "signature_delta", "citations_delta", "message_batch"),
        *("compaction_delta", "base64", "url", "file", "content", "succeeded", "message_batch_deleted"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(("", "a", "{}")) | TYPES
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES, inner, max_size=5)
        | st.builds(lambda kind, rest: {**rest, "type": kind}, TYPES, st.dictionaries(NAMES, inner, max_size=4))
    ),
    max_leaves=25,
)
PIECES = st.builds(
    lambda kind, members: {"type": kind, **members},
    st.sampled_from(("text_delta", "input_json_delta", "citations_delta", "compaction_delta", "signature_delta", "x")),
    st.dictionaries(NAMES, ANYTHING, max_size=3),
)
EVENTS = st.fixed_dictionaries(
    {"type": TYPES},
    optional={"index": SCALARS, "delta": PIECES | ANYTHING, "content_block": ANYTHING, "message": ANYTHING},
)


@given(st.lists(EVENTS | ANYTHING, max_size=6))
@settings(max_examples=300)
def test_no_json_whatever_makes_it_fail(events):
    answer = unstream(*events)
    ANTHROPIC_MESSAGES.read_answer(answer.value)
    for value in events:
        ANTHROPIC_MESSAGES.recognises(Call(value, value, URL))
        ANTHROPIC_MESSAGES.provider("", value)
        if isinstance(value, dict):
            ANTHROPIC_MESSAGES.read_answer(value)
            ANTHROPIC_MESSAGES.read_answer({"type": "message", "content": [value], **HEAD})
            ANTHROPIC_MESSAGES.read_request(value, "")
            ANTHROPIC_MESSAGES.read_request({"messages": [{"role": "user", "content": [value]}]}, "")
            ANTHROPIC_MESSAGES.is_complete(value, json.dumps(value))
