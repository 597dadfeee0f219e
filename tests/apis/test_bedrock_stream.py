"""A stream of Converse, or of a model on InvokeModel, unstreamed is its twin; every leaf knows where it came from."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said
from cassette_cli.apis.bedrock_agent import BEDROCK_AGENT
from cassette_cli.apis.bedrock_converse import BEDROCK_CONVERSE
from cassette_cli.apis.bedrock_invoke import BEDROCK_INVOKE
from cassette_cli.apis.bedrock_outcomes import BEDROCK_OUTCOMES
from tests.apis.bedrock_answers import (
    CITATION,
    INVOKED,
    METRICS,
    converse,
    delta,
    heard,
    start,
    stop,
)
from tests.apis.origins import check_origins

ROWS = {
    "converse": (BEDROCK_CONVERSE, converse()),
    **{name: (BEDROCK_INVOKE, twins) for name, twins in INVOKED.items()},
}
CONTENT = ("output", "message", "content")


def unstream(*events: tuple[str, Any]) -> Answer:
    return BEDROCK_CONVERSE.unstream(heard(list(events)))


def content(*events: tuple[str, Any]) -> Any:
    return unstream(*events).value["output"]["message"]["content"]


def invoked(*chunks: Any) -> dict[str, Any]:
    return BEDROCK_INVOKE.unstream(heard([("chunk", chunk) for chunk in chunks])).value


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
def test_a_stream_is_its_unstreamed_twin(name, data):
    api, twins = ROWS[name]
    events, twin = data.draw(twins)
    answer = api.unstream(heard(events))
    assert answer.value == twin
    assert answer.unread == {}
    assert api.is_complete(answer.value, "")


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
def test_a_stream_is_read_as_its_twin(name, data):
    api, twins = ROWS[name]
    events, twin = data.draw(twins)
    streamed, whole = api.read_answer(api.unstream(heard(events)).value), api.read_answer(twin)

    def bare(answered):
        messages = [(m.finish_reason, [p.as_json() for p in m.parts], m.unread) for m in answered.answers]
        return messages, answered.usage, answered.error, answered.unread

    assert bare(streamed) == bare(whole)


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
def test_every_leaf_is_what_its_origin_says(name, data):
    api, twins = ROWS[name]
    events = heard(data.draw(twins)[0])
    check_origins(api.unstream(events), [each.value for each in events])


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
def test_a_stream_cut_before_its_end_gives_a_prefix_and_is_not_complete(name, data):
    api, twins = ROWS[name]
    events, twin = data.draw(twins)
    end = len(events) - (2 if name in ("converse", "nova") else 1)  # messageStop, or the chunk with the metrics
    whole = [message.text for message in api.read_answer(twin).answers]
    for cut in range(end):
        answer = api.unstream(heard(events[:cut]))
        said = [message.text for message in api.read_answer(answer.value).answers]
        assert all(full.startswith(part) for part, full in zip(said, whole, strict=False))
        assert not api.is_complete(answer.value, "")


@pytest.mark.parametrize("name", ROWS)
@given(data=st.data())
def test_the_first_event_tells_the_api(name, data):
    api, twins = ROWS[name]
    (first, value), *_ = data.draw(twins)[0]
    others = [other for other in (BEDROCK_CONVERSE, BEDROCK_INVOKE, BEDROCK_AGENT, *BEDROCK_OUTCOMES) if other != api]
    assert api.recognises(Call(None, value, "", first))
    assert not any(other.recognises(Call(None, value, "", first)) for other in others)


def test_a_block_is_what_its_deltas_say_though_nothing_began_it():
    assert content(delta(0, reasoningContent={"text": "hm"}), delta(1, text="so")) == [
        {"reasoningContent": {"reasoningText": {"text": "hm"}}},
        {"text": "so"},
    ]


def test_a_block_that_says_two_kinds_is_two_blocks():
    assert content(delta(0, text="a"), delta(0, toolUse={"input": "{}"}), delta(1, text="b")) == [
        {"text": "a"},
        {"toolUse": {"input": {}}},
        {"text": "b"},
    ]


def test_two_starts_under_one_number_are_two_calls():
    begun = ({"toolUseId": "x", "name": "f"}, {"toolUseId": "y", "name": "g"})
    events = [event for each in begun for event in (start(0, toolUse=each), delta(0, toolUse={"input": '{"a":1}'}))]
    assert content(*events) == [{"toolUse": {**each, "input": {"a": 1}}} for each in begun]


def test_deltas_without_a_number_go_on_and_starts_without_one_begin():
    events = [("contentBlockDelta", {"delta": {"text": piece}}) for piece in "ab"]
    events.append(("contentBlockStart", {"start": {"toolUse": {"toolUseId": "x", "name": "f"}}}))
    events.append(("contentBlockDelta", {"delta": {"toolUse": {"input": "{}"}}}))
    assert content(*events) == [{"text": "ab"}, {"toolUse": {"toolUseId": "x", "name": "f", "input": {}}}]


@pytest.mark.parametrize("pieces", [[], [""], ["", ""]])
def test_a_tool_without_arguments_has_an_empty_input(pieces):
    said = [delta(0, toolUse={"input": piece}) for piece in pieces]
    answer = unstream(start(0, toolUse={"toolUseId": "x", "name": "f"}), *said, stop(0))
    assert answer.value["output"]["message"]["content"][0]["toolUse"]["input"] == {}
    assert answer.origin((*CONTENT, 0, "toolUse", "input")).kind is Kind.JOINED


def test_arguments_keep_the_text_in_which_they_came():
    begun = start(0, toolUse={"toolUseId": "x", "name": "f"})
    answer = unstream(begun, delta(0, toolUse={"input": '{"a" :'}), delta(0, toolUse={"input": " 1}"}))
    (call,) = BEDROCK_CONVERSE.read_answer(answer.value).answers[0].parts
    assert (call.arguments, call.arguments_text) == ({"a": 1}, '{"a" : 1}')
    assert answer.origin((*CONTENT, 0, "toolUse", "input")).places == (
        Place(1, ("delta", "toolUse", "input")),
        Place(2, ("delta", "toolUse", "input")),
    )


def test_arguments_that_were_cut_stay_text():
    answer = unstream(start(0, toolUse={"toolUseId": "x", "name": "f"}), delta(0, toolUse={"input": '{"a'}))
    (call,) = BEDROCK_CONVERSE.read_answer(answer.value).answers[0].parts
    assert call.arguments == call.arguments_text == '{"a'


def test_a_citation_makes_its_block_cited_whether_it_comes_before_or_after_the_text():
    cited = {"citationsContent": {"content": [{"text": "ab"}], "citations": [CITATION]}}
    text, note = [delta(0, text="a"), delta(0, text="b")], delta(0, citation=CITATION)
    assert content(note, *text) == content(*text, note) == content(text[0], note, text[1]) == [cited]


def test_an_exception_is_an_error_and_the_stream_is_not_complete():
    said = {"message": "Too many\nrequests"}
    answer = unstream(("messageStart", {"role": "assistant"}), delta(0, text="a"), ("throttlingException", said))
    assert answer.value["throttlingException"] == said
    assert answer.origin(("throttlingException", "message")).places == (Place(2, ("message",)),)
    read = BEDROCK_CONVERSE.read_answer(answer.value)
    assert read.error == "throttlingException: Too many requests"
    assert read.answers[0].text == "a"
    assert not BEDROCK_CONVERSE.is_complete(answer.value, "")


def test_padding_is_no_part_of_the_answer_and_anything_else_is():
    answer = unstream(("messageStop", {"stopReason": "end_turn", "additionalModelResponseFields": {"a": 1}, "p": "x"}))
    assert answer.value == {"stopReason": "end_turn", "additionalModelResponseFields": {"a": 1}}
    assert BEDROCK_CONVERSE.read_answer(answer.value).unread == {"additionalModelResponseFields": {"a": 1}}


def test_what_is_of_another_type_or_not_known_is_unread():
    answer = unstream(
        ("newEvent", {"a": 1}),
        ("messageStop", 7),
        delta(0, text=5, hologram={"a": 1}),
        ("contentBlockDelta", {"delta": "x"}),
        ("contentBlockStart", {"start": [1]}),
        delta(1, reasoningContent="x"),
    )
    assert answer.unread == {
        "events/0": {"newEvent": {"a": 1}},
        "events/1": {"messageStop": 7},
        "events/2/delta/text": 5,
        "events/2/delta/hologram": {"a": 1},
        "events/3/delta": "x",
        "events/4/start": [1],
        "events/5/delta/reasoningContent": "x",
    }


def test_nova_numbers_each_piece_of_a_text_but_a_call_parts_two_texts():
    def piece(index, **said):
        return {"contentBlockDelta": {"contentBlockIndex": index, "delta": said}}

    begun = {"contentBlockStart": {"contentBlockIndex": 2, "start": {"toolUse": {"toolUseId": "x", "name": "f"}}}}
    chunks = [piece(0, text="a"), piece(1, text="b"), begun, piece(2, toolUse={"input": "{}"}), piece(3, text="c")]
    said = invoked(*chunks)["output"]["message"]["content"]
    assert [block.get("text") for block in said] == ["ab", None, "c"]


def test_converse_keeps_texts_apart_that_have_numbers_of_their_own():
    assert content(delta(0, text="a"), stop(0), delta(1, text="b")) == [{"text": "a"}, {"text": "b"}]


def test_titans_choices_are_told_by_their_index():
    answer = invoked({"outputText": "b", "index": 1}, {"outputText": "a", "index": 0}, {"outputText": "c", "index": 1})
    assert [result["outputText"] for result in answer["results"]] == ["a", "bc"]


def test_a_model_that_nobody_knows_is_kept_with_all_its_members():
    answer = BEDROCK_INVOKE.unstream(heard([("chunk", {"song": "la", METRICS: {"inputTokenCount": 1}})]))
    read = BEDROCK_INVOKE.read_answer(answer.value)
    assert read.unread == {"song": "la"}
    assert read.usage.input_tokens == 1


NAMES = st.sampled_from(
    (
        *("messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"),
        *("contentBlockIndex", "start", "delta", "text", "toolUse", "toolUseId", "name", "input", "type", "role"),
        *("reasoningContent", "reasoningText", "signature", "redactedContent", "citation", "citationsContent"),
        *("citations", "content", "toolResult", "image", "source", "bytes", "format", "document", "output", "message"),
        *("stopReason", "usage", "metrics", "trace", "guardContent", "cachePoint", "messages", "system", "toolConfig"),
        *("tools", "toolSpec", "inputSchema", "json", "outputText", "results", "generation", "generations", "index"),
        *("is_finished", "outputs", "completions", "data", "finishReason", "reason", "stop_reason", "prompt", "images"),
        *("embedding", "embeddings", "inputTokens", "inputTextTokenCount", METRICS, "error", "__type", "p"),
        *("completion", "traces", "returnControl", "invocationInputs", "files", "orchestrationTrace", "rationale"),
        *("observation", "invocationInput", "modelInvocationOutput", "inputText", "sessionState", "instruction"),
        *("conversationHistory", "returnControlInvocationResults", "parameters", "value", "throttlingException"),
        *("completionReason", "totalOutputTextTokenCount", "tokenCount", "artifacts", "base64", "foundationModel"),
    )
)
SCALARS = st.none() | st.booleans() | st.integers(-1, 3) | st.floats() | st.sampled_from(("", "a", "{}", "png"))
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=25
)
EVENTS = st.sampled_from(
    (
        *("messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"),
        *("chunk", "trace", "returnControl", "files", "output", "citation", "guardrail", "throttlingException", ""),
    )
)
DELTAS = st.fixed_dictionaries({"delta": ANYTHING, "contentBlockIndex": SCALARS})


@given(
    st.lists(st.tuples(EVENTS, ANYTHING | DELTAS | st.fixed_dictionaries({"contentBlockDelta": DELTAS})), max_size=5)
)
def test_no_json_whatever_makes_any_of_them_fail(events):
    said = heard(events)
    for api in (BEDROCK_CONVERSE, BEDROCK_INVOKE, BEDROCK_AGENT, *BEDROCK_OUTCOMES):
        answer = api.unstream(said)
        api.read_answer(answer.value)
        api.is_complete(answer.value, "")
        for name, value in events:
            api.recognises(Call(value, value, "https://x/model/m/invoke", name))
            if isinstance(value, dict):
                api.read_answer(value)
                api.read_request(value, "https://x/model/m/invoke")
                api.is_complete(value, "")
                api.provider("", value)


def test_an_event_that_is_no_json_is_unread():
    assert BEDROCK_CONVERSE.unstream([Said(0, "contentBlockDelta", None, "oh")]).unread == {
        "events/0": {"contentBlockDelta": "oh"}
    }


def test_what_an_event_of_a_block_says_besides_is_unread():
    said = unstream(
        ("contentBlockStart", {"contentBlockIndex": 0, "start": {"toolUse": {"name": "f"}}, "mood": 1, "p": "ab"}),
        ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"toolUse": {"input": "{}"}}, "mood": 2}),
        ("contentBlockStop", {"contentBlockIndex": "zero", "mood": 3}),
    )
    assert said.unread == {
        "events/0/mood": 1,
        "events/1/mood": 2,
        "events/2/contentBlockIndex": "zero",
        "events/2/mood": 3,
    }
