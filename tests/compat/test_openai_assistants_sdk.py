"""What the official openai SDK makes of a run's stream, with its AssistantEventHandler, is what we make of it.

The corpus has no such stream, so that all of them are generated; of what else it has, the SDK reads vector stores.
The SDK's steps are what deltas say: it does not look at the finished step.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import httpx2
import openai
import pytest
from hypothesis import given, settings

from cassette_cli.messages import Conversation
from cassette_cli.parts import File, Refusal, ServerToolCall, ServerToolCallResponse, Text
from cassette_cli.reassembling import reassemble
from tests.apis.assistants_events import Events, run, runs, sse
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import JSON, Replayed, client
from tests.recorded import interaction
from tests.shared import needs_corpus

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

JUDGE = "openai"
ANSWER = Replayed()
CLIENT = openai.OpenAI(
    api_key="unused", base_url="http://localhost/v1", max_retries=0, http_client=client(httpx2, ANSWER)
)


def official(body: str) -> Any:
    """The SDK's handler, which has read all of the stream."""
    ANSWER.give(body)
    with CLIENT.beta.threads.runs.stream(thread_id="thread_1", assistant_id="asst_1") as handler:
        handler.until_done()
    return handler


def compare(theirs: Any, ours: Conversation) -> None:
    ended = theirs.get_final_run()
    assert (ended.id, ended.model) == (ours.response_id, ours.response_model)
    assert (ended.usage and ended.usage.model_dump(exclude_unset=True)) == (ours.usage and ours.usage.raw)
    parts = [part for answer in ours.answers for part in answer.parts]
    assert all(answer.finish_reason_raw == ended.status for answer in ours.answers)
    messages = theirs.get_final_messages() if any(isinstance(part, Text | Refusal | File) for part in parts) else []
    content = [block for message in messages for block in message.content]
    assert [said(block) for block in content] == [
        (part.file_id if isinstance(part, File) else part.content, len(part.citations) if isinstance(part, Text) else 0)
        for part in parts
        if isinstance(part, Text | Refusal | File)
    ]
    called = [call for answer in ours.answers for call in answer.tool_calls]
    own = [part for part in parts if isinstance(part, ServerToolCall)]
    steps = theirs.get_final_run_steps() if called or own else []
    calls = [call for step in steps for call in getattr(step.step_details, "tool_calls", [])]
    functions = [call for call in calls if call.type == "function"]
    assert [(call.id, call.function.name, call.function.arguments) for call in functions] == [
        (call.id, call.name, call.arguments_text) for call in called
    ]
    others = [call for call in calls if call.type != "function"]
    assert [(call.id, call.type) for call in others] == [(call.id, call.name) for call in own]
    ran = [call for call in others if call.type == "code_interpreter"]
    assert [call.code_interpreter.input for call in ran] == [call.call["input"] for call in own if "input" in call.call]
    outputs = [part.response["outputs"] for part in parts if isinstance(part, ServerToolCallResponse)]
    assert outputs == [
        [output.model_dump(exclude={"index"}, exclude_unset=True) for output in call.code_interpreter.outputs]
        for call in ran
    ]
    action = ended.required_action
    wanted = action.submit_tool_outputs.tool_calls if action else []
    assert [call.id for call in wanted] == [call.id for call in called]


def said(block: Any) -> tuple[str, int]:
    """The words of a block, or its file; and how many citations it has."""
    if block.type == "text":
        return block.text.value, len(block.text.annotations)
    return (block.refusal if block.type == "refusal" else block.image_file.file_id), 0


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(call.verdict(judge(call)) for call in recorded() if call.ours.api == "openai.assistants")


def judge(call: Recorded) -> str:
    """The reason why it is read otherwise, "" where it is not."""
    assert call.ours.stream is None, "the corpus has a stream of the Assistants now: compare it"
    ANSWER.give(call.found.response.body.text, JSON)
    method, path = call.found.request.method, call.found.request.url.partition("/v1")[2]
    if method == "DELETE":
        deleted = CLIENT.vector_stores.delete("x")
        assert (deleted.deleted, deleted.id) == (True, call.ours.response_id)
        assert call.ours.outcome == f"vector store {deleted.id} deleted"
    elif path.endswith("/files"):
        file = CLIENT.vector_stores.files.create("x", file_id="y")
        assert (file.id, call.ours.outcome) == (
            call.ours.response_id,
            f"file of a vector store {file.id}: {file.status}",
        )
    else:
        store = CLIENT.vector_stores.create()
        assert store.id == call.ours.response_id
        assert call.ours.outcome == f'vector store "{store.name}": {store.status}, {store.file_counts.total} files'
    return ""


def check(events: Events) -> None:
    body = sse(events)
    compare(official(body), reassemble(interaction(body, url="http://localhost/x")))


@given(runs())
@settings(max_examples=100, deadline=None)
def test_a_generated_run_is_read_as_the_sdk_reads_it(twins):
    check(twins[0])


def test_a_failed_run_is_read_as_the_sdk_reads_it():
    fault = {"code": "server_error", "message": "Sorry."}
    events: Events = [("thread.run.created", run("queued")), ("thread.run.failed", run("failed", last_error=fault))]
    check(events)
    ours = reassemble(interaction(sse(events), url="http://localhost/x"))
    theirs = official(sse(events)).get_final_run().last_error
    assert ours.error == f"{theirs.code}: {theirs.message}"


def test_an_error_in_the_stream_is_one_for_the_sdk_too():
    body = sse([("thread.run.created", run("queued")), ("error", {"error": {"message": "broke"}})])
    with pytest.raises(openai.APIError, match="broke"):
        official(body)
    assert reassemble(interaction(body, url="http://localhost/x")).error == "broke"


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    assert len(verdicts()) >= 3
    assert not [verdict for verdict in verdicts() if verdict.difference]
