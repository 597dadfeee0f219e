"""A later request that says an edited answer once more follows it, and nothing else in it changes."""

from __future__ import annotations

import json

from cassette_cli.cassette import Cassette
from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.parts import Json
from cassette_cli.repeats import Repeat, repeats
from cassette_cli.rewriting import SetValue, rewrite

OPENAI, ANTHROPIC = "https://api.openai.com/v1/chat/completions", "https://api.anthropic.com/v1/messages"
ARGUMENTS = '{ "city":"Genoa", "days" : 1.0 }'


def tape(url: str, *calls: tuple[str, Json]) -> Cassette:
    """Requests as text, answers as JSON."""
    interactions = [
        {
            "request": {"method": "POST", "uri": url, "body": asked, "headers": {"Content-Type": ["application/json"]}},
            "response": {
                "status": {"code": 200, "message": "OK"},
                "headers": {"Content-Type": ["application/json"]},
                "body": {"string": json.dumps(answer)},
            },
        }
        for asked, answer in calls
    ]
    return load(json.dumps({"version": 1, "interactions": interactions}).encode())


def chat(message: Json) -> Json:
    return {
        "id": "1",
        "object": "chat.completion",
        "model": "m",
        "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": "stop"}],
    }


def claude(*content: Json) -> Json:
    return {
        "id": "1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": content,
        "stop_reason": "end_turn",
    }


def call(arguments: str) -> Json:
    return {"id": "c", "type": "function", "function": {"name": "weather", "arguments": arguments}}


def followed(before: Cassette, pointer: str, value: Json) -> tuple[list[Repeat], Cassette]:
    after, _ = rewrite(before, 0, [SetValue(pointer, value)])
    found = list(repeats(before.interactions[0], after))
    return found, edit(after, [change for each in found for change in each.changes])


ASK = '{"model": "m", "messages": [{"role": "user", "content": "Hi"}]}'
HISTORY = (
    '{"model":"m",  "messages": [ {"role": "user", "content": "Hello, captain."},\n'
    '{"role":"assistant","content": "Hello, captain.", "tool_calls":[%s]},'
    '{"role":"tool","tool_call_id":"c","content":"Hello, captain."} ]}'
)


def test_a_text_is_reworded_where_it_was_repeated_as_an_answer() -> None:
    asked = '{"model": "m", "messages": [{"role": "assistant", "content": "Ahoy, \\u0063aptain."}]}'
    before = tape(
        OPENAI,
        (ASK, chat({"content": "Ahoy, captain."})),
        (ASK, chat({"content": "?"})),
        (asked, chat({"content": "!"})),
    )
    found, after = followed(before, "/choices/0/message/content", "Ahoy, sailor.")
    assert [(each.position, each.times) for each in found] == [(2, 1)]
    assert after.interactions[2].request.body.text == asked.replace("\\u0063aptain", "sailor")
    assert after.interactions[1].request.body.text == ASK


def test_arguments_as_text_keep_the_formatting_of_the_request() -> None:
    again = json.dumps(call('{"city":"Genoa","days":1.0}'))
    before = tape(
        OPENAI,
        (ASK, chat({"content": None, "tool_calls": [call(ARGUMENTS)]})),
        (HISTORY % again, chat({"content": "!"})),
    )
    pointer = "/choices/0/message/tool_calls/0/function/arguments"
    found, after = followed(before, pointer, ARGUMENTS.replace("Genoa", "Oslo"))
    assert [(each.position, each.times) for each in found] == [(1, 1)]
    assert after.interactions[1].request.body.text == HISTORY % again.replace("Genoa", "Oslo")


def test_arguments_as_an_object_and_a_text_beside_them() -> None:
    use = {"type": "tool_use", "id": "c", "name": "weather", "input": {"city": "Genoa", "days": 1.0}}
    asked = (
        '{"model":"m","max_tokens":9,"messages":[{"role":"assistant","content":[{"type":"text","text":"Genoa?"},'
        '{"type":"tool_use","id":"c","name":"weather","input":{ "city" : "Genoa","days":1.00 }}]}]}'
    )
    before = tape(ANTHROPIC, (ASK, claude({"type": "text", "text": "Genoa?"}, use)), (asked, claude()))
    found, after = followed(before, "/content/1/input/city", "Oslo")
    assert [each.times for each in found] == [1]
    assert after.interactions[1].request.body.text == asked.replace('"city" : "Genoa"', '"city" : "Oslo"')


def test_a_call_without_arguments_gets_some_and_never_words_about_it() -> None:
    use = {"type": "tool_use", "id": "c", "name": "weather", "input": {"city": "Genoa"}}
    history = json.dumps({"model": "m", "messages": [{"role": "assistant", "content": [use]}]})
    before = tape(ANTHROPIC, (ASK, claude(use)), (history, claude()))
    _, after = followed(before, "/content/0/input", {})
    assert json.loads(after.interactions[1].request.body.text or "")["messages"][0]["content"] == [use | {"input": {}}]


def test_nothing_follows_what_was_not_said_again() -> None:
    before = tape(OPENAI, (ASK, chat({"content": "Ahoy."})), (ASK, chat({"content": "Ahoy."})))
    found, after = followed(before, "/choices/0/message/content", "Oh.")
    assert found == []
    assert after.interactions[1].response.body.text == before.interactions[1].response.body.text
    assert list(repeats(before.interactions[0], before)) == []
    assert followed(before, "/id", "2")[0] == []
