"""Runs of OpenAI's Assistants, each as the events of its stream: (events by name, what they come to)."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.apis.completions import names, pieces, words

Events = list[tuple[str, dict[str, Any]]]
Twins = tuple[Events, dict[str, Any]]

HEAD = {"created_at": 1, "thread_id": "thread_1"}
USAGE = {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12, "prompt_token_details": {"cached_tokens": 2}}
NOTE = {"type": "file_citation", "text": "[0]", "start_index": 0, "end_index": 3, "file_citation": {"file_id": "f"}}


def run(status: str, **more: Any) -> dict[str, Any]:
    """A run as it stands."""
    begun = {"id": "run_1", "object": "thread.run", **HEAD, "assistant_id": "asst_1", "model": "m-1", "tools": []}
    ends = {"expires_at": 9, "completed_at": None, "required_action": None, "last_error": None, "usage": None}
    return {**begun, "instructions": "Be brief.", "status": status, **ends, **more}


def message(number: int, status: str, content: list[Any]) -> dict[str, Any]:
    begun = {"id": f"msg_{number}", "object": "thread.message", **HEAD, "role": "assistant", "run_id": "run_1"}
    return {**begun, "status": status, "content": content, "attachments": [], "metadata": {}}


def step(number: int, status: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    begun = {"id": f"step_{number}", "object": "thread.run.step", **HEAD, "run_id": "run_1", "type": details["type"]}
    return {**begun, "assistant_id": "asst_1", "status": status, "step_details": details, "usage": None, **more}


def message_delta(number: int, *content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    said = {"id": f"msg_{number}", "object": "thread.message.delta", "delta": {"content": list(content)}}
    return "thread.message.delta", said


def step_delta(number: int, *calls: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    details = {"type": "tool_calls", "tool_calls": list(calls)}
    said = {"id": f"step_{number}", "object": "thread.run.step.delta", "delta": {"step_details": details}}
    return "thread.run.step.delta", said


@st.composite
def blocks(draw, number: int) -> tuple[Events, list[dict[str, Any]]]:
    """The content of one message: texts with citations, refusals, images."""
    events: Events = []
    content: list[dict[str, Any]] = []
    for index in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("text", "text", "refusal", "image_file")))
        shape = {"index": index, "type": kind}
        if kind == "image_file":
            content.append({"type": kind, kind: {"file_id": "file-1"}})
            events.append(message_delta(number, {**shape, **content[-1]}))
            continue
        text = draw(words)
        cut = draw(pieces(text))
        if kind == "refusal":
            content.append({"type": kind, "refusal": text})
            events += [message_delta(number, {**shape, "refusal": piece}) for piece in cut]
            continue
        notes = [NOTE] * draw(st.integers(0, 2))
        content.append({"type": kind, "text": {"value": text, "annotations": notes}})
        events.append(message_delta(number, {**shape, "text": {"value": cut[0], "annotations": []}}))
        events += [message_delta(number, {**shape, "text": {"value": piece}}) for piece in cut[1:]]
        events += [
            message_delta(number, {**shape, "text": {"annotations": [{"index": at, **note}]}})
            for at, note in enumerate(notes)
        ]
    return events, content


@st.composite
def calls(draw, number: int, kind: str) -> tuple[Events, list[dict[str, Any]]]:
    """The calls of one step, all of one kind."""
    events: Events = []
    made: list[dict[str, Any]] = []
    for index in range(draw(st.integers(1, 2))):
        shape = {"index": index, "type": kind}
        begun = {"id": f"call_{number}_{index}", **shape}
        if kind == "function":
            name, text = draw(names), json.dumps({"a": draw(words)})
            made.append({"name": name, "arguments": text, "output": None})
            events.append(step_delta(number, {**begun, kind: {"name": name, "arguments": "", "output": None}}))
            events += [step_delta(number, {**shape, kind: {"arguments": piece}}) for piece in draw(pieces(text))]
        elif kind == "code_interpreter":
            text, logs = draw(words), draw(words)
            outputs = [{"type": "logs", "logs": logs}, {"type": "image", "image": {"file_id": "file-2"}}]
            made.append({"input": text, "outputs": outputs})
            events.append(step_delta(number, {**begun, kind: {"input": "", "outputs": []}}))
            events += [step_delta(number, {**shape, kind: {"input": piece}}) for piece in draw(pieces(text))]
            for at, output in enumerate(outputs):
                events.append(step_delta(number, {**shape, kind: {"outputs": [{"index": at, **output}]}}))
        else:
            made.append({"ranking_options": {"ranker": "auto", "score_threshold": 0.5}, "results": []})
            events.append(step_delta(number, {**begun, kind: {}}))
    return events, [{"id": f"call_{number}_{index}", "type": kind, kind: each} for index, each in enumerate(made)]


@st.composite
def runs(draw) -> Twins:
    """A run of several steps, which ends by itself or asks for functions to be called."""
    events: Events = [("thread.run.created", run("queued")), ("thread.run.in_progress", run("in_progress"))]
    steps: list[dict[str, Any]] = []
    messages: list[dict[str, Any]] = []
    kinds = draw(st.lists(st.sampled_from(("message", "code_interpreter", "file_search")), max_size=3))
    for number, kind in enumerate(kinds):
        if kind == "message":
            details = {"type": "message_creation", "message_creation": {"message_id": f"msg_{number}"}}
            deltas, content = draw(blocks(number))
            messages.append(message(number, "completed", content))
            deltas = [
                ("thread.message.created", message(number, "in_progress", [])),
                ("thread.message.in_progress", message(number, "in_progress", [])),
                *deltas,
                ("thread.message.completed", messages[-1]),
            ]
            begun = details
        else:
            deltas, made = draw(calls(number, kind))
            begun, details = ({"type": "tool_calls", "tool_calls": each} for each in ([], made))
        steps.append(step(number, "completed", details, usage=USAGE))
        events.append(("thread.run.step.created", step(number, "in_progress", begun)))
        events.append(("thread.run.step.in_progress", step(number, "in_progress", begun)))
        events += [*deltas, ("thread.run.step.completed", steps[-1])]
    if draw(st.booleans()):
        number = len(steps)
        deltas, made = draw(calls(number, "function"))
        empty = {"type": "tool_calls", "tool_calls": []}
        steps.append(step(number, "in_progress", {**empty, "tool_calls": made}))
        events += [("thread.run.step.created", step(number, "in_progress", empty)), *deltas]
        bare = [{**call, "function": {**call["function"]}} for call in made]
        for call in bare:
            del call["function"]["output"]
        wanted = {"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": bare}}
        ended = run("requires_action", required_action=wanted)
    else:
        ended = run("completed", completed_at=3, expires_at=None, usage=USAGE)
    events.append((f"thread.run.{ended['status']}", ended))
    lists = {name: each for name, each in (("steps", steps), ("messages", messages)) if each}
    return events, {"run": ended, **lists}


def sse(events: Events, *, done: bool = True) -> str:
    """The events as a streamed body."""
    body = "".join(f"event: {name}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n" for name, event in events)
    return body + ("event: done\ndata: [DONE]\n\n" if done else "")
