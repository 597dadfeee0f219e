from __future__ import annotations

import json

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.errors import EditError
from cassette_cli.loading import load
from cassette_cli.revising import is_as_wished, revisable
from tests.recorded import binary_interaction, interaction
from tests.reports.made import cassette, exchange
from tests.shared import SAMPLES

TOKEN = {"token": "x", "logprob": -1.5, "bytes": [120]}


def revised(tape: Cassette, side, value) -> str:
    return edit(tape, revisable(tape.interactions[0], side).revise(value)).text


def test_json_keeps_its_own_formatting() -> None:
    tape = cassette(exchange('{"a" : 1.0,\r\n "b":[ ]}', asked='{"q":"\\u00e9"}'))
    body = json.loads(revised(tape, "response", {"a": 1.0, "b": ["x"]}))["interactions"][0]["response"]["body"][
        "string"
    ]
    assert body == '{"a" : 1.0,\r\n "b":["x"]}'
    assert '{\\"q\\":\\"\\\\u00e8\\"}' in revised(tape, "request", {"q": "è"})


STRUCTURED = """\
interactions:
- request: {method: POST, uri: 'https://a.example', headers: {}, parsed_body: {model: m, n: 1.50}}
  response:
    status: {code: 200, message: OK}
    headers: {}
    parsed_body:
      # said
      id: x
      list:
      - 1.0
version: 1
"""


def test_a_structured_body_is_changed_in_the_files_own_style() -> None:
    tape = load(STRUCTURED.encode())
    assert revised(tape, "request", {"model": "o", "n": 1.5, "s": "a"}) == STRUCTURED.replace(
        "{model: m, n: 1.50}", "{model: o, n: 1.50, s: a}"
    )
    assert revised(tape, "response", {"id": "x", "list": [1.0, "two"]}) == STRUCTURED.replace(
        "      - 1.0\n", "      - 1.0\n      - two\n"
    )


def test_a_stream_is_what_it_adds_up_to() -> None:
    tape = load((SAMPLES / "vcrpy/weather_streamed.yaml").read_bytes())
    value = revisable(tape.interactions[0], "response").value
    assert value["choices"][0]["message"]["tool_calls"]
    assert revisable(tape.interactions[0], "response").revise(value) == []


@pytest.mark.parametrize(
    ("tape", "side", "found"),
    [
        (cassette(exchange("no json")), "response", "a body that is no JSON"),
        (cassette(exchange("{'a': 1}")), "response", "a body that is no JSON"),
        (cassette(exchange("")), "response", "a response without a body"),
        (cassette(exchange(" \n")), "response", "a response without a body"),
        (cassette(exchange("{}")), "request", "a request without a body"),
    ],
)
def test_what_is_no_json_is_refused(tape: Cassette, side, found: str) -> None:
    with pytest.raises(EditError, match=found):
        revisable(tape.interactions[0], side)


def test_a_stream_that_nobody_knows_and_a_body_that_does_not_decode_are_refused() -> None:
    with pytest.raises(EditError, match="a stream of an API that is not known"):
        revisable(interaction('data: {"x": 1}\n\ndata: {"x": 2}\n\n', url="https://a.example"), "response")
    with pytest.raises(EditError, match="cannot be decoded"):
        revisable(binary_interaction(b"\x1f\x8b\x08broken", "application/json"), "response")


@pytest.mark.parametrize(
    ("before", "wished", "after", "is_so"),
    [
        ({"a": "x"}, {"a": "y"}, {"a": "y"}, True),
        ({"a": "x"}, {"a": "y"}, {"a": "x"}, False),
        ({"a": 1}, {"a": 1}, {"a": 1.0}, False),
        ({"a": "x", "b": "x"}, {"a": "y", "b": "x"}, {"a": "y", "b": "y"}, True),
        ({"a": "x", "b": "z"}, {"a": "y", "b": "z"}, {"a": "y", "b": "y"}, False),
        ({"a": "x"}, {"a": ""}, {}, True),
        ({"a": ["x"]}, {"a": ["y", "z"]}, {"a": ["y"]}, False),
        (
            {"logprobs": [TOKEN]},
            {"logprobs": [TOKEN]},
            {"logprobs": [{"token": "", "logprob": -1.5, "bytes": []}]},
            True,
        ),
        ({"logprobs": [TOKEN]}, {"logprobs": [TOKEN]}, {"logprobs": [{**TOKEN, "logprob": 0}]}, False),
        ({"logprobs": [1]}, {"logprobs": [2]}, {"logprobs": [3]}, False),
    ],
)
def test_what_repeats_an_edited_text_may_follow_it_and_nothing_else(before, wished, after, is_so) -> None:
    assert is_as_wished(before, wished, after) is is_so
