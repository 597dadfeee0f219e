"""Redacted at the defaults, each file of the corpus is the same outside the values that held a secret."""

from __future__ import annotations

from tests.locality import changed
from tests.redaction_locality import PAGE, Redacted, corpus_redacted, page
from tests.shared import needs_corpus

pytestmark = needs_corpus


def values_changed(each: Redacted) -> int:
    return len(changed(each.before.decode(), each.after.decode()))


def test_what_is_not_hit_is_the_same_bytes() -> None:
    assert [each.path for each in corpus_redacted() if not each.hits and each.before != each.after] == []


def test_values_that_are_not_edited_and_what_stands_between_values_stay() -> None:
    hit = [each for each in corpus_redacted() if each.before != each.after and not each.path.endswith(".httprr")]
    assert len(hit) > 30
    wrong = []
    for each in hit:
        # a hit changes a value, and at most three lengths follow: Content-Length, a size, a body's size
        count = values_changed(each)
        if not 0 < count <= 4 * each.hits:
            wrong.append((each.path, count, each.hits))
    assert wrong == []


def test_the_page_says_how_many_lines_change() -> None:
    assert PAGE.read_text("utf-8") == page(corpus_redacted()), "run: python -m tests.redaction_locality"
