"""What Cohere answers beside chats: texts of its Generate API, vectors, rankings, labels, tokens."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Copy, Kind, Place, Said, api_of
from cassette_cli.apis.cohere_generate import COHERE_GENERATE
from cassette_cli.apis.cohere_outcomes import COHERE_OUTCOMES
from cassette_cli.parts import Blob, Other, Text
from tests.apis.cohere_events import META, generated, said
from tests.apis.origins import check_origins
from tests.apis.test_cohere_v2 import ANYTHING, check_anything

HOST = "https://api.cohere.com"
ROWS = {api.name: api for api in COHERE_OUTCOMES}


def unstream(*events: Any) -> Answer:
    return COHERE_GENERATE.unstream(Said(number, "", event) for number, event in enumerate(events))


@given(generated())
def test_streamed_texts_are_their_unstreamed_twins(twins):
    events, answer = twins
    made = unstream(*events)
    assert made.value == answer
    assert made.unread == {}
    assert COHERE_GENERATE.is_complete(made.value, "")
    check_origins(made, dict(enumerate(events)))


@given(generated())
def test_a_stream_of_texts_that_is_cut_anywhere_says_their_beginning(twins):
    events, answer = twins
    for count in range(len(events)):
        made = unstream(*events[:count])
        assert not COHERE_GENERATE.is_complete(made.value, "")
        for cut, full in zip(made.value.get("generations", []), answer["generations"], strict=False):
            assert full["text"].startswith(cut["text"])


def test_the_last_event_repeats_the_text():
    response = {"id": "1", "generations": [{"id": "g", "text": "a", "finish_reason": "COMPLETE"}]}
    made = unstream(said("text-generation", text=" a"), said("stream-end", response=response))
    origin = made.origin(("generations", 0, "text"))
    assert origin.kind is Kind.JOINED
    assert origin.copies == (Copy(Place(1, ("response", "generations", 0, "text")), 1, 2),)
    response["generations"][0]["text"] = "b"
    made = unstream(said("text-generation", text=" a"), said("stream-end", response=response))
    assert made.unread == {"events/1/response/generations/0/text": "b"}


def test_an_error_at_the_end_of_a_stream_is_the_answers_error():
    made = unstream(
        said("text-generation", text="a"), said("stream-error", finish_reason="ERROR_TOXIC", err="blocked output")
    )
    read = COHERE_GENERATE.read_answer(made.value)
    assert read.error == "blocked output"
    assert read.answers[0].finish_reason == "content_filter"


def test_each_text_is_a_message_and_warnings_are_shown():
    texts = [
        {"id": "a", "text": " one", "finish_reason": "MAX_TOKENS", "likelihood": -0.5},
        {"id": "b", "text": 2},
    ]
    read = COHERE_GENERATE.read_answer(
        {"id": "1", "prompt": "p", "generations": texts, "meta": {**META, "warnings": ["w"]}, "mood": 1}
    )
    first, second = read.answers
    assert first.parts == (Text(content=" one", at=("generations", 0, "text")),)
    assert (first.finish_reason, first.finish_reason_raw, first.unread) == (
        "length",
        "MAX_TOKENS",
        {"likelihood": -0.5},
    )
    assert second.parts == (Other(raw=2, at=("generations", 1, "text")),)
    assert (read.usage.input_tokens, read.usage.output_tokens) == (5, 2)
    assert read.unread == {"meta/warnings": ["w"], "mood": 1}
    assert COHERE_GENERATE.read_answer({"generations": "x"}).unread == {"generations": "x"}


def test_a_text_that_is_missing_is_no_part():
    assert COHERE_GENERATE.read_answer({"generations": [{"id": "a"}]}).answers[0].parts == ()


def test_a_prompt_is_what_the_user_says():
    read = COHERE_GENERATE.read_request({"model": "m", "prompt": "hi", "k": 0, "stream": True}, "")
    assert (read.model, read.messages[0].text, read.parameters) == ("m", "hi", {"k": 0})


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "name"),
    [
        ({"prompt": "p"}, said("text-generation", text="a"), "", "cohere.generate"),
        (None, {"id": "1", "prompt": "p", "generations": [{"id": "g", "text": "a"}]}, "", "cohere.generate"),
        ({"prompt": "p"}, {"message": "no such model"}, f"{HOST}/v1/generate", "cohere.generate"),
        (None, None, f"{HOST}/generate", "cohere.generate"),
        (None, {"id": "1", "embeddings": [[1, 2]], "texts": ["a"]}, "", "cohere.embed"),
        (None, {"id": "1", "embeddings": {"float": [[1]]}, "response_type": "embeddings_by_type"}, "", "cohere.embed"),
        (None, {"message": "no"}, f"{HOST}/v2/embed", "cohere.embed"),
        (None, {"id": "1", "results": [{"index": 0, "relevance_score": 0.5}], "meta": META}, "", "cohere.rerank"),
        (None, {"id": "1", "classifications": [{"id": "1", "prediction": "a", "labels": {}}]}, "", "cohere.classify"),
        (None, {"tokens": [1, 2], "token_strings": ["a", "b"], "meta": META}, "", "cohere.tokenize"),
        (None, {"text": "ab", "meta": META}, "", "cohere.detokenize"),
        (None, None, f"{HOST}/v1/rerank", "cohere.rerank"),
        (None, {"results": [{"index": 0, "relevance_score": 0.5}]}, "https://api.jina.ai/v1/rerank", None),
        (None, None, "https://example.com/generate", None),
        (None, {"embeddings": [[1]]}, "", None),
        (None, {"text": "ab"}, "", None),
        (None, {"generations": [1, 2]}, "https://game.example.com", None),
    ],
)
def test_each_call_is_told_by_its_answer_or_its_address(request_json, answer, url, name):
    found = api_of(Call(request_json, answer, url))
    assert (found.name if found else None) == name


def test_what_comes_from_bedrock_is_bedrocks():
    answer = {"id": "1", "embeddings": [[1, 2]], "texts": ["a"]}
    call = Call(
        {"texts": ["a"]}, answer, "https://bedrock-runtime.us-east-1.amazonaws.com/model/cohere.embed-v3/invoke"
    )
    assert not any(api.recognises(call) for api in COHERE_OUTCOMES)
    texts = Call({"prompt": "p"}, {"generations": [{"text": "a"}], "prompt": "p"}, call.url)
    assert not COHERE_GENERATE.recognises(texts)


LABELS = [{"prediction": "spam"}, {"predictions": ["a", "b"]}]


@pytest.mark.parametrize(
    ("name", "answer", "outcome"),
    [
        ("cohere.embed", {"embeddings": [[1, 2], [3, 4]], "texts": ["a", "b"]}, "2 vectors of 2 numbers"),
        (
            "cohere.embed",
            {"embeddings": {"float": [[1] * 1024], "int8": [[1] * 1024]}, "texts": ["a"]},
            "1 vector of 1,024 numbers, 1 vector of 1,024 numbers (int8)",
        ),
        ("cohere.embed", {"embeddings": {"base64": ["AA=="]}, "texts": []}, "1 vector (base64)"),
        ("cohere.embed", {"embeddings": {}, "texts": []}, "no vectors"),
        (
            "cohere.rerank",
            {"results": [{"index": 3, "relevance_score": 0.987}, {"index": 0, "relevance_score": 0.1}], "meta": {}},
            "2 documents ranked, first number 3 (0.99)",
        ),
        (
            "cohere.rerank",
            {"results": [{"index": 0, "relevance_score": 10**400}], "meta": {}},
            f"1 document ranked, first number 0 ({10**400})",
        ),
        ("cohere.classify", {"classifications": LABELS}, "classified as spam, a and b"),
        ("cohere.tokenize", {"tokens": [1, 2], "token_strings": []}, "2 tokens"),
        ("cohere.detokenize", {"text": "ab", "meta": {}}, "2 characters"),
        ("cohere.embed", {"message": "no"}, None),
    ],
)
def test_what_came_back_is_said_in_a_few_words(name, answer, outcome):
    read = ROWS[name].read_answer(answer)
    assert (read.outcome, read.answers, read.unread) == (outcome, (), {})
    assert read.error == answer.get("message")


def test_what_was_asked_is_a_message_a_text():
    embed = ROWS["cohere.embed"].read_request(
        {"model": "m", "texts": ["a", "b"], "images": ["data:image/png;base64,AA"], "input_type": "search_query"}, ""
    )
    assert [type(message.parts[0]) for message in embed.messages] == [Text, Text, Blob]
    assert embed.messages[1].parts[0].at == ("texts", 1)
    assert (embed.model, embed.parameters) == ("m", {"input_type": "search_query"})
    rerank = ROWS["cohere.rerank"].read_request({"query": "q", "documents": ["a"]}, "")
    assert (rerank.messages[0].text, rerank.parameters) == ("q", {"documents": ["a"]})
    tokens = ROWS["cohere.detokenize"].read_request({"tokens": [1, 2]}, "")
    assert tokens.messages[0].parts == (Other(raw=[1, 2], at=("tokens",)),)


def test_usage_of_an_embedding_is_what_was_billed():
    usage = ROWS["cohere.embed"].read_answer({"embeddings": [[1]], "texts": [], "meta": META}).usage
    assert (usage.input_tokens, usage.output_tokens, usage.raw) == (5, 2, META)


@given(st.lists(ANYTHING, max_size=4), st.sampled_from((COHERE_GENERATE, *COHERE_OUTCOMES)))
def test_no_json_whatever_makes_it_fail(values, api):
    check_anything(api, values, f"{HOST}/v1/generate")
