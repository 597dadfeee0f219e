from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.documents.edits import Edit, Span
from cassette_cli.documents.layers import Pieces, Run, Source
from cassette_cli.errors import EditError


@st.composite
def written(draw):
    """A text written with runs of it between escapes, each escape one stretch outside for one or none inside."""
    inside, outside, runs = "", draw(st.sampled_from(["", "'"])), []
    for _ in range(draw(st.integers(1, 5))):
        run = draw(st.text("ab", max_size=4))
        runs.append(Run(len(inside), len(outside), len(run)))
        inside, outside = inside + run, outside + run
        said, escape = draw(st.sampled_from([("", ""), ("n", "\\n"), ("", "\\_"), ("xy", "\\!")]))
        inside, outside = inside + said, outside + escape
    runs.append(Run(len(inside), len(outside), 0))
    start = draw(st.integers(0, len(inside)))
    return inside, outside, runs, Span(start, draw(st.integers(start, len(inside))))


@given(written())
def test_what_touches_on_both_sides_is_joined_and_says_the_same(case: tuple[str, str, list[Run], Span]):
    inside, outside, runs, _ = case
    pieces = Pieces.of(runs)
    assert len(pieces.runs) <= len(runs)
    assert sum(run.length for run in pieces.runs) == sum(run.length for run in runs)
    for inner, outer, length in pieces.runs:
        assert inside[inner : inner + length] == outside[outer : outer + length]


@given(written())
def test_a_widened_stretch_covers_the_wished_one_and_cuts_through_no_piece(case: tuple[str, str, list[Run], Span]):
    _, _, runs, span = case
    inner, outer = Pieces.of(runs).widen(span)
    assert inner.start <= span.start <= span.end <= inner.end
    assert outer.start <= outer.end
    for inside, outside in zip(inner, outer, strict=True):
        assert any(
            run.inner <= inside <= run.inner + run.length and inside - run.inner == outside - run.outer for run in runs
        )


@given(written())
def test_a_stretch_inside_one_run_is_not_widened(case: tuple[str, str, list[Run], Span]):
    _, _, runs, span = case
    for run in runs:
        if run.inner <= span.start < span.end <= run.inner + run.length:
            assert Pieces.of(runs).widen(span) == (
                span,
                Span(span.start - run.inner + run.outer, span.end - run.inner + run.outer),
            )


def test_half_an_escape_cannot_be_named():
    pieces = Pieces.of([Run(0, 0, 1), Run(3, 5, 1)])  # `a` + a stretch of two characters written with four + `b`
    assert pieces.widen(Span(2, 2)) == (Span(1, 3), Span(1, 5))
    assert pieces.widen(Span(1, 2)) == (Span(1, 3), Span(1, 5))
    assert pieces.widen(Span(0, 4)) == (Span(0, 4), Span(0, 6))


def test_the_files_own_text_cannot_be_lifted():
    with pytest.raises(EditError, match="lies in no other text"):
        Source("a").lift([Edit(Span(0, 1), "b")])


def test_two_sources_of_equal_text_are_two_layers():
    assert Source("a") != Source("a")
