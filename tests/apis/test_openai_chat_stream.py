"""A stream unstreamed is its twin, and every leaf of it knows where it came from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said
from cassette_cli.apis.openai_chat import OPENAI_CHAT
from tests.apis.completions import DIALECTS, choice, chunk
from tests.apis.origins import check_origins


def unstream(*chunks: Any) -> Answer:
    return OPENAI_CHAT.unstream(Said(number, "", chunk) for number, chunk in enumerate(chunks))


def message(*deltas: dict[str, Any]) -> dict[str, Any]:
    return unstream(*(chunk([choice(delta)]) for delta in deltas)).value["choices"][0]["message"]


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
def test_a_stream_of_each_dialect_is_its_unstreamed_twin(dialect, data):
    chunks, twin = data.draw(DIALECTS[dialect])
    assert unstream(*chunks).value == twin


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
def test_every_leaf_is_what_its_origin_says(dialect, data):
    chunks, _ = data.draw(DIALECTS[dialect])
    check_origins(unstream(*chunks), dict(enumerate(chunks)))


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
def test_nothing_of_a_well_formed_stream_is_unread(dialect, data):
    chunks, _ = data.draw(DIALECTS[dialect])
    assert unstream(*chunks).unread == {}


def test_the_text_is_joined_out_of_its_deltas():
    answer = unstream(chunk([choice({"content": "a"})]), chunk([]), chunk([choice({"content": "b"})]))
    origin = answer.origin(("choices", 0, "message", "content"))
    assert origin.kind is Kind.JOINED
    assert origin.places == (
        Place(0, ("choices", 0, "delta", "content")),
        Place(2, ("choices", 0, "delta", "content")),
    )


def test_the_object_is_synthetic_for_no_chunk_says_it():
    assert unstream(chunk([])).origin(("object",)).kind is Kind.SYNTHETIC


def test_usage_is_the_last_that_is_not_null_and_knows_its_chunk():
    answer = unstream(chunk([], usage={"total_tokens": 1}), chunk([], usage={"total_tokens": 2}), chunk([], usage=None))
    assert answer.value["usage"] == {"total_tokens": 2}
    assert answer.origin(("usage", "total_tokens")).places == (Place(1, ("usage", "total_tokens")),)


def test_choices_are_sorted_whatever_comes_first_and_gaps_are_closed():
    answer = unstream(chunk([choice({"content": "b"}, 3)]), chunk([choice({"content": "a"}, 1)]))
    assert [said["message"]["content"] for said in answer.value["choices"]] == ["a", "b"]
    assert answer.origin(("choices", 1, "message", "content")).places[0].event == 0


def call(index=None, call_id=None, name=None, arguments=None):
    said = {} if index is None else {"index": index}
    said |= {} if call_id is None else {"id": call_id}
    function = {} if name is None else {"name": name}
    return {**said, "function": {**function, "arguments": arguments}}


def called(*entries):
    found = message(*({"tool_calls": [entry]} for entry in entries))["tool_calls"]
    return [(said.get("id"), said["function"].get("name"), said["function"]["arguments"]) for said in found]


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ([call(0, "x", "f", ""), call(0, None, None, "{"), call(0, "", "", "}")], [("x", "f", "{}")]),
        ([call(0, "x", "f", "{"), call(0, "x", "f", "}")], [("x", "f", "{}")]),
        ([call(0, "x", "f", "{}"), call(0, "y", "g", "{}")], [("x", "f", "{}"), ("y", "g", "{}")]),
        ([call(None, "x", "f", "{}"), call(None, "y", "g", "{}")], [("x", "f", "{}"), ("y", "g", "{}")]),
        ([call(None, "x", "f", "{"), call(None, None, None, "}")], [("x", "f", "{}")]),
        ([call(None, "null", "f", "{}"), call(None, "null", "g", "1")], [("null", "f", "{}"), ("null", "g", "1")]),
        ([call(1, "y", "g", "1"), call(0, "x", "f", "0")], [("x", "f", "0"), ("y", "g", "1")]),
        ([call(0, "x", "wea", ""), call(0, None, "ther", "{}")], [("x", "weather", "{}")]),
    ],
)
def test_a_piece_of_a_tool_call_finds_its_call(entries, wanted):
    assert called(*entries) == wanted


def test_custom_tools_are_joined_too():
    found = message(
        {"tool_calls": [{"index": 0, "id": "x", "type": "custom", "custom": {"name": "sql", "input": "sel"}}]},
        {"tool_calls": [{"index": 0, "custom": {"input": "ect"}}]},
    )
    assert found["tool_calls"] == [{"id": "x", "type": "custom", "custom": {"name": "sql", "input": "select"}}]


def test_encrypted_reasoning_is_never_put_together():
    secret = {"type": "reasoning.encrypted", "data": "a", "index": 0}
    found = message({"reasoning_details": [secret]}, {"reasoning_details": [{**secret, "data": "b"}]})
    assert found["reasoning_details"] == [secret, {**secret, "data": "b"}]


def test_an_unknown_string_is_joined_but_not_one_that_only_comes_again():
    assert message({"channel": "final", "song": "la"}, {"channel": "final", "song": "lo"}) == {
        "channel": "final",
        "song": "lalo",
    }


def test_an_answer_in_one_chunk_is_read_as_its_delta():
    answer = unstream({**chunk([{"index": 0, "message": {"role": "assistant", "content": "hi"}}])})
    assert answer.value["choices"][0]["message"] == {"role": "assistant", "content": "hi"}
    check_origins(answer, {0: chunk([{"index": 0, "message": {"role": "assistant", "content": "hi"}}])})


def test_a_message_beside_the_delta_that_says_something_else_is_unread():
    answer = unstream(chunk([choice({"content": "a"}, message={"content": "z"})]))
    assert answer.unread == {"events/0/choices/0/message/content": "z"}


def test_a_message_beside_the_delta_keeps_what_only_it_says():
    calls = [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    last = choice({}, finish="stop", message={"role": "assistant", "content": "Hi", "tool_calls": calls})
    chunks = [chunk([choice({"role": "assistant", "content": "Hi"})]), chunk([last])]
    answer = unstream(*chunks)
    assert answer.unread == {"events/1/choices/0/message/tool_calls": calls}
    assert [copy.place.event for copy in answer.origin(("choices", 0, "message", "content")).copies] == [1]
    check_origins(answer, chunks)


def test_choices_may_stand_in_another_order_in_each_chunk():
    chunks = [
        chunk([choice({"content": "a"}), choice({"content": "b"}, 1)]),
        chunk([choice({"content": "B"}, 1), choice({"content": "A"})]),
    ]
    answer = unstream(*chunks)
    assert [said["message"]["content"] for said in answer.value["choices"]] == ["aA", "bB"]
    check_origins(answer, chunks)


def test_the_last_value_beside_a_delta_stays_though_log_probabilities_came_between():
    token = {"content": [{"token": "b"}]}
    chunks = [
        chunk([choice({"content": "a"}, mark=1)]),
        chunk([choice({"content": "b"}, mark=2, logprobs=token)]),
        chunk([choice({"content": "c"}, mark=1)]),
    ]
    answer = unstream(*chunks)
    assert answer.value["choices"][0]["mark"] == 1
    check_origins(answer, chunks)


def test_choices_without_an_index_are_told_apart_by_their_order():
    answer = unstream(chunk([{"delta": {"content": "a"}}, {"delta": {"content": "b"}}]))
    assert [said["message"]["content"] for said in answer.value["choices"]] == ["a", "b"]


def test_what_two_choices_say_in_another_type_is_both_unread():
    answer = unstream(chunk([choice({"content": 5}), choice({"content": 6}, 1)]))
    assert answer.unread == {f"events/0/choices/{at}/delta/content": 5 + at for at in range(2)}


def test_what_is_of_another_type_is_unread():
    answer = unstream(7, chunk(5), chunk([choice({"tool_calls": "f()", "content": 3, "audio": []}), "x"]))
    assert set(answer.unread) == {
        "events/0",
        "events/1/choices",
        "events/2/choices",
        "events/2/choices/0/delta/tool_calls",
        "events/2/choices/0/delta/content",
        "events/2/choices/0/delta/audio",
    }


NAMES = st.sampled_from(
    (
        *("choices", "delta", "message", "index", "content", "text", "thinking", "role", "refusal", "audio", "data"),
        *("tool_calls", "function", "custom", "arguments", "input", "name", "id", "type", "function_call", "logprobs"),
        *("reasoning", "reasoning_details", "summary", "usage", "x_groq", "error", "finish_reason", "model", "object"),
        *("messages", "tools", "functions", "parameters", "images", "image_url", "url", "annotations", "token_ids"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(("", "a", "text", "thinking"))
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
CHOICE = st.fixed_dictionaries(
    {"delta": st.dictionaries(NAMES, ANYTHING, max_size=5)},
    optional={"index": SCALARS, "message": ANYTHING, "text": SCALARS, "logprobs": ANYTHING},
)
CHUNKS = st.lists(ANYTHING | st.fixed_dictionaries({"choices": st.lists(CHOICE, max_size=2)}), max_size=5)


@given(CHUNKS)
def test_no_json_whatever_makes_it_fail(chunks):
    answer = unstream(*chunks)
    OPENAI_CHAT.read_answer(answer.value)
    for value in chunks:
        OPENAI_CHAT.landmarks.hear(value)
        OPENAI_CHAT.recognises(Call(value, value, "http://x/chat/completions"))
        if isinstance(value, dict):
            OPENAI_CHAT.read_answer(value)
            OPENAI_CHAT.read_request(value, "")
            OPENAI_CHAT.provider("", value)
            OPENAI_CHAT.is_complete(value, "")


def test_a_list_that_a_message_says_once_more_follows_its_items():
    steps = [{"thought": "Look it up", "type": "web_search"}, {"thought": "Say it"}]
    events = [
        *(chunk([choice({"content": "", "reasoning_steps": [step]})]) for step in steps),
        chunk([choice({"content": ""}) | {"message": {"content": "", "reasoning_steps": steps}}]),
    ]
    answer = unstream(*events)
    assert answer.value["choices"][0]["message"]["reasoning_steps"] == steps
    assert answer.unread == {}
    into = ("choices", 0, "message", "reasoning_steps", 1)
    assert [place.event for place in answer.origin(into).places] == [1, 2]
    check_origins(answer, events)
