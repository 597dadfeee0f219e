"""What a side says as JSON, and the way back into the file (`cassette_cli.revising`)."""

from __future__ import annotations

import json

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import EditError
from cassette_cli.loading import load
from cassette_cli.revising import is_as_wished, revisable
from tests.recorded import interaction
from tests.shared import SAMPLES


def test_the_json_of_a_body_keeps_its_formatting() -> None:
    tape = load(json.dumps({"version": 2, "interactions": [_exchange('{ "a":1.0,  "b" : "x" }')]}).encode())
    body = revisable(tape.interactions[0], "response")
    assert body.value == {"a": 1.0, "b": "x"}
    after = edit(tape, body.revise({"a": 1.0, "b": "y", "c": [1]}))
    assert after.interactions[0].response.body.text == '{ "a":1.0,  "b" : "y",  "c":[1] }'


def test_a_structured_body_is_changed_in_the_yaml_itself() -> None:
    tape = load((SAMPLES / "by-hand" / "pydantic_ai_parsed_body.yaml").read_bytes())
    body = revisable(tape.interactions[0], "response")
    value = {**body.value, "model": "another"}
    after = edit(tape, body.revise(value))
    assert revisable(after.interactions[0], "response").value == value
    pairs = zip(tape.text.splitlines(), after.text.splitlines(), strict=True)
    changed = [new.strip() for old, new in pairs if old != new]
    assert [row for row in changed if "model" in row] == ["model: another"]


def test_a_stream_says_its_answer_in_one_piece() -> None:
    tape = load((SAMPLES / "openrouter_weather.yaml").read_bytes())
    value = revisable(tape.interactions[1], "response").value
    assert value["choices"][0]["message"]["content"].startswith("The weather in Florence")
    assert revisable(tape.interactions[1], "request").value["messages"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("<p>no JSON</p>", "a body that is no JSON"),
        ("", "a response without a body"),
        ('data: {"odd": 1}\n\n', "a stream of an API that is not known"),
    ],
)
def test_what_is_no_json_is_refused(answer: str, said: str) -> None:
    media_type = "text/event-stream" if answer.startswith("data") else "text/html"
    with pytest.raises(EditError, match=said):
        revisable(interaction(answer, url="https://a.example/", media_type=media_type), "response")


@pytest.mark.parametrize(
    ("before", "wished", "after", "holds"),
    [
        ({"a": "x"}, {"a": "y"}, {"a": "y"}, True),
        ({"a": "x"}, {"a": "y"}, {"a": "x"}, False),
        ({"a": "x", "b": "x"}, {"a": "y", "b": "x"}, {"a": "y", "b": "y"}, True),  # what repeats it follows
        ({"a": "x", "b": "z"}, {"a": "y", "b": "z"}, {"a": "y", "b": "y"}, False),
        ({"a": "x"}, {"a": ""}, {}, True),  # of an empty text nothing is left
        ({"a": 1}, {"a": 1}, {"a": True}, False),
        ({"a": [1]}, {"a": [1]}, {"a": [1, 2]}, False),
    ],
)
def test_what_is_read_is_what_was_wished(before: object, wished: object, after: object, *, holds: bool) -> None:
    assert is_as_wished(before, wished, after) is holds


def _exchange(answer: str) -> dict[str, object]:
    asked = {"body": "", "headers": {}, "url": "https://a.example/", "method": "GET"}
    return {"id": 0, "request": asked, "response": {"body": answer, "headers": {}, "status": "200 OK", "code": 200}}
