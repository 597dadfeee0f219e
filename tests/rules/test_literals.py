"""Words are found wherever they stand, by whatever letter they hang on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.rules.literals import Literals

WORDS = st.text(st.sampled_from("ab_-=A~é."), min_size=1, max_size=5)
TEXTS = st.text(st.sampled_from("ab_-=A~é. "), max_size=40)


@given(st.lists(WORDS, min_size=1, max_size=8), TEXTS)
def test_every_place_of_every_word_is_found(words: list[str], text: str) -> None:
    found = sorted(set(Literals.of(words).places(text)))
    there = sorted({(word, at) for word in words for at in range(len(text)) if text.startswith(word, at)})
    assert found == there
    assert Literals.of(words).present(text) == bool(there)


@given(st.lists(WORDS, min_size=1, max_size=8), TEXTS)
def test_a_guarded_word_is_present_only_where_no_letter_or_digit_stands_before(words: list[str], text: str) -> None:
    def counts(at: int) -> bool:
        return at == 0 or not (text[at - 1].isascii() and text[at - 1].isalnum())

    there = {(word, at) for word in words for at in range(len(text)) if text.startswith(word, at) and counts(at)}
    assert Literals.of((), words).present(text) == bool(there)
    assert there <= set(Literals.of((), words).places(text))


def test_a_word_that_is_also_wanted_unguarded_is_found_after_a_letter() -> None:
    assert Literals.of(["k-"], ["k-"]).present("task-")
    assert not Literals.of([], ["k-"]).present("task-")


def test_no_words_are_nowhere() -> None:
    assert not Literals.of([]).present("anything")
    assert list(Literals.of([]).places("anything")) == []
