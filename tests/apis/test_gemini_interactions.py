"""Gemini's interactions, asked and answered, as messages."""

from __future__ import annotations

from typing import Any

import pytest

from cassette_cli.apis import Call, api_of
from cassette_cli.apis.gemini_interactions import GEMINI_INTERACTIONS
from cassette_cli.messages import Message
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

URL = "https://x.example/v1beta/interactions"


@pytest.mark.parametrize(
    ("request_json", "answer", "url", "is_interaction"),
    [
        (None, {"event_type": "interaction.created"}, "", True),
        (None, {"event_type": "step.delta"}, "", True),
        (None, {"event_type": "content.start"}, "", True),
        (None, {"object": "interaction", "status": "completed"}, "", True),
        (None, {"status": "completed", "steps": [{"type": "model_output"}]}, "", True),
        (None, {"status": "completed", "steps": [{"type": "url_context_call"}]}, "", True),
        ({"input": "a"}, None, URL, True),
        (None, {"error": {"message": "no"}}, f"{URL}/v1_a?stream=true", True),
        (None, None, URL, False),
        (None, {"event_type": "text-generation", "is_finished": False}, URL, False),
        (None, {"status": "completed", "steps": [{"name": "checkout", "status": "ok"}]}, "", False),
        (None, {"interactions": []}, URL, False),
        (None, [1], URL, False),
    ],
)
def test_an_interaction_is_told_by_its_body_and_by_its_address_only_without_one(
    request_json, answer, url, is_interaction
):
    assert GEMINI_INTERACTIONS.recognises(Call(request_json, answer, url)) is is_interaction
    assert (api_of(Call(request_json, answer, url)) is GEMINI_INTERACTIONS) is is_interaction


def answered(*steps: Any, status: str = "completed", **more: Any) -> Message:
    (said,) = GEMINI_INTERACTIONS.read_answer({"id": "i", "status": status, "steps": list(steps), **more}).answers
    return said


def asked(said: Any, **more: Any) -> Any:
    return GEMINI_INTERACTIONS.read_request({"model": "gemini-9", "input": said, **more}, URL)


AT = ("steps", 0)
ITEM = (*AT, "content", 0)


@pytest.mark.parametrize(
    ("step", "parts"),
    [
        (
            {"type": "thought", "summary": [{"type": "text", "text": "hm"}], "signature": "s"},
            [Reasoning(content="hm", signature="s", at=(*AT, "summary", 0, "text"))],
        ),
        (
            {"type": "thought", "summary": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}, {"x": 1}]},
            [Reasoning(content="a\nb", at=(*AT, "summary")), Other(raw={"x": 1}, at=(*AT, "summary", 2))],
        ),
        ({"type": "thought", "signature": "s"}, [Reasoning(content="", signature="s", at=AT)]),
        (
            {"type": "model_output", "content": [{"type": "text", "text": "a", "annotations": [{"url": "u"}]}]},
            [Text(content="a", citations=({"url": "u"},), at=(*ITEM, "text"))],
        ),
        (
            {"type": "model_output", "content": [{"type": "image", "data": "AA", "mime_type": "image/png"}]},
            [Blob(modality="image", mime_type="image/png", content="AA", at=(*ITEM, "data"))],
        ),
        (
            {"type": "model_output", "content": [{"type": "document", "uri": "u", "mime_type": "application/pdf"}]},
            [Uri(modality="file", mime_type="application/pdf", uri="u", at=(*ITEM, "uri"))],
        ),
        (
            {"type": "function_call", "id": "c", "name": "f", "arguments": {"a": 1}, "signature": "s"},
            [
                Reasoning(content="", signature="s", at=(*AT, "signature")),
                ToolCall(id="c", name="f", arguments={"a": 1}, arguments_text='{"a": 1}', at=(*AT, "arguments")),
            ],
        ),
        (
            {"type": "function_result", "call_id": "c", "name": "f", "result": [{"type": "text", "text": "4"}]},
            [ToolCallResponse(id="c", response=[{"type": "text", "text": "4"}], name="f", at=(*AT, "result"))],
        ),
        (
            {"type": "google_search_call", "id": "s", "arguments": {"queries": ["q"]}, "search_type": "web_search"},
            [
                ServerToolCall(
                    id="s",
                    name="google_search",
                    call={"queries": ["q"], "search_type": "web_search", "type": "google_search"},
                    at=AT,
                )
            ],
        ),
        (
            {"type": "mcp_server_tool_call", "id": "m", "name": "add", "server_name": "sums", "arguments": "1+1"},
            [
                ServerToolCall(
                    id="m",
                    name="add",
                    call={"type": "mcp_server_tool", "server_name": "sums", "arguments": "1+1"},
                    at=AT,
                )
            ],
        ),
        (
            {"type": "code_execution_result", "call_id": "x", "result": "1\n", "is_error": False},
            [
                ServerToolCallResponse(
                    id="x", response={"type": "code_execution", "result": "1\n", "is_error": False}, at=AT
                )
            ],
        ),
        ({"type": "hologram"}, [Other(raw={"type": "hologram"}, at=AT)]),
        (
            {"type": "model_output", "content": [7, {"type": "image"}]},
            [Other(7, ITEM), Other({"type": "image"}, (*AT, "content", 1))],
        ),
        (7, [Other(raw=7, at=AT)]),
    ],
)
def test_each_kind_of_step_is_read(step, parts):
    assert list(answered(step).parts) == parts


@pytest.mark.parametrize(
    ("status", "raw", "normal"),
    [
        ("completed", "completed", "stop"),
        ("requires_action", "requires_action", "tool_call"),
        ("failed", "failed", "error"),
        ("cancelled", "cancelled", "error"),
        ("incomplete", "incomplete", "incomplete"),
        ("in_progress", None, None),
    ],
)
def test_a_status_says_how_it_ended(status, raw, normal):
    said = answered({"type": "model_output", "content": [{"type": "text", "text": "a"}]}, status=status)
    assert (said.finish_reason, said.finish_reason_raw) == (normal, raw)
    assert GEMINI_INTERACTIONS.is_complete({"status": status}, "{}") is (raw is not None)


def test_an_interaction_that_ends_with_a_call_waits_for_its_caller():
    assert answered({"type": "function_call", "name": "f", "arguments": {}}).finish_reason == "tool_call"


def test_the_end_mark_ends_a_stream_too():
    assert GEMINI_INTERACTIONS.is_complete({}, "[DONE]")
    assert not GEMINI_INTERACTIONS.is_complete({"error": {"message": "no"}}, "[DONE]")


def test_an_interaction_that_only_began_has_no_answer():
    assert GEMINI_INTERACTIONS.read_answer({"id": "i", "status": "in_progress", "steps": []}).answers == ()


def test_usage_is_copied_and_never_computed():
    usage = {"total_input_tokens": 5, "total_output_tokens": 2, "total_cached_tokens": 4, "total_thought_tokens": 7}
    read = GEMINI_INTERACTIONS.read_answer({"usage": usage}).usage
    assert (read.input_tokens, read.output_tokens, read.cached_tokens, read.reasoning_tokens) == (5, 2, 4, 7)


def test_what_nobody_understands_is_unread():
    item = {"type": "text", "text": "a", "mood": "blue"}
    said = answered({"type": "model_output", "content": [item], "x": 1, "usage": {"total_tokens": 1}})
    assert said.unread == {"steps/0/x": 1, "steps/0/content/0/mood": "blue"}
    assert GEMINI_INTERACTIONS.read_answer({"weather": "fine", "input": "a", "role": "model"}).unread == {
        "weather": "fine"
    }
    assert GEMINI_INTERACTIONS.read_answer({"status": "completed", "steps": "s"}).answers[0].parts[0].raw == "s"


@pytest.mark.parametrize(
    "answer",
    [
        {"error": {"code": "c", "message": "no"}},
        {"errors": [{"code": "c", "message": "no"}]},
        {"steps": [{"type": "model_output", "error": {"code": "c", "message": "no"}}]},
    ],
)
def test_an_error_is_said_in_one_line(answer):
    assert GEMINI_INTERACTIONS.read_answer(answer).error == "c: no"


def test_a_text_is_the_users_message():
    read = asked("hi", system_instruction="be brief", generation_config={"temperature": 0}, stream=True, store=False)
    assert read.model == "gemini-9"
    assert [(said.role, said.parts) for said in read.messages] == [("user", (Text("hi", at=("input",)),))]
    assert read.system_instructions == (Text("be brief", at=("system_instruction",)),)
    assert read.parameters == {"temperature": 0, "store": False}
    assert read.unread == {}


def test_items_of_one_turn_are_one_message():
    picture = {"type": "image", "uri": "u", "mime_type": "image/png"}
    (said,) = asked([{"type": "text", "text": "what is it?"}, picture]).messages
    assert (said.role, [part.type for part in said.parts]) == ("user", ["text", "uri"])
    assert said.parts[0].at == ("input", 0, "text")


def test_turns_have_their_roles():
    read = asked([{"role": "user", "content": "hi"}, {"role": "model", "content": [{"type": "text", "text": "ho"}]}])
    assert [(said.role, said.text) for said in read.messages] == [("user", "hi"), ("assistant", "ho")]


def test_steps_are_turns_of_who_makes_them():
    steps = [
        {"type": "user_input", "content": [{"type": "text", "text": "hi"}]},
        {"type": "thought", "signature": "s"},
        {"type": "function_call", "id": "c", "name": "f", "arguments": {}},
        {"type": "function_result", "call_id": "c", "result": "4"},
    ]
    found = [(said.role, [part.type for part in said.parts]) for said in asked(steps).messages]
    assert found == [("user", ["text"]), ("assistant", ["reasoning", "tool_call"]), ("tool", ["tool_call_response"])]


def test_tools_are_functions_and_the_apis_own():
    function = {"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}}
    read = asked("hi", tools=[function, {"type": "google_search"}])
    assert [(tool.type, tool.name, tool.description, tool.parameters) for tool in read.tools] == [
        ("function", "f", "d", {"type": "object"}),
        ("google_search", "google_search", None, None),
    ]


def test_what_of_a_request_is_not_understood_is_kept():
    read = asked(7, tools="t", generation_config=3, system_instruction={"parts": []})
    assert read.messages[0].parts[0].raw == 7
    assert read.unread == {"tools": "t", "generation_config": 3}
    assert read.system_instructions[0].raw == {"parts": []}
    (said,) = asked([{"role": "user", "content": "a", "mood": "blue"}]).messages
    assert said.unread == {"mood": "blue"}


@pytest.mark.parametrize("item", [{"type": ["text"]}, {"type": {}}, {"type": "text", "text": 5}, "words", None])
def test_an_item_of_a_summary_that_is_no_text_is_kept(item):
    step = {"type": "thought", "summary": [{"type": "text", "text": "hm"}, item]}
    parts = GEMINI_INTERACTIONS.read_answer({"status": "completed", "steps": [step]}).answers[0].parts
    assert parts == (
        Reasoning(content="hm", at=("steps", 0, "summary", 0, "text")),
        Other(raw=item, at=("steps", 0, "summary", 1)),
    )
