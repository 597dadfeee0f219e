"""Ollama's chat, generate and embeddings: streamed, unstreamed and asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said, api_of
from cassette_cli.apis.ollama_chat import OLLAMA_CHAT
from cassette_cli.apis.ollama_embed import OLLAMA_EMBED
from cassette_cli.apis.ollama_generate import OLLAMA_GENERATE
from cassette_cli.parts import Blob, Other, Reasoning, Text, ToolCall, ToolCallResponse
from tests.apis.cohere_events import ndjson
from tests.apis.ollama_lines import COUNTS, END, HEAD, called, chats, generations, last, line
from tests.apis.origins import check_origins
from tests.apis.test_cohere_v2 import check_anything
from tests.recorded import interaction
from tests.test_reassembling import check_glance

LOCAL = "http://localhost:11434"
CHAT = {"model": "m", "messages": []}
BOTH = pytest.mark.parametrize(
    ("api", "twins"), [(OLLAMA_CHAT, chats()), (OLLAMA_GENERATE, generations())], ids=["chat", "generate"]
)


def unstream(*lines: Any, api: Any = OLLAMA_CHAT) -> Answer:
    return api.unstream(Said(number, "", value) for number, value in enumerate(lines))


@BOTH
@given(data=st.data())
def test_a_stream_is_its_unstreamed_twin(api, twins, data):
    lines, answer = data.draw(twins)
    made = unstream(*lines, api=api)
    assert made.value == answer
    assert made.unread == {}
    assert api.read_answer(made.value) == api.read_answer(answer)
    assert api.is_complete(made.value, "")


@BOTH
@given(data=st.data())
def test_every_leaf_is_what_its_origin_says(api, twins, data):
    lines, _ = data.draw(twins)
    check_origins(unstream(*lines, api=api), dict(enumerate(lines)))


@BOTH
@given(data=st.data())
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(api, twins, data):
    lines, answer = data.draw(twins)
    (full,) = api.read_answer(answer).answers
    for count in range(1, len(lines)):
        made = unstream(*lines[:count], api=api)
        (said,) = api.read_answer(made.value).answers
        assert not api.is_complete(made.value, "")
        assert full.text.startswith(said.text)
        assert full.tool_calls[: len(said.tool_calls)] == said.tool_calls
        assert said.finish_reason is None


@BOTH
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_a_glance_shows_what_the_whole_conversation_says(api, twins, data):
    lines, _ = data.draw(twins)
    words = {"response": "so "} if api is OLLAMA_GENERATE else {"message": {"role": "assistant", "content": "so "}}
    long = [{**HEAD, **words, "done": False}] * data.draw(st.integers(0, 90))
    at = next((n for n, said in enumerate(lines) if "tool_calls" in said.get("message", {})), len(lines) - 1)
    body = ndjson([*lines[:at], *long, *lines[at:]])
    url = f"{LOCAL}/api/{api.name.partition('.')[2]}"
    check_glance(interaction(body, url=url, media_type="application/x-ndjson"))


def test_text_is_joined_and_calls_are_whole():
    call = called("f", {"a": 1})
    made = unstream(line(content="a "), line(content="b", tool_calls=[call]), last())
    assert made.value["message"] == {"role": "assistant", "content": "a b", "tool_calls": [call]}
    text = made.origin(("message", "content"))
    assert text.kind is Kind.JOINED
    assert text.places == tuple(Place(at, ("message", "content")) for at in range(3))
    path = ("message", "tool_calls", 0, "function", "arguments", "a")
    assert made.origin(path).places == (Place(1, path),)


def test_the_last_line_says_when_it_was_made():
    made = unstream(line(content="a"), last(created_at="later"))
    assert made.value["created_at"] == "later"
    assert made.value["done"] is True


def test_an_error_line_is_the_answers_error():
    made = unstream(line(content="a"), {"error": "an error was\nencountered"})
    read = OLLAMA_CHAT.read_answer(made.value)
    assert read.error == "an error was encountered"
    assert read.answers[0].text == "a"
    assert not OLLAMA_CHAT.is_complete(made.value, "")


def test_what_is_of_another_type_or_unknown_is_unread():
    made = unstream(7, {**HEAD, "message": "x"}, line(content=4, tool_calls="f"), line(content="a", mood="blue"))
    assert made.unread == {
        "events/0": 7,
        "events/1/message": "x",
        "events/2/message/content": 4,
        "events/2/message/tool_calls": "f",
    }
    assert OLLAMA_CHAT.read_answer(made.value).answers[0].unread == {"mood": "blue"}
    made = unstream({**HEAD, "response": 4, "weather": "fine"}, api=OLLAMA_GENERATE)
    assert made.unread == {"events/0/response": 4}
    assert OLLAMA_GENERATE.read_answer(made.value).unread == {"weather": "fine"}


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "name"),
    [
        (None, line(content="a"), "", "ollama.chat"),
        (None, last(), "http://localhost:8000/x", "ollama.chat"),
        (CHAT, {"error": "model 'm' not found"}, f"{LOCAL}/api/chat", "ollama.chat"),
        (CHAT, None, f"{LOCAL}/api/chat", "ollama.chat"),
        (None, {**HEAD, "response": "a", "done": False}, "", "ollama.generate"),
        (
            {"model": "m"},
            {**HEAD, "done": False, "completed": 1, "total": 4},
            f"{LOCAL}/api/generate",
            "ollama.generate",
        ),
        ({"model": "m", "prompt": "a"}, {"error": "no"}, f"{LOCAL}/api/generate", "ollama.generate"),
        (None, {"model": "m", "embeddings": [[1]], "total_duration": 1}, "", "ollama.embed"),
        (None, {"embedding": [1, 2]}, f"{LOCAL}/api/embeddings", "ollama.embed"),
        ({"model": "m", "input": "a"}, {"error": "no"}, f"{LOCAL}/api/embed", "ollama.embed"),
        ({"id": "1", "messages": [{"parts": []}]}, None, "https://app.example.com/api/chat", None),
        (None, {"message": {"content": "a"}}, f"{LOCAL}/api/chat", None),
        (None, {"response": "yes", "done": 1}, "", None),
        (None, {"embedding": [1, 2]}, "", None),
        (CHAT, {"error": "no"}, f"{LOCAL}/api/pull", None),
    ],
)
def test_each_call_is_told_by_its_answer_or_its_address(request_json, answer, url, name):
    found = api_of(Call(request_json, answer, url))
    assert (found.name if found else None) == name


def test_an_answer_is_a_thought_then_text_then_calls():
    call = called("f", {"a": "é"}, id="c")
    message = {"role": "assistant", "content": "so", "thinking": "hm", "tool_calls": [call, {"mood": 1}]}
    (said,) = OLLAMA_CHAT.read_answer(last(message=message)).answers
    assert said.parts == (
        Reasoning(content="hm", at=("message", "thinking")),
        Text(content="so", at=("message", "content")),
        ToolCall("c", "f", {"a": "é"}, '{"a": "é"}', at=("message", "tool_calls", 0, "function", "arguments")),
        Other(raw={"mood": 1}, at=("message", "tool_calls", 1)),
    )
    assert said.finish_reason == "stop"


@pytest.mark.parametrize(
    ("more", "normal", "raw"),
    [
        ({}, "stop", "stop"),
        ({"done_reason": "length"}, "length", "length"),
        ({"done_reason": "load"}, "load", "load"),
        ({"done_reason": None}, "stop", None),
        ({"done_reason": None, "done": False}, None, None),
    ],
)
def test_finish_reasons_are_said_in_few_words(more, normal, raw):
    (said,) = OLLAMA_CHAT.read_answer(last(**more)).answers
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


def test_usage_is_what_was_counted_with_the_time_that_it_took():
    usage = OLLAMA_CHAT.read_answer(last()).usage
    assert (usage.input_tokens, usage.output_tokens, usage.cached_tokens) == (16, 22, None)
    assert usage.raw == {**COUNTS, "total_duration": END["total_duration"]}
    assert OLLAMA_CHAT.read_answer(line(content="a")).usage is None
    assert OLLAMA_CHAT.read_answer({"eval_count": 3}).usage.input_tokens is None, "a prompt in the cache has no count"


def test_a_chat_request_is_messages_with_pictures_tools_and_parameters():
    tool = {"type": "function", "function": {"name": "f", "description": "d", "parameters": {"type": "object"}}}
    read = OLLAMA_CHAT.read_request(
        {
            "model": "m",
            "messages": [
                {"role": "system", "content": "be brief"},
                {"role": "user", "content": "what?", "images": ["iVBORw0KGgoA", "AAEC", 7]},
                {"role": "assistant", "thinking": "hm", "tool_calls": [called("f", {"a": 1}, id="c")]},
                {"role": "tool", "tool_name": "f", "content": "4"},
                {"role": "tool", "tool_call_id": "c", "content": "5"},
                {"role": "user", "content": {"x": 1}, "mood": "blue"},
                3,
            ],
            "tools": [tool],
            "format": {"type": "object"},
            "options": {"temperature": 0},
            "think": True,
            "keep_alive": "5m",
            "stream": False,
        },
        "",
    )
    system, user, assistant, one, two, odd, strange = read.messages
    assert (system.role, system.text) == ("system", "be brief")
    assert user.parts[1:] == (
        Blob("image", "image/png", "iVBORw0KGgoA", at=("messages", 1, "images", 0)),
        Blob("image", None, "AAEC", at=("messages", 1, "images", 1)),
    )
    assert user.unread == {"images/2": 7}
    assert [type(part) for part in assistant.parts] == [Reasoning, ToolCall]
    assert one.parts == (ToolCallResponse(None, "4", "f", at=("messages", 3, "content")),)
    assert two.parts == (ToolCallResponse("c", "5", "f", at=("messages", 4, "content")),)
    assert odd.unread == {"content": {"x": 1}, "mood": "blue"}
    assert strange.parts == (Other(raw=3, at=("messages", 6)),)
    assert [(t.name, t.type, t.description, t.parameters) for t in read.tools] == [
        ("f", "function", "d", {"type": "object"})
    ]
    assert read.parameters == {
        "format": {"type": "object"},
        "options": {"temperature": 0},
        "think": True,
        "keep_alive": "5m",
    }
    assert read.unread == {}
    assert OLLAMA_CHAT.read_request({"messages": "hi", "tools": "f"}, "").unread == {"messages": "hi", "tools": "f"}


def test_a_prompt_with_its_pictures_is_what_the_user_says():
    read = OLLAMA_GENERATE.read_request(
        {"model": "m", "prompt": "hi", "system": "be brief", "images": ["/9j/AA"], "template": "{{ .Prompt }}"}, ""
    )
    assert [(part.content, part.at) for part in read.system_instructions] == [("be brief", ("system",))]
    (message,) = read.messages
    assert message.parts == (
        Text(content="hi", at=("prompt",)),
        Blob("image", "image/jpeg", "/9j/AA", at=("images", 0)),
    )
    assert read.parameters == {"template": "{{ .Prompt }}"}
    assert OLLAMA_GENERATE.read_request({"model": "m", "keep_alive": 0}, "").messages == ()
    assert OLLAMA_GENERATE.read_request({"system": 1, "images": "x"}, "").unread == {"system": 1, "images": "x"}


def test_a_picture_is_the_answer_of_an_image_model():
    made = unstream(
        {**HEAD, "completed": 1, "total": 2, "done": False},
        {**HEAD, **END, "image": "iVBORw0KGgoA"},
        api=OLLAMA_GENERATE,
    )
    (said,) = OLLAMA_GENERATE.read_answer(made.value).answers
    assert said.parts == (Blob("image", "image/png", "iVBORw0KGgoA", at=("image",)),)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"model": "m", "embeddings": [[1] * 1024, [1] * 1024]}, "2 vectors of 1,024 numbers"),
        ({"embedding": [1, 2]}, "1 vector of 2 numbers"),
        ({"embeddings": []}, "0 vectors"),
        ({"error": "no"}, None),
    ],
)
def test_vectors_are_counted(answer, outcome):
    read = OLLAMA_EMBED.read_answer(answer)
    assert (read.outcome, read.error, read.answers) == (outcome, answer.get("error"), ())


def test_what_is_embedded_is_a_message_a_text():
    read = OLLAMA_EMBED.read_request({"model": "m", "input": ["a", "b", 3], "options": {"t": 0}}, "")
    assert [message.parts[0] for message in read.messages] == [
        Text(content="a", at=("input", 0)),
        Text(content="b", at=("input", 1)),
        Other(raw=3, at=("input", 2)),
    ]
    assert (read.model, read.parameters) == ("m", {"options": {"t": 0}})
    assert OLLAMA_EMBED.read_request({"prompt": "a"}, "").messages[0].parts == (Text(content="a", at=("prompt",)),)


NAMES = st.sampled_from(
    (
        *("model", "message", "role", "content", "thinking", "images", "tool_calls", "function", "name", "arguments"),
        *(
            "done",
            "done_reason",
            "error",
            "response",
            "context",
            "image",
            "logprobs",
            "eval_count",
            "prompt_eval_count",
        ),
        *("messages", "tools", "system", "prompt", "input", "embeddings", "embedding", "total_duration", "tool_name"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(("", "a", "tool", "stop"))
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25
)
LINE = st.fixed_dictionaries({"message": st.dictionaries(NAMES, ANYTHING, max_size=5), "done": SCALARS})


@given(st.lists(ANYTHING | LINE, max_size=5), st.sampled_from((OLLAMA_CHAT, OLLAMA_GENERATE, OLLAMA_EMBED)))
def test_no_json_whatever_makes_it_fail(values, api):
    check_anything(api, values, f"{LOCAL}/api/chat")


def test_true_is_no_count():
    assert OLLAMA_CHAT.read_answer({"message": {}, "eval_count": True}).usage.output_tokens is None


def test_a_call_without_arguments_stands_where_its_function_does():
    (call,) = OLLAMA_CHAT.read_answer({"message": {"tool_calls": [{"function": {"name": "f"}}]}}).answers[0].parts
    assert call.at == ("message", "tool_calls", 0, "function")
