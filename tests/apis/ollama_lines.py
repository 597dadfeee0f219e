"""Answers of Ollama, each cut into lines: (lines, what they say unstreamed)."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.apis.completions import names, pieces, words

Twins = tuple[list[dict[str, Any]], dict[str, Any]]

HEAD = {"model": "m:1b", "created_at": "2025-08-20T13:48:24.3Z"}
END = {"created_at": "2025-08-20T13:48:25.1Z", "done_reason": "stop", "done": True, "total_duration": 171946792}
COUNTS = {"prompt_eval_count": 16, "prompt_eval_duration": 27608250, "eval_count": 22, "eval_duration": 105611917}


def line(role: str = "assistant", **message: Any) -> dict[str, Any]:
    return {**HEAD, "message": {"role": role, **message}, "done": False}


def last(**more: Any) -> dict[str, Any]:
    return {**line(content=""), **END, **COUNTS, **more}


def called(name: str, arguments: Any, **more: Any) -> dict[str, Any]:
    return {**more, "function": {"name": name, "arguments": arguments}}


@st.composite
def chats(draw) -> Twins:
    """A thought, text, whole tool calls over several lines, log probabilities."""
    text, thought = draw(words), draw(st.just("") | words)
    lines = [line(content="", thinking=piece) for piece in (draw(pieces(thought)) if thought else [])]
    cut = draw(pieces(text))
    entries = [[{"token": piece, "logprob": -0.5}] for piece in cut]
    with_logprobs = draw(st.booleans())
    lines += [
        line(content=piece) | ({"logprobs": entry} if with_logprobs else {})
        for piece, entry in zip(cut, entries, strict=True)
    ]
    wanted = [
        called(draw(names), draw(st.dictionaries(names, words, max_size=2)), id=f"c{at}")
        for at in range(draw(st.integers(0, 3)))
    ]
    split = draw(st.integers(0, len(wanted)))
    lines += [line(content="", tool_calls=some) for some in (wanted[:split], wanted[split:]) if some]
    message = {"role": "assistant", "content": text}
    message |= {"thinking": thought} if thought else {}
    message |= {"tool_calls": wanted} if wanted else {}
    more = {"logprobs": [entry for each in entries for entry in each]} if with_logprobs else {}
    return [*lines, last()], {**HEAD, "message": message, **END, **COUNTS, **more}


@st.composite
def generations(draw) -> Twins:
    """A thought and text; the history as tokens at the end."""
    text, thought = draw(words), draw(st.just("") | words)
    base = {**HEAD, "done": False}
    lines = [{**base, "response": "", "thinking": piece} for piece in (draw(pieces(thought)) if thought else [])]
    lines += [{**base, "response": piece} for piece in draw(pieces(text))]
    lines.append({**base, "response": "", **END, "context": [1, 2, 3], **COUNTS})
    answer = {**HEAD, "response": text, **END, "context": [1, 2, 3], **COUNTS}
    return lines, answer | ({"thinking": thought} if thought else {})
