"""Legacy text completions, streamed and not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Said, api_of
from cassette_cli.apis.anthropic_complete import ANTHROPIC_COMPLETE
from cassette_cli.parts import Other, Text
from cassette_cli.reassembling import reassemble
from tests.apis.anthropic_events import sse
from tests.apis.completions import pieces, words
from tests.apis.origins import check_origins
from tests.apis.test_anthropic_messages_stream import ANYTHING
from tests.recorded import interaction

URL = "https://api.anthropic.com/v1/complete"
BEDROCK = "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v2%3A1/invoke-with-response-stream"
HEAD = {"type": "completion", "id": "compl_1", "model": "claude-2.1", "log_id": "compl_1"}
PROMPT = {"prompt": "\n\nHuman: hi\n\nAssistant:", "max_tokens_to_sample": 9, "model": "claude-2.1", "stream": True}
METRICS = {"inputTokenCount": 3, "outputTokenCount": 2}


def unstream(*events: object) -> Answer:
    return ANTHROPIC_COMPLETE.unstream(Said(number, "completion", event) for number, event in enumerate(events))


@st.composite
def streams(draw):
    text = draw(words)
    events = [{**HEAD, "completion": piece, "stop_reason": None, "stop": None} for piece in draw(pieces(text))]
    events.append({**HEAD, "completion": "", "stop_reason": "stop_sequence", "stop": "\n\nHuman:"})
    return events, {**events[-1], "completion": text}


@given(twins=streams(), line_end=st.sampled_from(("\n", "\r\n")), padding=st.integers(0, 9))
@settings(max_examples=50)
def test_a_stream_and_its_unstreamed_twin_say_the_same(twins, line_end, padding):
    events, twin = twins
    answer = unstream({"type": "ping"}, *events)
    assert (answer.value, answer.unread) == (twin, {})
    assert answer.origins[("completion",)].kind is Kind.JOINED
    check_origins(answer, [{"type": "ping"}, *events])
    streamed = reassemble(interaction(sse(events, line_end=line_end, padding=padding), PROMPT, url=URL))
    unstreamed = reassemble(interaction(json.dumps(twin), PROMPT, url=URL, media_type="application/json"))
    assert streamed.api == "anthropic.complete"
    assert streamed.stream.complete
    assert streamed._replace(stream=None) == unstreamed


@given(twins=streams())
@settings(max_examples=30)
def test_a_stream_that_is_cut_says_the_beginning(twins):
    events, twin = twins
    for count in range(1, len(events)):
        talk = reassemble(interaction(sse(events[:count]), PROMPT, url=URL))
        assert twin["completion"].startswith(talk.text)
        assert (talk.stream.complete, talk.answers[0].finish_reason) == (False, "error")


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_ours"),
    [
        (None, {**HEAD, "completion": " a"}, "", True),
        (None, {"completion": " a", "stop_reason": None}, "", True),
        (PROMPT, {"type": "ping"}, URL, True),
        (PROMPT, None, URL, True),
        (PROMPT, None, BEDROCK, True),
        ({"messages": []}, None, BEDROCK, False),
        (PROMPT, {"error": {"message": "no"}}, URL, True),
        (PROMPT, {"message": "denied"}, BEDROCK, True),
        (None, {"completion": "a"}, "https://code.example.com/", False),
        (None, {"error": {"message": "no"}}, "https://api.openai.com/v1/completions", False),
        (None, {"id": "a", "choices": [{"text": "a"}]}, "", False),
    ],
)
def test_a_completion_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_ours):
    assert ANTHROPIC_COMPLETE.recognises(Call(request_json, answer, url)) is is_ours
    assert (api_of(Call(request_json, answer, url)) is ANTHROPIC_COMPLETE) is is_ours


@pytest.mark.parametrize(
    ("raw", "normal"),
    [("stop_sequence", "stop"), ("max_tokens", "length"), ("a new word", "a new word"), (None, None)],
)
def test_stop_reasons_are_said_in_few_words(raw, normal):
    (said,) = ANTHROPIC_COMPLETE.read_answer({**HEAD, "completion": " a", "stop_reason": raw}).answers
    assert said.parts == (Text(content=" a", at=("completion",)),)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


def test_bedrock_counts_the_tokens_in_its_last_frame():
    answer = unstream({"type": "completion", "completion": " a", "stop_reason": None}).value
    assert ANTHROPIC_COMPLETE.read_answer(answer).usage is None
    read = ANTHROPIC_COMPLETE.read_answer({**answer, "amazon-bedrock-invocationMetrics": METRICS})
    assert (read.usage.input_tokens, read.usage.output_tokens, read.usage.raw) == (3, 2, METRICS)
    assert ANTHROPIC_COMPLETE.provider("", {"amazon-bedrock-invocationMetrics": METRICS}) == "aws.bedrock"
    assert ANTHROPIC_COMPLETE.provider(URL, answer) == ANTHROPIC_COMPLETE.provider("", answer) == "anthropic"


def test_the_prompt_is_what_the_user_says():
    read = ANTHROPIC_COMPLETE.read_request(PROMPT, URL)
    assert read.messages[0].parts == (Text(content="\n\nHuman: hi\n\nAssistant:", at=("prompt",)),)
    assert (read.model, read.parameters) == ("claude-2.1", {"max_tokens_to_sample": 9})
    assert ANTHROPIC_COMPLETE.read_request({"prompt": 7}, BEDROCK).model == "anthropic.claude-v2:1"
    assert ANTHROPIC_COMPLETE.read_request({"prompt": 7}, "").messages[0].parts == (Other(raw=7, at=("prompt",)),)
    assert ANTHROPIC_COMPLETE.read_request({}, "").messages == ()


def test_an_error_and_what_nobody_understands_are_kept():
    answer = unstream(
        {**HEAD, "completion": " a", "mood": "blue"},
        5,
        {"type": "error", "error": {"type": "overloaded_error", "message": "busy"}},
    )
    read = ANTHROPIC_COMPLETE.read_answer(answer.value)
    assert (read.error, read.answers[0].text) == ("overloaded_error: busy", " a")
    assert (read.unread, answer.unread) == ({"mood": "blue"}, {"events/1": 5})
    assert ANTHROPIC_COMPLETE.read_answer({"message": "denied"}).error == "denied"


@given(st.lists(ANYTHING, max_size=4))
def test_no_json_whatever_makes_it_fail(events):
    ANTHROPIC_COMPLETE.read_answer(unstream(*events).value)
    for value in events:
        ANTHROPIC_COMPLETE.recognises(Call(value, value, URL))
        ANTHROPIC_COMPLETE.provider("", value)
        ANTHROPIC_COMPLETE.read_answer({"completion": value, "stop_reason": value, "error": value})
        ANTHROPIC_COMPLETE.read_request({"prompt": value, "model": value}, URL)
        unstream({"type": "completion", "completion": value}, {"completion": "a"}, {"completion": value})
