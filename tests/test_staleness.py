"""What no longer fits in an interaction that was edited (`cassette_cli.staleness`, `cassette_cli.repeats`)."""

from __future__ import annotations

import json

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.repeats import repeats
from cassette_cli.rewriting import SetHeader, SetValue, Wish, rewrite
from cassette_cli.staleness import stale
from tests.shared import SAMPLES


def said(tape: Cassette, *wishes: Wish) -> list[str]:
    after, _ = rewrite(tape, 0, wishes)
    return list(stale(tape, tape.interactions[0], after.interactions[0]))


def read(name: str) -> Cassette:
    return load((SAMPLES / name).read_bytes(), name)


def test_an_edited_answer_has_other_tokens_than_were_counted() -> None:
    assert said(read("openrouter_weather.yaml"), SetValue("/choices/0/message/content", "No.")) == [
        "token counts stay as they are"
    ]


def test_a_thought_is_signed_and_a_cited_text_has_places() -> None:
    tape = read("apis/anthropic_messages_streamed.yaml")
    assert "whose signature stays" in said(tape, SetValue("/content/0/thinking", "Hm."))[0]
    assert "citations stay as they are" in "".join(said(tape, SetValue("/content/1/text", "Cold.")))


def test_an_edited_request_is_found_by_what_the_recorder_compares() -> None:
    found = said(read("openrouter_weather.yaml"), SetValue("/model", "another", side="request"))
    assert found == ["go-vcr finds an answer by method, URL, in format 2 all else of the request, too"]


def test_nothing_is_stale_where_nothing_was_said_otherwise() -> None:
    assert said(read("openrouter_weather.yaml"), SetHeader("X-New", "1")) == []


def test_a_later_request_that_repeats_the_answer_follows() -> None:
    tape = read("openrouter_weather.yaml")
    after, _ = rewrite(tape, 0, [SetValue("/choices/0/message/content", "Let me look.")])
    (found,) = repeats(tape.interactions[0], after)
    assert (found.position, found.times) == (1, 1)
    followed = json.loads(edit(after, found.changes).interactions[1].request.body.text or "")
    before = json.loads(tape.interactions[1].request.body.text or "")
    assert followed["messages"][2]["content"] == "Let me look."
    before["messages"][2]["content"] = "Let me look."
    assert followed == before


def test_a_call_that_is_repeated_follows_with_its_arguments() -> None:
    tape = read("openrouter_weather.yaml")
    path = "/choices/0/message/tool_calls/0/function/arguments"
    after, _ = rewrite(tape, 0, [SetValue(path, '{"location": "Pisa"}')])
    (found,) = repeats(tape.interactions[0], after)
    followed = json.loads(edit(after, found.changes).interactions[1].request.body.text or "")
    assert json.loads(followed["messages"][2]["tool_calls"][0]["function"]["arguments"]) == {"location": "Pisa"}


def test_nothing_follows_where_nothing_is_repeated() -> None:
    tape = read("openrouter_weather.yaml")
    after, _ = rewrite(tape, 1, [SetValue("/choices/0/message/content", "Hot.")])
    assert list(repeats(tape.interactions[1], after)) == []
