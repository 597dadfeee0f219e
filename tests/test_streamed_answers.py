"""An edit of the message that a stream makes goes back into its events, and into all that repeats it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cassette_cli.cassette import Cassette
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Change
from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.streamed_answers import LeafLayer, StreamedAnswer, streamed_answer
from tests.apis.origins import at
from tests.recorded import corpus
from tests.shared import CASSETTES, CORPUS, SAMPLES, needs_corpus

LETTERS = 'aé"\\\n {}€😀'
STREAMED = [path for path in CASSETTES if path.parent.name in ("apis", "vcrpy") and "streamed" in path.stem]


def answers(tape: Cassette) -> list[tuple[int, StreamedAnswer]]:
    found = ((each.index, streamed_answer(each)) for each in tape.interactions)
    return [(index, answer) for index, answer in found if answer]


def edited(tape: Cassette, index: int, leaf: LeafLayer, wish: Edit) -> StreamedAnswer:
    after = edit(tape, [Change(leaf, wish)])
    answer = streamed_answer(after.interactions[index])
    assert answer is not None
    return answer


def same_but(before: StreamedAnswer, after: StreamedAnswer, path: tuple[str | int, ...]) -> None:
    """Everything else of the answer is as it was, and so is the number of events."""
    others = [{p: o.kind for p, o in each.answer.origins.items() if p != path} for each in (before, after)]
    assert others[0] == others[1]
    texts = [{leaf.path: leaf.text for leaf in each.leaves() if leaf.path != path} for each in (before, after)]
    assert texts[0] == texts[1]
    assert len(before.events) == len(after.events)


@pytest.mark.parametrize("path", STREAMED, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=8, deadline=None)
def test_any_edit_of_any_text_comes_out_as_it_was_wished(path: Path, data: st.DataObject):
    tape = load(path.read_bytes(), path.name)
    found = [
        (index, answer, leaf) for index, answer in answers(tape) for leaf in answer.leaves() if is_text(answer, leaf)
    ]
    if not found:
        return  # one that cannot be read, or has nothing in pieces
    index, answer, leaf = data.draw(st.sampled_from(found))
    start = data.draw(st.integers(0, len(leaf.text)))
    wish = Edit(Span(start, data.draw(st.integers(start, len(leaf.text)))), data.draw(st.text(LETTERS, max_size=6)))
    wished = apply(leaf.text, [wish])
    after = edited(tape, index, leaf, wish)
    assert next((each.text for each in after.leaves() if each.path == leaf.path), "") == wished
    if wished:
        same_but(answer, after, leaf.path)


def is_text(answer: StreamedAnswer, leaf: LeafLayer) -> bool:
    """Not the object that JSON in pieces says."""
    return isinstance(at(answer.answer.value, leaf.path), str)


@pytest.mark.parametrize("name", ["openai_responses", "cohere_v1", "openai_transcription"])
def test_what_is_said_several_times_is_gone_everywhere(name: str):
    path = SAMPLES / "apis" / f"{name}_streamed.yaml"
    tape = load(path.read_bytes(), path.name)
    [index, answer] = answers(tape)[0]
    leaf = max(answer.leaves(), key=lambda each: (len(each.origin.copies), len(each.text)))
    assert leaf.origin.copies
    start = len(leaf.text) // 2
    secret = leaf.text[start : start + 12]
    after = edit(tape, [Change(leaf, Edit(Span(start, start + 12), "REDACTED"))])
    assert secret in (tape.interactions[index].response.body.text or "") or leaf.pieces(Span(start, start + 12)) > 1
    again = streamed_answer(after.interactions[index])
    assert again is not None
    said = [each.data for each in again.events]
    assert not any(secret in each for each in said)
    assert "REDACTED" in next(each.text for each in again.leaves() if each.path == leaf.path)


def test_the_tokens_of_what_was_edited_are_emptied():
    path = SAMPLES / "vcrpy/logprobs_streamed.yaml"
    tape = load(path.read_bytes(), path.name)
    [index, answer] = answers(tape)[0]
    leaf = next(each for each in answer.leaves() if each.path[-1] == "content")
    assert leaf.text == "Yes, 17 is."
    after = edited(tape, index, leaf, Edit(Span(5, 8), "XX "))
    entries = after.answer.value["choices"][0]["logprobs"]["content"]
    assert [entry["token"] for entry in entries] == ["Yes", ", ", "", "is."]
    assert entries[2]["bytes"] == []


def test_a_stretch_knows_in_how_many_pieces_it_lies():
    path = SAMPLES / "vcrpy/logprobs_streamed.yaml"
    [_, answer] = answers(load(path.read_bytes(), path.name))[0]
    leaf = next(each for each in answer.leaves() if each.path[-1] == "content")
    assert [leaf.pieces(Span(*span)) for span in ((0, 3), (0, 4), (2, 9), (5, 5 + 3))] == [1, 2, 4, 1]


@needs_corpus
@pytest.mark.parametrize("part", range(8))
def test_one_word_of_recorded_streams_is_changed_and_nothing_else(part: int):
    """Each eighth stream here, all of them in `make soak`."""
    for number, (name, found) in enumerate(corpus()):
        if number % 64 != 8 * part or found.response.body.problem or streamed_answer(found) is None:
            continue
        file, _, index = name.rpartition(":")
        tape = load((CORPUS / file).read_bytes(), file)
        answer = streamed_answer(tape.interactions[int(index)])
        leaf = max(answer.leaves(), key=lambda each: len(each.text), default=None)
        if leaf is None or tape.read_only or len(leaf.text) < 4:
            continue
        middle = len(leaf.text) // 2
        after = edited(tape, int(index), leaf, Edit(Span(middle - 2, middle + 2), "word"))
        assert next(each.text for each in after.leaves() if each.path == leaf.path) == (
            leaf.text[: middle - 2] + "word" + leaf.text[middle + 2 :]
        ), name
        same_but(answer, after, leaf.path)
