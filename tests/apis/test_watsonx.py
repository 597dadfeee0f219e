"""watsonx.ai's text generation: streamed, unstreamed and asked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said, api_of
from cassette_cli.apis.watsonx import WATSONX
from cassette_cli.parts import Other, Text
from cassette_cli.reassembling import reassemble
from tests.apis.completions import pieces, words
from tests.apis.origins import check_origins
from tests.apis.test_cohere_v2 import check_anything
from tests.recorded import interaction

URL = "https://us-south.ml.cloud.ibm.com/ml/v1/text/generation_stream?version=2023-05-29"
HEAD = {"model_id": "ibm/granite", "model_version": "1.1.0", "created_at": "2025-01-01T00:00:00Z"}
WARNING = {"warnings": [{"message": "deprecated", "id": "w"}]}


def unstream(*events: Any) -> Answer:
    return WATSONX.unstream(Said(number, "message", event) for number, event in enumerate(events))


def result(text: str, count: int, reason: str = "not_finished", asked: int = 0) -> dict[str, Any]:
    return {"generated_text": text, "generated_token_count": count, "input_token_count": asked, "stop_reason": reason}


@st.composite
def streams(draw) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The prompt's count in the first event, with a warning; counts so far in each."""
    text = draw(words)
    events = [{**HEAD, "results": [result("", 0, asked=9)], "system": WARNING}]
    events += [{**HEAD, "results": [result(piece, at)]} for at, piece in enumerate(draw(pieces(text)), 1)]
    reason = draw(st.sampled_from(("eos_token", "max_tokens")))
    events.append({**HEAD, "created_at": "later", "results": [result("", len(events), reason)]})
    answer = {**HEAD, "created_at": "later", "results": [result(text, len(events) - 1, reason, 9)], "system": WARNING}
    return events, answer


def sse(events: list[dict[str, Any]]) -> str:
    return "".join(f"id: {at}\nevent: message\ndata: {json.dumps(said)}\n\n" for at, said in enumerate(events, 1))


@given(streams())
def test_a_stream_is_its_unstreamed_twin(twins):
    events, answer = twins
    made = unstream(*events)
    assert made.value == answer
    assert made.unread == {}
    check_origins(made, dict(enumerate(events)))


@given(streams())
def test_a_stream_that_is_cut_anywhere_says_the_beginning_and_that_it_is_cut(twins):
    events, answer = twins
    text = answer["results"][0]["generated_text"]
    for count in range(1, len(events)):
        talk = reassemble(interaction(sse(events[:count]), url=URL))
        assert not talk.stream.complete
        assert text.startswith(talk.text)
        assert talk.answers[0].finish_reason == "error"
    talk = reassemble(interaction(sse(events), url="http://localhost/x"))
    assert talk.stream.complete
    assert (talk.text, talk.api, talk.provider, talk.model) == (
        text,
        "watsonx.generate",
        "ibm.watsonx.ai",
        "ibm/granite",
    )
    assert talk.unread == {"system": WARNING}


def test_text_is_joined_and_the_prompts_count_is_that_of_the_first_event():
    made = unstream({"results": [result("a ", 1, asked=9)]}, {"results": [result("b", 2, "eos_token")]})
    path = ("results", 0, "generated_text")
    assert made.origin(path).kind is Kind.JOINED
    assert made.origin(path).places == (Place(0, path), Place(1, path))
    assert made.origin(("results", 0, "input_token_count")).places == (Place(0, ("results", 0, "input_token_count")),)
    usage = WATSONX.read_answer(made.value).usage
    assert (usage.input_tokens, usage.output_tokens) == (9, 2)
    assert usage.raw == {"generated_token_count": 2, "input_token_count": 9}


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("eos_token", "stop"),
        ("EOS_TOKEN", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("token_limit", "length"),
        ("cancelled", "error"),
        ("not_finished", "error"),
        ("time_limit", "time_limit"),
        (None, None),
    ],
)
def test_finish_reasons_are_said_in_few_words(raw, normal):
    (said,) = WATSONX.read_answer({"results": [{"generated_text": "a", "stop_reason": raw}]}).answers
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_it"),
    [
        (None, {"results": [{"generated_text": "a"}]}, "", True),
        (None, {"errors": [{"code": "x", "message": "no"}]}, URL, True),
        (None, {"model_id": "m", "results": []}, URL, True),
        (None, None, "<API>/ml/v1/deployments/d/text/generation?version=1", True),
        (None, {"results": [{"flagged": True, "categories": {}}]}, "", False),
        (None, {"results": []}, URL, False),
        (None, None, "https://us-south.ml.cloud.ibm.com/ml/v1/text/chat", False),
    ],
)
def test_it_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_it):
    assert (getattr(api_of(Call(request_json, answer, url)), "name", None) == "watsonx.generate") is is_it


def test_an_error_is_said_in_one_line():
    answer = {
        "errors": [{"code": "model_not_supported", "message": "no  such model"}],
        "trace": "t",
        "status_code": 404,
    }
    read = WATSONX.read_answer(answer)
    assert (read.error, read.answers, read.unread) == ("model_not_supported: no such model", (), {})


def test_what_is_of_another_type_or_unknown_is_unread():
    made = unstream(7, {"results": "x"}, {"results": [{"generated_text": 4, "mood": "blue"}]})
    assert made.unread == {"events/0": 7, "events/1/results": "x"}
    (said,) = WATSONX.read_answer(made.value).answers
    assert said.parts == (Other(raw=4, at=("results", 0, "generated_text")),)
    assert said.unread == {"mood": "blue"}


def test_the_input_is_what_the_user_says():
    read = WATSONX.read_request(
        {"model_id": "m", "input": "hi", "parameters": {"max_new_tokens": 9}, "project_id": "p"}, URL
    )
    assert (read.model, read.messages[0].parts) == ("m", (Text(content="hi", at=("input",)),))
    assert read.parameters == {"parameters": {"max_new_tokens": 9}, "project_id": "p"}


NAMES = st.sampled_from(
    (
        *("results", "generated_text", "generated_token_count", "input_token_count", "stop_reason", "generated_tokens"),
        *("errors", "error", "model_id", "input", "parameters", "system"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(("", "a", "not_finished"))
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=20
)
RESULTS = st.lists(st.dictionaries(NAMES, ANYTHING, max_size=4), max_size=2)


@given(st.lists(ANYTHING | st.fixed_dictionaries({"results": RESULTS}), max_size=5))
def test_no_json_whatever_makes_it_fail(values):
    check_anything(WATSONX, values, URL)


def test_a_result_without_a_text_has_no_part_and_true_is_no_count():
    read = WATSONX.read_answer({"results": [{"stop_reason": "eos_token", "input_token_count": True}]})
    assert (read.answers[0].parts, read.usage.input_tokens) == ((), None)
