"""Messages, each cut into events in the manner of the API: (events, what they say unstreamed)."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.apis.completions import names, pieces, words

Events = list[dict[str, Any]]
Twins = tuple[Events, dict[str, Any]]

HEAD = {"id": "msg_01", "type": "message", "role": "assistant", "model": "claude-1"}
STARTED = {"input_tokens": 9, "cache_read_input_tokens": 3, "output_tokens": 1}
SEARCH_RESULT = {"type": "web_search_result", "title": "T", "url": "https://x.example", "encrypted_content": "e"}
RAN = {"type": "bash_code_execution_result", "content": [], "return_code": 0, "stderr": "", "stdout": "1\n"}
CALLER = {"type": "code_execution_20260120", "tool_id": "s"}  # a tool called by the code of another one
WHOLE: tuple[dict[str, Any], ...] = (  # blocks that come whole in their start
    {"type": "redacted_thinking", "data": "c2VjcmV0"},
    {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": [SEARCH_RESULT]},
    {"type": "mcp_tool_result", "tool_use_id": "m", "is_error": False, "content": [{"type": "text", "text": "4"}]},
    {"type": "bash_code_execution_tool_result", "tool_use_id": "s", "content": RAN},
    {"type": "container_upload", "file_id": "file_1"},
    {"type": "tool_use", "id": "toolu_p", "name": "f", "input": {"a": 1}, "caller": CALLER},
)


KINDS = ("text", "cited", "thinking", "hidden", "tool", "server", "mcp", "silent", "compaction", "whole")


def start(**more: Any) -> dict[str, Any]:
    message = {**HEAD, "content": [], "stop_reason": None, "stop_sequence": None, "usage": STARTED, **more}
    return {"type": "message_start", "message": message}


def block(index: int, **content_block: Any) -> dict[str, Any]:
    return {"type": "content_block_start", "index": index, "content_block": content_block}


def delta(index: int, kind: str, **said: Any) -> dict[str, Any]:
    return {"type": "content_block_delta", "index": index, "delta": {"type": kind, **said}}


def stop(index: int) -> dict[str, Any]:
    return {"type": "content_block_stop", "index": index}


def end(reason: str | None = "end_turn", usage: dict[str, Any] | None = None, **more: Any) -> Events:
    said = {"stop_reason": reason, "stop_sequence": None, **more}
    return [{"type": "message_delta", "delta": said, "usage": usage or {"output_tokens": 7}}, {"type": "message_stop"}]


def message(content: list[dict[str, Any]], reason: str | None = "end_turn", **more: Any) -> dict[str, Any]:
    usage = {**STARTED, "output_tokens": 7}
    return {**HEAD, "content": content, "stop_reason": reason, "stop_sequence": None, "usage": usage, **more}


def _cited(words: str) -> dict[str, Any]:
    place = {"document_index": 0, "start_char_index": 0, "end_char_index": 1}
    return {"type": "char_location", "cited_text": words, "document_title": None, "file_id": None, **place}


def text_events(index: int, text: str, cut: list[str] | None = None) -> Events:
    deltas = [delta(index, "text_delta", text=piece) for piece in cut or [text]]
    return [block(index, type="text", text=""), *deltas, stop(index)]


@st.composite
def blocks(draw, index: int) -> tuple[Events, dict[str, Any]]:
    """One block of any kind: its events, and what they make."""
    kind = draw(st.sampled_from(KINDS))
    if kind == "whole":
        said = draw(st.sampled_from(WHOLE))
        return [block(index, **said), stop(index)], said
    if kind == "compaction":
        summary = {"content": draw(words), "encrypted_content": None}
        events = [block(index, type=kind, content=None), delta(index, "compaction_delta", **summary), stop(index)]
        return events, {"type": kind, **summary}
    if kind in ("text", "cited"):
        text, note = draw(words), _cited(draw(words))
        begun, cut = draw(st.sampled_from(("", "So "))), draw(pieces(text))
        events = [delta(index, "text_delta", text=piece) for piece in cut]
        more = {"citations": [note, note]} if kind == "cited" else {}
        if more:
            events[1:1] = [delta(index, "citations_delta", citation=note)] * 2
        first = {"type": "text", "text": begun, **({"citations": []} if more else {})}
        return [block(index, **first), *events, stop(index)], {"type": "text", "text": begun + text, **more}
    if kind in ("thinking", "hidden"):
        thought = draw(words) if kind == "thinking" else ""
        events = [delta(index, "thinking_delta", thinking=piece) for piece in draw(pieces(thought)) if piece]
        events.append(delta(index, "signature_delta", signature="sig"))
        whole = {"type": "thinking", "thinking": thought, "signature": "sig"}
        return [block(index, type="thinking", thinking="", signature=""), *events, stop(index)], whole
    arguments = draw(st.dictionaries(st.sampled_from(("a", "b")), words, min_size=1, max_size=2))
    if kind == "silent":  # a tool without arguments: one empty piece, or none
        arguments = {}
    text = json.dumps(arguments, ensure_ascii=False)
    cut = draw(pieces(text)) if arguments else draw(st.sampled_from(([], [""])))
    head: dict[str, Any] = {"type": "tool_use", "id": f"toolu_{index}", "name": draw(names)}
    if kind == "server":
        head = {"type": "server_tool_use", "id": f"srvtoolu_{index}", "name": "web_search"}
    elif kind == "mcp":
        head = {"type": "mcp_tool_use", "id": f"mcptoolu_{index}", "name": "echo", "server_name": "s"}
    events = [delta(index, "input_json_delta", partial_json=piece) for piece in cut]
    return [block(index, **head, input={}), *events, stop(index)], {**head, "input": arguments}


@st.composite
def streams(draw) -> Twins:
    """A message of some blocks, with pings between; its usage is counted at the start and at the end."""
    events, content = [start()], []
    for index in range(draw(st.integers(0, 4))):
        said, whole = draw(blocks(index))
        events += said
        content.append(whole)
        events += draw(st.sampled_from(([], [{"type": "ping"}])))
    reason = draw(st.sampled_from(("end_turn", "max_tokens", "tool_use", "refusal", "pause_turn")))
    counted = draw(st.sampled_from(({"output_tokens": 7}, {"output_tokens": 7, "input_tokens": 12})))
    twin = message(content, reason)
    return [*events, *end(reason, counted)], {**twin, "usage": {**twin["usage"], **counted}}


def sse(events: Events, *, line_end: str = "\n", padding: int = 0) -> str:
    """The events as a streamed body; `padding` spaces stand before the last brace of each, as the API sends them."""
    said = [(event["type"], json.dumps(event, ensure_ascii=False)[:-1] + " " * padding + "}") for event in events]
    return "".join(f"event: {name}{line_end}data: {data}{line_end}{line_end}" for name, data in said)
