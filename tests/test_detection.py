"""Which API was spoken is told by a stream's body alone, on every file of the corpus, as its manifest says."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace
from functools import cache

import pytest

from cassette_cli.apis import Call, api_of
from cassette_cli.bodies import Body
from cassette_cli.cassette import Headers, Interaction
from cassette_cli.reassembling import api_of_stream, stream_of, value_of
from tests.recorded import NOT_READ, corpus
from tests.shared import CORPUS, needs_corpus

NOBODY = "no API"
KINDS = {  # the manifest's words, and the APIs whose streams they are
    "anthropic-sse": {"anthropic.messages"},
    "bedrock-eventstream": {"anthropic.messages", "bedrock.agent", "bedrock.converse", "bedrock.invoke"},
    "cohere-sse": {"cohere.v2"},
    "gemini-json-array-stream": {"gemini.generate_content"},
    "gemini-sse": {"gemini.generate_content"},
    "ollama-ndjson": {"ollama.chat"},
    "openai-chat-sse": {"openai.chat"},
    "openai-chat-sse(nonstd object)": {"openai.chat"},
    "openai-completions-sse": {"openai.completions"},
    "openai-responses-sse": {"openai.responses"},
    "other-sse": {"openai.transcription"},
}
OF_AWS = KINDS["bedrock-eventstream"]
NO_STREAM = {"none", "realtime-websocket"}
FRAMES = "resp:nul-bytes,resp:{string}!!binary"  # frames of AWS, which the manifest takes for no stream if so kept
LINES = (  # JSON lines that are a file of answers, not a stream
    "crmne+ruby_llm/spec/fixtures/vcr_cassettes/"
    "batch_with_openai_gpt-5-nano_answers_staged_chats_and_appends_the_answers_to_their_conversations.yml"
)


def bare(found: Interaction) -> Interaction:
    """The interaction without what was asked, its address, and all headers."""
    none = Headers(tuple)
    body = replace(found.response.body, media_type="", charset="", codings=())
    return replace(
        found,
        request=found.request._replace(url="", headers=none, body=Body()),
        response=found.response._replace(headers=none, body=body),
    )


@cache
def spoken() -> dict[str, frozenset[str]]:
    """The APIs of each file's streams."""
    apis = defaultdict(set)
    for name, found in corpus():
        alone = bare(found)
        cut = stream_of(alone)
        if cut:
            framing, layer = cut
            api = api_of_stream(alone, ((event, value_of(event)) for event in framing.events(layer)))
            apis[name.rpartition(":")[0]].add(api.name if api else NOBODY)
    return {file: frozenset(names) for file, names in apis.items()}


def files() -> list[dict[str, str]]:
    if not CORPUS.is_dir():
        return []
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        return [row for row in csv.DictReader(manifest, delimiter="\t") if row["recorder"] not in NOT_READ]


@needs_corpus
@pytest.mark.parametrize("kind", KINDS)
def test_a_streams_body_alone_tells_the_api_that_the_manifest_says(kind):
    told = {row["path"]: spoken().get(row["path"], frozenset()) for row in files() if row["stream_kinds"] == kind}
    assert told
    assert {file: names for file, names in told.items() if not names or not names <= KINDS[kind]} == {}


@needs_corpus
def test_where_the_manifest_says_no_stream_there_is_none():
    silent = [row for row in files() if row["stream_kinds"] in NO_STREAM]
    told = {row["path"]: spoken()[row["path"]] for row in silent if row["path"] in spoken()}
    assert told.pop(LINES) == {NOBODY}
    frames = {row["path"] for row in silent if FRAMES in row["body_encoding"]}
    assert {file: names for file, names in told.items() if file not in frames or not names <= OF_AWS} == {}
    assert len(told) >= 12


@needs_corpus
def test_an_answer_in_one_piece_tells_its_api_alone_too():
    """An error does not, and counts and vectors are anybody's."""
    otherwise = set()
    for _, found in corpus():
        answer = None if stream_of(found) else found.response.body.json_value
        if isinstance(answer, dict) and (found.response.status or 0) < 400:
            api = api_of(Call(found.request.body.json_value, answer, found.request.url))
            alone = api_of(Call(None, answer, ""))
            otherwise |= {(api and api.name, alone and alone.name)} if api is not alone else set()
    assert otherwise == {("bedrock.count_tokens", None), ("bedrock.embeddings", "cohere.embed")}


@needs_corpus
def test_the_manifest_has_no_kind_of_stream_but_these():
    assert {row["stream_kinds"] for row in files()} <= KINDS.keys() | NO_STREAM
