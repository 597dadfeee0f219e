"""How a response is told, and what its output and its request say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cassette_cli.apis import Call, api_of
from cassette_cli.apis.openai_responses import OPENAI_RESPONSES
from cassette_cli.messages import Message
from cassette_cli.parts import (
    Blob,
    Other,
    Part,
    Reasoning,
    Refusal,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
)
from cassette_cli.reassembling import reassemble
from tests.apis.responses_events import NOTE, USAGE, delta, life, response
from tests.recorded import interaction

URL = "https://api.openai.com/v1/responses"
REFUSED = {"error": {"message": "no", "type": "invalid_request_error"}}


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_ours"),
    [
        (None, response(), "", True),
        (None, life("created"), "", True),
        (None, delta("output_text", "a"), "", True),
        (None, {"object": "response.input_tokens", "input_tokens": 1}, "", True),
        (None, {"object": "response.compaction", "output": []}, "", True),
        ({"input": "hi"}, None, URL, True),
        ({"input": "hi"}, REFUSED, "https://hidden/responses", True),
        (None, None, "https://x.openai.azure.com/openai/responses?api-version=1", True),
        (None, REFUSED, f"{URL}/resp_1?stream=true&starting_after=3", True),
        (None, REFUSED, f"{URL}/compact", True),
        (None, {"object": "list", "data": []}, f"{URL}/resp_1/input_items", True),
        (None, {"object": "list", "data": []}, URL, False),
        (None, REFUSED, "https://quiz.example.com/surveys/1/responses", False),
        (None, {"answers": []}, URL, False),
        (None, [1], URL, False),
        ({"messages": []}, REFUSED, "https://api.openai.com/v1/chat/completions", False),
        (None, {"type": "response.created", "event_id": "e", "response": {}}, "", False),
        (None, {"type": "response.done", "response": {"object": "realtime.response"}}, "", False),
        (None, {"object": "chat.completion", "choices": []}, "", False),
    ],
)
def test_a_response_is_told_by_its_body_and_by_its_address_only_without_one(request_json, answer, url, is_ours):
    assert OPENAI_RESPONSES.recognises(Call(request_json, answer, url)) is is_ours
    assert (api_of(Call(request_json, answer, url)) is OPENAI_RESPONSES) is is_ours


def test_the_name_of_an_event_tells_a_response_too():
    assert OPENAI_RESPONSES.recognises(Call(None, {"delta": "a"}, "", "response.output_text.delta"))


def answered(*items: Any, **more: Any) -> Message:
    (said,) = OPENAI_RESPONSES.read_answer(response(list(items), **more)).answers
    return said


def message(*content: Any, **more: Any) -> dict[str, Any]:
    return {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed", "content": [*content], **more}


CALL = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "f", "arguments": '{"a": 1}'}


def test_the_items_of_an_output_are_parts_of_one_message_in_their_order():
    thought = {"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "hm"}]}
    said = answered(
        {**thought, "encrypted_content": "sealed"},
        message(
            {"type": "output_text", "text": "so", "annotations": [NOTE], "logprobs": []},
            {"type": "refusal", "refusal": "no"},
        ),
        CALL,
        {"type": "custom_tool_call", "call_id": "call_2", "name": "sql", "input": "1"},
    )
    assert said.parts == (
        Reasoning(content="hm", encrypted="sealed", at=("output", 0, "summary", 0, "text")),
        Text(content="so", citations=(NOTE,), at=("output", 1, "content", 0, "text")),
        Refusal(content="no", at=("output", 1, "content", 1, "refusal")),
        ToolCall("call_1", "f", {"a": 1}, '{"a": 1}', ("output", 2, "arguments")),
        ToolCall("call_2", "sql", "1", "1", ("output", 3, "input")),
    )
    assert (said.role, said.unread) == ("assistant", {})


@pytest.mark.parametrize(
    ("item", "parts"),
    [
        (
            {"type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": "hm"}]},
            [Reasoning(content="hm")],
        ),
        (
            {
                "type": "reasoning",
                "summary": [{"type": "summary_text", "text": "a"}, {"type": "summary_text", "text": "b"}],
            },
            [Reasoning(content="a"), Reasoning(content="b")],
        ),
        ({"type": "reasoning", "summary": [], "encrypted_content": "e"}, [Reasoning(content="", encrypted="e")]),
        ({"type": "reasoning", "summary": []}, [Reasoning(content="")]),
        (
            {"type": "reasoning", "summary": [{"type": "song"}], "encrypted_content": "e"},
            [Reasoning(content="", encrypted="e"), Other(raw={"type": "song"})],
        ),
        ({**CALL, "arguments": "{"}, [ToolCall("call_1", "f", "{", "{")]),
        ({**CALL, "call_id": None}, [ToolCall("fc_1", "f", {"a": 1}, '{"a": 1}')]),
        (
            {"type": "web_search_call", "id": "ws", "status": "completed", "action": {"query": "q"}},
            [ServerToolCall("ws", "web_search", {"type": "web_search_call", "action": {"query": "q"}})],
        ),
        (
            {"type": "file_search_call", "id": "fs", "status": "failed", "queries": ["q"], "results": [{"text": "t"}]},
            [
                ServerToolCall("fs", "file_search", {"type": "file_search_call", "status": "failed", "queries": ["q"]}),
                ServerToolCallResponse("fs", {"type": "file_search_call", "results": [{"text": "t"}]}),
            ],
        ),
        (
            {"type": "code_interpreter_call", "id": "ci", "code": "1", "container_id": "c", "outputs": []},
            [
                ServerToolCall(
                    "ci", "code_interpreter", {"type": "code_interpreter_call", "code": "1", "container_id": "c"}
                ),
                ServerToolCallResponse("ci", {"type": "code_interpreter_call", "outputs": []}),
            ],
        ),
        (
            {"type": "image_generation_call", "id": "ig", "size": "1x1", "output_format": "webp", "result": "AA"},
            [
                ServerToolCall(
                    "ig",
                    "image_generation",
                    {"type": "image_generation_call", "size": "1x1", "output_format": "webp"},
                ),
                Blob("image", "image/webp", "AA"),
            ],
        ),
        (
            {"type": "mcp_call", "id": "m", "name": "f", "server_label": "s", "arguments": '{"a": 1}', "output": "o"},
            [
                ServerToolCall("m", "f", {"type": "mcp_call", "server_label": "s", "arguments": {"a": 1}}),
                ServerToolCallResponse("m", {"type": "mcp_call", "output": "o"}),
            ],
        ),
        (
            {"type": "mcp_list_tools", "id": "m", "server_label": "s", "tools": [{"name": "f"}]},
            [
                ServerToolCall("m", "mcp_list_tools", {"type": "mcp_list_tools", "server_label": "s"}),
                ServerToolCallResponse("m", {"type": "mcp_list_tools", "tools": [{"name": "f"}]}),
            ],
        ),
        (
            {"type": "mcp_approval_request", "id": "m", "name": "f", "server_label": "s", "arguments": "{}"},
            [ServerToolCall("m", "f", {"type": "mcp_approval_request", "server_label": "s", "arguments": {}})],
        ),
        (
            {"type": "computer_call", "id": "c", "call_id": "call", "action": {"type": "wait"}},
            [ToolCall("call", "computer", {"type": "wait"}, '{"type": "wait"}')],
        ),
        (
            {"type": "local_shell_call", "id": "c", "call_id": "call", "action": {"command": ["ls"]}},
            [ToolCall("call", "local_shell", {"command": ["ls"]}, '{"command": ["ls"]}')],
        ),
        (
            {"type": "shell_call", "call_id": "call", "action": {"commands": ["ls"]}},
            [ToolCall("call", "shell", {"commands": ["ls"]}, '{"commands": ["ls"]}')],
        ),
        (
            {"type": "apply_patch_call", "call_id": "call", "operation": {"diff": "+a"}},
            [ToolCall("call", "apply_patch", {"diff": "+a"}, '{"diff": "+a"}')],
        ),
        (
            {"type": "program", "id": "p", "code": "1"},
            [ServerToolCall("p", "program", {"type": "program", "code": "1"})],
        ),
        (
            {"type": "program_output", "call_id": "p", "result": "2"},
            [ToolCallResponse("p", "2")],
        ),
        (
            {"type": "compaction", "id": "c", "encrypted_content": "e"},
            [ServerToolCallResponse("c", {"type": "compaction", "encrypted_content": "e"})],
        ),
        (
            {"type": "compaction"},
            [ServerToolCallResponse(None, {"type": "compaction"})],
        ),
        ("odd", [Other(raw="odd")]),
    ],
)
def test_each_kind_of_item_is_its_parts(item, parts):
    def bare(part: Part) -> Part:
        return part._replace(at=())

    said = answered(item)
    assert [bare(part) for part in said.parts] == parts
    assert all(part.at[:2] == ("output", 0) for part in said.parts)
    assert said.unread == {}


def test_a_tool_that_only_a_dialect_has_is_one_of_the_provider():
    (part,) = answered({"type": "x_search_call", "id": "x", "query": "q"}).parts
    assert part == ServerToolCall("x", "x_search", {"type": "x_search_call", "query": "q"}, ("output", 0))


@pytest.mark.parametrize(
    ("output", "more", "finish"),
    [
        ([message()], {"status": "completed"}, ("stop", "completed")),
        ([CALL], {"status": "completed"}, ("tool_call", "completed")),
        (
            [{"type": "shell_call", "call_id": "c"}, {"type": "shell_call_output", "call_id": "c", "output": []}],
            {"status": "completed"},
            ("stop", "completed"),
        ),
        (
            [],
            {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
            ("length", "max_output_tokens"),
        ),
        ([], {"status": "incomplete", "incomplete_details": {"reason": "content_filter"}}, ("content_filter",) * 2),
        ([], {"status": "incomplete"}, ("incomplete", "incomplete")),
        ([message()], {"status": "failed"}, ("error", "failed")),
        ([message()], {"status": "cancelled"}, ("cancelled", "cancelled")),
        ([message()], {"status": "in_progress"}, (None, None)),
        ([message()], {"status": None}, ("stop", None)),
    ],
)
def test_finish_reasons_are_said_in_few_words(output, more, finish):
    said = answered(*output, **more)
    assert (said.finish_reason, said.finish_reason_raw) == finish


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"object": "response.input_tokens", "input_tokens": 1234}, "1,234 input tokens"),
        (
            {"object": "response.compaction", "output": [{"role": "user"}, {"type": "compaction"}]},
            "compacted to 2 items: 1 message, 1 compaction",
        ),
        ({"id": "resp_1", "object": "response", "deleted": True}, "response deleted"),
        (response(status="queued"), "response queued"),
        (response(status="in_progress"), "response in progress"),
        (response(status="cancelled"), "response cancelled"),
        ({"object": "list", "data": [{"type": "message"}]}, "1 item: 1 message"),
        (response([message()]), None),
    ],
)
def test_what_is_no_message_is_told_in_a_line(answer, outcome):
    read = OPENAI_RESPONSES.read_answer(answer)
    assert read.outcome == outcome
    assert bool(read.answers) is (outcome is None)


def test_a_compacted_conversation_is_counted_too():
    answer = {"object": "response.compaction", "output": [], "usage": USAGE}
    talk = reassemble(interaction(json.dumps(answer), url=f"{URL}/compact", media_type="application/json"))
    assert (talk.api, talk.outcome, talk.usage.input_tokens) == ("openai.responses", "compacted to 0 items", 9)


def test_usage_is_copied_and_never_computed():
    read = OPENAI_RESPONSES.read_answer(response()).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.reasoning_tokens) == (9, 5, 4, 2)
    assert read.raw == USAGE
    assert OPENAI_RESPONSES.read_answer(response(usage=None)).usage is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (REFUSED, "invalid_request_error: no"),
        ({"error": "no"}, "no"),
        ({"detail": "no"}, "no"),
        ({"message": "no", "code": 4}, "no"),
        (response(status="failed", error={"code": "server_error", "message": "oh\nno"}), "server_error: oh no"),
        (response([message()]), None),
    ],
)
def test_an_error_is_said_in_one_line(answer, error):
    assert OPENAI_RESPONSES.read_answer(answer).error == error


def test_what_nobody_understands_is_unread_and_what_was_asked_is_not():
    said = {"type": "output_text", "text": "a", "annotations": [], "mood": "blue"}
    read = OPENAI_RESPONSES.read_answer(response([message(said, phase="commentary")], weather="fine", top_p=1))
    assert read.unread == {"weather": "fine"}
    assert read.answers[0].unread == {"output/0/phase": "commentary", "output/0/content/0/mood": "blue"}
    assert OPENAI_RESPONSES.read_answer({"output": "text"}).unread == {"output": "text"}
    assert answered({**CALL, "mood": "blue"}).unread == {"output/0/mood": "blue"}


def test_the_provider_is_told_by_azures_filters_where_the_host_is_hidden():
    assert OPENAI_RESPONSES.provider("https://hidden/responses", response(content_filters=[{}])) == "azure.ai.openai"
    assert OPENAI_RESPONSES.provider(URL, response()) == "openai"
    assert OPENAI_RESPONSES.provider("", response()) is None


@pytest.mark.parametrize(
    ("answer", "last", "is_complete"),
    [
        (response(), "{}", True),
        (response(status="incomplete"), "{}", True),
        (response(status="failed"), "{}", True),
        (response(status="in_progress"), "{}", False),
        (response(status="in_progress"), "[DONE]", True),
        ({}, '{"type": "response.completed"}', True),
        ({}, '{"type": "response.created"}', False),
        ({}, "", False),
    ],
)
def test_a_stream_is_complete_with_a_final_status_or_an_end_mark(answer, last, is_complete):
    assert OPENAI_RESPONSES.is_complete(answer, last) is is_complete


def test_an_error_that_is_no_json_is_still_a_call_of_responses():
    found = interaction("<html>gone</html>", {"input": "hi"}, url=URL, media_type="text/html", status=502)
    talk = reassemble(found)
    assert (talk.api, talk.error, talk.messages[0].text) == ("openai.responses", "<html>gone</html>", "hi")
