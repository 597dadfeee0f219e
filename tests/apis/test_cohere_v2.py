"""Cohere's Chat API version 2: streamed, unstreamed and asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said, api_of
from cassette_cli.apis.cohere_v2 import COHERE_V2
from cassette_cli.parts import Blob, Other, Reasoning, Text, ToolCall, ToolCallResponse, Uri
from cassette_cli.reassembling import reassemble
from tests.apis.cohere_events import SOURCE, USAGE, cite, delta, end, sse, start, version_2
from tests.apis.origins import check_origins
from tests.recorded import interaction
from tests.test_reassembling import check_glance

URL = "https://api.cohere.com/v2/chat"
DELTA = ("delta", "message")


def unstream(*events: Any) -> Answer:
    return COHERE_V2.unstream(Said(number, "", event) for number, event in enumerate(events))


def answered(message: dict[str, Any], **more: Any):
    (said,) = COHERE_V2.read_answer({"id": "1", "message": message, "finish_reason": "COMPLETE", **more}).answers
    return said


@given(version_2())
def test_a_stream_is_its_unstreamed_twin(twins):
    events, answer = twins
    made = unstream(*events)
    assert made.value == answer
    assert made.unread == {}


@given(version_2())
def test_every_leaf_is_what_its_origin_says(twins):
    check_origins(unstream(*twins[0]), dict(enumerate(twins[0])))


@given(version_2())
@settings(max_examples=50)
def test_a_stream_and_its_twin_say_the_same(twins):
    events, answer = twins
    streamed = reassemble(interaction(sse(events), url="http://localhost/x"))
    (said,) = streamed.answers
    assert COHERE_V2.read_answer(answer).answers == (said,)
    assert (streamed.api, streamed.provider, streamed.unread) == ("cohere.v2", "cohere", {})
    assert streamed.stream.complete


@given(version_2())
@settings(max_examples=30)
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(twins):
    events, answer = twins
    (full,) = COHERE_V2.read_answer(answer).answers
    for count in range(1, len(events)):
        body = sse(events[:count]).removesuffix("data: [DONE]\n\n")
        talk = reassemble(interaction(body, url=URL))
        (said,) = talk.answers
        assert not talk.stream.complete
        assert said.finish_reason == "error"
        assert len(said.parts) <= len(full.parts)
        assert full.text.startswith(said.text)
        assert [call.name for call in full.tool_calls][: len(said.tool_calls)] == [c.name for c in said.tool_calls]


@given(twins=version_2(), length=st.integers(0, 90), kind=st.sampled_from(("text", "thinking")))
@settings(max_examples=30)
def test_a_glance_shows_what_the_whole_conversation_says(twins, length, kind):
    events, _ = twins
    long = [delta("content-start", 9, content={"type": kind, kind: ""})]
    long += [delta("content-delta", 9, content={kind: "so "})] * length
    at = next((n for n, event in enumerate(events) if event["type"].startswith("tool")), len(events) - 1)
    check_glance(interaction(sse([*events[:at], *long, *events[at:]]), url=URL))


def test_text_is_joined_out_of_its_start_and_deltas():
    answer = unstream(
        start(),
        delta("content-start", 0, content={"type": "text", "text": ""}),
        delta("content-delta", 0, content={"text": "a "}),
        delta("content-delta", 0, content={"text": "b"}),
    )
    origin = answer.origin(("message", "content", 0, "text"))
    path = (*DELTA, "content", "text")
    assert origin.kind is Kind.JOINED
    assert origin.places == (Place(1, path), Place(2, path), Place(3, path))
    assert answer.value["message"] == {"role": "assistant", "content": [{"type": "text", "text": "a b"}]}


def test_what_a_start_says_empty_is_left_out_as_it_is_unstreamed():
    assert unstream(start()).value == {"id": "1", "message": {"role": "assistant"}}


def test_a_delta_whose_start_is_missing_is_not_lost():
    made = unstream(delta("content-delta", 0, content={"thinking": "hm"}))
    assert made.value["message"]["content"] == [{"type": "thinking", "thinking": "hm"}]
    assert made.origin(("message", "content", 0, "type")).kind is Kind.SYNTHETIC


def test_citations_are_taken_in_the_order_in_which_they_come():
    first, second = cite(0, "ab", 0, 1), cite(0, "ab", 1, 2)
    made = unstream(delta("citation-start", 0, citations=first), delta("citation-start", 0, citations=second))
    assert made.value["message"]["citations"] == [first, second]
    assert made.origin(("message", "citations", 1, "start")).places == (Place(1, (*DELTA, "citations", "start")),)


def test_log_probabilities_are_a_list_of_what_each_event_says():
    entries = [{"text": text, "token_ids": [1], "logprobs": [-0.5]} for text in ("a", "b")]
    made = unstream(*({**delta("content-delta", 0, content={"text": e["text"]}), "logprobs": e} for e in entries))
    assert made.value["logprobs"] == entries
    assert made.origin(("logprobs", 1)).places == (Place(1, ("logprobs",)),)


def test_an_error_at_the_end_is_the_answers_error():
    talk = reassemble(interaction(sse([start(), end("ERROR", error="out of memory")]), url=URL))
    assert talk.error == "out of memory"
    assert talk.answers[0].finish_reason == "error"


def test_what_is_of_another_type_or_unknown_is_unread():
    made = unstream(
        7,
        {"type": "content-delta", "delta": "x"},
        {"type": "content-delta", "delta": {"message": 5}},
        delta("content-delta", 0, content=[1]),
        delta("tool-plan-delta", tool_plan=4),
        delta("tool-call-start", 0, tool_calls=[{"id": "x"}]),
        delta("tool-call-start", 0, tool_calls={"function": "f()"}),
        delta("citation-start", 0, citations="c"),
    )
    assert made.unread == {
        "events/0": 7,
        "events/1/delta": "x",
        "events/2/delta/message": 5,
        "events/3/delta/message/content": [1],
        "events/4/delta/message/tool_plan": 4,
        "events/5/delta/message/tool_calls": [{"id": "x"}],
        "events/6/delta/message/tool_calls/function": "f()",
        "events/7/delta/message/citations": "c",
    }
    made = unstream({"type": "debug", "prompt": "<p>"}, delta("content-delta", 0, mood="blue"))
    read = COHERE_V2.read_answer(made.value)
    assert read.unread == {"prompt": "<p>"}
    assert read.answers[0].unread == {"mood": "blue"}


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_it"),
    [
        (None, start(), "", True),
        (None, {"type": "content-delta"}, "http://localhost", True),
        (None, {"id": "1", "message": {"role": "assistant"}, "finish_reason": "COMPLETE"}, "", True),
        (None, {"message": "invalid api token"}, URL, True),
        (None, {"id": "1", "message": "no"}, "<API>/v2/chat", True),
        (None, None, URL, True),
        (None, {"message": "no"}, "https://x/v3/chat", False),
        (None, {"id": "1", "message": {}, "finish_reason": "stop", "choices": []}, "", False),
        (None, {"model": "m", "message": {"content": "a"}, "done": True}, "", False),
        (None, {"type": "message_start", "message": {}}, "", False),
        (None, {"type": "text-delta", "delta": "a"}, "", False),
        (None, [1], URL, False),
    ],
)
def test_it_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_it):
    call = Call(request_json, answer, url)
    assert COHERE_V2.recognises(call) is is_it
    assert (getattr(api_of(call), "name", None) == "cohere.v2") is is_it


def test_the_plan_is_reasoning_and_stands_before_the_calls():
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    said = answered({"role": "assistant", "tool_plan": "I will.", "tool_calls": [call]})
    assert said.parts == (
        Reasoning(content="I will.", at=("message", "tool_plan")),
        ToolCall("c", "f", {"a": 1}, '{"a": 1}', at=("message", "tool_calls", 0, "function", "arguments")),
    )


@pytest.mark.parametrize(
    ("given", "arguments", "text"),
    [("", {}, ""), (None, {}, ""), ("{", "{", "{"), ("[1]", [1], "[1]"), ({"a": 1}, {"a": 1}, "")],
)
def test_arguments_are_kept_as_they_were_sent_and_none_is_an_empty_object(given, arguments, text):
    (call,) = answered({"tool_calls": [{"function": {"name": "f", "arguments": given}}]}).parts
    assert (call.arguments, call.arguments_text) == (arguments, text)


def test_a_citation_belongs_to_the_text_that_it_names_or_that_has_its_words():
    content = [{"type": "thinking", "thinking": "ab"}, {"type": "text", "text": "ab"}, {"type": "text", "text": "cd"}]
    named, found, lost = cite(0, "cd", 0, 1, content_index=2), cite(0, "cd", 1, 2), {"sources": [SOURCE]}
    plan, thought = {**lost, "type": "PLAN"}, {**lost, "type": "THINKING_CONTENT"}
    said = answered({"content": content, "citations": [named, found, lost, plan, thought]})
    assert [part.citations for part in said.parts if isinstance(part, Text)] == [(lost,), (named, found)]
    assert said.unread == {"citations/3": plan, "citations/4": thought}


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("COMPLETE", "stop"),
        ("STOP_SEQUENCE", "stop"),
        ("MAX_TOKENS", "length"),
        ("ERROR_LIMIT", "length"),
        ("TOOL_CALL", "tool_call"),
        ("ERROR_TOXIC", "content_filter"),
        ("ERROR", "error"),
        ("TIMEOUT", "error"),
        ("USER_CANCEL", "USER_CANCEL"),
        (None, None),
    ],
)
def test_finish_reasons_are_said_in_few_words(raw, normal):
    said = answered({"content": []}, finish_reason=raw)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


@pytest.mark.parametrize(
    ("usage", "counts"),
    [
        (USAGE, (50, 20, 16, 7)),
        ({"billed_units": {"input_tokens": 5.0, "output_tokens": 2}}, (5, 2, None, None)),
        ({"tokens": {"input_tokens": "many", "output_tokens": 1.5}}, (None, None, None, None)),
    ],
)
def test_usage_is_what_the_model_read_and_wrote_else_what_was_billed(usage, counts):
    read = COHERE_V2.read_answer({"message": {}, "usage": usage}).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.reasoning_tokens) == counts
    assert read.raw == usage
    assert COHERE_V2.read_answer({"message": {}, "usage": {}}).usage is None


def test_a_request_is_messages_tools_and_parameters():
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    function = {"name": "f", "description": "d", "parameters": {"type": "object"}}
    read = COHERE_V2.read_request(
        {
            "model": "m",
            "messages": [
                {"role": "system", "content": "be brief"},
                {"role": "user", "content": [{"type": "text", "text": "hi"}]},
                {"role": "assistant", "tool_plan": "hm", "tool_calls": [call]},
                {"role": "tool", "tool_call_id": "c", "content": [{"type": "text", "text": "4"}]},
                {"role": "tool", "tool_call_id": "d", "content": [{"type": "document", "document": {"data": {}}}]},
                {"role": "tool", "tool_call_id": "e", "content": "5"},
            ],
            "tools": [{"type": "function", "function": function}],
            "documents": [{"data": {"t": "x"}}],
            "thinking": {"type": "disabled"},
            "stream": True,
        },
        URL,
    )
    assert read.model == "m"
    assert [(message.role, message.text) for message in read.messages[:2]] == [("system", "be brief"), ("user", "hi")]
    assert [type(part) for part in read.messages[2].parts] == [Reasoning, ToolCall]
    responses = [message.parts[0] for message in read.messages[3:]]
    assert all(isinstance(part, ToolCallResponse) for part in responses)
    assert [(part.id, part.name, part.response) for part in responses] == [
        ("c", "f", "4"),
        ("d", None, [{"type": "document", "document": {"data": {}}}]),
        ("e", None, "5"),
    ]
    assert [(t.name, t.type, t.description, t.parameters) for t in read.tools] == [
        ("f", "function", "d", {"type": "object"})
    ]
    assert read.parameters == {"documents": [{"data": {"t": "x"}}], "thinking": {"type": "disabled"}}
    assert read.unread == {}


def test_pictures_are_parts_and_what_is_not_understood_is_kept():
    content = [
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA"}},
        {"type": "image_url", "image_url": {"url": "https://x/a.png", "detail": "low"}},
        {"type": "hologram", "hologram": 1},
        {"type": "text", "text": "a", "mood": "blue"},
        7,
    ]
    read = COHERE_V2.read_request(
        {"messages": [{"role": "user", "content": content, "mood": 1}, "hi"], "tools": "f"}, ""
    )
    (message, odd) = read.messages
    assert [type(part) for part in message.parts] == [Blob, Uri, Other, Text, Other]
    assert message.parts[0].at == ("messages", 0, "content", 0, "image_url", "url")
    assert message.unread == {"mood": 1, "content/3/mood": "blue"}
    assert odd.parts == (Other(raw="hi", at=("messages", 1)),)
    assert read.unread == {"tools": "f"}


NAMES = st.sampled_from(
    (
        *("type", "index", "id", "delta", "message", "content", "text", "thinking", "tool_plan", "tool_calls", "role"),
        *("function", "name", "arguments", "citations", "start", "end", "content_index", "usage", "tokens", "logprobs"),
        *("finish_reason", "error", "billed_units", "messages", "tools", "documents", "image_url", "url", "meta"),
        *("event_type", "is_finished", "response", "parameters", "tool_call_delta", "chat_history", "tool_results"),
        *("call", "outputs", "preamble", "connectors", "search_queries", "search_results", "generations", "embeddings"),
        *("results", "relevance_score", "classifications", "prediction", "token_strings", "texts", "query", "inputs"),
    )
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-1, 3)
    | st.floats()
    | st.sampled_from(
        (
            "",
            "a",
            "text",
            "thinking",
            "text-generation",
            "tool-calls-chunk",
            "tool-calls-generation",
            "stream-end",
            "CHATBOT",
        )
    )
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25
)
EVENT = st.fixed_dictionaries(
    {"type": st.just("content-delta"), "delta": st.fixed_dictionaries({"message": st.dictionaries(NAMES, ANYTHING)})},
    optional={"index": SCALARS, "logprobs": ANYTHING},
)


def check_anything(api: Any, values: list[Any], url: str) -> None:
    """No JSON makes a row raise: as events, as an answer, as a request."""
    answer = api.unstream(Said(number, "", value, "x") for number, value in enumerate(values))
    api.read_answer(answer.value)
    for leaf in answer.leaves.values():
        assert leaf.origin.kind in Kind
    for value in values:
        api.recognises(Call(value, value, url))
        if api.landmarks:
            api.landmarks.hear(value)
        if isinstance(value, dict):
            api.read_answer(value)
            api.read_request(value, url)
            api.provider(url, value)
            api.is_complete(value, "")


@given(st.lists(ANYTHING | EVENT, max_size=5))
def test_no_json_whatever_makes_it_fail(values):
    check_anything(COHERE_V2, values, URL)


def test_what_is_missing_of_a_message_has_no_place():
    message = {"tool_calls": [{"id": "t", "function": {"name": "f"}}]}
    (call,) = COHERE_V2.read_answer({"id": "1", "message": message}).answers[0].parts
    assert call.at == ("message", "tool_calls", 0, "function")
    read = COHERE_V2.read_request({"messages": [{"role": "tool", "tool_call_id": "t"}], "tools": ["x"]}, "")
    assert (read.messages[0].parts[0].at, read.unread) == (("messages", 0), {"tools": ["x"]})
