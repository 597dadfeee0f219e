"""Log probabilities say the text once more, token by token: what is edited is emptied there."""

from __future__ import annotations

import pytest

from cassette_cli.aligned_tokens import emptied, is_emptied
from cassette_cli.documents.edits import Edit, Span

TOKENS = [
    {"token": word, "bytes": [1], "logprob": -1, "top_logprobs": [{"token": word}]} for word in ("My ", "k", "ey")
]
GONE = {"token": "", "bytes": [], "logprob": -1, "top_logprobs": []}
EDIT = [Edit(Span(3, 5), "X")]
CHAT = {"choices": [{"message": {"content": "My key"}, "logprobs": {"content": TOKENS}}]}
RESPONSES = {"output": [{"content": [{"text": "My key", "logprobs": TOKENS}]}]}
COMPLETIONS = {"choices": [{"text": "My key", "logprobs": {"tokens": ["My ", "k", "ey"]}}]}


@pytest.mark.parametrize(
    ("answer", "path", "place", "gone"),
    [
        (CHAT, ("choices", 0, "message", "content"), ("choices", 0, "logprobs", "content"), GONE),
        (RESPONSES, ("output", 0, "content", 0, "text"), ("output", 0, "content", 0, "logprobs"), GONE),
        (COMPLETIONS, ("choices", 0, "text"), ("choices", 0, "logprobs", "tokens"), ""),
    ],
)
def test_the_tokens_of_an_edited_stretch_are_emptied(answer, path, place, gone):
    assert list(emptied(answer, path, "My key", EDIT)) == [((*place, 1), gone), ((*place, 2), gone)]
    assert list(emptied(answer, path, "My key", [Edit(Span(0, 1), "m")])) == [((*place, 0), gone)]


def test_tokens_that_say_another_text_are_left_alone():
    assert list(emptied(CHAT, ("choices", 0, "message", "content"), "My keys", EDIT)) == []
    assert list(emptied({"choices": []}, ("choices", 0, "message", "content"), "My key", EDIT)) == []


def test_what_a_token_does_not_have_is_not_given_to_it():
    answer = {"choices": [{"message": {"content": "ab"}, "logprobs": {"content": [{"token": "ab", "bytes": None}]}}]}
    path = ("choices", 0, "message", "content")
    assert [value for _, value in emptied(answer, path, "ab", [Edit(Span(0, 1), "")])] == [{"token": "", "bytes": None}]


def test_tokens_that_are_emptied_are_told_from_any_other_change() -> None:
    before = {"content": [{"token": "Hi", "logprob": -0.5, "bytes": [72, 105], "top_logprobs": [{"token": "Hi"}]}]}
    empty = {"token": "", "logprob": -0.5, "bytes": [], "top_logprobs": []}
    assert is_emptied(before, before)
    assert is_emptied(before, {"content": [empty]})
    assert is_emptied({"tokens": ["Hi", "!"], "text_offset": [0, 2]}, {"tokens": ["", "!"], "text_offset": [0, 2]})
    assert not is_emptied(before, {"content": [{**empty, "logprob": 0}]})
    assert not is_emptied(before, {"content": []})
    assert not is_emptied(before, {"content": [{**before["content"][0], "token": "Ho"}]})
    assert not is_emptied({"tokens": ["Hi"]}, {"tokens": None})
