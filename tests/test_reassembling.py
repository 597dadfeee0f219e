"""Recorded interactions as conversations, whole and at a glance."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from cassette_cli.apis import APIS
from cassette_cli.cassette import Interaction
from cassette_cli.framings.sse import SSE
from cassette_cli.glancing import ENOUGH, glance
from cassette_cli.loading import load
from cassette_cli.messages import Conversation
from cassette_cli.reassembling import reassemble, said_to, stream_of, value_of
from tests.apis.completions import DIALECTS, Chunks, choice, chunk, completion, sse, whole
from tests.apis.origins import check_origins
from tests.framings.test_aws_event_stream import MEDIA_TYPE, event, frame, header
from tests.recorded import binary_interaction, corpus, interaction
from tests.shared import SAMPLES, SCHEMAS, needs_corpus, needs_schemas

SEED = SAMPLES / "openrouter_weather.yaml"


@cache
def corpus_chats() -> tuple[tuple[str, Interaction, Conversation], ...]:
    talks = ((name, found, reassemble(found)) for name, found in corpus())
    return tuple((name, found, talk) for name, found, talk in talks if talk)


def check_glance(found: Interaction) -> None:
    """What a line about an interaction shows is what the whole conversation says."""
    whole_one, seen = reassemble(found), glance(found)
    assert (seen is None) == (whole_one is None)
    if seen is None or whole_one is None:
        return
    for member in ("api", "operation", "provider", "model", "request_model", "response_id", "usage", "stream", "error"):
        assert getattr(seen, member) == getattr(whole_one, member), member
    assert len(seen.answers) == len(whole_one.answers)
    for short, full in zip(seen.answers, whole_one.answers, strict=True):
        if not full.tool_calls:
            assert short.text[:80] == full.text[:80]
        assert (short.finish_reason, short.finish_reason_raw) == (full.finish_reason, full.finish_reason_raw)
        assert [call.name for call in short.tool_calls[:1]] == [call.name for call in full.tool_calls[:1]]
        for call, same in zip(short.tool_calls[:1], full.tool_calls[:1], strict=True):
            assert call.arguments_text[:80] == same.arguments_text[:80]


def test_the_weather_in_florence_was_asked_for_and_told():
    first, second = (reassemble(found) for found in load(SEED.read_bytes()).interactions)
    assert first.text == "I'll check the weather in Florence, Italy for you."
    assert [(call.name, call.arguments) for call in first.tool_calls] == [("weather", {"location": "Florence"})]
    assert first.stream.events == 12
    assert (first.provider, first.usage.input_tokens, first.usage.output_tokens) == ("openrouter", 160, 27)
    assert second.messages[-1].parts[0].name == "weather"
    assert second.messages[-1].parts[0].response == "40 C"
    assert second.text.startswith("The weather in Florence, Italy is currently **40°C** (104°F).")
    assert second.answers[0].finish_reason == "stop"
    assert second.stream.complete


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
@settings(max_examples=30)
def test_a_stream_and_its_unstreamed_twin_say_the_same(dialect, data):
    chunks, twin = data.draw(DIALECTS[dialect])
    streamed = reassemble(interaction(sse(chunks, line_end=data.draw(st.sampled_from(("\n", "\r\n"))))))
    unstreamed = reassemble(interaction(json.dumps(twin), media_type="application/json"))
    assert streamed.unstreamed == unstreamed.unstreamed == twin
    assert streamed.answers == unstreamed.answers
    assert streamed.usage == unstreamed.usage
    assert (streamed.provider, streamed.unread) == (unstreamed.provider, unstreamed.unread)
    assert streamed.stream.complete
    assert unstreamed.stream is None


def ending(chunks: Chunks) -> int:
    """The number of the chunk with which the answer ends; what is found at the end of a stream begins there."""
    ends = [any(each.get("finish_reason") for each in piece["choices"]) for piece in chunks]
    return ends.index(True) if True in ends else len(chunks) - 1


@pytest.mark.parametrize("dialect", DIALECTS)
@given(data=st.data())
@settings(max_examples=15)
def test_a_glance_shows_what_the_whole_conversation_says(dialect, data):
    chunks, twin = data.draw(DIALECTS[dialect])
    fillers = [{"role": "assistant", "content": ""}, {"reasoning": "hm "}]
    fillers += [{"content": "so "}] if dialect != "audio" else []  # an answer is written or spoken, not both
    filler = data.draw(st.sampled_from(fillers))
    long = [chunk([choice(filler)])] * data.draw(st.integers(0, 90))
    end = ending(chunks)
    several = len(twin["choices"]) if len(twin["choices"]) > 1 else 0  # choices are all begun before one goes on
    position = data.draw(st.integers(min(several, end), end))
    check_glance(interaction(sse([*chunks[:position], *long, *chunks[position:]])))


def test_a_long_stream_is_not_read_whole_at_a_glance():
    text = [chunk([choice({"content": f"word {number} "})]) for number in range(500)]
    seen = glance(interaction(sse([*text, chunk([choice({}, finish="stop")])])))
    assert seen.text.endswith("…")
    assert len(seen.text) == ENOUGH + 1
    assert seen.stream.events == 502


def test_a_stream_that_is_cut_ends_in_error():
    talk = reassemble(interaction(sse([chunk([choice({"content": "The wea"})])], done=False) + 'data: {"id": "chatc'))
    assert talk.text == "The wea"
    assert talk.answers[0].finish_reason == "error"
    assert not talk.stream.complete
    assert talk.unread == {"events/1": '{"id": "chatc'}


def test_a_stream_without_its_end_mark_is_complete_if_every_choice_has_ended():
    done = [chunk([choice({"content": "hi"}, finish="stop")])]
    assert reassemble(interaction(sse(done, done=False))).stream.complete


@pytest.mark.parametrize(
    "tail",
    [
        'data: {"error": {"message": "overloaded"}}\n\n',
        'event: error\ndata: {"error": {"message": "overloaded"}}\n\n',
        'error: {"error": {"message": "overloaded"}}\n\n',
    ],
)
@pytest.mark.parametrize("length", [1, 200])
def test_an_error_within_a_stream_is_told(tail, length):
    found = interaction(sse([chunk([choice({"content": "x "})])] * length, done=False) + tail)
    talk = reassemble(found)
    assert talk.error == talk.stream.error == "overloaded"
    assert talk.answers[0].finish_reason == "error"
    check_glance(found)


def test_a_stream_of_nothing_but_an_error_is_a_call_by_its_address():
    talk = reassemble(interaction('data: {"error": {"message": "no", "code": 429}}\n\n', {"messages": []}))
    assert (talk.api, talk.error, talk.answers) == ("openai.chat", "429: no", ())


def test_lines_that_no_reader_sees_are_kept():
    found = interaction(" data: {}\n\n" + sse([chunk([choice({"content": "hi"}, finish="stop")])]))
    assert reassemble(found).unread == {"lines": [[" data", "{}"]]}


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        ('{"error": {"message": "bad key", "type": "auth"}}', 401, "auth: bad key"),
        ('{"error": {"message": "late"}}', 200, "late"),
        ("<html>Bad\nGateway</html>", 502, "<html>Bad Gateway</html>"),
        ("", 500, "status 500"),
    ],
)
def test_an_error_answer_is_told_in_one_line(answer, status, error):
    found = interaction(answer, {"model": "m", "messages": []}, media_type="application/json", status=status)
    assert reassemble(found).error == error
    check_glance(found)


def test_another_apis_stream_has_events_but_no_conversation():
    found = interaction('event: message_start\ndata: {"type": "message_start"}\n\n', url="https://x/v1/messages")
    framing, layer = stream_of(found)
    assert framing is SSE
    assert [event.name for event in framing.events(layer)] == ["message_start"]
    assert reassemble(found) is None
    assert glance(found) is None


def test_what_is_no_call_to_a_model_has_neither():
    found = interaction('{"data": 1}', url="https://example.com/", media_type="application/json")
    assert stream_of(found) is None
    assert reassemble(found) is None


@needs_corpus
def test_the_corpus_is_full_of_chats():
    streamed = [name for name, _, talk in corpus_chats() if talk.stream]
    assert len(corpus_chats()) > 100
    assert len(streamed) > 40


@needs_corpus
def test_every_leaf_of_every_recorded_stream_is_what_its_origin_says():
    """Of every API: an edit and a redaction go back through the origins."""
    apis = {api.name: api for api in APIS}
    for name, found, talk in corpus_chats():
        if talk.stream:
            framing, layer = stream_of(found)
            api = apis[talk.api]
            said = list(said_to(api, ((event, value_of(event)) for event in framing.events(layer))))
            answer = api.unstream(said)
            assert answer.value == talk.unstreamed, name
            check_origins(answer, {each.event: each.data if each.value is None else each.value for each in said})


@needs_corpus
def test_a_glance_at_every_recorded_stream_shows_what_the_whole_conversation_says():
    for _, found, _ in corpus_chats():
        check_glance(found)


@needs_corpus
def test_events_of_every_recorded_stream_are_counted_and_read_backward_as_forward():
    for name, found in corpus():
        stream = stream_of(found)
        if stream:
            framing, layer = stream
            blocks = list(framing.blocks(layer, 0))
            assert list(framing.last_blocks(layer)) == blocks[::-1], name
            assert framing.count(layer.text) == sum(block.dispatched for block in blocks), name
            assert all(one.span.end <= other.span.start for one, other in pairwise(blocks)), name


@needs_corpus
@needs_schemas
def test_every_recorded_chat_is_valid_by_the_schemas_of_opentelemetry():
    def schema(name: str) -> Draft7Validator:
        return Draft7Validator(json.loads((SCHEMAS / "otel-genai" / f"gen-ai-{name}.json").read_text()))

    asked, answered = schema("input-messages"), schema("output-messages")
    system, tools = schema("system-instructions"), schema("tool-definitions")
    for _, _, talk in corpus_chats():
        asked.validate([message.as_json() for message in talk.messages])
        answered.validate([message.as_json() for message in talk.answers])
        system.validate([part.as_json() for part in talk.system_instructions])
        tools.validate([tool.as_json() for tool in talk.tools])


@needs_corpus
def test_nothing_of_the_recorded_chats_is_unread_but_what_is_known_to_be():
    """What a gateway, prompt store or provider adds for itself; it is shown, and no part of a message."""
    known = {"provider_metadata", "variables", "lines", "prefix", "user_id"}
    for name, _, talk in corpus_chats():
        if talk.api != "openai.chat":
            continue
        found = {*talk.unread, *(key for message in (*talk.messages, *talk.answers) for key in message.unread)}
        assert {key.split("/")[-1] for key in found} <= known | {"cache_control"}, name


def test_a_completion_of_several_choices_has_as_many_answers():
    twin = completion([whole({"content": "a"}, "stop"), whole({"content": "b"}, "length", 1)])
    talk = reassemble(interaction(json.dumps(twin), media_type="application/json"))
    assert [answer.text for answer in talk.answers] == ["a", "b"]
    assert talk.text == "a"


def test_an_error_that_no_data_stands_before_is_the_streams():
    """As Google sends it in the middle of a stream: pretty JSON, in lines that no reader of events gets to see."""
    begun = {"candidates": [{"content": {"parts": [{"text": "It is "}], "role": "model"}, "index": 0}]}
    error = {"error": {"code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE"}}
    talk = reassemble(interaction(f"data: {json.dumps(begun)}\n\n{json.dumps(error, indent=2)}\n"))
    assert (talk.api, talk.text) == ("gemini.generate_content", "It is ")
    assert talk.error == "503: The model is overloaded."
    assert talk.answers[0].finish_reason == "error"
    assert not talk.stream.complete


def test_a_frame_that_is_an_error_is_the_streams():
    """`:message-type: error` has a code and a message in its headers and no payload."""
    said = event("messageStart", b'{"role":"assistant"}') + event("contentBlockDelta", b'{"delta":{"text":"hot"}}')
    failed = header(":message-type", "error") + header(":error-code", "Internal") + header(":error-message", "gone")
    found = binary_interaction((said + frame(b"", failed)).encode("latin-1"), MEDIA_TYPE)
    assert (reassemble(found).text, reassemble(found).error) == ("hot", "Internal: gone")


def test_a_stream_of_plain_text_is_told_by_its_events_where_the_host_is_hidden():
    body = "event: output\ndata: It is\n\nevent: output\ndata:  hot.\n\nevent: done\ndata: {}\n\n"
    talk = reassemble(interaction(body, url="http://localhost:8000/x"))
    assert (talk.api, talk.text, talk.stream.complete) == ("replicate.predictions", "It is hot.", True)


def test_an_answer_of_bytes_is_said_by_its_type_and_size():
    url = "https://api.openai.com/v1/audio/speech"
    talk = reassemble(binary_interaction(b"\xff\xf3\0\1", "audio/mpeg", url=url))
    assert (talk.api, talk.outcome) == ("openai.speech", "audio/mpeg, 4 B")


def on_bedrock(model: str, *chunks: dict) -> Conversation:
    """What a model said that speaks its own API there."""
    wrapped = [json.dumps({"bytes": b64encode(json.dumps(each).encode()).decode()}).encode() for each in chunks]
    content = "".join(event("chunk", each) for each in wrapped).encode("latin-1")
    url = f"https://bedrock-runtime.us-east-1.amazonaws.com/model/{model}/invoke-with-response-stream"
    return reassemble(binary_interaction(content, MEDIA_TYPE, url=url))


def test_the_pieces_of_a_message_on_bedrock_are_joined_also_where_one_begins_as_the_text_does():
    chunks = [{"choices": [{"index": 0, "message": {"content": each}, "stop_reason": None}]} for each in "1101"]
    assert on_bedrock("mistral.large", *chunks).text == "1101"


METRICS = {"amazon-bedrock-invocationMetrics": {"inputTokenCount": 3, "outputTokenCount": 4}}


def test_models_on_bedrock_that_speak_their_own_api_have_its_model_metrics_and_reason():
    call = {"id": "c", "function": {"name": "w", "arguments": '{"a": 1}'}}
    pieces = (
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": "He"}, "stop_reason": None}]},
        {"choices": [{"index": 0, "message": {"content": "y", "tool_calls": [call]}, "stop_reason": "tool_calls"}]},
    )
    mistral = on_bedrock("mistral.large-1%3A0", pieces[0], {**pieces[1], **METRICS})
    assert (mistral.api, mistral.request_model, mistral.text) == ("openai.chat", "mistral.large-1:0", "Hey")
    assert [each.arguments for each in mistral.tool_calls] == [{"a": 1}]
    deepseek = on_bedrock("deepseek.r1", {"choices": [{"text": "Hey", "stop_reason": "length"}], **METRICS})
    assert (deepseek.api, deepseek.request_model, deepseek.text) == ("openai.completions", "deepseek.r1", "Hey")
    ended = {"event_type": "stream-end", "is_finished": True, "finish_reason": "COMPLETE", "response": {"text": "Hey"}}
    cohere = on_bedrock("cohere.command-r", {"event_type": "text-generation", "text": "Hey"}, {**ended, **METRICS})
    assert (cohere.api, cohere.request_model, cohere.text) == ("cohere.v1", "cohere.command-r", "Hey")
    for talk, reason in ((mistral, "tool_calls"), (deepseek, "length"), (cohere, "COMPLETE")):
        assert (talk.usage.input_tokens, talk.usage.output_tokens) == (3, 4)
        assert talk.answers[0].finish_reason_raw == reason
        assert talk.stream.complete
        assert {key for each in (talk, *talk.answers) for key in each.unread} == set()
