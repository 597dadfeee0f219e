"""Calls of Converse, asked and answered, as messages."""

from __future__ import annotations

import pytest

from cassette_cli.apis import Call, api_of
from cassette_cli.apis.bedrock_converse import BEDROCK_CONVERSE
from cassette_cli.apis.bedrock_invoke import BEDROCK_INVOKE
from cassette_cli.parts import (
    Blob,
    Other,
    Reasoning,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)

HOST = "https://bedrock-runtime.us-east-1.amazonaws.com"
URL = f"{HOST}/model/us.amazon.nova-micro-v1%3A0/converse"
AT = ("output", "message", "content")


def answer(*content, reason="end_turn", **more):
    message = {"role": "assistant", "content": list(content)}
    return {"output": {"message": message}, "stopReason": reason, "usage": {}, "metrics": {"latencyMs": 1}, **more}


def answered(*content, **more):
    (said,) = BEDROCK_CONVERSE.read_answer(answer(*content, **more)).answers
    return said


def asked(*messages, url=URL, **more):
    return BEDROCK_CONVERSE.read_request({"messages": list(messages), **more}, url)


@pytest.mark.parametrize(
    ("said", "url", "event", "name"),
    [
        (answer(), "", "", "bedrock.converse"),
        (answer(), URL, "", "bedrock.converse"),
        (answer(), URL.replace("converse", "invoke"), "", "bedrock.invoke"),
        ({key: value for key, value in answer().items() if key != "metrics"}, "", "", "bedrock.invoke"),
        ({"role": "assistant", "p": "a"}, "", "messageStart", "bedrock.converse"),
        ({"contentBlockIndex": 0, "delta": {}}, "", "contentBlockDelta", "bedrock.converse"),
        ({"stopReason": "end_turn"}, "", "messageStop", "bedrock.converse"),
        ({"usage": {}}, "", "metadata", "bedrock.converse"),
        ({"messageStart": {"role": "assistant"}}, "", "chunk", "bedrock.invoke"),
        ({"message": "no such model"}, URL, "", "bedrock.converse"),
        ({"Message": "expired"}, f"{URL}-stream", "", "bedrock.converse"),
        ({"message": "slow down"}, f"{URL}-stream", "throttlingException", "bedrock.converse"),
        (None, f"{URL}-stream", "", "bedrock.converse"),
        (None, f"{HOST}/model/m/invoke", "", "bedrock.invoke"),
        ({"message": "no such model"}, "https://example.com/models", "", None),
        ({"kind": "NodeList", "metadata": {"resourceVersion": "1"}}, "https://example.com/nodes", "", None),
        ({"output": {"message": "done"}, "usage": 1}, "", "", None),
        ([1], URL, "", None),
    ],
)
def test_converse_is_told_by_its_body_and_by_its_address_only_without_one(said, url, event, name):
    found = api_of(Call(None, said, url, event))
    assert (found.name if found else None) == name


def test_the_blocks_of_an_answer_are_parts_in_their_order():
    thought = {"reasoningText": {"text": "hm", "signature": "s"}}
    call = {"toolUseId": "t", "name": "f", "input": {"a": "é"}, "type": "tool_use"}
    said = answered(
        {"reasoningContent": thought},
        {"reasoningContent": {"redactedContent": "AAEC"}},
        {"text": "so"},
        {"text": ""},
        {"toolUse": call},
        reason="tool_use",
    )
    assert said.parts == (
        Reasoning(content="hm", signature="s", at=(*AT, 0, "reasoningContent", "reasoningText", "text")),
        Reasoning(content="", encrypted="AAEC", redacted=True, at=(*AT, 1, "reasoningContent", "redactedContent")),
        Text(content="so", at=(*AT, 2, "text")),
        ToolCall(
            id="t",
            name="f",
            arguments={"a": "é"},
            arguments_text='{"a": "é"}',
            at=(*AT, 4, "toolUse", "input"),
        ),
    )
    assert (said.finish_reason, said.finish_reason_raw, said.unread) == ("tool_call", "tool_use", {})


def test_a_text_has_its_citations_and_those_without_a_text_belong_to_the_one_before():
    cited = {"citationsContent": {"content": [{"text": "b"}], "citations": [{"title": "t"}]}}
    alone = {"citationsContent": {"citations": [{"location": {"web": {"url": "u"}}}]}}
    first, second = answered({"text": "a"}, cited, alone).parts
    assert first == Text(content="a", at=(*AT, 0, "text"))
    assert second == Text(
        content="b",
        citations=({"title": "t"}, {"location": {"web": {"url": "u"}}}),
        at=(*AT, 1, "citationsContent", "content", 0, "text"),
    )
    (only,) = answered(alone).parts
    assert (only.content, only.citations) == ("", ({"location": {"web": {"url": "u"}}},))


def test_a_tool_that_the_server_ran_is_told_apart():
    call = {"toolUseId": "t", "name": "nova_grounding", "input": {"query": "q"}, "type": "server_tool_use"}
    result = {"toolUseId": "t", "type": "nova_grounding_result", "status": "success", "content": [{"text": "x"}]}
    ran, gave = answered({"toolUse": call}, {"toolResult": result}).parts
    assert isinstance(ran, ServerToolCall)
    assert (ran.id, ran.name, ran.call) == ("t", "nova_grounding", {"type": "nova_grounding", "input": {"query": "q"}})
    assert isinstance(gave, ServerToolCallResponse)
    assert gave.response == {"type": "nova_grounding_result", "status": "success", "content": [{"text": "x"}]}


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("tool_use", "tool_call"),
        ("guardrail_intervened", "content_filter"),
        ("content_filtered", "content_filter"),
        ("malformed_tool_use", "error"),
        ("a_new_word", "a_new_word"),
        (None, None),
    ],
)
def test_stop_reasons_are_said_in_few_words(raw, normal):
    said = answered({"text": "a"}, reason=raw)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


def test_usage_is_copied_and_tokens_out_of_a_cache_are_named():
    usage = {"inputTokens": 5, "outputTokens": 2, "totalTokens": 11, "cacheReadInputTokens": 4}
    read = BEDROCK_CONVERSE.read_answer(answer(usage=usage)).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.raw) == (5, 2, 4, usage)


def test_what_a_guardrail_and_the_model_say_besides_is_unread():
    read = BEDROCK_CONVERSE.read_answer(answer(trace={"guardrail": {"actionReason": "x"}}, mood="blue"))
    assert read.unread == {"trace": {"guardrail": {"actionReason": "x"}}, "mood": "blue"}
    routed = answer(trace={"promptRouter": {"invokedModelId": "arn:m"}})
    assert BEDROCK_CONVERSE.read_answer(routed).model == "arn:m"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"message": "no  such\nmodel"}, "no such model"),
        ({"Message": "expired"}, "expired"),
        ({"__type": "com.amazon.coral.service#UnknownOperationException"}, "UnknownOperationException"),
        ({"__type": "a#ThrottlingException", "message": "slow"}, "ThrottlingException: slow"),
        (
            {"modelStreamErrorException": {"message": "gone", "originalStatusCode": 5}},
            "modelStreamErrorException: gone",
        ),
        ({"validationException": "bad"}, "validationException: bad"),
        (answer(), None),
    ],
)
def test_an_error_is_said_in_one_line(said, error):
    assert BEDROCK_CONVERSE.read_answer(said).error == error


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/model/us.amazon.nova-micro-v1%3A0/converse", "us.amazon.nova-micro-v1:0"),
        ("/model/us.amazon.nova-micro-v1:0/converse-stream?x=1", "us.amazon.nova-micro-v1:0"),
        (
            "/model/arn%3Aaws%3Abedrock%3A%3A1%3Ainference-profile%2Fm/converse",
            "arn:aws:bedrock::1:inference-profile/m",
        ),
        ("/model/arn:aws:bedrock::1:inference-profile/m/converse", "arn:aws:bedrock::1:inference-profile/m"),
        ("/model/m/other", None),
    ],
)
def test_the_model_stands_in_the_address(path, model):
    assert asked(url=HOST + path).model == model


def test_a_request_is_instructions_messages_tools_and_parameters():
    spec = {"name": "f", "description": "d", "inputSchema": {"json": {"type": "object"}}}
    tools = [{"toolSpec": spec}, {"systemTool": {"name": "nova_grounding"}}, {"cachePoint": {"type": "default"}}]
    read = asked(
        {"role": "user", "content": [{"text": "hi"}]},
        system=[
            {"text": "be brief"},
            {"guardContent": {"text": {"text": "kind"}}},
            {"cachePoint": {"type": "default"}},
        ],
        toolConfig={"tools": tools, "toolChoice": {"any": {}}},
        inferenceConfig={"maxTokens": 9},
        additionalModelRequestFields={"thinking": {}},
        guardrailConfig={},
    )
    assert [part.content for part in read.system_instructions] == ["be brief", "kind"]
    assert [(message.role, message.text) for message in read.messages] == [("user", "hi")]
    assert [(tool.type, tool.name, tool.description, tool.parameters) for tool in read.tools] == [
        ("function", "f", "d", {"type": "object"}),
        ("systemTool", "nova_grounding", None, None),
    ]
    assert read.parameters == {
        "inferenceConfig": {"maxTokens": 9},
        "additionalModelRequestFields": {"thinking": {}},
        "toolChoice": {"any": {}},
    }
    assert read.unread == {
        "toolConfig/tools/2": {"cachePoint": {"type": "default"}},
        "system/2": {"cachePoint": {"type": "default"}},
    }


def test_a_tools_answer_knows_which_tool_was_called():
    call = {"toolUse": {"toolUseId": "t", "name": "f", "input": {}}}

    def result(*content, **more):
        return {"toolResult": {"toolUseId": "t", "content": list(content), **more}}

    results = (
        result({"text": "30"}, {"text": " C"}, status="success"),
        result({"json": {"a": 1}}),
        result({"text": "a"}, {"image": {"format": "png"}}, status="error"),
    )
    said = asked({"role": "assistant", "content": [call]}, {"role": "user", "content": list(results)}).messages[1]
    assert all(isinstance(part, ToolCallResponse) for part in said.parts)
    assert [(part.id, part.name, part.response) for part in said.parts] == [
        ("t", "f", "30 C"),
        ("t", "f", {"a": 1}),
        ("t", "f", [{"text": "a"}, {"image": {"format": "png"}}]),
    ]
    assert said.unread == {"content/2/toolResult/status": "error"}


S3 = {"s3Location": {"uri": "s3://b/a.mp4"}}
PDF = "application/pdf"


@pytest.mark.parametrize(
    ("block", "parts"),
    [
        (
            {"image": {"format": "jpeg", "source": {"bytes": "AA=="}}},
            [Blob(modality="image", mime_type="image/jpeg", content="AA==")],
        ),
        (
            {"document": {"format": "pdf", "source": {"bytes": "AA=="}}},
            [Blob(modality="file", mime_type=PDF, content="AA==")],
        ),
        (
            {"video": {"format": "mp4", "source": S3}},
            [Uri(modality="video", mime_type="video/mp4", uri="s3://b/a.mp4")],
        ),
        (
            {"audio": {"format": "wav", "source": {"bytes": "AA=="}}},
            [Blob(modality="audio", mime_type="audio/wav", content="AA==")],
        ),
        ({"document": {"format": "txt", "source": {"text": "words"}}}, [Text(content="words")]),
        (
            {"document": {"source": {"content": [{"text": "a"}, {"image": 1}]}}},
            [Text(content="a"), Other(raw={"image": 1})],
        ),
        ({"guardContent": {"text": {"text": "a"}}}, [Text(content="a")]),
        (
            {"guardContent": {"image": {"format": "png", "source": {"bytes": "AA=="}}}},
            [Blob(modality="image", mime_type="image/png", content="AA==")],
        ),
        ({"cachePoint": {"type": "default"}}, []),
        ({"hologram": {"a": 1}}, [Other(raw={"hologram": {"a": 1}})]),
        ({"image": {"format": "png"}}, [Other(raw={"image": {"format": "png"}})]),
        ({"text": 5}, [Other(raw={"text": 5})]),
        ({"text": "a", "image": {}}, [Other(raw={"text": "a", "image": {}})]),
        (7, [Other(raw=7)]),
    ],
)
def test_each_kind_of_content_is_its_part(block, parts):
    read = asked({"role": "user", "content": [block]}).messages[0].parts
    assert [(type(part), part.as_json()) for part in read] == [(type(part), part.as_json()) for part in parts]
    assert all(part.at[:4] == ("messages", 0, "content", 0) for part in read)


def test_what_stands_beside_the_words_is_unread():
    document = {"format": "txt", "name": "facts", "source": {"text": "a"}, "citations": {"enabled": True}}
    said = asked({"role": "user", "content": [{"document": document}, {"cachePoint": {"type": "default"}}]}).messages[0]
    assert said.unread == {
        "content/0/document/name": "facts",
        "content/0/document/citations": {"enabled": True},
        "content/1/cachePoint": {"type": "default"},
    }


def test_requests_of_another_type_are_unread():
    read = BEDROCK_CONVERSE.read_request({"messages": "hi", "toolConfig": 5}, "")
    assert read.unread == {"messages": "hi", "toolConfig": 5}
    assert asked("hi").messages[0].parts == (Other(raw="hi", at=("messages", 0)),)
    assert asked({"role": "user", "content": "hi"}).messages[0].text == "hi"


def test_nova_without_converse_is_read_the_same_way():
    said = {key: value for key, value in answer({"text": "a"}).items() if key != "metrics"}
    guarded = {**said, "amazon-bedrock-guardrailAction": "INTERVENED"}
    assert BEDROCK_INVOKE.read_answer(said).answers == BEDROCK_CONVERSE.read_answer(said).answers
    assert BEDROCK_INVOKE.read_answer(guarded).answers[0].finish_reason == "content_filter"


@pytest.mark.parametrize(
    ("block", "raw", "at"),
    [
        ({"text": {"said": "a"}}, {"text": {"said": "a"}}, ()),
        ({"reasoningContent": {"reasoningText": ["a"]}}, {"reasoningContent": {"reasoningText": ["a"]}}, ()),
        ({"citationsContent": {"content": [{"image": "a"}]}}, {"image": "a"}, ("citationsContent", "content", 0)),
    ],
)
def test_a_block_that_is_not_as_it_ought_to_be_is_kept(block, raw, at):
    assert answered(block).parts == (Other(raw=raw, at=(*AT, 0, *at)),)


def test_a_block_in_which_nothing_is_said_is_no_part():
    silent = {"reasoningContent": {"reasoningText": {"text": ""}}}
    assert answered({"text": ""}, silent, {"citationsContent": {"content": [], "citations": []}}).parts == ()


def test_a_call_without_its_input_stands_where_it_begins():
    (call,) = answered({"toolUse": {"toolUseId": "t", "name": "f"}}).parts
    assert call.at == (*AT, 0, "toolUse")
