"""Answers of Cohere, each cut into the events of its version: (events, what they say unstreamed)."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.apis.completions import calls, names, pieces, words

Events = list[dict[str, Any]]
Twins = tuple[Events, dict[str, Any]]

USAGE = {
    "billed_units": {"input_tokens": 5, "output_tokens": 2},
    "tokens": {"input_tokens": 50, "output_tokens": 20, "reasoning_tokens": 7},
    "cached_tokens": 16,
}
META = {"api_version": {"version": "1"}, "billed_units": {"input_tokens": 5, "output_tokens": 2}}
SOURCE = {"type": "document", "id": "doc:0", "document": {"id": "doc:0", "text": "t"}}


def delta(kind: str, index: int | None = None, **message: Any) -> dict[str, Any]:
    """An event of version 2 that adds to the message."""
    numbered = {} if index is None else {"index": index}
    return {"type": kind, **numbered, "delta": {"message": message}}


def start() -> dict[str, Any]:
    return {
        "id": "1",
        **delta("message-start", role="assistant", content=[], tool_plan="", tool_calls=[], citations=[]),
    }


def end(reason: str = "COMPLETE", **more: Any) -> dict[str, Any]:
    return {"type": "message-end", "delta": {"finish_reason": reason, "usage": USAGE, **more}}


def cite(number: int, text: str, begin: int, stop: int, **more: Any) -> dict[str, Any]:
    return {"start": begin, "end": stop, "text": text[begin:stop], "sources": [SOURCE], **more}


@st.composite
def version_2(draw) -> Twins:
    """A thought, text with citations, or a plan and calls, one of them without arguments."""
    events, message = [start()], {"role": "assistant"}
    content: list[dict[str, Any]] = []
    for kind in draw(st.sampled_from(((), ("text",), ("thinking",), ("thinking", "text"), ("text", "text")))):
        text, index = draw(words), len(content)
        content.append({"type": kind, kind: text})
        events.append(delta("content-start", index, content={"type": kind, kind: ""}))
        events += [delta("content-delta", index, content={kind: piece}) for piece in draw(pieces(text))]
        if kind == "text" and draw(st.booleans()):
            citation = cite(0, text, 0, 1, type="TEXT_CONTENT", content_index=index)
            number = len(message.setdefault("citations", []))
            message["citations"].append(citation)
            events.append(delta("citation-start", number, citations=citation))
            events.append({"type": "citation-end", "index": number})
        events.append({"type": "content-end", "index": index})
    if content:
        message["content"] = content
    reason = "COMPLETE"
    if draw(st.booleans()):
        plan, reason = draw(words), "TOOL_CALL"
        events += [delta("tool-plan-delta", tool_plan=piece) for piece in draw(pieces(plan))]
        message["tool_plan"] = plan
        wanted = draw(calls())
        wanted.append({"id": "call_none", "type": "function", "function": {"name": "now", "arguments": ""}})
        for number, call in enumerate(wanted):
            begun = {**call, "function": {**call["function"], "arguments": ""}}
            events.append(delta("tool-call-start", number, tool_calls=begun))
            given = call["function"]["arguments"]
            events += [
                delta("tool-call-delta", number, tool_calls={"function": {"arguments": piece}})
                for piece in (draw(pieces(given)) if given else [])
            ]
            events.append({"type": "tool-call-end", "index": number})
        message["tool_calls"] = wanted
    events.append(end(reason))
    return events, {"id": "1", "message": message, "finish_reason": reason, "usage": USAGE}


def said(kind: str, **more: Any) -> dict[str, Any]:
    """An event of version 1."""
    return {"is_finished": kind == "stream-end", "event_type": kind, **more}


def whole(answer: dict[str, Any]) -> dict[str, Any]:
    """The end of a stream of version 1, with all of the answer."""
    return said("stream-end", response=answer, finish_reason=answer["finish_reason"])


@st.composite
def version_1(draw) -> Twins:
    """What was searched, text with citations or a plan with calls in pieces; the last event repeats all of it."""
    text = draw(words)
    events = [said("stream-start", generation_id="g")]
    answer: dict[str, Any] = {"response_id": "r", "generation_id": "g", "text": text, "finish_reason": "COMPLETE"}
    history = [{"role": "USER", "message": "hi"}, {"role": "CHATBOT", "message": text}]
    if draw(st.booleans()):
        answer["search_queries"] = [{"text": "q", "generation_id": "g"}]
        answer["search_results"] = [{"search_query": {"text": "q"}, "document_ids": ["d"]}]
        answer["documents"] = [{"id": "d", "text": "t"}]
        events.append(said("search-queries-generation", search_queries=answer["search_queries"]))
        found = {key: answer[key] for key in ("search_results", "documents")}
        events.append(said("search-results", **found))
    if draw(st.booleans()):
        events += [said("text-generation", text=piece) for piece in draw(pieces(text))]
        answer["citations"] = [{"start": 0, "end": 1, "text": text[:1], "document_ids": ["d"]} for _ in range(2)]
        events += [said("citation-generation", citations=[citation]) for citation in answer["citations"]]
    else:
        events += [said("tool-calls-chunk", tool_call_delta={"text": piece}) for piece in draw(pieces(text))]
        answer["tool_calls"] = []
        for number in range(draw(st.integers(1, 2))):
            call = {"name": draw(names), "parameters": draw(st.dictionaries(names, words, min_size=1, max_size=2))}
            answer["tool_calls"].append(call)
            events.append(said("tool-calls-chunk", tool_call_delta={"index": number, "name": call["name"]}))
            events += [
                said("tool-calls-chunk", tool_call_delta={"index": number, "parameters": piece})
                for piece in draw(pieces(json.dumps(call["parameters"])))
            ]
        events.append(said("tool-calls-generation", text=text, tool_calls=answer["tool_calls"]))
        history[-1]["tool_calls"] = answer["tool_calls"]
    answer |= {"chat_history": history, "meta": META}
    return [*events, whole(answer)], answer


@st.composite
def generated(draw) -> Twins:
    """Several texts of the Generate API, one after the other's pieces."""
    found = [draw(words) for _ in range(draw(st.integers(1, 3)))]
    texts = [{"id": f"g{at}", "text": text, "index": at, "finish_reason": "COMPLETE"} for at, text in enumerate(found)]
    events = [
        said("text-generation", text=piece, index=at) for at, text in enumerate(found) for piece in draw(pieces(text))
    ]
    answer = {"id": "1", "prompt": "p", "generations": texts}
    return [*events, said("stream-end", finish_reason="COMPLETE", response=answer)], {
        "finish_reason": "COMPLETE"
    } | answer


def sse(events: Events) -> str:
    """The body of a stream of version 2."""
    lines = [f"event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n" for event in events]
    return "".join([*lines, "data: [DONE]\n\n"])


def ndjson(events: Events) -> str:
    """The body of a stream of version 1, or of Ollama."""
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events)
