"""Loading: whatever bytes arrive, a Cassette that gives them back, or one line that says what they are instead."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.errors import CassetteError, DecodeError
from cassette_cli.loading import load
from tests.shared import CASSETTES, CORPUS, SAMPLES, needs_corpus

SEED = (SAMPLES / "openrouter_weather.yaml").read_bytes()


def fault(data: bytes) -> str:
    with pytest.raises(CassetteError) as caught:
        load(data, "tape")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tape:1:1: error: an empty file; expected a cassette"),
        (b" \n\n", "tape:1:1: error: an empty file; expected a cassette"),
        (b"# only a comment\n", "tape:1:1: error: a file without a document; expected a cassette"),
        (b"name: x\non: push\n", "tape:1:1: error: no cassette; expected a cassette"),
        (b"[1, 2]", "tape:1:1: error: no cassette; expected a cassette"),
        (b"just words", "tape:1:1: error: no cassette; expected a cassette"),
        (b"RPCReplay\x00", "tape:1:1: error: a go-replayers RPC recording (protobuf), which is not read; expected a"),
        (b"\x1f\x8b\x08", "tape:1:1: error: gzip data that ends too early; expected the whole body"),
        (b"\xff\xfea\0", "tape:1:1: error: text in UTF-16; expected UTF-8"),
        (b"version: 1\n\xc3\xa9: \xff\n", "tape:2:4: error: byte 0xff, which is no UTF-8; expected text in UTF-8"),
        (b"version: 9\ninteractions: [{request: {url: x}}]", "a go-vcr cassette of another version than 1 and 2"),
        (
            b"interactions:\n- request: {uri: x}\n- asked: x\nversion: 1\n",
            "tape:3:3: error: an interaction without request",
        ),
    ],
)
def test_what_is_no_cassette_is_said_in_one_line(data: bytes, said: str):
    assert said in fault(data)


@pytest.mark.parametrize(
    "data", [b"a: [1,\n", b'{"a": 1', b'version: 1\nx: "abc\n', b"a: b: c\n", b"a: *x\n", SEED[:300] + b'"']
)
def test_broken_text_is_named_with_line_and_column(data: bytes):
    assert fault(data).startswith("tape:")
    assert fault(data).split(": error:")[0].count(":") == 2


def test_the_seed_comes_back_byte_for_byte():
    assert load(SEED).to_bytes() == SEED


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: str(path.relative_to(SAMPLES)))
def test_every_sample_comes_back_byte_for_byte_or_is_refused(path: Path):
    data = path.read_bytes()
    if path.parent.name in ("broken", "refused"):
        assert fault(data).startswith("tape:")
    else:
        assert load(data, path.name).to_bytes() == data


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_cassette_or_an_error(data: bytes):
    try:
        load(data)
    except CassetteError:
        return


@given(cut=st.integers(0, len(SEED)), noise=st.binary(max_size=3))
def test_a_cassette_that_was_cut_or_damaged_is_a_cassette_or_an_error(cut: int, noise: bytes):
    try:
        cassette = load(SEED[:cut] + noise + SEED[cut + 7 :])
        read_all(cassette)
    except CassetteError:
        return


def read_all(cassette: Cassette) -> int:
    """Decode every body of a cassette; how many could not be."""
    problems = 0
    for one in cassette.interactions:
        for body in (one.request.body, one.response.body):
            try:
                assert len(body.content) == body.size
                _ = body.text, body.json_value
            except DecodeError:
                problems += 1
    return problems


# What the manifest calls a recorder, and what it is called here.
NAMES = {
    "betamax": "Betamax",
    "ddapm-test-agent": "dd-apm-test-agent",
    "easyvcr": "EasyVCR",
    "exvcr": "ExVCR",
    "go-replayers-http": "httpreplay",
    "go-vcr1": "go-vcr",
    "go-vcr2": "go-vcr",
    "har": "HAR",
    "httprr": "httprr",
    "inline-snapshot-http": "inline-snapshot",
    "json-reqresp?": "VCR.py before 1.0",  # the manifest doubts it; vcrpy's own tests migrate this file
    "langchain-vcr": "LangChain",
    "nock": "nock",
    "okreplay": "OkReplay",
    "phpvcr": "php-vcr",
    "polly": "Polly.js",
    "pydantic-ai-ws": "pydantic-ai websocket",
    "pydantic-ai-xai": "pydantic-ai xAI",
    "ruby-vcr": "Ruby VCR",
    "ruby-vcr-1x": "Ruby VCR 1.x",
    "vcrpy": "VCR.py",
}
REFUSED = {"go-replayers-rpc": "a go-replayers RPC recording (protobuf), which is not read"}
UNDECODED = {"corrupted_gzip_body.har": 1}  # its name says why


@needs_corpus
def test_every_file_of_the_corpus_is_known_counted_decoded_and_comes_back():
    wrong = []
    rows = manifest()
    for row in rows:
        data = (CORPUS / row["path"]).read_bytes()
        if row["recorder"] in REFUSED:
            assert REFUSED[row["recorder"]] in fault(data)
            continue
        cassette = load(data, row["path"])
        found = cassette.recorder, len(cassette.interactions), cassette.to_bytes() == data, read_all(cassette)
        undecoded = UNDECODED.get(row["path"].rpartition("/")[2], 0)
        if found != (NAMES[row["recorder"]], int(row["interactions"]), True, undecoded):
            wrong.append((row["path"], found))
    assert not wrong
    assert len(rows) == 511


@needs_corpus
def test_go_vcr_says_its_format_version():
    rows = [row for row in manifest() if row["recorder"] in ("go-vcr1", "go-vcr2")]
    assert [row["path"] for row in rows if load(read(row)).format_version != row["recorder"][-1]] == []


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "MANIFEST.tsv").open() as file:
        return list(csv.DictReader(file, delimiter="\t"))


def read(row: dict[str, str]) -> bytes:
    return (CORPUS / row["path"]).read_bytes()


def test_interactions_are_found_by_what_their_text_says_and_all_where_an_alias_leads_elsewhere() -> None:
    one = "- request: {method: GET, uri: /, headers: HEADERS, body: null}\n  response: {status: {code: 200}, body: X}\n"
    head = "version: 1\ninteractions:\n"
    plain = load((head + one.replace("X", "gzip") + one).replace("HEADERS", "{}").encode())
    search = re.compile("gzip").search
    assert [found.index for found in plain.interactions.found_by(search)] == [0]
    shared = one.replace("HEADERS", "&h {A: gzip}") + one.replace("HEADERS", "*h")
    assert [found.index for found in load((head + shared).encode()).interactions.found_by(search)] == [0, 1]
