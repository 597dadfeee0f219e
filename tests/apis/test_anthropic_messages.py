"""Messages, asked and answered, as the parts of our vocabulary."""

from __future__ import annotations

import pytest

from cassette_cli.apis import Call, Said, api_of
from cassette_cli.apis.anthropic_messages import ANTHROPIC_MESSAGES
from cassette_cli.parts import (
    Blob,
    File,
    Other,
    Reasoning,
    Refusal,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    Uri,
)
from tests.apis.anthropic_events import HEAD, SEARCH_RESULT, block, delta, end, message, start

URL = "https://api.anthropic.com/v1/messages"
BEDROCK = "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-haiku-4-5-v1%3A0/invoke"
VERTEX = "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/claude@2025"
ASKED = {"messages": [], "max_tokens": 1}
ERROR = {"type": "error", "error": {"type": "invalid_request_error", "message": "no"}}
BATCH = {"type": "message_batch", "id": "msgbatch_1", "processing_status": "in_progress"}


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_ours"),
    [
        (None, message([]), "", True),
        (None, start(), "http://localhost:4000/x", True),
        (None, block(0, type="text", text=""), "", True),
        (None, delta(0, "text_delta", text="a"), "", True),
        (None, end()[0], "", True),
        (None, end()[1], "", True),
        (None, {"type": "ping"}, "", True),
        (None, {"type": "message_start"}, "", False),
        ({"prompt": "a"}, {"type": "ping"}, "", False),
        (None, {"type": "ping"}, "https://api.anthropic.com/v1/complete", False),
        (None, ERROR, URL, True),
        (ASKED, ERROR, "", True),
        (None, ERROR, "https://api.example.com/v1/responses", False),
        (ASKED, None, URL, True),
        (ASKED, None, f"{URL}?beta=true", True),
        (None, None, "<BASE>/anthropic/v1/messages", True),
        (None, None, f"{URL}/count_tokens", True),
        (None, None, f"{URL}/batches/msgbatch_1/results", True),
        (ASKED, None, BEDROCK, True),
        (ASKED, None, f"{BEDROCK}-with-response-stream", True),
        (ASKED, {"message": "denied"}, BEDROCK, True),
        ({"prompt": "a"}, None, BEDROCK, False),
        (ASKED, None, f"{VERTEX}:streamRawPredict", True),
        (None, {"error": {"code": 404, "message": "no"}}, f"{VERTEX}:rawPredict", True),
        (None, None, "https://api.openai.com/v1/threads/thread_1/messages", False),
        (None, [1], URL, False),
        (ASKED, {"input_tokens": 5}, "", True),
        (None, {"input_tokens": 5}, "", False),
        (None, {"object": "response.input_tokens", "input_tokens": 5}, "", False),
        (None, BATCH, "", True),
        (None, {"data": [BATCH], "has_more": False}, "", True),
        (None, {"custom_id": "a", "result": {"type": "succeeded", "message": message([])}}, "", True),
        (None, {"custom_id": "a", "result": {"type": ["succeeded"]}}, "", False),
        (None, {"type": "message", "content": "text", "role": "assistant"}, "", False),
        (None, {"type": "completion", "completion": "a", "stop_reason": None}, "", False),
        (None, {"type": "message_start", "message": {"id": "1"}, "choices": []}, "", True),
        (None, {"type": "response.created", "response": {}}, "", False),
        (None, {"choices": [{"delta": {"content": "a"}}]}, URL, False),
        (None, {"type": "file", "id": "file_1"}, "https://api.anthropic.com/v1/files", False),
    ],
)
def test_a_message_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_ours):
    assert ANTHROPIC_MESSAGES.recognises(Call(request_json, answer, url)) is is_ours


@pytest.mark.parametrize("answer", [message([]), start(), end()[0], {"type": "ping"}, BATCH])
def test_no_other_api_takes_it_first(answer):
    assert api_of(Call(ASKED, answer, "")) is ANTHROPIC_MESSAGES


@pytest.mark.parametrize(
    ("url", "answer", "provider"),
    [
        (URL, {}, "anthropic"),
        ("http://localhost/v1/messages", {}, "anthropic"),
        (BEDROCK, {}, "aws.bedrock"),
        (VERTEX, {}, "gcp.vertex_ai"),
        ("", {"id": "msg_bdrk_01"}, "aws.bedrock"),
        ("", {"id": "msg_vrtx_01"}, "gcp.vertex_ai"),
        ("https://openrouter.ai/api/v1/messages", {"id": "msg_vrtx_01"}, "openrouter"),
        ("", None, "anthropic"),
    ],
)
def test_the_host_tells_who_was_called_else_the_id(url, answer, provider):
    assert ANTHROPIC_MESSAGES.provider(url, answer) == provider


def answered(*content, reason="end_turn", **more):
    (said,) = ANTHROPIC_MESSAGES.read_answer(message(list(content), reason, **more)).answers
    return said


def asked(*messages, url="", **more):
    return ANTHROPIC_MESSAGES.read_request({"messages": list(messages), **more}, url)


def test_parts_stand_in_wire_order_with_the_providers_own_tools_between():
    found = {"type": "web_search_tool_result", "tool_use_id": "srv", "content": [SEARCH_RESULT]}
    note = {"type": "web_search_result_location", "url": "u"}
    said = answered(
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "redacted_thinking", "data": "c2Vj"},
        {"type": "server_tool_use", "id": "srv", "name": "web_search", "input": {"query": "q"}},
        found,
        {"type": "text", "text": "so", "citations": [note]},
        {"type": "tool_use", "id": "toolu", "name": "f", "input": {"a": 1}},
        reason="tool_use",
    )
    assert said.parts == (
        Reasoning(content="hm", signature="sig", at=("content", 0, "thinking")),
        Reasoning(content="", encrypted="c2Vj", redacted=True, at=("content", 1, "data")),
        ServerToolCall(
            id="srv",
            name="web_search",
            call={"type": "server_tool_use", "input": {"query": "q"}},
            at=("content", 2),
        ),
        ServerToolCallResponse(
            id="srv", response={"type": "web_search_tool_result", "content": [SEARCH_RESULT]}, at=("content", 3)
        ),
        Text(content="so", citations=(note,), at=("content", 4, "text")),
        ToolCall(id="toolu", name="f", arguments={"a": 1}, arguments_text='{"a": 1}', at=("content", 5, "input")),
    )
    assert (said.finish_reason, said.finish_reason_raw, said.unread) == ("tool_call", "tool_use", {})


def test_a_thought_that_is_not_shown_still_has_its_signature():
    (part,) = answered({"type": "thinking", "thinking": "", "signature": "sig"}).parts
    assert (part.content, part.signature) == ("", "sig")


@pytest.mark.parametrize(
    "result",
    [
        "web_fetch_tool_result",
        "code_execution_tool_result",
        "bash_code_execution_tool_result",
        "text_editor_code_execution_tool_result",
        "tool_search_tool_result",
        "advisor_tool_result",
        "mcp_tool_result",
        "a_new_tool_result",
    ],
)
def test_each_result_of_a_providers_tool_knows_its_call(result):
    (part,) = answered({"type": result, "tool_use_id": "s", "content": {"type": "x"}, "is_error": True}).parts
    assert part == ServerToolCallResponse(
        id="s", response={"type": result, "content": {"type": "x"}, "is_error": True}, at=("content", 0)
    )


def test_a_tool_of_an_mcp_server_is_the_providers_to_run():
    called = {"type": "mcp_tool_use", "id": "m", "name": "echo", "server_name": "s", "input": {}}
    (part,) = answered(called).parts
    assert (part.name, part.call) == ("echo", {"type": "mcp_tool_use", "server_name": "s", "input": {}})


def test_what_a_conversation_was_compacted_to_is_words_and_no_text_of_the_answer():
    said = answered(
        {"type": "compaction", "content": "so far", "encrypted_content": None}, {"type": "text", "text": "Hi"}
    )
    response = {"type": "compaction", "content": "so far"}
    assert said.parts[0] == ServerToolCallResponse(id=None, response=response, at=("content", 0, "content"))
    assert (said.text, said.unread) == ("Hi", {})


@pytest.mark.parametrize(
    "unknown",
    [
        {"type": "compaction", "content": 5},
        {"type": "fallback", "from": {"model": "a"}, "to": {"model": "b"}},
        {"type": "mcp_tool_listing", "mcp_server_name": "s", "tools": []},
        {"type": "hologram", "data": 1},
        {"type": "text", "text": None},
        {"type": "text", "text": "a", "citations": "b"},
        {"input": {}},
        7,
        None,
    ],
)
def test_what_no_part_says_is_kept_as_it_was_sent(unknown):
    said = answered(unknown)
    assert said.parts == (Other(raw=unknown, at=("content", 0)),)
    assert said.unread == {}


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("end_turn", "stop"),
        ("stop_sequence", "stop"),
        ("max_tokens", "length"),
        ("model_context_window_exceeded", "length"),
        ("tool_use", "tool_call"),
        ("refusal", "content_filter"),
        ("pause_turn", "pause_turn"),
        ("compaction", "compaction"),
        ("a new word", "a new word"),
        (None, None),
    ],
)
def test_stop_reasons_are_said_in_few_words(raw, normal):
    said = answered(reason=raw)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)


def test_why_the_model_declined_is_a_refusal():
    details = {"type": "refusal", "category": "bio", "explanation": "I must not."}
    said = answered(reason="refusal", stop_details=details)
    assert said.parts == (Refusal(content="I must not.", at=("stop_details", "explanation")),)


def test_usage_is_copied_and_never_computed():
    usage = {
        "input_tokens": 5,
        "output_tokens": 2,
        "cache_read_input_tokens": 4,
        "output_tokens_details": {"thinking_tokens": 1},
    }
    read = ANTHROPIC_MESSAGES.read_answer(message([], usage=usage)).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.reasoning_tokens) == (5, 2, 4, 1)
    assert read.raw == usage
    assert ANTHROPIC_MESSAGES.read_answer({**HEAD, "usage": None}).usage is None
    assert ANTHROPIC_MESSAGES.read_answer({**HEAD, "usage": {"input_tokens": True}}).usage.input_tokens is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (ERROR, "invalid_request_error: no"),
        ({"message": "The security token is invalid."}, "The security token is invalid."),
        ({"Message": "no"}, "no"),
        ({"error": {"code": 404, "status": "NOT_FOUND", "message": "no"}}, "404: no"),
        (message([]), None),
    ],
)
def test_an_error_is_said_in_one_line(answer, error):
    read = ANTHROPIC_MESSAGES.read_answer(answer)
    assert read.error == error
    assert bool(read.answers) is (error is None)


RESULT = {"custom_id": "a", "result": {"type": "succeeded", "message": message([])}}
FAILED = {"custom_id": "b", "result": {"type": "errored", "error": ERROR}}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"input_tokens": 2095}, "2,095 input tokens"),
        (BATCH, "batch in progress"),
        (
            {**BATCH, "request_counts": {"processing": 2, "succeeded": 1, "errored": 0}},
            "batch in progress: 2 processing, 1 succeeded",
        ),
        ({**BATCH, "processing_status": "ended", "request_counts": {"succeeded": 2}}, "batch ended: 2 succeeded"),
        ({"id": "msgbatch_1", "type": "message_batch_deleted"}, "batch deleted"),
        ({"data": [BATCH]}, "1 batch"),
        ({"data": [BATCH, BATCH], "has_more": False}, "2 batches"),
        (RESULT, "1 result of a batch: 1 succeeded"),
        ({"results": [RESULT, FAILED, RESULT]}, "3 results of a batch: 2 succeeded, 1 errored"),
        (message([]), None),
        ({"data": []}, None),
    ],
)
def test_what_is_no_message_is_said_in_a_line(answer, outcome):
    read = ANTHROPIC_MESSAGES.read_answer(answer)
    assert read.outcome == outcome
    if outcome:
        assert (read.answers, read.unread, read.error) == ((), {}, None)


def test_the_lines_of_a_batchs_results_are_put_together():
    answer = ANTHROPIC_MESSAGES.unstream(Said(number, "", line) for number, line in enumerate((RESULT, FAILED)))
    assert answer.value == {"results": [RESULT, FAILED]}
    assert ANTHROPIC_MESSAGES.is_complete(answer.value, "{}")
    assert ANTHROPIC_MESSAGES.read_answer(answer.value).outcome == "2 results of a batch: 1 succeeded, 1 errored"


def test_what_nobody_understands_is_unread_and_known_extras_are_not():
    call = {"type": "tool_use", "id": "t", "name": "f", "input": {}, "caller": {"type": "direct"}, "mood": "blue"}
    more = {"container": {"id": "c"}, "context_management": {"applied_edits": []}, "weather": "fine", "nothing": None}
    read = ANTHROPIC_MESSAGES.read_answer(message([call], **more))
    assert read.unread == {"weather": "fine"}
    assert read.answers[0].unread == {"content/0/mood": "blue"}
    called = {**call, "caller": {"type": "code_execution_20260120", "tool_id": "s"}}
    assert answered(called).unread["content/0/caller"]["tool_id"] == "s"


def test_a_request_is_system_messages_tools_and_parameters():
    tool = {"name": "f", "description": "d", "input_schema": {"type": "object"}}
    read = asked(
        {"role": "user", "content": "hi"}, model="m", system="Be brief.", tools=[tool], max_tokens=9, stream=True
    )
    assert read.model == "m"
    assert read.system_instructions == (Text(content="Be brief.", at=("system",)),)
    assert [(said.role, said.text) for said in read.messages] == [("user", "hi")]
    assert read.messages[0].parts[0].at == ("messages", 0, "content")
    assert [(t.name, t.type, t.description, t.parameters) for t in read.tools] == [
        ("f", "function", "d", {"type": "object"})
    ]
    assert read.parameters == {"max_tokens": 9}
    assert read.unread == {}


def test_a_system_message_may_be_blocks_or_stand_in_the_middle():
    cached = {"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}
    read = asked({"role": "user", "content": "hi"}, {"role": "system", "content": "Now in French."}, system=[cached])
    assert read.system_instructions == (Text(content="Be brief.", at=("system", 0, "text")),)
    assert read.unread == {"system/0/cache_control": {"type": "ephemeral"}}
    assert [(said.role, said.text) for said in read.messages] == [("user", "hi"), ("system", "Now in French.")]


@pytest.mark.parametrize(
    ("url", "model"),
    [
        (f"{BEDROCK}-with-response-stream", "us.anthropic.claude-haiku-4-5-v1:0"),
        ("https://x.amazonaws.com/model/anthropic.claude-v2/invoke?x=1", "anthropic.claude-v2"),
        (
            "https://x/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fclaude/invoke",
            "arn:aws:bedrock:us-east-1:1:inference-profile/claude",
        ),
        (f"{VERTEX}:streamRawPredict", "claude@2025"),
        (f"{VERTEX}:rawPredict?alt=sse", "claude@2025"),
        (URL, None),
    ],
)
def test_the_model_may_be_named_in_the_address_alone(url, model):
    assert asked(url=url, anthropic_version="bedrock-2023-05-31").model == model
    assert asked(url=url, model="m").model == "m"


def test_a_tool_result_knows_which_tool_was_called_and_whether_it_failed():
    call = {"type": "tool_use", "id": "t", "name": "f", "input": {}}
    image = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AA"}}
    text = {"type": "text", "text": "a"}
    read = asked(
        {"role": "assistant", "content": [call]},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "t", "content": "no such city", "is_error": True},
                {"type": "tool_result", "tool_use_id": "other", "content": [text, {**text, "cache_control": {"a": 1}}]},
                {"type": "tool_result", "tool_use_id": "t", "content": [text, image], "is_error": False},
                {"type": "tool_result", "tool_use_id": "t"},
            ],
        },
    )
    said = read.messages[1]
    assert [(part.id, part.name, part.response) for part in said.parts] == [
        ("t", "f", "no such city"),
        ("other", None, "aa"),
        ("t", "f", [text, image]),
        ("t", "f", ""),
    ]
    assert said.parts[0].at == ("messages", 1, "content", 0, "content")
    assert said.unread == {"content/0/is_error": True, "content/1/content/1/cache_control": {"a": 1}}


PDF = {"type": "base64", "media_type": "application/pdf", "data": "AA"}
PNG = {"type": "base64", "media_type": "image/png", "data": "AA"}
INNER = [{"type": "text", "text": "a"}, {"type": "image", "source": PNG}]


@pytest.mark.parametrize(
    ("kind", "source", "parts"),
    [
        ("image", PNG, [Blob("image", "image/png", "AA")]),
        ("image", {"type": "url", "url": "https://x/a.png"}, [Uri("image", None, "https://x/a.png")]),
        ("image", {"type": "file", "file_id": "file_1"}, [File("image", None, "file_1")]),
        ("document", PDF, [Blob("file", "application/pdf", "AA")]),
        ("document", {"type": "url", "url": "https://x/a.pdf"}, [Uri("file", None, "https://x/a.pdf")]),
        ("document", {"type": "file", "file_id": "file_1"}, [File("file", None, "file_1")]),
        ("document", {"type": "text", "media_type": "text/plain", "data": "words"}, [Text("words")]),
        ("document", {"type": "content", "content": "words"}, [Text("words")]),
        ("document", {"type": "content", "content": INNER}, [Text("a"), Blob("image", "image/png", "AA")]),
    ],
)
def test_images_and_documents_are_media_by_where_they_come_from(kind, source, parts):
    read = asked({"role": "user", "content": [{"type": kind, "source": source}]}).messages[0]
    assert [part._replace(at=()) for part in read.parts] == parts
    assert all(part.at[:5] == ("messages", 0, "content", 0, "source") for part in read.parts)
    assert read.unread == {}


def test_what_of_a_document_is_no_words_is_unread():
    document = {
        "type": "document",
        "source": PDF,
        "title": "facts.pdf",
        "citations": {"enabled": True},
        "context": None,
    }
    read = asked({"role": "user", "content": [document], "mood": "blue"}).messages[0]
    assert read.unread == {"mood": "blue", "content/0/title": "facts.pdf", "content/0/citations": {"enabled": True}}


@pytest.mark.parametrize("source", [{"type": "torrent"}, "text", {"type": "base64", "data": None}])
def test_media_of_an_unknown_source_are_kept_whole(source):
    item = {"type": "image", "source": source}
    read = asked({"role": "user", "content": [item]}).messages[0]
    assert read.parts == (Other(raw=item, at=("messages", 0, "content", 0)),)


def test_tools_of_all_kinds_are_offered():
    tools = asked(
        tools=[
            {"type": "custom", "name": "f", "input_schema": {}},
            {"type": "web_search_20250305", "name": "web_search", "max_uses": 2},
            {"type": "mcp_toolset", "mcp_server_name": "s"},
            {"type": "computer_use"},
        ]
    ).tools
    assert [(tool.type, tool.name) for tool in tools] == [
        ("function", "f"),
        ("web_search_20250305", "web_search"),
        ("mcp_toolset", "s"),
        ("computer_use", "computer_use"),
    ]


def test_what_of_a_request_is_not_understood_is_unread():
    assert ANTHROPIC_MESSAGES.read_request({"messages": "hi", "tools": {"a": 1}}, "").unread == {
        "messages": "hi",
        "tools": {"a": 1},
    }
    read = asked("hi", 7, tools=["f"], system=5)
    assert [(said.role, said.parts[0].as_json()["type"]) for said in read.messages] == [("", "text"), ("", "other")]
    assert read.unread == {"tools/0": "f"}
    assert read.system_instructions == (Other(raw=5, at=("system",)),)


def test_a_batch_is_asked_for_with_its_requests():
    requests = [{"custom_id": "a", "params": {"model": "m", "messages": []}}]
    assert ANTHROPIC_MESSAGES.read_request({"requests": requests}, f"{URL}/batches").parameters == {
        "requests": requests
    }
