"""Loading: whatever bytes arrive, a Cassette that gives them back, or one line that says what they are instead."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.errors import CassetteError, DecodeError
from cassette_cli.loading import load
from tests.shared import CORPUS, SAMPLES, needs_corpus

SEED = (SAMPLES / "openrouter_weather.yaml").read_bytes()


def fault(data: bytes) -> str:
    with pytest.raises(CassetteError) as caught:
        load(data, "tape")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tape:1:1: error: an empty file; expected a go-vcr or VCR.py cassette"),
        (b" \n\n", "tape:1:1: error: an empty file; expected a go-vcr or VCR.py cassette"),
        (b"# only a comment\n", "tape:1:1: error: a file without a document; expected a go-vcr or VCR.py cassette"),
        (b"name: x\non: push\n", "tape:1:1: error: no cassette; expected a go-vcr or VCR.py cassette"),
        (b"[1, 2]", "tape:1:1: error: no cassette; expected a go-vcr or VCR.py cassette"),
        (b"just words", "tape:1:1: error: no cassette; expected a go-vcr or VCR.py cassette"),
        (b'{"log": {"entries": []}}', "a HAR file, which is not read yet; expected a go-vcr or VCR.py cassette"),
        (b"---\nhttp_interactions: []\n", "a Ruby VCR or Betamax cassette, which is not read yet; expected"),
        (b"httprr trace v1\n", "an httprr trace, which is not read yet; expected a go-vcr or VCR.py cassette"),
        (b"\x1f\x8b\x08", "a gzip file, which is not read yet; expected a go-vcr or VCR.py cassette"),
        (b"\xff\xfea\0", "tape:1:1: error: text in UTF-16; expected UTF-8"),
        (b"version: 1\n\xc3\xa9: \xff\n", "tape:2:4: error: byte 0xff, which is no UTF-8; expected text in UTF-8"),
        (b"--- !tape\ninteractions: []\n", "an OkReplay tape, which is not read yet"),
        (b"- !ruby/struct:VCR::HTTPInteraction\n  request: {uri: x}\n", "a Ruby VCR 1.x cassette, which is not"),
        (b"version: 9\ninteractions: [{request: {url: x}}]", "a go-vcr cassette of another version than 1 and 2"),
        (b"- request:\n    uri: http://a/\n", "a VCR.py cassette from before version 1.0, which is not read yet"),
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


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.rglob("*.yaml")) + sorted(SAMPLES.rglob("*.json")), ids=lambda path: path.name
)
def test_every_sample_comes_back_byte_for_byte_or_is_refused(path):
    data = path.read_bytes()
    try:
        cassette = load(data, path.name)
    except CassetteError:
        assert path.parent.name == "broken"
        return
    assert cassette.to_bytes() == data
    assert path.parent.name != "broken"


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


def manifest():
    with (CORPUS / "MANIFEST.tsv").open() as file:
        return [
            row for row in csv.DictReader(file, delimiter="\t") if row["recorder"] in ("vcrpy", "go-vcr1", "go-vcr2")
        ]


@needs_corpus
def test_every_go_vcr_and_vcrpy_file_of_the_corpus_is_known_counted_decoded_and_comes_back():
    names = {"vcrpy": ("VCR.py", "1"), "go-vcr1": ("go-vcr", "1"), "go-vcr2": ("go-vcr", "2")}
    wrong = []
    rows = manifest()
    for row in rows:
        data = (CORPUS / row["path"]).read_bytes()
        cassette = load(data, row["path"])
        found = (cassette.recorder, cassette.format_version), len(cassette.interactions), cassette.to_bytes() == data
        if found != (names[row["recorder"]], int(row["interactions"]), True) or read_all(cassette):
            wrong.append((row["path"], found))
    assert not wrong
    assert len(rows) == 271


@needs_corpus
def test_every_other_file_of_the_corpus_is_refused_in_one_line():
    known = {row["path"] for row in manifest()}
    others = [path for path in CORPUS.rglob("*") if path.is_file() and str(path.relative_to(CORPUS)) not in known]
    said = {fault(path.read_bytes()).split("error: ")[1].split(",")[0] for path in others if path.parent != CORPUS}
    assert "no cassette" not in said
    assert len(others) > 200
