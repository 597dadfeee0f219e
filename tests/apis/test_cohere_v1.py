"""Cohere's Chat API version 1: streamed, unstreamed and asked; what the last event repeats is copies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Copy, Kind, Place, Said, api_of
from cassette_cli.apis.cohere_v1 import COHERE_V1
from cassette_cli.parts import Other, ServerToolCall, ServerToolCallResponse, Text, ToolCall, ToolCallResponse
from tests.apis.cohere_events import META, said, version_1, whole
from tests.apis.origins import check_origins
from tests.apis.test_cohere_v2 import ANYTHING, NAMES, SCALARS, check_anything

URL = "https://api.cohere.com/v1/chat"
PIECES = (said("text-generation", text="a "), said("text-generation", text="b"))


def unstream(*events: Any) -> Answer:
    return COHERE_V1.unstream(Said(number, "", event) for number, event in enumerate(events))


def ended(text: str, *history: Any, **more: Any) -> dict[str, Any]:
    return whole({"text": text, "chat_history": list(history), "finish_reason": "COMPLETE", **more})


@given(version_1())
def test_a_stream_is_its_unstreamed_twin(twins):
    events, answer = twins
    made = unstream(*events)
    assert made.value == answer
    assert made.unread == {}


@given(version_1())
def test_every_leaf_is_what_its_origin_says(twins):
    check_origins(unstream(*twins[0]), dict(enumerate(twins[0])))


@given(version_1())
@settings(max_examples=50)
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(twins):
    events, answer = twins
    (full,) = COHERE_V1.read_answer(answer).answers
    for count in range(1, len(events)):
        made = unstream(*events[:count])
        assert not COHERE_V1.is_complete(made.value, "")
        for message in COHERE_V1.read_answer(made.value).answers:
            assert full.text.startswith(message.text)
            for call, wanted in zip(message.tool_calls, full.tool_calls, strict=False):
                assert call.name == wanted.name
                assert call.arguments in ({}, wanted.arguments) or isinstance(call.arguments, str)
    assert COHERE_V1.is_complete(unstream(*events).value, "")


def test_the_text_knows_where_the_last_event_repeats_it():
    history = ({"role": "USER", "message": "a b"}, {"role": "CHATBOT", "message": "a b"})
    made = unstream(*PIECES, ended("a b", *history))
    origin = made.origin(("text",))
    assert origin.kind is Kind.JOINED
    assert origin.places == (Place(0, ("text",)), Place(1, ("text",)))
    assert origin.copies == (
        Copy(Place(2, ("response", "text")), 0, 3),
        Copy(Place(2, ("response", "chat_history", 1, "message")), 0, 3),
    )


def test_the_repeats_are_found_whatever_stands_first_in_the_last_event():
    history = [{"role": "CHATBOT", "message": "a"}]
    made = unstream(said("stream-end", response={"chat_history": history, "text": "a"}, finish_reason="COMPLETE"))
    assert [copy.place.path for copy in made.origin(("text",)).copies] == [("response", "chat_history", 0, "message")]


def test_a_repeat_without_a_leading_space_is_of_the_rest():
    made = unstream(said("text-generation", text=" a b"), ended("a b"))
    assert made.value["text"] == " a b"
    assert made.origin(("text",)).copies == (Copy(Place(1, ("response", "text")), 1, 4),)


def test_a_last_event_that_says_something_else_is_not_lost():
    made = unstream(*PIECES, ended("c"))
    assert made.value["text"] == "a b"
    assert made.unread == {"events/2/response/text": "c"}


def test_an_answer_of_the_last_event_alone_is_whole():
    made = unstream(ended("a", {"role": "CHATBOT", "message": "a"}, citations=[{"start": 0}], meta=META))
    assert made.value["text"] == "a"
    assert made.value["citations"] == [{"start": 0}]
    check_origins(made, {0: ended("a", {"role": "CHATBOT", "message": "a"}, citations=[{"start": 0}], meta=META)})


def test_a_citation_knows_both_of_its_places():
    citation = {"start": 0, "end": 1, "text": "a"}
    made = unstream(said("citation-generation", citations=[citation]), ended("a", citations=[citation]))
    assert made.origin(("citations", 0)).places == (
        Place(0, ("citations", 0)),
        Place(1, ("response", "citations", 0)),
    )


def chunk(**piece: Any) -> dict[str, Any]:
    return said("tool-calls-chunk", tool_call_delta=piece)


def test_a_cut_stream_has_the_calls_that_its_pieces_make():
    made = unstream(chunk(index=0, name="f"), chunk(index=0, parameters='{"a": '), chunk(index=0, parameters="1}"))
    assert made.value["tool_calls"] == [{"name": "f", "parameters": {"a": 1}}]
    assert made.origin(("tool_calls", 0, "parameters")).kind is Kind.JOINED
    (call,) = COHERE_V1.read_answer(made.value).answers[0].tool_calls
    assert (call.arguments, call.arguments_text) == ({"a": 1}, '{"a": 1}')
    made = unstream(chunk(index=0, name="f"), chunk(index=0, parameters='{"a": '))
    assert made.value["tool_calls"] == [{"name": "f", "parameters": '{"a": '}]


def test_pieces_without_an_index_belong_to_the_last_name():
    made = unstream(chunk(name="f"), chunk(parameters="{}"), chunk(name="g"), chunk(parameters='{"b": 2}'))
    assert made.value["tool_calls"] == [{"name": "f", "parameters": {}}, {"name": "g", "parameters": {"b": 2}}]


def test_whole_calls_replace_pieces_that_say_something_else_and_those_are_kept():
    call = {"name": "g", "parameters": {"a": 1}}
    made = unstream(chunk(index=0, name="f"), said("tool-calls-generation", tool_calls=[call]))
    assert made.value["tool_calls"] == [call]
    assert made.unread == {"events/0/tool_call_delta/name": "f"}


def test_a_chunk_may_say_its_piece_of_the_plan_twice():
    made = unstream({**chunk(text="I "), "text": "I "}, {**chunk(index=0, name="f"), "text": "will"})
    assert made.value["text"] == "I will"
    assert made.origin(("text",)).copies == (Copy(Place(0, ("text",)), 0, 2),)


def test_what_is_of_another_type_or_unknown_is_unread():
    made = unstream(
        7, said("text-generation", text=4), said("citation-generation", citations="c"), chunk(name=1), chunk(mood=2)
    )
    assert made.unread == {
        "events/0": 7,
        "events/1/text": 4,
        "events/2/citations": "c",
        "events/3/tool_call_delta/name": 1,
        "events/4/tool_call_delta/mood": 2,
    }
    read = COHERE_V1.read_answer(unstream(said("debug", prompt="<p>")).value)
    assert (read.unread, read.answers) == ({"prompt": "<p>"}, ())


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_it"),
    [
        (None, said("stream-start", generation_id="g"), "", True),
        (None, PIECES[0], "http://localhost", True),
        (None, {"text": "a", "generation_id": "g"}, "", True),
        ({"message": "hi"}, {"message": "invalid request"}, "<API>/v1/chat", True),
        ({"message": "hi"}, None, URL, True),
        ({"prompt": "hi"}, PIECES[0], "", False),
        ({"messages": []}, None, "https://api.writer.com/v1/chat", False),
        ({"messages": []}, {"message": "no"}, URL, False),
        (None, {"event_type": "interaction.created"}, "", False),
        (None, PIECES[0], "https://bedrock-runtime.us-east-1.amazonaws.com/model/cohere.command-r-v1:0/invoke", True),
        ({"prompt": "hi"}, PIECES[0], "https://bedrock-runtime.us-east-1.amazonaws.com/model/c/invoke", False),
        (None, [1], URL, False),
    ],
)
def test_it_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_it):
    call = Call(request_json, answer, url)
    assert COHERE_V1.recognises(call) is is_it
    assert (getattr(api_of(call), "name", None) == "cohere.v1") is is_it


def test_an_answer_says_what_was_searched_then_its_text_and_calls():
    citation = {"start": 0, "end": 1, "text": "a", "document_ids": ["d"]}
    read = COHERE_V1.read_answer(
        {
            "response_id": "r",
            "generation_id": "g",
            "text": "a",
            "citations": [citation],
            "search_queries": [{"text": "q"}],
            "documents": [{"id": "d"}],
            "tool_calls": [{"name": "f", "parameters": {"a": "é"}}],
            "finish_reason": "COMPLETE",
            "chat_history": [{"role": "CHATBOT", "message": "a"}],
            "meta": {**META, "warnings": ["deprecated"], "tokens": {"input_tokens": 9, "output_tokens": 8}},
            "mood": "blue",
        }
    )
    (message,) = read.answers
    assert message.parts == (
        ServerToolCall(
            None, "search", {"type": "search_queries", "search_queries": [{"text": "q"}]}, at=("search_queries",)
        ),
        ServerToolCallResponse(None, {"type": "documents", "documents": [{"id": "d"}]}, at=("documents",)),
        Text(content="a", citations=(citation,), at=("text",)),
        ToolCall(None, "f", {"a": "é"}, '{"a": "é"}', at=("tool_calls", 0, "parameters")),
    )
    assert (message.finish_reason, message.finish_reason_raw) == ("stop", "COMPLETE")
    assert (read.id, read.usage.input_tokens, read.usage.output_tokens) == ("r", 9, 8)
    assert read.unread == {"meta/warnings": ["deprecated"], "mood": "blue"}


def test_a_citation_has_the_titles_and_addresses_of_the_documents_that_it_names():
    cited = [{"text": "a", "document_ids": ["d", "e", 5]}, {"text": "b", "document_ids": ["f"]}, {"text": "c"}]
    crabs = {"id": "d", "title": "Crabs", "url": "http://c", "snippet": "They walk."}
    answer = {"text": "abc", "citations": cited, "documents": [crabs, {"id": "e", "title": "Tides"}, {"id": "f"}]}
    text = next(part for part in COHERE_V1.read_answer(answer).answers[0].parts if isinstance(part, Text))
    named = [{"id": "d", "title": "Crabs", "url": "http://c"}, {"id": "e", "title": "Tides"}]
    assert text.citations == ({**cited[0], "documents": named}, *cited[1:])


def test_an_error_is_said_in_one_line():
    assert COHERE_V1.read_answer({"message": "invalid\n token"}).error == "invalid token"
    assert COHERE_V1.read_answer({"message": "invalid token"}).answers == ()


def test_a_request_is_preamble_history_message_and_tools():
    call = {"name": "f", "parameters": {"a": 1}}
    result = {"call": call, "outputs": [{"x": 4}]}
    read = COHERE_V1.read_request(
        {
            "model": "m",
            "message": "and now?",
            "preamble": "be brief",
            "chat_history": [
                {"role": "USER", "message": "hi", "user_name": "Ann"},
                {"role": "CHATBOT", "message": "", "tool_calls": [call]},
                {"role": "TOOL", "tool_results": [result]},
                {"role": "SYSTEM", "message": "x", "mood": 1},
                "odd",
            ],
            "tools": [
                {"name": "f", "parameter_definitions": {"a": {"type": "int", "required": True}, "b": {"type": "str"}}},
                {"name": "g", "parameter_definitions": "none"},
            ],
            "connectors": [{"id": "web-search"}],
            "documents": [{"title": "t"}],
            "stream": True,
        },
        URL,
    )
    assert [(part.content, part.at) for part in read.system_instructions] == [("be brief", ("preamble",))]
    assert [message.role for message in read.messages] == ["user", "assistant", "tool", "system", "", "user"]
    first, called, answered, system, odd, last = read.messages
    assert (first.name, first.text, last.text) == ("Ann", "hi", "and now?")
    assert called.parts == (
        ToolCall(None, "f", {"a": 1}, '{"a": 1}', at=("chat_history", 1, "tool_calls", 0, "parameters")),
    )
    place = ("chat_history", 2, "tool_results", 0, "outputs")
    assert answered.parts == (ToolCallResponse(None, [{"x": 4}], "f", at=place),)
    assert system.unread == {"mood": 1}
    assert odd.parts == (Other(raw="odd", at=("chat_history", 4)),)
    assert [(tool.name, tool.type, tool.parameters) for tool in read.tools] == [
        (
            "f",
            "function",
            {"type": "object", "properties": {"a": {"type": "int"}, "b": {"type": "str"}}, "required": ["a"]},
        ),
        ("g", "function", "none"),
        ("web-search", "connector", None),
    ]
    assert read.parameters == {"documents": [{"title": "t"}]}


def test_results_of_tools_answer_in_the_place_of_an_empty_message():
    result = {"call": {"name": "f", "parameters": {}}, "outputs": [{"x": 4}]}
    read = COHERE_V1.read_request({"message": "", "tool_results": [result, 7]}, URL)
    (message,) = read.messages
    assert message.role == "tool"
    assert message.parts == (
        ToolCallResponse(None, [{"x": 4}], "f", at=("tool_results", 0, "outputs")),
        Other(raw=7, at=("tool_results", 1)),
    )
    assert COHERE_V1.read_request({"chat_history": "x", "tools": 1}, URL).unread == {"chat_history": "x", "tools": 1}


EVENT = st.fixed_dictionaries(
    {"event_type": SCALARS},
    optional={
        "text": SCALARS,
        "response": st.dictionaries(NAMES, ANYTHING, max_size=6),
        "tool_call_delta": st.dictionaries(st.sampled_from(("index", "name", "parameters", "text")), SCALARS),
        "tool_calls": ANYTHING,
        "citations": ANYTHING,
    },
)


@given(st.lists(ANYTHING | EVENT, max_size=6))
def test_no_json_whatever_makes_it_fail(values):
    check_anything(COHERE_V1, values, URL)


def test_many_tool_calls_that_are_repeated_at_the_end_are_all_there():
    calls = [{"name": f"f{number}", "parameters": {}} for number in range(5_000)]
    deltas = [
        {"index": number, **piece}
        for number, call in enumerate(calls)
        for piece in ({"name": call["name"]}, {"parameters": "{}"})
    ]
    pieces = [said("tool-calls-chunk", tool_call_delta=delta) for delta in deltas]
    answer = unstream(*pieces, whole({"tool_calls": calls, "finish_reason": "COMPLETE"}))
    assert answer.value["tool_calls"] == calls


def test_tools_that_are_no_objects_are_kept():
    assert COHERE_V1.read_request({"tools": ["x"], "chat_history": ["y"]}, URL).unread == {"tools": ["x"]}
