"""`cassette list`: lines for scripts, tables for people, documents for programs (`commands.listing`)."""

from __future__ import annotations

import json

from tests.commands.running import SEED, cassette

KEYS = (
    *("file", "index", "id", "line", "method", "url", "status", "provider", "api", "operation", "model"),
    *("request_model", "response_model", "stream", "events", "complete", "duration_ms", "request_bytes"),
    *("response_bytes", "usage", "preview", "duplicate_of", "warnings"),
)


def test_a_piped_line_has_all_columns_and_raw_numbers() -> None:
    first, _ = cassette("list", SEED).out.splitlines()
    assert first.split("\t") == [
        f"{SEED}:4",
        "0",
        "200",
        "POST",
        "https://openrouter.ai/api/v1/chat/completions",
        "openrouter",
        "openai.chat",
        "chat",
        "deepseek/deepseek-chat-v3.1:free",
        "sse",
        "160",
        "27",
        "446.608",
        "4259",
        '→ weather(location="Florence")',
        "",
    ]
    everything = cassette("list", "samples/vcrpy", "samples/awkward").out.splitlines()
    assert {row.count("\t") for row in everything} == {15}


def test_the_document_has_every_key_always() -> None:
    told = json.loads(cassette("list", "--json", "samples/vcrpy", "samples/broken/empty.yaml").out)
    assert list(told) == ["version", "cassettes", "errors"]
    assert told["version"] == 1
    assert {tuple(each) for each in told["cassettes"]} == {
        ("file", "recorder", "format_version", "notes", "interactions")
    }
    assert {tuple(row) for each in told["cassettes"] for row in each["interactions"]} == {KEYS}
    assert told["errors"] == [
        {
            "file": "samples/broken/empty.yaml",
            "line": 1,
            "column": 1,
            "error": "an empty file; expected a cassette (`cassette formats` names the recorders)",
        }
    ]


def test_lines_of_json_are_the_documents_interactions() -> None:
    told = json.loads(cassette("list", "--json", "samples/vcrpy").out)
    lines = cassette("list", "--jsonl", "samples/vcrpy").out.splitlines()
    assert [json.loads(line) for line in lines] == [row for each in told["cassettes"] for row in each["interactions"]]


def test_a_repeat_names_what_it_repeats() -> None:
    rows = [json.loads(line) for line in cassette("list", "--jsonl", "samples/vcrpy/website.yaml").out.splitlines()]
    assert {row["index"]: row["duplicate_of"] for row in rows if row["duplicate_of"] is not None} == {9: 4}


def test_an_undecodable_body_is_marked_and_the_others_are_listed() -> None:
    done = cassette("list", "--jsonl", "--body-limit", "1", "samples/vcrpy/encoding_gzip.yaml")
    assert done.status == 0
    assert done.out


def test_order_is_largest_first_by_what_was_asked() -> None:
    files = ["samples/vcrpy/reasoning_streamed.yaml", SEED]
    for order, key in (("size", "response_bytes"), ("duration", "duration_ms")):
        rows = [json.loads(row) for row in cassette("list", "--sort", order, "--jsonl", *files).out.splitlines()]
        assert rows[0]["file"] == SEED
        seed = [row[key] for row in rows if row["file"] == SEED]
        assert seed == sorted(seed, reverse=True)
    by_name = [
        json.loads(row)["file"] for row in cassette("list", "--sort", "name", "--jsonl", *files).out.splitlines()
    ]
    assert by_name == sorted(by_name)


def test_more_files_than_one_are_summed_up_on_stderr() -> None:
    done = cassette("list", "--width", "80", SEED, "samples/vcrpy/reasoning_streamed.yaml")
    assert done.err == "2 cassettes, 3 interactions, 376 tokens in, 159 out, 1.77 s, 23.9 kB\n"
    assert cassette("list", "--width", "80", SEED).err == ""


def test_a_filter_passes_over_cassettes_without_interactions() -> None:
    empty = "samples/awkward/no_interactions.yaml"
    assert empty in cassette("list", "--width", "80", empty).out
    assert empty not in cassette("list", "--width", "80", "--method", "GET", empty).out
