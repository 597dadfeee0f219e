"""Legacy completions: a stream says what the unstreamed answer says, choice by choice; each leaf knows its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import APIS, Answer, Call, Kind, Said, api_of
from cassette_cli.apis.openai_completions import OPENAI_COMPLETIONS as API
from cassette_cli.parts import Text

URL = "http://localhost:8000/v1/completions"
HEAD = {"id": "cmpl-1", "object": "text_completion", "created": 1762248600, "model": "sample-instruct"}
USAGE = {"prompt_tokens": 4, "completion_tokens": 6, "total_tokens": 10}


def unstream(*chunks: Any) -> Answer:
    return API.unstream(Said(number, "", chunk) for number, chunk in enumerate(chunks))


def chunk(index: int, text: str, finish: str | None = None, **more: Any) -> dict[str, Any]:
    return {**HEAD, "choices": [{"index": index, "text": text, "logprobs": None, "finish_reason": finish}], **more}


@given(st.lists(st.lists(st.text(max_size=5), min_size=1, max_size=5), min_size=1, max_size=3), st.randoms())
def test_choices_that_come_interleaved_are_their_unstreamed_twin(choices, dice):
    pieces = [(index, at, text) for index, texts in enumerate(choices) for at, text in enumerate(texts)]
    order = sorted(pieces, key=lambda piece: (piece[1], dice.random()))
    chunks = [chunk(index, text) for index, _, text in order]
    chunks += [chunk(index, "", "stop") for index in range(len(choices))] + [{**HEAD, "choices": [], "usage": USAGE}]
    answer = unstream(*chunks)
    whole = [
        {"index": index, "text": "".join(texts), "logprobs": None, "finish_reason": "stop"}
        for index, texts in enumerate(choices)
    ]
    assert answer.value == {**HEAD, "choices": whole, "usage": USAGE}
    assert answer.unread == {}
    for index in range(len(choices)):
        origin = answer.origin(("choices", index, "text"))
        said = [chunks[place.event]["choices"][place.path[1]]["text"] for place in origin.places]
        assert (origin.kind, "".join(said)) == (Kind.JOINED, whole[index]["text"])


def test_an_answer_is_read_as_messages():
    read = API.read_answer(unstream(chunk(0, "It is "), chunk(0, "low.", "length", usage=USAGE)).value)
    [message] = read.answers
    assert message.parts == (Text("It is low.", at=("choices", 0, "text")),)
    assert (message.finish_reason, message.finish_reason_raw) == ("length", "length")
    assert (read.id, read.model, read.usage.input_tokens, read.usage.output_tokens) == ("cmpl-1", HEAD["model"], 4, 6)


def test_logprobs_are_lists_that_grow():
    parts = [{"tokens": [word], "token_logprobs": [-1.0], "top_logprobs": None} for word in ("a", "b")]
    chunks = [{**HEAD, "choices": [{"index": 0, "text": each["tokens"][0], "logprobs": each}]} for each in parts]
    assert unstream(*chunks).value["choices"][0]["logprobs"] == {
        "tokens": ["a", "b"],
        "token_logprobs": [-1.0, -1.0],
        "top_logprobs": None,
    }


def test_prompts_are_what_the_user_says():
    asked = API.read_request({"model": "m", "prompt": ["a", "b"], "max_tokens": 5, "stream": True}, URL)
    assert [message.text for message in asked.messages] == ["a", "b"]
    assert (asked.model, asked.parameters) == ("m", {"max_tokens": 5})
    tokens = API.read_request({"prompt": [1, 2]}, URL)
    assert tokens.messages[0].parts[0].raw == [1, 2]


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_one"),
    [
        (None, chunk(0, "a"), "", True),
        ({"prompt": "a"}, None, URL, True),
        ({"prompt": "a"}, {"error": {"message": "no"}}, URL, True),
        ({"prompt": "a"}, {"choices": [], "object": "", "prompt_filter_results": []}, "", True),
        ({"messages": []}, None, "http://a/v1/chat/completions", False),
        (None, {"choices": [{"text": "a", "delta": {"content": "a"}}]}, URL, False),
        (None, {"choices": [{"message": {"content": "a"}}]}, "", False),
        (None, [1], URL, False),
    ],
)
def test_it_is_told_by_a_text_without_a_message(request_json, answer, url, is_one):
    assert API.recognises(Call(request_json, answer, url)) is is_one


def test_nobody_else_takes_it():
    assert api_of(Call(None, chunk(0, "a"), "")) is API
    assert API in APIS


def test_choices_without_an_index_are_told_apart_by_their_order():
    answer = unstream({**HEAD, "choices": [{"text": "a"}, {"text": "b"}]})
    assert [choice["text"] for choice in answer.value["choices"]] == ["a", "b"]


def test_what_is_no_choice_is_unread():
    answer = unstream({**HEAD, "choices": [{"text": "a"}, "odd"]})
    assert answer.unread == {"events/0/choices/1": "odd"}


def test_true_is_no_count_of_tokens():
    assert API.read_answer({"choices": [], "usage": {"prompt_tokens": True}}).usage.input_tokens is None


@pytest.mark.parametrize(
    ("last", "finish", "is_complete"), [("[DONE]", None, True), ("{}", "stop", True), ("{}", None, False)]
)
def test_it_is_complete_with_its_end_mark_or_all_reasons(last, finish, is_complete):
    assert API.is_complete({"choices": [{"finish_reason": finish}]}, last) is is_complete


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["choices", "text", "index", "logprobs", "usage", "error", "prompt", "object"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=3))
def test_whatever_comes_nothing_raises(values):
    answer = unstream(*values)
    API.read_answer(answer.value)
    for value in values:
        API.recognises(Call(value, value, URL))
        if isinstance(value, dict):
            API.read_answer(value)
            API.read_request(value, URL)
