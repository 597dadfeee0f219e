"""Chunks that come and go where a completion is to have other calls (`apis.openai_chat_reshaping`)."""

from __future__ import annotations

from typing import Any

from cassette_cli.apis.openai_chat_reshaping import fitted, steps
from cassette_cli.apis.steps import Put, Say, Take


def chunk(finish: str | None = None, **delta: Any) -> dict[str, Any]:
    return {"id": "1", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def call(index: int, name: str) -> dict[str, Any]:
    return {"index": index, "id": name, "type": "function", "function": {"name": name, "arguments": "{}"}}


def answer(*calls: str, content: str | None = None, finish: str = "tool_calls") -> dict[str, Any]:
    made = [{key: value for key, value in call(0, name).items() if key != "index"} for name in calls]
    message = {"role": "assistant", "content": content, **({"tool_calls": made} if made else {})}
    return {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}


HEAD, TAIL = chunk(role="assistant", content=None), chunk("tool_calls")
ONE, TWO = chunk(tool_calls=[call(0, "one")]), chunk(tool_calls=[call(1, "two")])


def test_nothing_happens_where_the_calls_stay() -> None:
    assert steps([HEAD, ONE, TAIL], answer("one"), answer("one")) == []


def test_a_call_is_put_behind_the_last_one_and_says_only_itself() -> None:
    assert steps([HEAD, ONE, TAIL], answer("one"), answer("one", "two")) == [Put(1, 1, TWO)]


def test_a_call_that_goes_takes_its_chunk_and_the_next_one_its_number() -> None:
    expected = [Take(1), Say(2, chunk(tool_calls=[call(0, "two")]))]
    assert steps([HEAD, ONE, TWO, TAIL], answer("one", "two"), answer("two")) == expected


def test_a_chunk_that_says_more_than_the_call_stays_without_it() -> None:
    both = chunk(content="Well.", tool_calls=[call(0, "one")])
    found = steps([both, TAIL], answer("one", content="Well."), answer(content="Well."))
    assert found == [Say(0, chunk(content="Well."))]


def test_a_call_in_front_comes_before_the_others() -> None:
    found = steps([HEAD, ONE, TAIL], answer("one"), answer("new", "one"))
    assert found == [Say(1, chunk(tool_calls=[call(1, "one")])), Put(0, 1, chunk(tool_calls=[call(0, "new")]))]


def test_text_where_there_was_none_comes_before_the_calls() -> None:
    assert steps([HEAD, ONE, TAIL], answer("one"), answer("one", content="So:")) == [Put(0, 1, chunk(content="So:"))]


def test_the_finish_reason_follows_unless_it_is_wished_for_itself() -> None:
    text = answer(content="x", finish="stop")
    assert fitted(text, answer("one", finish="stop"))["choices"][0]["finish_reason"] == "tool_calls"
    assert fitted(answer("one"), answer(content="x"))["choices"][0]["finish_reason"] == "stop"
    assert fitted(text, answer("one", finish="length"))["choices"][0]["finish_reason"] == "length"


def test_what_is_of_another_type_than_the_api_says_is_left_alone() -> None:
    assert steps([None, {"choices": 3}, {"choices": [{"delta": None}]}], answer("one"), answer()) == []
