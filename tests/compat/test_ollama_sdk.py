"""What the official ollama SDK makes of a stream, fed through a mock transport in odd pieces, is what we make of it.

It gives the lines alone; their merge here is written against its types, apart from ours.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import httpx
import ollama
import pytest
from hypothesis import given, settings

from cassette_cli.messages import Conversation
from cassette_cli.parts import Reasoning
from cassette_cli.reassembling import reassemble, stream_of
from tests.apis.cohere_events import ndjson
from tests.apis.ollama_lines import chats, generations, last, line
from tests.compat.judging import Recorded, Verdict, recorded
from tests.compat.replaying import JSON, Replayed, transport
from tests.recorded import interaction
from tests.shared import needs_corpus

URL = "http://localhost:11434"
LINES = "application/x-ndjson"


JUDGE = "ollama"
ANSWER = Replayed()
CLIENT = ollama.Client(URL, transport=transport(httpx, ANSWER))


def lines_of(body: str, *, is_chat: bool) -> list[Any]:
    ANSWER.give(body, LINES)
    streamed = CLIENT.chat("m", [], stream=True) if is_chat else CLIENT.generate("m", "p", stream=True)
    return list(streamed)


def compare(theirs: list[Any], ours: Conversation) -> None:
    messages = [getattr(part, "message", part) for part in theirs]
    (answer,) = ours.answers
    assert answer.text == "".join(getattr(said, "content", getattr(said, "response", None)) or "" for said in messages)
    thought = "".join(part.content for part in answer.parts if isinstance(part, Reasoning))
    assert thought == "".join(said.thinking or "" for said in messages)
    calls = [call.function for said in messages for call in getattr(said, "tool_calls", None) or []]
    assert [(call.name, call.arguments) for call in answer.tool_calls] == [(c.name, c.arguments) for c in calls]
    end = theirs[-1]
    assert (ours.response_model, answer.finish_reason_raw) == (end.model, end.done_reason)
    assert (ours.usage.input_tokens, ours.usage.output_tokens) == (end.prompt_eval_count, end.eval_count)
    assert ours.stream.complete is end.done
    assert ours.stream.events == len(theirs)
    assert ours.unread == {}


@given(chats())
@settings(max_examples=50, deadline=None)
def test_a_generated_chat_is_read_as_the_sdk_reads_it(twins):
    body = ndjson(twins[0])
    talk = reassemble(interaction(body, url=f"{URL}/api/chat", media_type=LINES))
    assert (talk.api, talk.provider) == ("ollama.chat", "ollama")
    compare(lines_of(body, is_chat=True), talk)


@given(generations())
@settings(max_examples=50, deadline=None)
def test_a_generated_completion_is_read_as_the_sdk_reads_it(twins):
    body = ndjson(twins[0])
    talk = reassemble(interaction(body, url=f"{URL}/api/generate", media_type=LINES))
    assert talk.api == "ollama.generate"
    compare(lines_of(body, is_chat=False), talk)


def test_an_error_line_that_the_sdk_raises_is_the_calls_error():
    body = ndjson([line(content="a"), {"error": "out of memory"}])
    talk = reassemble(interaction(body, url=f"{URL}/api/chat", media_type=LINES))
    with pytest.raises(ollama.ResponseError, match="out of memory"):
        lines_of(body, is_chat=True)
    assert (talk.error, talk.text, talk.stream.complete) == ("out of memory", "a", False)


def test_an_empty_line_that_the_sdk_refuses_is_read_over():
    body = ndjson([line(content="a"), last()]) + "\n"
    with pytest.raises(ValueError, match="Expecting value"):
        lines_of(body, is_chat=True)
    talk = reassemble(interaction(body, url=f"{URL}/api/chat", media_type=LINES))
    assert (talk.text, talk.stream.complete) == ("a", True)


@cache
def verdicts() -> tuple[Verdict, ...]:
    calls = [call for call in recorded() if call.ours.api.startswith("ollama.")]
    for call in calls:
        judge(call)
    return tuple(call.verdict() for call in calls)


def judge(call: Recorded) -> None:
    ours, answer = call.ours, call.found.response
    if ours.stream:
        compare(lines_of(stream_of(call.found)[1].text, is_chat=ours.api == "ollama.chat"), ours)
        return
    ANSWER.give(answer.body.text, JSON, answer.status)
    if ours.api == "ollama.embed":
        theirs = CLIENT.embed("m", "a")
        sizes = {len(vector) for vector in theirs.embeddings}
        assert ours.outcome == f"{len(theirs.embeddings)} vector of {sizes.pop()} numbers"
        assert (ours.response_model, ours.usage.input_tokens) == (theirs.model, theirs.prompt_eval_count)
    else:
        with pytest.raises(ollama.ResponseError) as refused:
            CLIENT.chat("m", [])
        assert ours.error == refused.value.error


@needs_corpus
def test_recorded_answers_are_read_as_the_sdk_reads_them():
    counts = Counter((verdict.api, verdict.streamed) for verdict in verdicts())
    assert counts["ollama.chat", True] >= 2
    assert counts["ollama.chat", False] >= 1  # an error
    assert counts["ollama.embed", False] >= 5
