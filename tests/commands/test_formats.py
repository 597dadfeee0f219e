"""`cassette formats`: a table for people, lines for scripts, Markdown for the README, a document for programs."""

from __future__ import annotations

import json

import pytest

from cassette_cli.apis import APIS
from cassette_cli.loading import load
from cassette_cli.recorders import RECORDERS
from tests.commands.running import cassette
from tests.shared import CASSETTES

NAMES = {each.name for each in RECORDERS}


def test_piped_there_is_a_line_for_each_recorder() -> None:
    done = cassette("formats")
    assert (done.status, done.err) == (0, "")
    lines = [row.split("\t") for row in done.out.splitlines()]
    assert {row[0] for row in lines} == NAMES
    assert {len(row) for row in lines} == {5}
    assert ["ExVCR", "Elixir", "JSON, a list", "yes", "method, URL without its query"] in lines


def test_with_a_width_it_is_laid_out_for_people() -> None:
    done = cassette("formats", "--width", "80")
    assert done.status == 0
    assert max(map(len, done.out.splitlines())) <= 80
    headings = [row.split(" · ")[0] for row in done.out.splitlines() if not row.startswith(" ")]
    assert set(headings) == NAMES
    assert headings == sorted(headings, key=str.lower)
    assert "httprr · Go\n    text on the wire (`.httprr`), often in gzip\n" in done.out


def test_the_document_names_every_recorder() -> None:
    done = cassette("formats", "--json")
    assert (done.status, done.err) == (0, "")
    told = json.loads(done.out)
    assert list(told) == ["version", "recorders"]
    assert {each["recorder"] for each in told["recorders"]} == NAMES
    assert cassette("formats", "-f", "json") == done


def test_the_apis_are_a_table_of_their_own() -> None:
    names = {each.name for each in APIS}
    piped = cassette("formats", "--apis")
    assert (piped.status, piped.err) == (0, "")
    assert {row.split("\t")[0] for row in piped.out.splitlines()} == names
    assert "ollama.chat\tchat\tOllama\tjson_lines" in piped.out.splitlines()
    told = json.loads(cassette("formats", "--apis", "--json").out)
    assert (told["version"], {each["api"] for each in told["apis"]}) == (1, names)
    assert cassette("formats", "--apis", "-f", "markdown").out.startswith(
        "| api | operation | spoken by | streamed as |\n"
    )
    assert (
        "ollama.chat · chat\n    Ollama\n    streamed as: json_lines\n"
        in cassette("formats", "--apis", "--width", "80").out
    )


def test_markdown_is_one_table() -> None:
    done = cassette("formats", "--format", "markdown")
    head, rule, *table = done.out.splitlines()
    assert (head, rule) == ("| recorder | language | files | edited | matched on |", "|---|---|---|---|---|")
    assert {row.split(" | ")[0].removeprefix("| ") for row in table} == NAMES


def test_colours_are_for_those_who_ask_for_them() -> None:
    assert "\x1b[" in cassette("formats", "--color", "always", "--width", "80").out
    assert "\x1b[" not in cassette("formats", "--width", "80").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--json", "--format", "markdown"], "error: json and markdown at once; expected one of them\n"),
        (["--format", "xml"], "error: Invalid value for '--format' / '-f'"),
        (["a.yaml"], "error: Got unexpected extra argument"),
        (["--width", "3"], "error: Invalid value for '--width'"),
    ],
)
def test_what_cannot_be_meant_is_one_line(arguments: list[str], said: str) -> None:
    done = cassette("formats", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(said)


def test_every_recorder_that_is_named_has_a_sample() -> None:
    found = {load(path.read_bytes()).recorder for path in CASSETTES if path.parent.name not in ("broken", "refused")}
    assert found == NAMES
