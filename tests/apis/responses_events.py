"""Streamed responses in the manner of each dialect: (events, the response that they say unstreamed)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from tests.apis.completions import pieces, words

Events = list[dict[str, Any]]
Twins = tuple[Events, dict[str, Any]]

HEAD = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1758709961,
    "model": "m-1",
    "error": None,
    "incomplete_details": None,
    "instructions": "be brief",
    "tools": [{"type": "web_search"}],
}
USAGE = {
    "input_tokens": 9,
    "input_tokens_details": {"cached_tokens": 4},
    "output_tokens": 5,
    "output_tokens_details": {"reasoning_tokens": 2},
    "total_tokens": 14,
}
NOTE = {"type": "url_citation", "url": "https://example.com", "title": "t", "start_index": 0, "end_index": 1}


def response(output: list[Any] | None = None, status: str = "completed", **more: Any) -> dict[str, Any]:
    usage = USAGE if status in ("completed", "incomplete") else None
    return {**HEAD, "status": status, "output": output or [], "usage": usage, **more}


def life(kind: str, output: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    status = {"created": "in_progress"}.get(kind, kind)
    return {"type": f"response.{kind}", "response": response(output, status, **more)}


def delta(stem: str, text: str, index: int = 0, **more: Any) -> dict[str, Any]:
    return {"type": f"response.{stem}.delta", "output_index": index, "delta": text, **more}


def added(item: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"type": "response.output_item.added", "output_index": index, "item": item}


def done(item: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"type": "response.output_item.done", "output_index": index, "item": item}


def numbered(events: Iterable[dict[str, Any]]) -> Events:
    return [{**event, "sequence_number": number} for number, event in enumerate(events)]


def framed(events: Events, end: str = "") -> str:
    """The events as SSE."""
    return "".join(f"event: {event.get('type')}\ndata: {json.dumps(event)}\n\n" for event in events) + end


def apart(twins: Twins) -> Twins:
    """The same, to be changed one without the other."""
    return deepcopy(twins[0]), json.loads(json.dumps(twins[1]))


def part_events(stem: str, place: dict[str, Any], part: dict[str, Any], between: Events) -> Events:
    """A part that is begun, filled and done."""
    (member,) = part.keys() & {"text", "refusal"}
    empty = {key: [] if isinstance(value, list) else value for key, value in part.items()} | {member: ""}
    head, tail = f"response.{stem}.added", f"response.{stem}.done"
    return [{"type": head, **place, "part": empty}, *between, {"type": tail, **place, "part": part}]


def said(draw: Any, stem: str, place: dict[str, Any], member: str, text: str, **more: Any) -> Events:
    """A text in pieces, and once more whole."""
    base = {**place, **more}
    deltas = [{"type": f"response.{stem}.delta", **base, "delta": piece} for piece in draw(pieces(text))]
    return [*deltas, {"type": f"response.{stem}.done", **base, member: text}]


def message(draw: Any, index: int, first: int) -> Twins:
    """Texts with a citation or log probabilities, refusals."""
    item = {"id": f"msg_{index}", "type": "message", "status": "completed", "role": "assistant"}
    events, content = [], []
    for number in range(draw(st.integers(1, 2))):
        text = draw(words)
        place = {"item_id": item["id"], "output_index": index, "content_index": number + first}
        if draw(st.booleans()):
            part: dict[str, Any] = {"type": "refusal", "refusal": text}
            between = said(draw, "refusal", place, "refusal", text, obfuscation="x")
        else:
            part = {"type": "output_text", "annotations": draw(st.sampled_from(([], [NOTE]))), "text": text}
            between = said(draw, "output_text", place, "text", text, logprobs=[])
            for note in part["annotations"]:
                between.append(
                    {
                        "type": "response.output_text.annotation.added",
                        **place,
                        "annotation_index": 0,
                        "annotation": note,
                    }
                )
        events += part_events("content_part", place, part, between)
        content.append(part)
    begun = {**item, "status": "in_progress", "content": []}
    whole = {**item, "content": content}
    return [added(begun, index), *events, done(whole, index)], whole


def reasoning(draw: Any, index: int, first: int) -> Twins:
    """Thoughts, summed up or as they are, or only encrypted."""
    item: dict[str, Any] = {"id": f"rs_{index}", "type": "reasoning", "summary": [], "encrypted_content": "sealed"}
    events: Events = []
    how = draw(st.sampled_from(("summary", "content", "")))
    for number in range(draw(st.integers(1, 2)) if how else 0):
        text = draw(words)
        is_summary = how == "summary"
        counter = "summary_index" if is_summary else "content_index"
        place = {"item_id": item["id"], "output_index": index, counter: number + (0 if is_summary else first)}
        part = {"type": "summary_text" if is_summary else "reasoning_text", "text": text}
        stem = "reasoning_summary_text" if is_summary else "reasoning_text"
        around = "reasoning_summary_part" if is_summary else "reasoning_part"
        events += part_events(around, place, part, said(draw, stem, place, "text", text))
        item = {**item, how: [*item.get(how, []), part]}
    return [added({**item, "summary": [], "content": []}, index), *events, done(item, index)], item


def call(draw: Any, index: int, first: int) -> Twins:
    """A function, a custom tool, or one of an MCP server."""
    kind, member = draw(
        st.sampled_from((("function_call", "arguments"), ("custom_tool_call", "input"), ("mcp_call", "arguments")))
    )
    text = json.dumps({"a": draw(words)})
    item = {"id": f"fc_{index}", "type": kind, "name": "f", member: text, "status": "completed"}
    item |= {"server_label": "deepwiki", "output": "40 C"} if kind == "mcp_call" else {"call_id": f"call_{index}"}
    stem = f"{kind}_{member}"
    begun = {**item, member: "", "status": "in_progress"}
    events = said(draw, stem, {"item_id": item["id"], "output_index": index}, member, text)
    return [added(begun, index), *events, done(item, index)], item


def code(draw: Any, index: int, first: int) -> Twins:
    """Code that the provider runs."""
    text = draw(words)
    item = {"id": f"ci_{index}", "type": "code_interpreter_call", "status": "completed", "code": text, "outputs": []}
    item["outputs"] = [{"type": "logs", "logs": "1"}]
    place = {"item_id": item["id"], "output_index": index}
    begun = {**item, "code": "", "status": "in_progress", "outputs": None}
    progress = [{"type": f"response.code_interpreter_call.{how}", **place} for how in ("in_progress", "interpreting")]
    events = [progress[0], *said(draw, "code_interpreter_call_code", place, "code", text), progress[1]]
    return [added(begun, index), *events, done(item, index)], item


def search(draw: Any, index: int, first: int) -> Twins:
    """A search that the provider makes."""
    item = {"id": f"ws_{index}", "type": "web_search_call", "status": "completed", "action": {"query": draw(words)}}
    place = {"item_id": item["id"], "output_index": index}
    progress = [
        {"type": f"response.web_search_call.{how}", **place} for how in ("in_progress", "searching", "completed")
    ]
    return [added({**item, "status": "in_progress", "action": None}, index), *progress, done(item, index)], item


MAKERS: tuple[Callable[[Any, int, int], Twins], ...] = (message, reasoning, call, code, search)


@st.composite
def openai(draw, first: int = 0) -> Twins:
    """Any items, one after the other. `first` is the number of the first part of a content."""
    events, output = [life("created"), life("in_progress")], []
    for index in range(draw(st.integers(0, 4))):
        told, item = draw(st.sampled_from(MAKERS))(draw, index, first)
        events += told
        output.append(item)
    status = draw(st.sampled_from(("completed", "completed", "incomplete")))
    more = {"incomplete_details": {"reason": "max_output_tokens"}} if status == "incomplete" else {}
    final = life(status, output, **more)
    return numbered([*events, final]), final["response"]


@st.composite
def openrouter(draw) -> Twins:
    """The ids of items are others at the end; no sequence numbers."""
    events, twin = apart(draw(openai()))
    for number, item in enumerate(twin["output"]):
        item["id"] = f"gen-{number}"
    events[-1]["response"] = twin
    return [{key: value for key, value in event.items() if key != "sequence_number"} for event in events], twin


@st.composite
def resealed(draw) -> Twins:
    """What is encrypted is other text each time."""
    events, twin = apart(draw(openai()))
    for item in twin["output"]:
        if "encrypted_content" in item:
            item["encrypted_content"] = "sealed anew"
    events[-1]["response"] = twin
    return events, twin


@st.composite
def unlisted(draw, output: list[Any] | None = None) -> Twins:
    """The final event leaves out the output."""
    events, twin = apart(draw(openai()))
    events[-1]["response"] = {**events[-1]["response"], "output": output}
    return events, twin


@st.composite
def interleaved(draw) -> Twins:
    """Items are made at the same time."""
    events, twin = draw(openai())
    first, last = events[:2], events[-1]
    queues = [[event for event in events[2:-1] if event["output_index"] == at] for at in range(len(twin["output"]))]
    order = draw(st.permutations([at for at, queue in enumerate(queues) for _ in queue]))
    return [*first, *(queues[at].pop(0) for at in order), last], twin


@st.composite
def resumed(draw) -> Twins:
    """Only the end of a stream; the final event says all."""
    events, twin = draw(openai())
    return events[draw(st.integers(0, len(events) - 1)) :], twin


DIALECTS = {
    "openai": openai(),
    "bedrock": openai(first=1),
    "openrouter": openrouter(),
    "resealed": resealed(),
    "unlisted": unlisted(),
    "emptied": unlisted([]),
    "interleaved": interleaved(),
}
