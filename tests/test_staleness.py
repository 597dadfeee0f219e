from __future__ import annotations

import pytest

from cassette_cli.cassette import Cassette
from cassette_cli.parts import Json
from cassette_cli.rewriting import SetUrl, SetValue, Wish, rewrite
from cassette_cli.staleness import stale
from tests.test_repeats import ANTHROPIC, claude, tape

ASKED = '{"model": "m", "messages": [{"role": "user", "content": "Hi"}]}'
THOUGHT = {"type": "thinking", "thinking": "Hm.", "signature": "c2lnbmVk"}
CITED = {"type": "text", "text": "So it is.", "citations": [{"type": "char_location", "cited_text": "it is"}]}


def said(answer: Json, wish: Wish) -> list[str]:
    before: Cassette = tape(ANTHROPIC, (ASKED, answer))
    after, _ = rewrite(before, 0, [wish])
    return list(stale(before, before.interactions[0], after.interactions[0]))


@pytest.mark.parametrize(
    ("answer", "wish", "word"),
    [
        (claude(THOUGHT), SetValue("/content/0/thinking", "Ah."), "signature"),
        (claude(CITED), SetValue("/content/0/text", "It is so."), "citations"),
        (claude() | {"usage": {"output_tokens": 3}, "content": [{"type": "text", "text": "x"}]},
         SetValue("/content/0/text", "y"), "token counts"),
        (claude(), SetUrl("https://a.example"), "VCR.py finds an answer by method, URL"),
        (claude(), SetValue("/model", "n", "request"), "VCR.py finds an answer by method, URL"),
    ],
)  # fmt: skip
def test_each_thing_that_an_edit_makes_stale_is_said(answer: Json, wish: Wish, word: str) -> None:
    (line,) = said(answer, wish)
    assert word in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("answer", "wish"),
    [
        (claude(THOUGHT, {"type": "text", "text": "x"}), SetValue("/content/1/text", "y")),
        (claude(THOUGHT), SetValue("/id", "2")),
        (claude({"type": "thinking", "thinking": "Hm."}), SetValue("/content/0/thinking", "Ah.")),
    ],
)
def test_nothing_is_said_of_what_still_fits(answer: Json, wish: Wish) -> None:
    assert said(answer, wish) == []
