"""No secret is in what `list` and `show` print, in any view, format or width, unless it is asked for (`hiding`)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cassette_cli.commands.hiding import in_strings, masked_interactions, masked_words, without_secrets
from cassette_cli.loading import load
from cassette_cli.rules import DEFAULTS, Level, Rules, TokenRule
from tests.commands.planted import HEADER, PREVIEWS, SECRETS, STREAMED, planted
from tests.commands.running import cassette
from tests.commands.test_redact_secrecy import ALL, forms, torn_in_pieces
from tests.shared import SAMPLES

CALLED = {"id": "1", "type": "function", "function": {"name": "login", "arguments": '{"password": "hunter2hunter2"}'}}
MASKED = (
    ["list"],
    ["list", "--json"],
    ["list", "--jsonl"],
    ["show"],
    ["show", "--http", "--headers"],
    ["show", "--events"],
    ["show", "--events", "--full", "--headers"],
    ["show", "--json", "--mask", "--bodies"],
    ["show", "--jsonl", "--mask"],
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "streamed.yaml").write_text(planted(), "utf-8")
    (tmp_path / "everywhere.yaml").write_text(torn_in_pieces(), "utf-8")
    return tmp_path


@pytest.mark.parametrize("width", [[], ["--width", "80"], ["--width", "140"], ["--width", "30"]])
@pytest.mark.parametrize("words", MASKED, ids=" ".join)
def test_no_secret_is_printed(words: list[str], width: list[str], folder: Path) -> None:
    done = cassette(*words, *width, str(folder))
    assert done.status == 0
    printed = done.out + done.err
    assert [secret for secret in ALL if any(form in printed for form in forms(secret))] == []


@pytest.mark.parametrize("side", ["--request", "--response"])
def test_raw_bytes_are_masked_where_that_is_asked_for(side: str, folder: Path) -> None:
    tape = str(folder / "everywhere.yaml")
    assert not any(secret in cassette("show", "--raw", "--mask", side, tape).out for secret in ALL)
    assert any(secret in cassette("show", "--raw", side, tape).out for secret in ALL)


def test_what_is_shown_is_the_preview_at_the_secrets_place(folder: Path) -> None:
    printed = cassette("show", "--headers", str(folder / "streamed.yaml")).out
    assert f"Authorization: Bearer {PREVIEWS[0]}" in printed
    assert f"?key={PREVIEWS[1]}" in printed
    assert PREVIEWS[2] in printed  # in the answer, once for five deltas


def test_reveal_shows_all_of_them(folder: Path) -> None:
    printed = cassette("show", "--headers", "--reveal", str(folder / "streamed.yaml")).out
    assert [secret for secret in SECRETS if secret not in printed] == []


def test_json_is_verbatim(folder: Path) -> None:
    printed = cassette("show", "--json", str(folder / "streamed.yaml")).out
    assert [secret for secret in SECRETS if secret not in printed] == []


def test_reveal_and_mask_at_once_are_refused(folder: Path) -> None:
    done = cassette("show", "--reveal", "--mask", str(folder / "streamed.yaml"))
    assert (done.status, done.err) == (2, "error: --reveal and --mask at once; expected one of them\n")


def test_a_rule_of_the_configuration_masks_too(folder: Path) -> None:
    (folder / "cassette.toml").write_text('[redact]\nheaders = ["content-type"]\n[show]\npager = false\n', "utf-8")
    printed = cassette("show", "--headers", "everywhere.yaml", folder=folder).out
    assert "Content-Type: ***(16)" in printed
    printed = cassette("show", "--headers", "--no-config", "everywhere.yaml", folder=folder).out
    assert "Content-Type: application/json" in printed


def test_what_is_excluded_is_not_listed(folder: Path) -> None:
    (folder / "cassette.toml").write_text('exclude = ["every*"]\n', "utf-8")
    done = cassette("list", "everywhere.yaml", "streamed.yaml", folder=folder)
    assert {row.partition(":")[0] for row in done.out.splitlines()} == {"streamed.yaml"}


def test_only_what_is_chosen_is_searched() -> None:
    tape = load(planted().encode())
    shown = masked_interactions(tape, [tape.interactions[1]], DEFAULTS)
    (interaction,) = shown.interactions
    assert "AIza***(39)" in interaction.request.url
    assert HEADER in shown.cassette.text  # of interaction 0, which is not shown
    assert STREAMED[:8] not in shown.cassette.text


def test_a_cassette_that_is_not_edited_is_masked_all_the_same() -> None:
    packed = next(SAMPLES.glob("*/*before_1*"))
    tape = load(packed.read_bytes(), packed.name)
    assert tape.read_only
    word = next(each.request.url for each in tape.interactions)
    rules = Rules.of([TokenRule("made-up", Level.SECRET, "a URL", (word[:12],), re.escape(word), "", (word,))])
    shown = masked_interactions(tape, tape.interactions, rules)
    assert all(word not in shown.mask(each.request.url) for each in shown.interactions)


def test_words_are_taken_apart() -> None:
    assert masked_words("https://user:hunter2hunter2@a.example/?key=abc&x=1", DEFAULTS) == (
        "https://user:***(14)@a.example/?key=***(3)&x=1"
    )
    assert masked_words("It is 40°C.", DEFAULTS) == "It is 40°C."
    assert masked_words("key=***(3)", DEFAULTS) == "key=***(3)"


def test_json_is_masked_string_by_string() -> None:
    assert in_strings({"a": ["x", 1, None], "b": {"c": "x"}}, str.upper) == {"a": ["X", 1, None], "b": {"c": "X"}}


def test_the_text_of_a_file_has_dots() -> None:
    text = without_secrets(load(planted().encode()), DEFAULTS)
    assert not any(secret in text for secret in SECRETS[:2])
    assert "......" in text


def test_a_preview_is_not_cut_within_a_run_of_characters(tmp_path: Path) -> None:
    """The first half of a key would be one that no rule knows."""
    tape = tmp_path / "long.yaml"
    said = "word " * 38 + HEADER
    body = "version: 1\ninteractions:\n- request: {method: GET, uri: 'https://a.example', body: null, headers: {}}\n"
    body += f"  response: {{status: {{code: 200, message: OK}}, headers: {{}}, body: {{string: '{said} {said}'}}}}\n"
    tape.write_text(body, "utf-8")
    printed = cassette("list", str(tape)).out
    assert "word word …" in printed
    assert HEADER[:10] not in printed


@pytest.mark.parametrize(
    "answer",
    [
        {"choices": [{"message": {"content": "password: " + STREAMED}}], "model": "m"},
        {"choices": [{"message": {"content": "Fine."}}], "model": STREAMED},
        {"error": {"message": f"Incorrect API key provided: {STREAMED}"}},
        {"choices": [{"message": {"tool_calls": [CALLED]}}], "model": "m"},
        {"choices": [{"message": {"content": "Here: -----BEGIN PRIVATE KEY-----\n" + "MIIEvQ" * 60}}], "model": "m"},
    ],
    ids=["text", "model", "error", "argument", "key"],
)
@pytest.mark.parametrize("form", [[], ["--json"], ["--width", "100"]])
def test_a_line_of_a_list_says_no_secret(answer: dict[str, Any], form: list[str], tmp_path: Path) -> None:
    asked = {"method": "POST", "uri": "https://api.openai.com/v1/chat/completions", "headers": {}}
    request = {**asked, "body": json.dumps({"model": "m", "messages": []})}
    response = {"status": {"code": 401, "message": "no"}, "headers": {}, "body": {"string": json.dumps(answer)}}
    tape = tmp_path / "tape.yaml"
    tape.write_text(json.dumps({"version": 1, "interactions": [{"request": request, "response": response}]}), "utf-8")
    printed = cassette("list", *form, str(tape)).out
    assert not any(secret in printed for secret in (STREAMED, "hunter2hunter2", "MIIEvQMIIEvQ"))
