"""Files that are cut, mixed or half valid: a Cassette or one line of error, and never no interactions where some were.

A wrong guess is worse than none: what is not as its recorder writes it is said, not shown as something else.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.documents.nodes import Node
from cassette_cli.errors import CassetteError
from cassette_cli.glancing import glance
from cassette_cli.loading import load
from cassette_cli.reassembling import reassemble
from cassette_cli.summarizing import summarize
from tests.shared import CASSETTES

LARGEST = 20_000  # bytes
READ = [path for path in CASSETTES if path.parent.name not in ("broken", "refused", "awkward")]
SMALL = [path for path in READ if path.stat().st_size < LARGEST]
EMPTY = [b"httprr trace v1\n", b'"Entries": null']  # what a recorder writes that has recorded nothing
OTHER_VALUES = ["null", "5", "[]", "{}", '"x"', "[5]", '{"a": 5}', "[[]]", "", "''", "true", "-1", "1e999", "!x y"]

samples = st.sampled_from(SMALL)


@cache
def content(path: Path) -> bytes:
    """What is in the file, unpacked."""
    cassette = load(path.read_bytes())
    return cassette.spelled(cassette.text)


@cache
def nodes(path: Path) -> list[tuple[int, int]]:
    """Where the values of the file stand."""
    tree = load(content(path)).tree
    return [Node(tree, number).span for number in range(1, len(tree.starts))]


def read_all(cassette: Cassette) -> int:
    """Everything that a command would ask of it; how many interactions there are."""
    for interaction in cassette.interactions:
        _ = list(interaction.request.headers), list(interaction.response.headers), interaction.line
        for body in (interaction.request.body, interaction.response.body):
            _ = body.problem or (body.text, body.content, body.size, body.encodings), body.json_value, body.kept
        reassemble(interaction)
    list(summarize(cassette, cassette.interactions, glance))
    return len(cassette.interactions)


def outcome(data: bytes) -> int | str:
    """How many interactions were found, or the error's line."""
    try:
        return read_all(load(data, "tape"))
    except CassetteError as fault:
        said = str(fault)
    assert said.startswith("tape")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("path", READ, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_everything_of_every_sample_can_be_read(path: Path):
    found = outcome(path.read_bytes())
    assert isinstance(found, int)
    assert found or "nothing" in path.name or path.name == "sockets.yaml"


@given(samples, st.data())
def test_a_file_that_was_cut_is_fewer_interactions_or_an_error(path: Path, data: st.DataObject):
    whole = content(path)
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    assert outcome(cut) != 0 or load(whole).interactions[:] == [] or any(sign in cut for sign in EMPTY)


@given(samples, st.data())
def test_a_packed_file_that_was_cut_is_an_error(path: Path, data: st.DataObject):
    whole = gzip.compress(content(path), mtime=0)
    assert isinstance(outcome(whole[: data.draw(st.integers(1, len(whole) - 1))]), str)


@given(samples, st.data())
def test_a_file_with_another_value_in_some_place_is_read_or_an_error(path: Path, data: st.DataObject):
    whole = content(path).decode("latin-1" if path.name.endswith(("httprr", "httprr.gz")) else "utf-8")
    for start, end in data.draw(st.lists(st.sampled_from(nodes(path) or [(0, 0)]), min_size=1, max_size=3)):
        if end <= len(whole):
            whole = whole[:start] + data.draw(st.sampled_from(OTHER_VALUES)) + whole[end:]
    outcome(whole.encode("utf-8", "surrogatepass"))


@given(samples, samples, st.data())
def test_a_file_with_a_piece_of_another_ones_in_it_is_read_or_an_error(path: Path, other: Path, data: st.DataObject):
    whole, foreign = content(path), content(other)
    start, end = data.draw(st.sampled_from(nodes(path) or [(0, 0)]))
    first, last = data.draw(st.sampled_from(nodes(other) or [(0, 0)]))
    outcome(whole[:start] + foreign[first:last] + whole[end:])


@given(samples, samples)
def test_the_first_half_of_one_file_and_the_second_of_another_is_read_or_an_error(path: Path, other: Path):
    one, two = content(path), content(other)
    outcome(one[: len(one) // 2] + two[len(two) // 2 :])


@pytest.mark.parametrize(
    "data",
    [
        b"interactions:\nversion: 1\n",
        b"interactions: {}\nversion: 1\n",
        b"interactions: [5]\nversion: 1\n",
        b"version: 2\ninteractions: [null]\n",
        b"http_interactions: {}\nrecorded_with: VCR 6.0.0\n",
        b"http_interactions: [[]]\nrecorded_with: VCR 6.0.0\n",
        b"requests: []\nresponses: [{}]\n",
        b'{"log": {"version": "1.2", "entries": {}}}',
        b'{"log": {"version": "1.2", "entries": [{}]}}',
        b'{"Initial": null, "Version": "0.2", "Entries": [{}]}',
        b'[{"scope": "http://a"}]',
        b"[]",
        b"{}",
        b"- request:\n- response:\n",
        b"--- !tape\ninteractions: null\n",
        b"httprr trace v2\n",
        b"httprr trace v1\n5 5\n",
        b"httprr trace v1\nx y\n",
    ],
)
def test_what_looks_like_a_cassette_and_holds_none_of_its_interactions_is_an_error(data: bytes):
    assert isinstance(outcome(data), str)
