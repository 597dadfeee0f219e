"""Wishes come true one after the other, or nothing does; tests/test_rewriting_streams.py has the law over streams."""

from __future__ import annotations

import json

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.errors import EditError
from cassette_cli.loading import load
from cassette_cli.reassembling import reassemble
from cassette_cli.replacing import replacement
from cassette_cli.rewriting import (
    Patch,
    RemoveHeader,
    Replace,
    SetBody,
    SetHeader,
    SetStatus,
    SetUrl,
    SetValue,
    Wish,
    rewrite,
)
from tests.reports.made import cassette, exchange
from tests.shared import CASSETTES, SAMPLES

READ = [path for path in CASSETTES if not {"refused", "broken"} & set(path.parts)]
TAPE = cassette(exchange('{"a": 1.0, "list": ["x"]}', asked="q=two+words&name=Cat%20cat&cat=1"), exchange("plain cat"))
STREAM = load((SAMPLES / "vcrpy/weather_streamed.yaml").read_bytes(), "weather_streamed.yaml")
STRUCTURED = load((SAMPLES / "by-hand/pydantic_ai_parsed_body.yaml").read_bytes(), "parsed.yaml")


def test_wishes_are_made_in_order_each_on_what_the_one_before_left() -> None:
    wishes: list[Wish] = [
        SetValue("/b", {"c": 1}),
        Patch(({"op": "move", "path": "/d", "from": "/b/c"}, {"op": "remove", "path": "/b"})),
        SetHeader("X-A", "1"),
        SetHeader("x-a", "2"),
        RemoveHeader("content-type", "request"),
        SetStatus(404),
        SetUrl("https://b.example/c"),
        Replace(replacement("x", "y")),
    ]
    after, times = rewrite(TAPE, 0, wishes)
    one = after.interactions[0]
    assert one.response.body.text == '{"a": 1.0, "list": ["y"], "d": 1}'
    assert (one.response.status, one.response.header("X-A"), one.request.url) == (404, "2", "https://b.example/c")
    assert list(one.request.headers) == []
    assert times == len(wishes)
    assert after.interactions[1].node.source == TAPE.interactions[1].node.source


def test_a_wish_for_what_is_so_gives_the_same_cassette() -> None:
    for wish in (SetValue("/a", 1.0), SetStatus(200), SetHeader("content-type", "text/plain"), Patch(())):
        assert rewrite(TAPE, 0, [wish])[0] is TAPE


@pytest.mark.parametrize(
    ("tape", "wish", "named"),
    [
        (TAPE, SetValue("/b/c", 1), "/b/c"),
        (TAPE, SetValue("/list/7", 1), "/list/7"),
        (TAPE, SetValue("list", 1), "list"),
        (TAPE, SetValue("/a~", 1), "/a~"),
        (TAPE, Patch(({"op": "test", "path": "/a", "value": 2},)), "/a"),
        (TAPE, SetValue("/a", 1, "request"), "no JSON"),
        (TAPE, SetStatus(7), "status 7"),
        (TAPE, RemoveHeader("X-B"), "X-B"),
        (TAPE, SetHeader("X-B", "a\r\nB: c"), "X-B"),
        (TAPE, SetBody(b"\xff"), "UTF-8"),
        (STREAM, SetValue("/choices/1", {}), "/choices/1"),
        (STREAM, SetValue("/object", "x"), "/object"),
        (STREAM, SetValue("/choices/0/message/audio", "no"), "/choices/0/message/audio"),
        (STRUCTURED, SetBody(b"no JSON"), "no JSON"),
    ],
    ids=lambda value: value.name if isinstance(value, Cassette) else str(value),
)  # fmt: skip
def test_what_cannot_be_had_is_an_error_that_names_it_and_leaves_the_cassette(
    tape: Cassette, wish: Wish, named: str
) -> None:
    before = tape.to_bytes()
    with pytest.raises(EditError) as raised:
        rewrite(tape, 0, [SetHeader("X-First", "1"), wish])
    assert named in raised.value.found
    assert tape.to_bytes() == before


def test_a_word_is_replaced_where_something_is_said_and_not_in_ids_or_names() -> None:
    conversation = reassemble(STREAM.interactions[0])
    assert conversation
    call = conversation.tool_calls[0]
    word = str(next(iter(call.arguments.values())))
    after, times = rewrite(STREAM, 0, [Replace(replacement(word, "Tromsø"))])
    assert times
    said = reassemble(after.interactions[0])
    assert said
    assert "Tromsø" in said.tool_calls[0].arguments.values()
    assert rewrite(STREAM, 0, [Replace(replacement(call.name, "x")), Replace(replacement(call.id or "", "x"))])[1] == 0


def test_a_body_that_is_no_json_is_a_text_and_a_form_is_as_it_was_sent() -> None:
    assert rewrite(TAPE, 1, [Replace(replacement("cat", "dog"))])[0].interactions[1].response.body.text == "plain dog"
    after, times = rewrite(TAPE, 0, [Replace(replacement("cat", "dog"), "request")])
    assert (after.interactions[0].request.body.text, times) == ("q=two+words&name=Cat%20dog&dog=1", 2)
    assert rewrite(TAPE, 0, [Replace(replacement("two words", "x"), "request")])[1] == 0
    assert rewrite(TAPE, 1, [Replace(replacement("cat", "dog"), "request")]) == (TAPE, 0)


@pytest.mark.parametrize(
    ("path", "content"),
    [(path, '{"new": "é"}'.encode()) for path in CASSETTES if "encoding_" in path.name or path.stem == "gzip"],
    ids=lambda value: getattr(value, "name", ""),
)
def test_another_body_is_packed_as_the_old_one_was(path, content: bytes) -> None:
    tape = load(path.read_bytes(), path.name)
    for one in tape.interactions:
        if one.response.body.is_empty or one.response.body.structured or one.response.body.problem:
            continue
        after = rewrite(tape, one.index, [SetBody(content)])[0].interactions[one.index].response
        assert after.body.content == content
        assert after.body.encodings == one.response.body.encodings
        if one.response.header("content-length") == str(len(one.response.body.wire.text)):
            assert after.header("content-length") == str(after.body.size_on_wire(after.body.wire.text))


@pytest.mark.parametrize(
    "path", [path for path in CASSETTES if not {"refused", "broken"} & set(path.parts)], ids=lambda path: path.name
)
def test_a_url_is_set_where_it_is_one_text(path) -> None:
    tape = load(path.read_bytes(), path.name)
    for one in tape.interactions[:1] if not tape.read_only and path.suffix != ".zip" else ():
        try:
            after, _ = rewrite(tape, 0, [SetUrl("https://b.example/c")])
        except EditError:
            assert tape.recorder in ("nock", "httprr") or not one.request.url or tape.tree.targets
        else:
            assert after.interactions[0].request.url == "https://b.example/c"
            assert [each.response.body.kept for each in after.interactions] == [
                each.response.body.kept for each in tape.interactions
            ]


def test_what_another_interaction_has_by_an_alias_is_not_edited() -> None:
    one = "- request: {method: GET, uri: 'http://a', body: null, headers: {}}\n  response: %s\n"
    answer = "&r {status: {code: 200, message: OK}, headers: {A: [x]}, body: {string: &b '{\"a\": 1}'}}"
    shared = load(("version: 1\ninteractions:\n" + one % answer + one % "*r").encode())
    other = answer.replace("&r ", "").replace("&b '{\"a\": 1}'", "*b")
    partly = load(("version: 1\ninteractions:\n" + one % answer + one % other).encode())
    for tape in (shared, partly):
        for at in (0, 1):
            for wish in (SetValue("/a", 2), SetBody(b"{}"), Replace(replacement('"a"', '"b"'))):
                if wish.of(tape, tape.interactions[at]).changes:
                    with pytest.raises(EditError):
                        rewrite(tape, at, [wish])
    assert rewrite(partly, 1, [SetStatus(404)])[0].interactions[0].response.status == 200


def test_lengths_follow_a_body_only_where_they_held() -> None:
    held = exchange('{"a": "x"}')
    held["response"]["headers"]["Content-Length"] = ["10"]
    wrong = json.loads(json.dumps(held).replace('"10"', '"11"'))
    after, _ = rewrite(cassette(held, wrong), 0, [SetValue("/a", "long")])
    after, _ = rewrite(after, 1, [SetValue("/a", "long")])
    assert [one.response.header("content-length") for one in after.interactions] == ["13", "11"]
