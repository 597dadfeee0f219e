"""OpenAI's Assistants: which calls are theirs, what was asked, and objects that are messages or a line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from cassette_cli.apis import Call, api_of
from cassette_cli.apis.openai_assistants import OPENAI_ASSISTANTS
from cassette_cli.messages import Message
from cassette_cli.parts import (
    Blob,
    File,
    Other,
    Refusal,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from cassette_cli.reassembling import reassemble
from tests.apis.assistants_events import NOTE, USAGE, message, run, runs, sse, step
from tests.apis.origins import at
from tests.recorded import interaction

URL = "https://api.openai.com/v1/threads/thread_1/runs"
CALL = {"id": "c", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
WANTED = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [CALL]}}


def read(answer: dict[str, Any]):
    return OPENAI_ASSISTANTS.read_answer(answer)


def listed(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"object": "list", "data": list(items), "first_id": "a", "last_id": "b", "has_more": False, **more}


def parts(*content: Any) -> list[Any]:
    (said,) = read(message(0, "completed", list(content))).answers
    return list(said.parts)


@pytest.mark.parametrize(
    "answer",
    [
        {"object": "thread", "id": "thread_1"},
        run("queued"),
        message(0, "completed", []),
        step(0, "completed", {"type": "tool_calls"}),
        {"object": "assistant", "id": "a"},
        {"object": "vector_store.file", "id": "f"},
        listed(run("queued")),
        {"object": "thread.message.delta", "id": "m", "delta": {}},
    ],
)
def test_an_object_tells_its_api_by_its_type(answer):
    assert api_of(Call(None, answer, "")) is OPENAI_ASSISTANTS


@pytest.mark.parametrize(
    "url", [URL, "https://x.openai.azure.com/openai/threads/t/messages", "http://x/v1/vector_stores"]
)
def test_the_address_tells_where_the_answer_does_not(url):
    for answer in (None, {"error": {"message": "no"}}, listed()):
        assert OPENAI_ASSISTANTS.recognises(Call(None, answer, url))
    assert not OPENAI_ASSISTANTS.recognises(Call(None, {"choices": []}, url))


@pytest.mark.parametrize(
    ("answer", "url"),
    [
        (None, "https://discord.com/api/threads/1"),
        ({"object": "list", "data": [{"object": "model"}]}, "https://api.openai.com/v1/models"),
        (listed(), "https://api.openai.com/v1/files"),
        ({"object": "chat.completion", "choices": []}, ""),
        ({"object": "response", "output": []}, ""),
        ([], URL),
        (5, URL),
    ],
)
def test_others_are_not_taken(answer, url):
    assert not OPENAI_ASSISTANTS.recognises(Call(None, answer, url))


def test_who_was_called_is_told_by_the_host():
    assert OPENAI_ASSISTANTS.provider("http://localhost/v1/threads", None) == "openai"
    assert OPENAI_ASSISTANTS.provider("https://x.openai.azure.com/openai/threads", None) == "azure.ai.openai"


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"object": "thread", "id": "thread_1"}, "thread thread_1"),
        ({"object": "thread.deleted", "id": "thread_1", "deleted": True}, "thread thread_1 deleted"),
        (run("queued"), "run run_1: queued"),
        (
            {"object": "assistant", "id": "a", "name": "Tutor", "model": "m", "tools": [{"type": "code_interpreter"}]},
            'assistant "Tutor": m, 1 tool: code_interpreter',
        ),
        (listed(run("completed"), run("failed"), has_more=True), "2 runs and more: completed, failed"),
        (listed({"object": "assistant", "id": "a", "name": "Tutor"}), '1 assistant: "Tutor"'),
        (listed(), "an empty list"),
        (
            step(0, "completed", {"type": "message_creation", "message_creation": {"message_id": "m"}}),
            "step message_creation: completed",
        ),
        (
            {
                "object": "vector_store",
                "name": "docs",
                "status": "in_progress",
                "file_counts": {"total": 3, "completed": 1},
            },
            'vector store "docs": in_progress, 1 of 3 files',
        ),
        ({"object": "vector_store.file", "id": "f", "status": "completed"}, "file of a vector store f: completed"),
        (
            {
                "object": "vector_store.search_results.page",
                "search_query": ["tea"],
                "data": [{"filename": "leaves.txt", "score": 0.981}],
            },
            '1 result for "tea", first leaves.txt (0.98)',
        ),
        ({"object": "vector_store.file_content.page", "data": [{"text": "a"}]}, "1 piece of a file's content"),
    ],
)
def test_what_is_no_message_is_told_in_a_line(answer, outcome):
    assert (read(answer).outcome, read(answer).answers) == (outcome, ())


def test_a_thread_s_messages_are_messages_in_their_order():
    words = {"type": "text", "text": {"value": "Hi [0]", "annotations": [NOTE]}}
    asked = {
        **message(1, "completed", [{"type": "text", "text": {"value": "Who?", "annotations": []}}]),
        "role": "user",
    }
    answered = read(listed(message(0, "completed", [words]), asked))
    assert [(said.role, said.text) for said in answered.answers] == [("assistant", "Hi [0]"), ("user", "Who?")]
    assert answered.answers[0].parts[0].citations == (NOTE,)
    assert answered.answers[0].parts[0].at == ("data", 0, "content", 0, "text", "value")
    assert answered.outcome is None


def test_content_is_text_refusals_and_images():
    assert parts(
        {"type": "refusal", "refusal": "No."},
        {"type": "image_file", "image_file": {"file_id": "f"}},
        {"type": "image_url", "image_url": {"url": "http://a/b.png"}},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
        {"type": "odd", "odd": 1},
    ) == [
        Refusal("No.", at=("content", 0, "refusal")),
        File("image", None, "f", at=("content", 1, "image_file", "file_id")),
        Uri("image", None, "http://a/b.png", at=("content", 2, "image_url", "url")),
        Blob("image", "image/png", "AAAA", at=("content", 3, "image_url", "url")),
        Other({"type": "odd", "odd": 1}, at=("content", 4)),
    ]


def test_a_run_that_waits_for_tools_calls_them():
    (said,) = read(run("requires_action", required_action=WANTED)).answers
    assert said.parts == (
        ToolCall(
            "c",
            "f",
            {"a": 1},
            '{"a": 1}',
            at=("required_action", "submit_tool_outputs", "tool_calls", 0, "function", "arguments"),
        ),
    )
    assert (said.finish_reason, said.finish_reason_raw) == ("tool_call", "requires_action")


@pytest.mark.parametrize(
    ("status", "details", "finish", "raw"),
    [
        ("completed", None, "stop", "completed"),
        ("incomplete", {"reason": "max_completion_tokens"}, "length", "max_completion_tokens"),
        ("incomplete", {"reason": "content_filter"}, "content_filter", "content_filter"),
        ("failed", None, "error", "failed"),
        ("cancelled", None, "cancelled", "cancelled"),
    ],
)
def test_a_streamed_answer_ends_as_its_run_does(status, details, finish, raw):
    answer = {"run": run(status, incomplete_details=details), "messages": [message(0, status, [])]}
    (said,) = read(answer).answers
    assert (said.finish_reason, said.finish_reason_raw) == (finish, raw)


def test_a_failed_run_is_an_error():
    failed = run("failed", last_error={"code": "rate_limit_exceeded", "message": "Too fast."})
    assert read(failed).error == "rate_limit_exceeded: Too fast."
    assert read({"run": failed}).error == "rate_limit_exceeded: Too fast."
    assert read({"run": failed}).outcome == "run run_1: failed"


def test_an_error_is_an_error():
    told = read({"error": {"message": "No thread found", "type": "invalid_request_error", "code": None}})
    assert (told.error, told.outcome) == ("invalid_request_error: No thread found", None)
    assert (read({"detail": "gone", "more": 1}).error, read({"detail": "gone", "more": 1}).unread) == (
        "gone",
        {"more": 1},
    )


def test_usage_is_that_of_the_run():
    usage = read(run("completed", usage=USAGE)).usage
    assert (usage.input_tokens, usage.output_tokens, usage.cached_tokens, usage.raw) == (7, 5, 2, USAGE)


def test_parts_stand_in_the_order_of_the_steps():
    code = {"input": "1+1", "outputs": [{"type": "logs", "logs": "2"}]}
    found = {"id": "d", "type": "file_search", "file_search": {"results": [{"file_id": "f"}]}}
    done = {**CALL, "function": {**CALL["function"], "output": "sunny"}}
    made = {"type": "message_creation", "message_creation": {"message_id": "msg_1"}}
    called = {"type": "tool_calls", "tool_calls": [{"id": "c", "type": "code_interpreter", "code_interpreter": code}]}
    others = {"type": "tool_calls", "tool_calls": [found, done, {"type": "odd"}]}
    text = [{"type": "text", "text": {"value": "Two.", "annotations": []}}]
    answer = {
        "run": run("completed"),
        "steps": [step(0, "completed", called), step(1, "completed", made), step(2, "completed", others)],
        "messages": [message(0, "completed", []), message(1, "completed", text)],
    }
    (said,) = read(answer).answers
    place = ("steps", 0, "step_details", "tool_calls", 0, "code_interpreter")
    assert said.parts[:3] == (
        ServerToolCall("c", "code_interpreter", {"type": "code_interpreter", "input": "1+1"}, at=place),
        ServerToolCallResponse("c", {"type": "code_interpreter", "outputs": code["outputs"]}, at=(*place, "outputs")),
        Text("Two.", at=("messages", 1, "content", 0, "text", "value")),
    )
    assert [type(part) for part in said.parts[3:]] == [
        ServerToolCall,
        ServerToolCallResponse,
        ToolCall,
        ToolCallResponse,
        Other,
    ]
    assert said.parts[6] == ToolCallResponse(
        "c", "sunny", "f", at=("steps", 2, "step_details", "tool_calls", 1, "function", "output")
    )


def test_steps_that_were_asked_for_are_their_tool_calls():
    called = {"type": "tool_calls", "tool_calls": [CALL]}
    (said,) = read(listed(step(1, "completed", called), step(0, "completed", {"type": "message_creation"}))).answers
    assert [call.name for call in said.tool_calls] == ["f"]


@given(runs())
@settings(max_examples=50)
def test_every_word_of_a_run_is_read_once_and_stands_where_it_says(twins):
    events, answer = twins
    said = reassemble(interaction(sse(events), url=URL))
    (read_of_twin,) = read(answer).answers or (Message("assistant", ()),)
    assert said.answers in ((), (read_of_twin,))
    texts = [
        block["text"]["value"] for each in answer.get("messages", []) for block in each["content"] if "text" in block
    ]
    assert [part.content for part in read_of_twin.parts if isinstance(part, Text)] == texts
    for part in read_of_twin.parts:
        if isinstance(part, Text | Refusal):
            assert at(answer, part.at) == part.content
        elif isinstance(part, ToolCall):
            assert at(answer, part.at) == part.arguments_text
    ids = [call.id for call in read_of_twin.tool_calls]
    assert len(ids) == len(set(ids))


def test_a_message_that_is_added_is_what_is_asked():
    asked = OPENAI_ASSISTANTS.read_request(
        {
            "role": "user",
            "content": [{"type": "text", "text": "Hi"}, {"type": "image_file", "image_file": {"file_id": "f"}}],
            "attachments": [{"file_id": "g", "tools": []}],
            "metadata": {"a": "b"},
        },
        "",
    )
    (said,) = asked.messages
    assert (said.role, said.text) == ("user", "Hi")
    assert said.parts[1:] == (
        File("image", None, "f", at=("content", 1, "image_file", "file_id")),
        File("file", None, "g", at=("attachments", 0, "file_id")),
    )
    assert asked.parameters == {"metadata": {"a": "b"}}


def test_a_run_is_asked_for_with_instructions_messages_and_tools():
    asked = OPENAI_ASSISTANTS.read_request(
        {
            "assistant_id": "a",
            "model": "m",
            "instructions": "Be brief.",
            "additional_instructions": "Be kind.",
            "additional_messages": [{"role": "user", "content": "Hi"}],
            "thread": {"messages": [{"role": "user", "content": "Ho"}], "metadata": {}},
            "tools": [{"type": "file_search"}, {"type": "function", "function": {"name": "f", "parameters": {}}}],
            "stream": True,
        },
        "",
    )
    assert asked.model == "m"
    assert [part.content for part in asked.system_instructions] == ["Be brief.", "Be kind."]
    assert [(said.text, said.parts[0].at) for said in asked.messages] == [
        ("Ho", ("thread", "messages", 0, "content")),
        ("Hi", ("additional_messages", 0, "content")),
    ]
    assert [(tool.type, tool.name) for tool in asked.tools] == [("file_search", "file_search"), ("function", "f")]
    assert asked.parameters == {"assistant_id": "a", "thread/metadata": {}}


def test_outputs_of_tools_are_tool_results():
    asked = OPENAI_ASSISTANTS.read_request({"tool_outputs": [{"tool_call_id": "c", "output": "sunny"}]}, "")
    (said,) = asked.messages
    assert (said.role, said.parts) == ("tool", (ToolCallResponse("c", "sunny", at=("tool_outputs", 0, "output")),))


def test_what_is_asked_in_another_type_is_kept():
    asked = OPENAI_ASSISTANTS.read_request({"tools": 5, "messages": "Hi", "instructions": 7}, "")
    assert asked.unread == {"tools": 5}
    assert asked.messages[0].parts == (Other("Hi", at=("messages",)),)
    assert asked.system_instructions == (Other(7, at=("instructions",)),)
