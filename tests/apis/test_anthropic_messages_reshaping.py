"""Events that come and go where a message is to have other blocks (`apis.anthropic_messages_reshaping`)."""

from __future__ import annotations

from typing import Any

from cassette_cli.apis.anthropic_messages_reshaping import fitted, steps
from cassette_cli.apis.steps import Put, Say, Take

TEXT = {"type": "text", "text": "Hi."}
USE = {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Pisa"}}


def events(index: int, text: str) -> list[dict[str, Any]]:
    return [
        {"type": "content_block_start", "index": index, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": index, "delta": {"type": "text_delta", "text": text}},
        {"type": "content_block_stop", "index": index},
    ]


def message(*blocks: dict[str, Any], reason: str = "end_turn") -> dict[str, Any]:
    return {"content": list(blocks), "stop_reason": reason}


STREAM = [{"type": "message_start", "message": {}}, *events(0, "Hi."), {"type": "message_stop"}]


def test_nothing_happens_where_the_blocks_stay() -> None:
    assert steps(STREAM, message(TEXT), message({**TEXT, "text": "Ho."})) == []


def test_a_call_comes_as_three_events_behind_the_text() -> None:
    assert steps(STREAM, message(TEXT), message(TEXT, USE)) == [
        Put(3, 1, {"type": "content_block_start", "index": 1, "content_block": {**USE, "input": {}}}),
        Put(
            3,
            2,
            {
                "type": "content_block_delta",
                "index": 1,
                "delta": {"type": "input_json_delta", "partial_json": '{"city": "Pisa"}'},
            },
        ),
        Put(3, 3, {"type": "content_block_stop", "index": 1}),
    ]


def test_a_block_in_front_moves_the_others() -> None:
    found = steps(STREAM, message(TEXT), message(USE, TEXT))
    assert found[:3] == [Say(at, {**STREAM[at], "index": 1}) for at in (1, 2, 3)]
    assert [step.behind for step in found[3:] if isinstance(step, Put)] == [0, 0, 0]


def test_a_block_that_goes_takes_its_events() -> None:
    stream = [STREAM[0], *events(0, "Hi."), *events(1, "Ho."), STREAM[-1]]
    other = {"type": "text", "text": "Ho."}
    found = steps(stream, message(TEXT, other), message(other))
    assert found == [Take(1), Take(2), Take(3), *(Say(at, {**stream[at], "index": 0}) for at in (4, 5, 6))]


def test_a_stream_without_blocks_has_nothing_to_copy() -> None:
    assert steps([STREAM[0], STREAM[-1], None], message(), message(TEXT)) == []


def test_the_stop_reason_follows_unless_it_is_wished_for_itself() -> None:
    assert fitted(message(TEXT), message(TEXT, USE))["stop_reason"] == "tool_use"
    assert fitted(message(USE, reason="tool_use"), message(TEXT, reason="tool_use"))["stop_reason"] == "end_turn"
    assert fitted(message(TEXT), message(TEXT, USE, reason="max_tokens"))["stop_reason"] == "max_tokens"
