"""What Bedrock's agents and knowledge bases were asked, did and answered, as messages."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from cassette_cli.apis import Call, Kind, Place, Said, api_of
from cassette_cli.apis.bedrock_agent import BEDROCK_AGENT
from cassette_cli.parts import Blob, Other, Reasoning, ServerToolCall, ServerToolCallResponse, Text, ToolCall
from tests.apis.origins import check_origins

HOST = "https://bedrock-agent-runtime.us-east-1.amazonaws.com"
URL = f"{HOST}/agents/A1/agentAliases/B2/sessions/s-1/text"


def heard(events: list[Said]) -> list[Any]:
    """The JSON of each, or its text."""
    return [each.data if each.value is None else each.value for each in events]


def chunk(text, event=0):
    return Said(event, "chunk", None, text)


def trace(event=0, **steps):
    return Said(event, "trace", {"sessionId": "s-1", "trace": {"orchestrationTrace": steps}}, "{...}")


def answered(*events):
    return BEDROCK_AGENT.read_answer(BEDROCK_AGENT.unstream(events).value)


@pytest.mark.parametrize(
    ("request_json", "said", "url", "event", "is_agent"),
    [
        ({"inputText": "hi"}, None, URL, "chunk", True),
        ({"inputText": "hi"}, None, "", "chunk", True),
        (None, None, "", "chunk", True),
        (None, 42, URL, "chunk", True),
        (None, {"a": 1}, URL, "chunk", True),
        (None, {"trace": {}, "sessionId": "s"}, "", "trace", True),
        (None, {"invocationInputs": []}, "", "returnControl", True),
        (None, {"output": {"text": "a"}, "citations": []}, "", "", True),
        ({"input": {"text": "a"}}, {"text": "a"}, f"{HOST}/retrieveAndGenerateStream", "output", True),
        ({"inputText": "hi"}, {"message": "no"}, URL, "", True),
        ({"inputText": "hi"}, {"message": "no"}, URL, "throttlingException", True),
        (None, {"trace": {}}, "", "message", False),
        (None, {"trace": 1, "level": 2}, "https://example.com/log", "", False),
        ({"prompt": "a"}, None, "https://example.com/x", "chunk", False),
        (None, {"outputText": "a", "index": 0}, "", "chunk", False),
        ({"name": "x"}, {"message": "no"}, "https://example.com/agents/7", "", False),
        (None, {"text": "a"}, "https://example.com", "output", False),
    ],
)
def test_an_agent_is_told_by_its_events_and_by_its_address_where_they_are_anybodys(
    request_json, said, url, event, is_agent
):
    assert BEDROCK_AGENT.recognises(Call(request_json, said, url, event)) is is_agent


def test_the_text_is_joined_out_of_chunks_that_are_no_json():
    events = [chunk("The ", 0), chunk("42", 1)]
    answer = BEDROCK_AGENT.unstream(events)
    assert answer.value == {"completion": "The 42"}
    origin = answer.origin(("completion",))
    assert (origin.kind, origin.places) == (Kind.JOINED, (Place(0, ()), Place(1, ())))
    (said,) = BEDROCK_AGENT.read_answer(answer.value).answers
    assert said.parts == (Text(content="The 42", at=("completion",)),)
    assert (said.role, said.finish_reason, said.finish_reason_raw) == ("assistant", "stop", None)


def test_a_chunk_that_happens_to_be_json_is_text_nevertheless():
    assert answered(Said(0, "chunk", {"a": 1}, '{"a": 1}')).answers[0].text == '{"a": 1}'


def test_a_chunk_with_its_sources_is_cited_text_that_no_event_says():
    citation = {"retrievedReferences": [{"content": {"text": "d"}}]}
    wrapped = {"bytes": b64encode("42é".encode()).decode(), "attribution": {"citations": [citation]}}
    events = [chunk("The ", 0), Said(1, "chunk", wrapped, json.dumps(wrapped))]
    answer = BEDROCK_AGENT.unstream(events)
    assert answer.value == {"completion": "The 42é", "citations": [citation]}
    assert answer.origin(("completion",)).kind is Kind.SYNTHETIC
    check_origins(answer, heard(events))
    (said,) = BEDROCK_AGENT.read_answer(answer.value).answers
    assert said.parts == (Text(content="The 42é", citations=(citation,), at=("completion",)),)
    assert BEDROCK_AGENT.recognises(Call(None, wrapped, "", "chunk"))


def test_what_an_agent_did_stands_before_its_text():
    call = {"actionGroupName": "weather", "function": "get", "parameters": [{"name": "city", "value": "Rome"}]}
    counted = {"metadata": {"usage": {"inputTokens": 9, "outputTokens": 3}}, "rawResponse": {"content": "<x>"}}
    events = [
        trace(0, modelInvocationInput={"foundationModel": "m-1", "text": "{...}"}),
        trace(1, modelInvocationOutput=counted),
        trace(2, rationale={"text": "hm", "traceId": "t"}),
        trace(3, invocationInput={"traceId": "t", "actionGroupInvocationInput": call}),
        trace(4, observation={"traceId": "t", "actionGroupInvocationOutput": {"text": "30", "metadata": {"a": 1}}}),
        trace(5, observation={"type": "FINISH", "finalResponse": {"text": "hot"}}),
        chunk("hot", 6),
    ]
    read = answered(*events)
    (said,) = read.answers
    thought, ran, gave, text = said.parts
    assert thought == Reasoning(content="hm", at=("traces", 2, "trace", "orchestrationTrace", "rationale", "text"))
    assert isinstance(ran, ServerToolCall)
    assert (ran.id, ran.name, ran.call) == ("t", "get", {"type": "actionGroupInvocationInput", **call})
    assert isinstance(gave, ServerToolCallResponse)
    assert (gave.id, gave.response) == ("t", {"type": "actionGroupInvocationOutput", "text": "30"})
    assert text.content == "hot"
    assert (read.model, read.usage.input_tokens, read.usage.output_tokens) == ("m-1", 9, 3)
    assert read.unread == {}
    check_origins(BEDROCK_AGENT.unstream(events[:6]), heard(events))


def test_tokens_of_several_calls_are_kept_and_not_added_up():
    steps = [trace(at, modelInvocationOutput={"metadata": {"usage": {"inputTokens": at}}}) for at in range(2)]
    usage = answered(*steps).usage
    assert (usage.input_tokens, usage.raw) == (None, [{"inputTokens": 0}, {"inputTokens": 1}])


def test_a_call_that_the_caller_is_to_make_is_a_tool_call():
    given = {"actionGroup": "g", "function": "get", "parameters": [{"name": "city", "type": "string", "value": "Rome"}]}
    api = {"apiPath": "/w", "httpMethod": "GET", "requestBody": {"content": {}}}
    inputs = [{"functionInvocationInput": given}, {"apiInvocationInput": api}]
    control = Said(0, "returnControl", {"invocationId": "i", "invocationInputs": inputs}, "{...}")
    answer = BEDROCK_AGENT.unstream([control])
    assert BEDROCK_AGENT.is_complete(answer.value, "")
    (said,) = BEDROCK_AGENT.read_answer(answer.value).answers
    assert all(isinstance(part, ToolCall) for part in said.parts)
    assert [(part.id, part.name, part.arguments) for part in said.parts] == [
        ("i", "get", {"city": "Rome"}),
        ("i", "/w", {"requestBody": {"content": {}}}),
    ]
    assert said.finish_reason == "tool_call"


def test_files_are_media():
    files = [{"name": "a.png", "type": "image/png", "bytes": "AAEC"}, {"name": "empty"}]
    picture, other = answered(Said(0, "files", {"files": files}, "{...}")).answers[0].parts
    assert picture == Blob(modality="image", mime_type="image/png", content="AAEC", at=("files", 0, "bytes"))
    assert other == Other(raw={"name": "empty"}, at=("files", 1))


def test_an_exception_or_a_failure_is_an_error():
    refused = Said(0, "accessDeniedException", {"message": "no"}, "{...}")
    assert answered(refused).error == "accessDeniedException: no"
    assert not BEDROCK_AGENT.is_complete(BEDROCK_AGENT.unstream([chunk("a"), refused]).value, "")
    failed = Said(0, "trace", {"trace": {"failureTrace": {"failureReason": "no model"}}}, "{...}")
    assert answered(failed).error == "no model"


def test_a_stream_of_traces_alone_is_not_complete():
    assert not BEDROCK_AGENT.is_complete(BEDROCK_AGENT.unstream([trace(rationale={"text": "hm"})]).value, "")


def test_an_answer_out_of_a_knowledge_base_has_its_sources_streamed_or_not():
    citation = {"generatedResponsePart": {}, "retrievedReferences": [{"content": {"text": "a"}}]}
    whole = {"output": {"text": "so"}, "citations": [citation, citation]}
    events = [
        Said(0, "output", {"text": "s"}),
        Said(1, "output", {"text": "o"}),
        Said(2, "citation", {"citation": citation}),
        Said(3, "citation", citation),
        Said(4, "guardrail", {"action": "INTERVENED"}),
    ]
    answer = BEDROCK_AGENT.unstream(events)
    assert answer.value == {**whole, "guardrailAction": "INTERVENED"}
    check_origins(answer, heard(events))
    (said,) = BEDROCK_AGENT.read_answer({**whole, "sessionId": "s"}).answers
    assert said.parts == (Text(content="so", citations=(citation, citation), at=("output", "text")),)
    assert BEDROCK_AGENT.read_answer(answer.value).answers[0].finish_reason == "content_filter"


def test_what_is_of_another_type_or_not_known_is_unread():
    answer = BEDROCK_AGENT.unstream(
        [Said(0, "trace", None, "oh"), Said(1, "song", {"a": 1}), Said(2, "files", {"b": 1})]
    )
    assert answer.unread == {
        "events/0": {"trace": "oh"},
        "events/1": {"song": {"a": 1}},
        "events/2": {"files": {"b": 1}},
    }
    assert BEDROCK_AGENT.read_answer({"traces": "x", "mood": "blue"}).unread == {"traces": "x", "mood": "blue"}


def test_what_was_asked_is_the_text_and_an_inline_agent_brings_its_instructions():
    read = BEDROCK_AGENT.read_request(
        {"inputText": "hi", "instruction": "be brief", "foundationModel": "m-1", "enableTrace": True}, URL
    )
    assert (read.model, read.messages[0].text, read.parameters) == ("m-1", "hi", {"enableTrace": True})
    assert read.system_instructions == (Text(content="be brief", at=("instruction",)),)
    configuration = {"externalSourcesConfiguration": {"modelArn": "m"}}
    asked = BEDROCK_AGENT.read_request({"input": {"text": "hi"}, "retrieveAndGenerateConfiguration": configuration}, "")
    assert asked.messages[0].parts[0].at == ("input", "text")
    assert asked.parameters == {"retrieveAndGenerateConfiguration": configuration}
    assert BEDROCK_AGENT.read_request({"inputText": 5}, "").unread == {"inputText": 5}


def test_a_session_begins_with_its_history_and_what_tools_answered():
    history = {"messages": [{"role": "user", "content": [{"text": "a"}]}]}
    result = {"functionResult": {"function": "get", "responseBody": {"TEXT": {"body": "30"}}}}
    state = {"conversationHistory": history, "invocationId": "i", "returnControlInvocationResults": [result]}
    first, second, third = BEDROCK_AGENT.read_request({"inputText": "b", "sessionState": state}, "").messages
    assert (first.text, third.text) == ("a", "b")
    (part,) = second.parts
    assert (part.id, part.name, part.response) == ("i", "get", {"TEXT": {"body": "30"}})


def test_an_agent_is_found_among_all_apis():
    assert api_of(Call({"inputText": "hi"}, None, URL, "chunk")) is BEDROCK_AGENT
