"""What is found is taken away, everything else stays, and a second run finds nothing. Places are those of placing."""

from __future__ import annotations

import cProfile
import gzip
import json
import pstats
from base64 import b64encode

import pytest

from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.redacting import Finding, redact, redact_text
from cassette_cli.rules import Level
from tests.planted import RECORDERS
from tests.planted_places import URL, Exchange
from tests.recorded import corpus
from tests.shared import CASSETTES, CORPUS, SAMPLES, needs_corpus
from tests.test_locating import TOKEN

REFUSED = ("broken", "refused")


def cassette(answer: str, *, headers: str = "{}", authorization: str = "REDACTED") -> bytes:
    return (
        "version: 1\ninteractions:\n- request:\n    method: POST\n    uri: https://h.example/v1\n    body: null\n"
        f"    headers: {{Authorization: [{authorization}]}}\n"
        f"  response:\n    status: {{code: 200, message: OK}}\n    headers: {headers}\n    body: {{string: {answer}}}\n"
    ).encode()


def gone(data: bytes) -> bytes:
    """The file after everything that was found has been taken out of it; nothing is found again."""
    tape = load(data, "t.yaml")
    after = edit(tape, [change for found in redact(tape) for change in found.changes])
    assert redact(after) == []
    return after.to_bytes()


def test_a_finding_says_where_it_lies_and_never_what_it_is() -> None:
    [found] = redact(load(cassette("''", authorization=f"Bearer {TOKEN}"), "t.yaml"))
    assert (found.rule, found.level, found.where) == ("openrouter-key", Level.SECRET, "0.request.headers.Authorization")
    assert (found.line, found.column, found.preview, found.length) == (7, 38, "sk-or-v1-***(73)", 73)
    assert (found.end_line, found.end_column) == (7, 38 + 73)
    shown = json.dumps([str(value) for key, value in found._asdict().items() if key != "changes"])
    assert TOKEN[10:30] not in shown + found.fingerprint


def test_a_secret_that_is_a_key_is_not_said_by_where_it_stands() -> None:
    [found] = redact(load(cassette(f"'{{\"{TOKEN}\": 1}}'"), "t.yaml"))
    assert found.where == "0.response.body/sk-or-v1-***(73)"


def test_a_gzipped_answer_is_packed_again_without_it() -> None:
    packed = b64encode(gzip.compress(json.dumps({"access_token": "abc"}).encode(), mtime=0)).decode()
    headers = "{Content-Encoding: [gzip], Content-Type: [application/json]}"
    after = gone(cassette(f"!!binary {packed}", headers=headers))
    body = load(after, "t.yaml").interactions[0].response.body
    assert body.json_value == {"access_token": "REDACTED"}


def test_a_stream_loses_the_token_from_all_its_deltas_and_its_log_probabilities() -> None:
    cut = [TOKEN[at : at + 9] for at in range(0, len(TOKEN), 9)]
    pieces = [
        {
            "choices": [
                {"index": 0, "delta": {"content": each}, "logprobs": {"content": [{"token": each, "bytes": [1]}]}}
            ]
        }
        for each in cut
    ]
    body = "".join(f"data: {json.dumps(each)}\n\n" for each in pieces) + "data: [DONE]\n\n"
    after = gone(cassette(json.dumps(body))).decode()
    assert not any(each in after for each in cut if len(each) == 9)
    assert after.count("REDACTED") == 2  # the header's, and one for all deltas
    assert after.count("data: ") == body.count("data: ")


def test_the_same_secret_has_the_same_number() -> None:
    tape = load(cassette('\'{"password": "one", "secret": "two", "passwd": "one"}\''), "t.yaml")
    after = edit(tape, [change for found in redact(tape, numbered=True) for change in found.changes])
    assert list(after.interactions[0].response.body.json_value.values()) == ["REDACTED-1", "REDACTED-2", "REDACTED-1"]


def test_numbers_go_on_above_the_highest_one_that_is_there_also_in_what_is_packed() -> None:
    packed = b64encode(gzip.compress(b'{"password": "REDACTED-7", "secret": "two"}', mtime=0)).decode()
    headers = "{Content-Encoding: [gzip], Content-Type: [application/json]}"
    tape = load(cassette(f"!!binary {packed}", headers=headers, authorization="REDACTED-3"), "t.yaml")
    after = edit(tape, [change for found in redact(tape, numbered=True) for change in found.changes])
    assert after.interactions[0].response.body.json_value == {"password": "REDACTED-7", "secret": "REDACTED-8"}


def test_numbers_are_given_in_the_order_of_the_file() -> None:
    tape = load(cassette('\'{"a": {"password": "one"}}\'', authorization="Bearer two"), "t.yaml")
    [first, second] = redact(tape, numbered=True)
    assert (first.where, first.changes[0].edit.text) == ("0.request.headers.Authorization", "REDACTED-1")
    assert (second.where, second.changes[0].edit.text) == ("0.response.body/a/password", "REDACTED-2")


@pytest.mark.parametrize(
    ("recorder", "compared"),
    [
        ("VCR.py", {"url"}),
        ("Betamax", {"url"}),
        ("go-vcr 2", {"url"}),
        ("Ruby VCR", {"url"}),
        ("HAR", {"url"}),
        ("nock", {"url", "body"}),
        ("httpreplay", {"url", "headers", "body"}),
        ("httprr", {"url", "headers", "body"}),
        ("inline-snapshot", {"url", "headers", "body"}),
        ("Polly.js", set()),
        ("ddapm", set()),
    ],
)
def test_a_change_of_what_the_recorder_compares_is_marked(recorder: str, compared: set[str]) -> None:
    one = Exchange(url=f"{URL}?token=one", sent=(("X-Api-Key", "two"),), body='{"password": "three"}')
    data = RECORDERS[recorder](one._replace(content='{"password": "four"}'), "plain")
    assert data is not None
    marked = {
        each.where.split(".")[2].partition("?")[0].partition("/")[0] for each in redact(load(data)) if each.replay
    }
    assert marked == compared


def test_a_token_in_deltas_is_told_from_its_first_letter_to_its_last_not_to_where_it_is_repeated() -> None:
    pieces = [{"choices": [{"index": 0, "delta": {"content": TOKEN[at : at + 40]}}]} for at in range(0, len(TOKEN), 40)]
    lines = "".join(f"        data: {json.dumps(each)}\n\n" for each in pieces)
    text = cassette("X").decode().replace("body: {string: X}", f"body:\n      string: |\n{lines}")
    [found] = redact(load(text.encode(), "t.yaml"))
    rows = text.splitlines()
    assert found.pieces == 2
    assert rows[found.line - 1][found.column - 1 :].startswith(TOKEN[:40])
    assert rows[found.end_line - 1][: found.end_column - 1].endswith(TOKEN[40:])


def test_what_only_names_somebody_goes_whole_under_the_rule_of_a_secret_in_it() -> None:
    tape = load(cassette("''", headers=f"{{X-Auth-Email: ['ann {TOKEN}']}}"), "t.yaml")
    [found] = redact(tape)
    assert (found.rule, found.length) == ("openrouter-key", len(f"ann {TOKEN}"))
    after = edit(tape, list(found.changes))
    assert redact(after, levels=tuple(Level)) == []


def test_where_nothing_can_be_edited_the_place_is_told_all_the_same() -> None:
    data = (SAMPLES / "by-hand" / "pydantic_xai.yaml").read_bytes()
    tape = load(data + f"# {TOKEN}\n".encode(), "t.yaml")
    [found] = redact(tape)
    assert found.problem
    assert found.line == data.count(b"\n") + 1


def test_other_levels_are_found_when_they_are_asked_for() -> None:
    tape = load(cassette("''", headers="{openai-organization: [acme-corp]}"), "t.yaml")
    assert redact(tape) == []
    assert [found.level for found in redact(tape, levels=(Level.IDENTITY,))] == [Level.IDENTITY]


def test_a_file_that_is_no_cassette_is_looked_at_as_text() -> None:
    [found] = redact_text(f"first\nkey = {TOKEN}\n")
    assert (found.line, found.column, found.preview, found.changes) == (2, 7, "sk-or-v1-***(73)", ())
    assert found.problem


@pytest.mark.parametrize(
    "path", [path for path in CASSETTES if path.parent.name not in REFUSED], ids=lambda path: path.stem
)
def test_every_sample_can_be_redacted_and_only_what_was_found_changes(path) -> None:
    tape = load(path.read_bytes(), path.name)
    found = redact(tape)
    assert all(isinstance(each, Finding) for each in found)
    if not tape.read_only:
        after = edit(tape, [change for each in found for change in each.changes])
        assert redact(after) == []
        assert found or after.to_bytes() == path.read_bytes()


@needs_corpus
def test_what_was_redacted_in_recorded_cassettes_is_not_found_again() -> None:
    for file in sorted({name.rpartition(":")[0] for name, _ in corpus()})[::4]:
        tape = load((CORPUS / file).read_bytes(), file)
        found = [each for each in redact(tape) if not each.problem]
        if found and not tape.read_only:
            after = edit(tape, [change for each in found for change in each.changes])
            assert [each for each in redact(after) if not each.problem] == [], file


def reads_of_scalars(secrets: int) -> int:
    """How often a scalar is read, piece by piece, while a body with so many secrets is looked through."""
    values = [{"k": f"ghp_{number:04}" + "a1B2" * 8} for number in range(secrets)]
    tape = load(cassette(f"'{json.dumps(values)}'"), "t.yaml")
    profile = cProfile.Profile()
    found = profile.runcall(redact, tape)
    assert len({(each.line, each.column) for each in found}) == secrets
    counted = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return sum(row[0] for (_, _, name), row in counted.items() if name == "_decode_flow")


def test_a_body_is_not_read_anew_for_each_secret_in_it() -> None:
    assert 0 < reads_of_scalars(40) == reads_of_scalars(10)
