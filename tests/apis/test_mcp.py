"""The Model Context Protocol: which calls are its own, what was called, and what came back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.apis import Answer, Call, Kind, Place, Said, api_of
from cassette_cli.apis.mcp import MCP
from cassette_cli.messages import Message
from cassette_cli.parts import Blob, Other, Text, ToolCall, ToolCallResponse
from cassette_cli.reassembling import reassemble
from tests.apis.origins import check_origins
from tests.recorded import interaction

URL = "http://localhost:8000/mcp"


def asked(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def answered(result: Any, number: Any = 7) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "result": result}


def failed(**error: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 7, "error": error}


def notice(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def sse(*messages: Any) -> str:
    """As the official Python server sends them."""
    return ": ping - 1\r\n\r\n" + "".join(f"event: message\r\ndata: {json.dumps(each)}\r\n\r\n" for each in messages)


def unstream(*messages: Any) -> Answer:
    return MCP.unstream(Said(number, "message", each) for number, each in enumerate(messages))


def tool_result(*content: Any, **more: Any) -> Message:
    (said,) = MCP.read_answer(answered({"content": list(content), **more})).answers
    return said


INITIALIZED = {
    "protocolVersion": "2025-06-18",
    "capabilities": {"tools": {}, "logging": {}},
    "serverInfo": {"name": "weather", "version": "1.2"},
    "instructions": "Ask for one city at a time.",
}
RESULTS = [
    ({"tools": [{"name": name} for name in "abcd"]}, "tools/list: 4 tools: a, b, c, d"),
    ({"tools": [{"name": "a"}], "nextCursor": "x"}, "tools/list: 1 tool: a, and more"),
    ({"prompts": []}, "prompts/list: 0 prompts"),
    ({"resources": [{"name": "a", "uri": "file:///a"}]}, "resources/list: 1 resource: a"),
    ({"resourceTemplates": [{"name": "a", "uriTemplate": "file:///{x}"}]}, "resources/templates/list: 1 template: a"),
    (INITIALIZED, "initialize: weather 1.2, protocol 2025-06-18, offers tools, logging"),
    ({"contents": [{"uri": "file:///a", "text": "A"}]}, "resources/read: file:///a"),
    ({"messages": [{"role": "user", "content": text("Hi")}]}, "prompts/get: 1 message"),
    (
        {"completion": {"values": ["python"], "total": 3, "hasMore": True}},
        "completion/complete: 1 value of 3: python, and more",
    ),
    ({"content": [text("a"), text("b"), {"type": "image"}]}, None),
    ({"content": [text("a")], "isError": True}, "tools/call: failed"),
    ({"content": []}, "tools/call: nothing"),
]


@pytest.mark.parametrize(("result", "outcome"), RESULTS)
def test_a_result_tells_its_method_and_what_came_back(result, outcome):
    answer = answered(result)
    assert api_of(Call(None, answer, "")) is MCP
    assert MCP.read_answer(answer).outcome == outcome


def test_an_empty_result_is_known_by_what_was_asked():
    assert MCP.recognises(Call(asked("ping"), answered({}), ""))
    assert not MCP.recognises(Call(None, answered({}), ""))
    assert MCP.read_answer(answered({})).outcome == "done, nothing to say"


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (asked("eth_blockNumber"), answered("0x1")),
        (None, answered({"number": "0x1"})),
        (asked("message/send"), answered({"kind": "message", "parts": []})),
        (asked("message/stream"), answered({"kind": "status-update", "final": True})),
        (asked("tasks/get"), answered({"kind": "task", "messages": []})),
        (asked("tasks/cancel"), failed(code=-32001, message="Task not found")),
        (None, answered({"kind": "artifact-update", "content": []})),
        (None, {"jsonrpc": "1.0", "result": {"tools": []}}),
        (None, {"tools": []}),
        (asked("tools/call"), None),
        ({"method": "ping"}, {"status": "ok"}),
        (None, failed(code=-32600, message="no")),
        (None, [answered({"tools": []})]),
    ],
)
def test_what_else_is_json_rpc_is_not_taken(request_, answer):
    """An answer that is missing says nothing that can be told; A2A, chains and bare lists are others'."""
    assert not MCP.recognises(Call(request_, answer, "http://localhost/rpc"))


@pytest.mark.parametrize(
    ("request_", "answer", "url"),
    [
        (asked("tools/call"), failed(code=-32602, message="no"), ""),
        (asked("tools/list"), {"error": "invalid_token"}, ""),
        (None, failed(code=-32600, message="no"), URL),
        (None, notice("notifications/message", level="info", data="a"), ""),
        (None, {**asked("sampling/createMessage"), "id": 1}, ""),
    ],
)
def test_errors_and_what_a_server_says_by_itself_are_known_too(request_, answer, url):
    assert MCP.recognises(Call(request_, answer, url))


def test_a_tool_call_and_its_result_belong_together():
    request = asked("tools/call", name="weather", arguments={"city": "Oslo"})
    said = reassemble(interaction(json.dumps(answered({"content": [text("-3 °C")]})), request, url=URL))
    assert (said.api, said.operation, said.provider, said.response_id) == ("mcp", "execute_tool", None, "7")
    assert said.messages[0] == Message(
        "assistant", (ToolCall("7", "weather", {"city": "Oslo"}, at=("params", "arguments")),)
    )
    (result,) = said.answers
    place = ("result", "content", 0, "text")
    assert (result.role, result.parts) == ("tool", (ToolCallResponse("7", "-3 °C", "weather", place),))
    assert (said.parameters, said.unread) == ({}, {})


def test_a_tool_that_failed_says_so_and_is_no_error_of_the_protocol():
    said = tool_result(text("no such city"), isError=True)
    assert (said.finish_reason, said.finish_reason_raw) == ("error", "isError")
    assert MCP.read_answer(answered({"content": [], "isError": True})).error is None


def test_a_result_is_its_blocks_in_their_order():
    image = {"type": "image", "data": "AAAA", "mimeType": "image/png"}
    resource = {"type": "resource", "resource": {"uri": "file:///a", "text": "A"}}
    link = {"type": "resource_link", "uri": "file:///b", "name": "b"}
    assert tool_result(text("a"), image, resource, link, "odd").parts == (
        ToolCallResponse("7", "a", at=("result", "content", 0, "text")),
        Blob("image", "image/png", "AAAA", at=("result", "content", 1, "data")),
        ToolCallResponse("7", resource, at=("result", "content", 2)),
        ToolCallResponse("7", link, at=("result", "content", 3)),
        ToolCallResponse("7", "odd", at=("result", "content", 4)),
    )


@pytest.mark.parametrize(
    ("content", "structured"),
    [
        ([text('{"a": 1}')], {"a": 1}),
        ([text("a")], {"result": "a"}),
        ([text("3")], {"result": 3}),
        ([text("1"), text("2")], {"result": [1, 2]}),
    ],
)
def test_structured_content_that_only_repeats_the_texts_is_read_once(content, structured):
    assert len(tool_result(*content, structuredContent=structured).parts) == len(content)


def test_structured_content_that_says_more_is_read_too():
    said = tool_result(text("-3 °C"), structuredContent={"celsius": -3})
    assert said.parts[1] == ToolCallResponse("7", {"celsius": -3}, at=("result", "structuredContent"))


def test_prompts_and_resources_are_their_words():
    prompt = {"messages": [{"role": "user", "content": text("Hi")}, {"role": "assistant", "content": text("Ho")}, 5]}
    read = MCP.read_answer(answered({**prompt, "description": "greets"}))
    assert [(said.role, said.text) for said in read.answers] == [("user", "Hi"), ("assistant", "Ho"), ("", "")]
    assert read.answers[2].parts == (Other(5, at=("result", "messages", 2)),)
    assert read.unread == {"result/description": "greets"}
    held = [{"uri": "a", "text": "A"}, {"uri": "b", "blob": "AAAA", "mimeType": "application/pdf"}]
    (said,) = MCP.read_answer(answered({"contents": held})).answers
    assert said.parts == (
        Text("A", at=("result", "contents", 0, "text")),
        Blob("file", "application/pdf", "AAAA", at=("result", "contents", 1, "blob")),
    )


def test_an_error_is_its_code_and_message_and_keeps_its_data():
    read = MCP.read_answer(failed(code=-32602, message="Unknown tool: f", data={"tool": "f"}))
    assert (read.error, read.outcome) == ("-32602: Unknown tool: f", None)
    assert read.unread == {"error/data": {"tool": "f"}}
    assert MCP.read_answer({"error": "invalid_token", "error_description": "old"}).error == "invalid_token"


def test_what_a_server_tells_the_model_and_what_nobody_knows_is_kept():
    read = MCP.read_answer(answered({**INITIALIZED, "_meta": {"a": 1}}))
    assert read.unread == {"result/instructions": "Ask for one city at a time.", "result/_meta": {"a": 1}}
    assert MCP.read_answer(answered({"odd": 1})).unread == {"result": {"odd": 1}}
    assert MCP.read_answer({**answered({"tools": []}), "odd": 1}).unread == {"odd": 1}


def test_a_member_that_is_called_as_a_batch_is_and_values_that_are_no_list_are_kept():
    assert MCP.read_answer({**answered({"tools": []}), "batch": 5}).unread == {"batch": 5}
    odd = {"completion": {"values": 5}}
    assert MCP.read_answer(answered(odd)).unread == {"result": odd}


def test_other_methods_are_asked_with_their_parameters():
    read = MCP.read_request(asked("prompts/get", name="greet", arguments={"to": "me"}), "")
    assert read.parameters == {"method": "prompts/get", "name": "greet", "arguments": {"to": "me"}}
    assert MCP.read_request({"method": "ping", "params": [1]}, "").parameters == {"method": "ping", "params": [1]}
    odd = {"method": "ping", "params": {"method": "x"}}
    assert MCP.read_request(odd, "").parameters == odd


def test_what_a_model_said_for_the_server_is_a_message():
    result = {"role": "assistant", "content": text("Hi"), "model": "m", "stopReason": "endTurn"}
    read = MCP.read_request(answered(result), "")
    assert (read.model, read.messages[0].text, read.messages[0].finish_reason_raw) == ("m", "Hi", "endTurn")
    assert MCP.read_request(answered({"action": "decline"}), "").parameters == {"result": {"action": "decline"}}


PROGRESS = notice("notifications/progress", progressToken=1, progress=1, total=2)
LOG = notice("notifications/message", level="info", data="half way")
NOTICES = st.lists(st.sampled_from((PROGRESS, LOG, {**asked("roots/list"), "id": 1})), max_size=4)


@given(NOTICES, st.sampled_from([result for result, _ in RESULTS]))
def test_a_stream_is_its_unstreamed_twin_and_keeps_what_came_before_it(before, result):
    twin = answered(result)
    answer = unstream(*before, twin)
    assert answer.value == twin
    assert len(answer.unread) == len(before)
    check_origins(answer, [*before, twin])
    request = asked("tools/call", name="f", arguments={})
    streamed = reassemble(interaction(sse(*before, twin), request, url=URL))
    unstreamed = reassemble(interaction(json.dumps(twin), request, url=URL, media_type="application/json"))
    assert streamed.stream.complete
    assert (streamed.answers, streamed.outcome) == (unstreamed.answers, unstreamed.outcome)
    assert unstreamed.unread.items() <= streamed.unread.items()


def test_a_notification_is_kept_by_its_method_and_a_request_of_the_server_as_it_came():
    request = {**asked("elicitation/create", message="Which?"), "id": 1}
    assert unstream(PROGRESS, request, 5).unread == {
        "events/0/notifications/progress": PROGRESS["params"],
        "events/1": request,
        "events/2": 5,
    }


def test_the_result_knows_its_event():
    answer = unstream(PROGRESS, answered({"content": [text("a")]}))
    origin = answer.origin(("result", "content", 0, "text"))
    assert (origin.kind, origin.places) == (Kind.LAST, (Place(1, ("result", "content", 0, "text")),))


def test_a_stream_that_ends_before_the_result_is_cut():
    said = reassemble(interaction(sse(PROGRESS, LOG), asked("tools/call", name="f"), url=URL))
    assert (said.stream.complete, said.answers) == (False, ())


def test_an_error_in_a_stream_ends_it():
    body = sse(PROGRESS, failed(code=-32603, message="broke"))
    said = reassemble(interaction(body, asked("tools/call", name="f"), url=URL))
    assert (said.error, said.stream.complete) == ("-32603: broke", True)


@pytest.mark.parametrize("several", [False, True])
def test_the_results_of_a_batch_are_all_read_by_event_or_in_one(several):
    results = [answered({"content": [text("a")]}, 1), answered({"tools": []}, "2"), failed(code=1, message="no")]
    body = sse(results) if several else sse(*results)
    said = reassemble(interaction(body, [asked("tools/list")], url=URL))
    assert said.answers[0].parts == (ToolCallResponse("1", "a", at=("batch", 0, "result", "content", 0, "text")),)
    assert said.outcome == "tools/list: 0 tools"
    assert (said.error, said.stream.complete) == ("1: no", True)
    events = [results] if several else results
    check_origins(unstream(*events), events)


NAMES = st.sampled_from(
    (
        *("jsonrpc", "id", "method", "params", "result", "error", "code", "message", "data", "name", "arguments"),
        *("content", "text", "type", "isError", "structuredContent", "resource", "uri", "blob", "mimeType", "role"),
        *("tools", "prompts", "resources", "contents", "messages", "completion", "values", "total", "batch", "kind"),
        *("protocolVersion", "serverInfo", "capabilities", "nextCursor", "_meta", "instructions", "model"),
    )
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-1, 3)
    | st.floats()
    | st.sampled_from(("", "a", "2.0", "text", "image", "resource", "tools/call", "ping"))
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
RESPONSE = st.dictionaries(NAMES, ANYTHING, max_size=6).map(answered)


@given(st.lists(ANYTHING | RESPONSE, max_size=4))
def test_no_json_whatever_makes_it_fail(messages):
    answer = unstream(*messages)
    MCP.read_answer(answer.value)
    for value in messages:
        MCP.recognises(Call(value, value, URL, "message"))
        if isinstance(value, dict):
            MCP.read_answer(value)
            MCP.read_request(value, "")
            MCP.is_complete(value, "")
            MCP.provider("", value)


@given(RESPONSE)
def test_an_outcome_is_one_line(response):
    outcome = MCP.read_answer(response).outcome
    assert outcome is None or outcome.splitlines() == [outcome]
