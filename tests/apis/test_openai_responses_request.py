"""What the request for a response says."""

from __future__ import annotations

from typing import Any

import pytest

from cassette_cli.apis.openai_responses import OPENAI_RESPONSES
from cassette_cli.messages import Message
from cassette_cli.parts import Blob, File, Other, Refusal, ServerToolCallResponse, Text, ToolCallResponse, Uri

CALL = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "f", "arguments": '{"a": 1}'}


def asked(*items: Any) -> tuple[Message, ...]:
    return OPENAI_RESPONSES.read_request({"input": list(items)}, "").messages


def test_a_request_is_instructions_messages_tools_and_parameters():
    tool = {"type": "function", "name": "f", "description": "d", "parameters": {"type": "object"}, "strict": True}
    read = OPENAI_RESPONSES.read_request(
        {"model": "m", "input": "hi", "instructions": "be brief", "tools": [tool], "stream": True, "store": False}, ""
    )
    assert read.model == "m"
    assert read.system_instructions == (Text(content="be brief", at=("instructions",)),)
    assert read.messages == (Message(role="user", parts=(Text(content="hi", at=("input",)),)),)
    assert [(t.name, t.type, t.description, t.parameters) for t in read.tools] == [
        ("f", "function", "d", {"type": "object"})
    ]
    assert (read.parameters, read.unread) == ({"store": False}, {})


def test_tools_of_all_kinds_are_offered():
    tools = [
        {"type": "web_search"},
        {"type": "custom", "name": "sql"},
        {"type": "mcp", "server_label": "deepwiki", "server_description": "d", "server_url": "u"},
        {"type": "function", "function": {"name": "old", "parameters": {}}},
    ]
    read = OPENAI_RESPONSES.read_request({"tools": tools}, "").tools
    assert [(tool.type, tool.name) for tool in read] == [
        ("web_search", "web_search"),
        ("custom", "sql"),
        ("mcp", "deepwiki"),
        ("function", "old"),
    ]


def test_items_that_a_model_or_a_tool_said_together_are_one_message():
    read = asked(
        {"role": "developer", "content": "be brief"},
        {"role": "user", "content": [{"type": "input_text", "text": "weather?"}]},
        {"type": "reasoning", "summary": [], "encrypted_content": "e"},
        CALL,
        {**CALL, "call_id": "call_2", "name": "g"},
        {"type": "function_call_output", "call_id": "call_2", "output": "2"},
        {"type": "function_call_output", "call_id": "call_1", "output": [{"type": "input_text", "text": "1"}]},
        {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "12"}]},
        {"role": "user", "content": "a"},
        {"role": "user", "content": "b"},
    )
    assert [said.role for said in read] == ["developer", "user", "assistant", "tool", "assistant", "user", "user"]
    assert [part.type for part in read[2].parts] == ["reasoning", "tool_call", "tool_call"]
    assert read[3].parts == (
        ToolCallResponse("call_2", "2", "g", ("input", 5, "output")),
        ToolCallResponse("call_1", "1", "f", ("input", 6, "output")),
    )


PNG = "data:image/png;base64,AA"
PDF = "data:application/pdf;base64,AA"


@pytest.mark.parametrize(
    ("item", "part"),
    [
        ({"type": "input_image", "image_url": "https://x/a.png"}, Uri("image", None, "https://x/a.png")),
        ({"type": "input_image", "image_url": PNG, "detail": "auto"}, Blob("image", "image/png", "AA")),
        ({"type": "input_image", "file_id": "file-1"}, File("image", None, "file-1")),
        ({"type": "input_file", "file_data": PDF}, Blob("file", "application/pdf", "AA")),
        ({"type": "input_file", "file_data": "AA"}, Blob("file", None, "AA")),
        ({"type": "input_file", "file_url": "https://x/a.pdf"}, Uri("file", None, "https://x/a.pdf")),
        ({"type": "input_file", "file_id": "file-1"}, File("file", None, "file-1")),
        ({"type": "input_audio", "input_audio": {"data": "AA", "format": "wav"}}, Blob("audio", "audio/wav", "AA")),
        ({"type": "refusal", "refusal": "no"}, Refusal("no")),
        ({"type": "hologram"}, Other({"type": "hologram"})),
        ({"type": "input_text", "text": None}, Other({"type": "input_text", "text": None})),
        ("words", Text("words")),
        (7, Other(7)),
    ],
)
def test_each_kind_of_content_is_its_part(item, part):
    (said,) = asked({"role": "user", "content": [item]})
    (read,) = said.parts
    assert read._replace(at=()) == part
    assert read.at[:4] == ("input", 0, "content", 0)
    assert said.unread == {}


@pytest.mark.parametrize(
    ("item", "response"),
    [
        ({"type": "custom_tool_call_output", "call_id": "c", "output": "1"}, "1"),
        ({"type": "local_shell_call_output", "id": "c", "output": "1"}, "1"),
        ({"type": "apply_patch_call_output", "call_id": "c", "status": "failed"}, "failed"),
        (
            {"type": "function_call_output", "call_id": "c", "output": [{"type": "input_image"}]},
            [{"type": "input_image"}],
        ),
        ({"type": "tool_search_output", "call_id": "c", "tools": []}, []),
    ],
)
def test_what_a_tool_answered_is_its_response(item, response):
    (said,) = asked(item)
    assert (said.role, said.parts[0].id, said.parts[0].response) == ("tool", "c", response)


def test_an_approval_is_what_the_user_answered():
    (said,) = asked({"type": "mcp_approval_response", "approval_request_id": "m", "approve": True})
    assert said.role == "user"
    assert said.parts[0] == ServerToolCallResponse(
        "m", {"type": "mcp_approval_response", "approve": True}, ("input", 0)
    )


def test_what_of_a_request_is_not_understood_is_kept():
    file = {
        "type": "input_file",
        "file_data": PDF,
        "filename": "a.pdf",
        "prompt_cache_breakpoint": {"mode": "explicit"},
    }
    said, odd, reference = asked({"role": "user", "content": [file]}, 7, {"type": "item_reference", "id": "msg_1"})
    assert said.unread == {
        "input/0/content/0/filename": "a.pdf",
        "input/0/content/0/prompt_cache_breakpoint": {"mode": "explicit"},
    }
    assert odd.parts == (Other(raw=7, at=("input", 1)),)
    assert reference.parts[0].raw["id"] == "msg_1"
    assert OPENAI_RESPONSES.read_request({"input": 5, "tools": {}, "instructions": []}, "").unread == {
        "input": 5,
        "tools": {},
        "instructions": [],
    }
