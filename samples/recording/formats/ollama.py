"""Ollama's chat and generate, as lines and as one object, and its embeddings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import LINES, Exchange, Sample, body, cut, lines, twins
from .weather import (
    ANSWERED,
    ARGUMENTS,
    ASKED,
    COMPLETION,
    DESCRIPTION,
    PROMPT,
    QUESTION,
    SCHEMA,
    SYSTEM,
    TEXT,
    THOUGHT,
    TIME,
    TOOL,
)

Json = dict[str, Any]

_HEAD = {"model": "sample:1b", "created_at": TIME}
_END = {
    "done": True,
    "done_reason": "stop",
    "total_duration": 812000000,
    "prompt_eval_count": ASKED,
    "eval_count": ANSWERED,
}
_NO_KEY: dict[str, str] = {}


def chat() -> tuple[Sample, Sample]:
    """A tool call comes whole. Without `stream: false` an answer is streamed."""
    function = {"name": TOOL, "description": DESCRIPTION, "parameters": SCHEMA}
    asked = {
        "model": "sample:1b",
        "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": QUESTION}],
        "tools": [{"type": "function", "function": function}],
        "think": True,
    }
    calls = [{"function": {"name": TOOL, "arguments": ARGUMENTS}}]
    told: list[Json] = [{"content": "", "thinking": piece} for piece in cut(THOUGHT, 2)]
    told += [{"content": piece} for piece in cut(TEXT)] + [{"content": "", "tool_calls": calls}]
    said: list[Json] = [{**_HEAD, "message": {"role": "assistant", **each}, "done": False} for each in told]
    said.append({**_HEAD, "message": {"role": "assistant", "content": ""}, **_END})
    message = {"role": "assistant", "content": TEXT, "thinking": THOUGHT, "tool_calls": calls}
    return _twins("ollama_chat", "/api/chat", asked, said, {**_HEAD, "message": message, **_END})


def generate() -> tuple[Sample, Sample]:
    """The last line has the conversation as tokens."""
    asked = {"model": "sample:1b", "prompt": PROMPT, "system": SYSTEM}
    end = {**_END, "context": [7, 11, 13]}
    said: list[Json] = [{**_HEAD, "response": piece, "done": False} for piece in cut(COMPLETION)]
    said.append({**_HEAD, "response": "", **end})
    return _twins("ollama_generate", "/api/generate", asked, said, {**_HEAD, "response": COMPLETION, **end})


def _twins(name: str, path: str, asked: Json, said: list[Json], whole: Json) -> tuple[Sample, Sample]:
    return twins(
        name,
        [Exchange(path, body(asked), lines(said), LINES, _NO_KEY)],
        [Exchange(path, body({**asked, "stream": False}), body(whole), headers=_NO_KEY)],
    )


def outcomes() -> Sample:
    answer = {
        "model": "sample:1b",
        "embeddings": [[0.5, -0.25, 0.125]],
        "total_duration": 14000000,
        "prompt_eval_count": 9,
    }
    asked = body({"model": "sample:1b", "input": [QUESTION]})
    return Sample("ollama_embed", (Exchange("/api/embed", asked, body(answer), headers=_NO_KEY),))


def samples() -> Iterator[Sample]:
    yield from chat()
    yield from generate()
    yield outcomes()
