"""A streamed answer is given another value: the pieces keep their number, and what was not edited keeps its pieces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, apply
from cassette_cli.documents.layers import Change
from cassette_cli.errors import EditError
from cassette_cli.parts import Json
from cassette_cli.restreaming import aligned, in_pieces, restreamed, reworded
from cassette_cli.streamed_answers import StreamedAnswer, streamed_answer
from tests.documents.json_values import documents, values
from tests.recorded import interaction

LETTERS = st.text(st.sampled_from('ab é"\\\n{😀'), max_size=5)
CONTENT = ("choices", 0, "message", "content")


def chunk(**delta: Json) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return f"data: {json.dumps({'id': 'c', 'object': 'chat.completion.chunk', 'model': 'm', 'choices': [choice]})}\n\n"


def streamed(deltas: Sequence[Json]) -> StreamedAnswer:
    stream = streamed_answer(interaction("".join(chunk(**delta) for delta in deltas) + "data: [DONE]\n\n"))
    assert stream
    return stream


def said(pieces: Sequence[str]) -> StreamedAnswer:
    return streamed([{"role": "assistant"}, *({"content": piece} for piece in pieces)])


def called(pieces: Sequence[str]) -> StreamedAnswer:
    call = {"index": 0, "id": "1", "type": "function", "function": {"name": "f", "arguments": ""}}
    return streamed([{"tool_calls": [{"index": 0, "function": {"arguments": piece}} | (call if not at else {})
                                      | {"function": {"arguments": piece} | ({} if at else {"name": "f"})}]}
                     for at, piece in enumerate(pieces)])  # fmt: skip


def with_content(stream: StreamedAnswer, text: Json) -> Json:
    value = json.loads(json.dumps(stream.answer.value))
    value["choices"][0]["message"]["content"] = text
    return value


def pieces_after(stream: StreamedAnswer, path: tuple[str | int, ...], changes: Sequence[Change]) -> list[str]:
    """What each piece says once the changes of the leaf are lifted."""
    leaf = next(each for each in stream.leaves() if each.path == path)
    lifted = leaf.lift_pieces([edit for layer, edit in changes if layer == leaf])
    layers = [stream.text_layer(place) for place in leaf.origin.places]
    return [apply(layer.text, [edit for other, edit in lifted if other == layer]) for layer in layers]


def redistributed(pieces: Sequence[str], edits: Sequence[Edit], new: str) -> list[str]:
    """The rule in other words: where each end of a piece goes."""

    def moved(end: int) -> int:
        shift = 0
        for (start, stop), text in edits:
            if end > start and end < stop:
                return start + shift + min(end - start, len(text))
            if stop <= end:
                shift += len(text) - (stop - start)
        return end + shift

    total = sum(map(len, pieces))
    ends, at = [], 0
    for piece in pieces:
        at += len(piece)
        ends.append(moved(at) if 0 < at < total or (at == total and total) else 0)
    ends[-1] = len(new)
    return [new[first:last] for first, last in pairwise([0, *ends])]


@given(st.lists(LETTERS, min_size=1, max_size=8), st.data())
def test_a_text_goes_back_into_its_pieces(pieces: list[str], data: st.DataObject) -> None:
    stream, old = said(pieces), "".join(pieces)
    at = data.draw(st.integers(0, len(old)))
    new = data.draw(LETTERS.map(lambda put: old[:at] + put + old[at + 2 :]) | st.lists(LETTERS).map("".join))
    after = pieces_after(stream, CONTENT, restreamed(stream, with_content(stream, new)))
    assert "".join(after) == new
    assert after == redistributed(pieces, aligned(old, new), new)


@pytest.mark.parametrize(
    ("pieces", "new", "after"),
    [
        (["The ", "cat ", "sat."], "The dog sat.", ["The ", "dog ", "sat."]),
        (["The ", "cat ", "sat."], "The crocodile sat.", ["The ", "crocodile ", "sat."]),
        (["ab", "cd", "ef"], "aXYZWf", ["aX", "YZ", "Wf"]),
        (["ab", "cd", "ef"], "aXf", ["aX", "", "f"]),
        (["ab", "cd"], "abXcd", ["abX", "cd"]),
        (["ab", "", "cd"], "abXcd", ["abX", "", "cd"]),
        (["ab", "cd"], "Xabcd", ["Xab", "cd"]),
        (["", "ab", "cd"], "Xabcd", ["", "Xab", "cd"]),
        (["ab", "cd"], "abcdX", ["ab", "cdX"]),
        (["ab", "cd"], "", ["", ""]),
        (["a", "b", "c"], "😀", ["😀", "", ""]),
        (["one ", "two ", "one ", "two"], "1 two 1 two", ["1 ", "two ", "1 ", "two"]),
    ],
)
def test_boundaries_are_kept_as_far_as_they_reach(pieces: list[str], new: str, after: list[str]) -> None:
    stream = said(pieces)
    assert pieces_after(stream, CONTENT, restreamed(stream, with_content(stream, new))) == after


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_aligned_edits_make_the_other_text_and_never_meet(before: str, after: str) -> None:
    edits = aligned(before, after)
    assert apply(before, edits) == after
    assert all(one.span.end < other.span.start for one, other in pairwise(edits))


def test_a_long_text_is_replaced_by_its_one_stretch_and_keeps_its_boundaries() -> None:
    before, after = "a-" * 2_000, "b-" * 2_500
    (edit,) = aligned(before, after)
    assert edit.span == (0, 3_999)
    pieces = [before[at : at + 100] for at in range(0, len(before), 100)]
    stream = said(pieces)
    kept = pieces_after(stream, CONTENT, restreamed(stream, with_content(stream, after)))
    assert [len(piece) for piece in kept] == [100] * 39 + [1_100]
    leaf = next(stream.leaves())
    assert all(one.span.end not in leaf.ends[:-1] or one.text for one in in_pieces([edit], leaf))


def test_a_character_that_a_stream_cut_in_two_halves_is_edited() -> None:
    stream = said(["a", "\ud83d", "\ude00b"])
    new = pieces_after(stream, CONTENT, restreamed(stream, with_content(stream, "a☀b")))
    assert new == ["a", "☀", "b"]


@pytest.mark.parametrize("cut", range(1, 20))
def test_arguments_are_reworded_in_their_own_formatting_wherever_they_were_cut(cut: int) -> None:
    text = '{ "a":1.0,"b" : [2]}'
    pieces = [text[:cut], text[cut:]]
    stream = called(pieces)
    path = ("choices", 0, "message", "tool_calls", 0, "function", "arguments")
    value = json.loads(json.dumps(stream.answer.value))
    wish = reworded(text, {"a": 1.0, "b": [3, 4], "c": {}})
    assert wish == '{ "a":1.0,"b" : [3,4],"c":{}}'
    value["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"] = wish
    assert "".join(pieces_after(stream, path, restreamed(stream, value))) == wish


@given(documents(), values)
def test_a_reworded_text_says_the_value(document: str, value: Json) -> None:
    assert json.loads(reworded(document, value)) == json.loads(json.dumps(value))


@pytest.mark.parametrize("text", ["", '{"a": ', "no JSON"])
def test_what_is_no_json_is_replaced_whole(text: str) -> None:
    assert reworded(text, {"a": "é"}) == '{"a": "é"}'


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda value: value["choices"][0]["message"].update(refusal="no"), "/choices/0/message/refusal"),
        (lambda value: value["choices"][0]["message"].pop("content"), "/choices/0/message/content"),
        (lambda value: value["choices"].append({"index": 1}), "/choices/1"),
        (lambda value: value["choices"].clear(), "/choices/0"),
        (lambda value: value.update(object="list"), "/object"),
        (lambda value: value["choices"][0]["message"].update(content=["a"]), "/choices/0/message/content"),
    ],
)
def test_what_no_event_can_say_is_refused_by_its_pointer(change, pointer: str) -> None:
    stream = said(["ab", "cd"])
    value = with_content(stream, "abcd")
    change(value)
    with pytest.raises(EditError) as raised:
        restreamed(stream, value)
    assert pointer in raised.value.found.split(" ")[0].rstrip(",")


def test_a_value_that_every_event_says_changes_in_all_of_them() -> None:
    stream = said(["ab", "cd"])
    changes = restreamed(stream, stream.answer.value | {"model": "other"})
    assert len(changes) == 3
    assert restreamed(stream, with_content(stream, "abcd")) == []
