from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span, apply, difference, merged
from cassette_cli.errors import EditConflict

texts = st.text("ab\n", max_size=12)


@st.composite
def edited(draw):
    """A text and edits of it that lie apart from each other."""
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [Edit(Span(*pair), draw(texts)) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    apart = [edit for number, edit in enumerate(edits) if not number or edits[number - 1].span.end < edit.span.start]
    return text, apart


@given(edited(), st.randoms(use_true_random=False))
def test_the_order_of_edits_means_nothing(case: tuple[str, list[Edit]], order: random.Random):
    text, edits = case
    shuffled = edits[:]
    order.shuffle(shuffled)
    assert apply(text, shuffled) == apply(text, edits)


@given(edited())
def test_what_no_edit_covers_is_the_same_afterwards(case: tuple[str, list[Edit]]):
    text, edits = case
    result, shift, done = apply(text, edits), 0, 0
    for (start, end), new in edits:
        assert result[done + shift : start + shift] == text[done:start]
        assert result[start + shift : start + shift + len(new)] == new
        shift, done = shift + len(new) - (end - start), end
    assert result[done + shift :] == text[done:]


@given(edited())
def test_an_edit_made_twice_is_made_once(case: tuple[str, list[Edit]]):
    text, edits = case
    assert apply(text, edits + edits) == apply(text, edits)
    assert merged(edits + edits) == merged(edits)


@given(texts, texts)
def test_a_difference_makes_the_one_text_out_of_the_other(before: str, after: str):
    edits = difference(before, after)
    assert apply(before, edits) == after
    assert len(edits) == (before != after)


@given(texts, texts)
def test_no_smaller_stretch_makes_the_difference(before: str, after: str):
    for (start, end), new in difference(before, after):
        old = before[start:end]
        assert not (old and new) or (old[0] != new[0] and old[-1] != new[-1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")),
        (Edit(Span(0, 2), "x"), Edit(Span(0, 2), "y")),
        (Edit(Span(0, 3), "x"), Edit(Span(1, 1), "y")),
        (Edit(Span(1, 1), "x"), Edit(Span(1, 1), "y")),
    ],
)
def test_edits_that_want_different_things_of_one_place_are_a_conflict(one: Edit, other: Edit):
    for edits in ([one, other], [other, one]):
        with pytest.raises(EditConflict, match=r"characters \d-\d and characters \d-\d"):
            merged(edits)


def test_edits_that_touch_are_no_conflict():
    assert apply("abc", [Edit(Span(1, 2), "X"), Edit(Span(0, 1), "Y"), Edit(Span(2, 2), "Z")]) == "YXZc"


@pytest.mark.parametrize("span", [Span(-1, 0), Span(2, 1), Span(0, 4)])
def test_an_edit_outside_the_text_is_refused(span: Span):
    with pytest.raises(ValueError, match="is not inside a text of 3 characters"):
        apply("abc", [Edit(span, "")])
