"""What is said of an interaction in a line."""

from __future__ import annotations

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.glancing import glance
from cassette_cli.loading import load
from cassette_cli.parts import ToolCall
from cassette_cli.reassembling import reassemble
from cassette_cli.summarizing import Summary, call_line, summarize
from tests.shared import CORPUS, SAMPLES, needs_corpus

MCP = """'{"jsonrpc": "2.0", "id": 1, "result": {"content": [%s]}}'"""
HEAD = "version: 1\ninteractions:\n"


def cassette(*interactions: str) -> Cassette:
    return load((HEAD + "".join(interactions)).encode(), "made.yaml")


def interaction(
    answer: str = "fine", *, asked: str = "null", headers: str = "{}", status: int = 200, url: str = "http://a/b"
) -> str:
    return f"""- request: {{method: GET, uri: {url}, body: {asked}, headers: {{}}}}
  response:
    status: {{code: {status}, message: x}}
    headers: {headers}
    body: {{string: {answer}}}
"""


def summaries(*interactions: str) -> list[Summary]:
    tape = cassette(*interactions)
    return list(summarize(tape, tape.interactions, glance))


def test_the_seed_in_two_lines() -> None:
    tape = load((SAMPLES / "openrouter_weather.yaml").read_bytes(), "seed.yaml")
    first, second = summarize(tape, tape.interactions, glance)
    assert (first.line, second.line) == (4, 57)
    assert (first.stream, first.events, first.complete) == ("sse", 12, True)
    assert (first.request_bytes, first.response_bytes) == (553, 4259)
    assert first.preview == '→ weather(location="Florence")'
    assert second.preview.startswith("The weather in Florence, Italy is currently **40°C**")
    assert first.usage is not None
    assert (first.usage.input_tokens, first.usage.output_tokens) == (160, 27)
    assert first.warnings == second.warnings == ()


def test_an_exact_repeat_names_the_first_of_its_kind() -> None:
    rows = summaries(
        interaction("a"), interaction("b"), interaction("a"), interaction("a", status=500), interaction("a")
    )
    assert [row.duplicate_of for row in rows] == [None, None, 0, None, 0]


@pytest.mark.parametrize(
    ("headers", "warned"),
    [
        ("{Content-Length: ['4']}", ()),
        ("{Content-Length: ['5']}", ("content-length says 5, the body has 4 bytes",)),
        ("{content-length: ['x']}", ()),
        ("{Content-Encoding: [gzip], Content-Length: ['30']}", ("response: header says gzip, body is plain",)),
    ],
)
def test_a_header_that_lies_is_marked(headers: str, warned: tuple[str, ...]) -> None:
    assert summaries(interaction(headers=headers))[0].warnings == warned


def test_a_length_counts_bytes_and_speaks_of_no_body_where_there_is_none() -> None:
    assert summaries(interaction("é", headers="{Content-Length: ['2']}"))[0].warnings == ()
    assert summaries(interaction("''", headers="{Content-Length: ['9']}", status=304))[0].warnings == ()


def test_a_body_that_cannot_be_decoded_is_marked_and_has_no_size() -> None:
    row = summaries(interaction("!!binary H4sIAAAAAAAAAP8=", headers="{Content-Encoding: [gzip]}"))[0]
    assert row.response_bytes is None
    assert len(row.warnings) == 1
    assert row.warnings[0].startswith("response body: ")


@pytest.mark.parametrize(
    ("made", "preview"),
    [
        (interaction("'two\n\n      lines'"), "two lines"),
        (interaction("''"), ""),
        (interaction("é" * 300), "é" * 199 + "…"),
        (interaction("word " * 300), "word " * 39 + "…"),  # never within a word: it may be a key
        (interaction("""'{"error": {"message": "no such page"}}'""", status=404), "no such page"),
        (interaction("""'{"error": {"message": "no"}}'"""), '{"error": {"message": "no"}}'),
        (
            interaction(asked="""'{"jsonrpc": "2.0", "method": "tools/call", "params": {"name": "ask"}}'"""),
            "tools/call ask",
        ),
        (interaction(asked="""'{"jsonrpc": "2.0", "method": "ping"}'"""), "ping"),
        (interaction("!!binary AAEC", headers="{Content-Type: [image/png]}"), "image/png"),
        (interaction(MCP % '{"type": "text", "text": "-3 °C"}'), "← -3 °C"),
        (interaction(MCP % '{"type": "link", "uri": "u"}'), '← {"type": "link", "uri": "u"}'),
    ],
)
def test_a_preview_is_what_a_person_would_want_to_know_first(made: str, preview: str) -> None:
    assert summaries(made)[0].preview == preview


def test_a_call_is_written_as_a_call() -> None:
    assert call_line(ToolCall(id=None, name="f", arguments={"a": "é", "b": [1]})) == 'f(a="é", b=[1])'
    assert call_line(ToolCall(id=None, name="f", arguments={})) == "f()"
    assert call_line(ToolCall(id=None, name="f", arguments='{"a', arguments_text='{"a')) == 'f({"a)'


@needs_corpus
def test_a_line_is_the_same_whether_the_stream_is_read_whole_or_glanced_at() -> None:
    for path in sorted(CORPUS.glob("charmbracelet+fantasy/**/*.yaml")):
        tape = load(path.read_bytes(), path.name)
        glanced = list(summarize(tape, tape.interactions, glance))
        whole = list(summarize(tape, tape.interactions, reassemble))
        for one, other in zip(glanced, whole, strict=True):
            assert one.preview[:60] == other.preview[:60]
            assert one._replace(preview="", usage=None) == other._replace(preview="", usage=None)
