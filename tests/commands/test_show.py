"""`cassette show`: the views, the sides, the documents and the files that it writes.

`commands.showing` prints, `commands.saving` writes media.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.commands.running import SEED, cassette
from tests.shared import SCHEMAS, needs_schemas

WEBSITE = "samples/vcrpy/website.yaml"
CONVERSATION = [
    *("provider", "api", "operation", "model", "request_model", "response_model", "stream", "system_instructions"),
    *("messages", "tools", "parameters", "answers", "text", "tool_calls", "unstreamed", "usage", "response_id"),
    "outcome",
]


def interactions(*arguments: str) -> list[dict]:
    return [json.loads(row) for row in cassette("show", "--jsonl", *arguments).out.splitlines()]


def test_the_seed_is_plain_at_a_glance() -> None:
    told = cassette("show", SEED).out
    first, second = told.split("━━ 1 ━━")
    assert "     user  What's the weather in Florence,Italy?\n" in first
    assert "assistant  I'll check the weather in Florence, Italy for you.\n" in first
    assert '           → weather(location="Florence")\n' in first
    assert "     tool  ← weather  40 C\n" in second
    assert "assistant  The weather in Florence, Italy is currently **40°C** (104°F)." in second


def test_a_message_is_printed_once_and_alone_all_is_printed() -> None:
    assert cassette("show", SEED).out.count("You are a helpful assistant") == 1
    alone = cassette("show", "-i", "1", SEED).out
    assert "as 0:" not in alone
    assert "You are a helpful assistant" in alone
    assert cassette("show", "--full", SEED).out.count("You are a helpful assistant") == 2


def test_one_side_is_shown_without_the_other() -> None:
    asked, answered = (cassette("show", side, "-i", "0", SEED).out for side in ("--request", "--response"))
    assert "Florence,Italy?" in asked
    assert "I'll check" not in asked
    assert "Florence,Italy?" not in answered
    assert "I'll check" in answered


def test_raw_is_the_decoded_body_byte_for_byte() -> None:
    body = json.loads(cassette("show", "--raw", "--request", "-i", "0", SEED).out)
    assert body["messages"][1]["content"] == "What's the weather in Florence,Italy?"
    answer = cassette("show", "--raw", "-i", "0", SEED).out
    assert len(answer.encode()) == 4259
    assert answer.endswith("data: [DONE]\n\n")


@pytest.mark.parametrize("view", [["--view", "http"], ["--http"]])
def test_the_http_view_shows_headers_and_bodies(view: list[str]) -> None:
    told = cassette("show", *view, "-i", "0", SEED).out
    assert "  request  POST https://openrouter.ai/api/v1/chat/completions\n" in told
    assert "  headers  Accept: application/json\n" in told
    assert '             "max_tokens": 4000,\n' in told
    assert "     body  data: {" in told


def test_text_that_nobody_reads_is_shortened_unless_all_is_asked_for() -> None:
    told = cassette("show", "--http", "-i", "0", SEED).out
    assert " more lines (--full)" in told
    assert " more characters (--full)" in told
    assert "(--full)" not in cassette("show", "--http", "--full", "-i", "0", SEED).out


def test_the_document_has_every_key_and_bodies_only_if_asked_for() -> None:
    for row in interactions(SEED):
        assert list(row) == ["file", "index", "id", "line", "request", "response", "conversation"]
        assert list(row["request"]) == ["method", "url", "headers", "body"]
        assert list(row["response"]) == ["status", "headers", "duration_ms", "body"]
        assert list(row["conversation"]) == CONVERSATION
        assert row["request"]["body"] is row["response"]["body"] is row["conversation"]["unstreamed"] is None
    full = interactions("--bodies", "-i", "0", SEED)[0]
    assert full["request"]["body"]["json"]["max_tokens"] == 4000
    assert full["response"]["body"]["text"].startswith("data: ")
    assert full["conversation"]["unstreamed"]["choices"][0]["finish_reason"] == "tool_calls"


def test_what_is_no_call_of_a_model_has_bodies_and_no_conversation() -> None:
    rows = interactions(WEBSITE)
    assert {row["conversation"] for row in rows} == {None}
    assert rows[1]["request"]["body"] == {
        "media_type": "application/json",
        "encodings": [],
        "size": 27,
        "json": {"name": "Elie", "berths": 40},
    }
    assert rows[6]["response"]["body"]["base64"].startswith("iVBORw0KGgo")


def test_media_are_saved_and_never_overwritten(tmp_path: Path) -> None:
    done = cassette("show", "--save", tmp_path, WEBSITE)
    saved = tmp_path / "website-6-answer-0.png"
    assert (done.status, done.err) == (0, f"saved {saved}\n")
    assert sha256(saved.read_bytes()).hexdigest()[:8] in done.out
    again = cassette("show", "--save", tmp_path, WEBSITE)
    assert (again.status, again.err) == (0, "")
    saved.write_bytes(b"mine")
    refused = cassette("show", "--save", tmp_path, WEBSITE)
    assert refused.status == 2
    assert refused.err == f"{saved}: error: another file is there already; expected none\n"
    assert saved.read_bytes() == b"mine"


def test_markdown_is_laid_out_where_there_is_a_width() -> None:
    plain, laid_out = (
        cassette("show", *options, "--width", "80", "-i", "1", SEED).out for options in ([], ["--markdown"])
    )
    assert "**40°C**" in plain
    assert "**" not in laid_out
    assert "40°C" in laid_out


def test_a_body_that_cannot_be_decoded_is_said_and_the_others_are_shown() -> None:
    broken = b"""version: 1
interactions:
- request: {method: GET, uri: http://a/1, body: null, headers: {}}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Encoding: [gzip]}
    body: {string: !!binary H4sIAAAAAAAAA/////8=}
- request: {method: GET, uri: http://a/2, body: null, headers: {}}
  response:
    status: {code: 200, message: OK}
    headers: {}
    body: {string: fine}
"""
    told = cassette("show", "-", given=broken)
    assert told.status == 0
    assert "        !  the body cannot be decoded: " in told.out
    assert "     body  fine\n" in told.out
    listed = cassette("list", "-", given=broken)
    assert listed.status == 0
    assert "response body: " in listed.out.splitlines()[0]
    raw = cassette("show", "--raw", "-i", "0", "-", given=broken)
    assert raw.status == 2
    assert raw.err.startswith("-:3: error: 0.response.body: ")
    rows = [json.loads(row) for row in cassette("show", "--jsonl", "-", given=broken).out.splitlines()]
    assert list(rows[0]["response"]["body"]) == ["media_type", "encodings", "size", "error"]


@needs_schemas
@pytest.mark.parametrize(
    ("member", "schema"),
    [
        ("messages", "gen-ai-input-messages"),
        ("answers", "gen-ai-output-messages"),
        ("system_instructions", "gen-ai-system-instructions"),
        ("tools", "gen-ai-tool-definitions"),
    ],
)
def test_conversations_are_written_as_opentelemetry_writes_them(member: str, schema: str) -> None:
    validator = Draft202012Validator(json.loads((SCHEMAS / "otel-genai" / f"{schema}.json").read_text("utf-8")))
    talks = [row["conversation"] for row in interactions("samples/vcrpy", SEED) if row["conversation"]]
    assert len(talks) > 20
    for talk in talks:
        assert [fault.message for fault in validator.iter_errors(talk[member])] == []
