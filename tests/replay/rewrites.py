"""A sample -> the cassette after `rewrite` has changed a word of one of its conversations, for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cassette_cli.cassette import Cassette
from cassette_cli.loading import load
from cassette_cli.messages import Conversation
from cassette_cli.parts import Json, Text, ToolCall
from cassette_cli.reassembling import reassemble
from cassette_cli.replacing import replacement
from cassette_cli.rewriting import Replace, rewrite
from tests.compat.editing import NEW, changed, rarest, said, texts
from tests.replay.edits import Answer, Version

IN_PIECES = {"replicate_predictions_unstreamed.yaml": "unstreamed, too, the answer is a list of pieces, cut in words"}


class Word(NamedTuple):
    """A word that an answer says, and the interaction."""

    position: int
    talk: Conversation
    word: str


def words(cassette: Cassette) -> Iterator[Word]:
    """One of each call whose answer has one."""
    for interaction in cassette.interactions:
        talk = reassemble(interaction)
        parts = [part for message in talk.answers for part in message.parts] if talk else []
        spoken = [part.content if isinstance(part, Text) else part.arguments for part in parts if _speaks(part)]
        word = rarest([text for value in spoken for text in texts(value)], parts)
        if talk and word and cassette.name not in IN_PIECES:
            yield Word(interaction.index, talk, word)


def has_words(sample: Path) -> bool:
    return next(words(load(sample.read_bytes(), sample.name)), None) is not None


def rewrites(sample: Path) -> Iterator[Version]:
    """With what a client must be given: the answers, of which no other one has changed."""
    before = load(sample.read_bytes(), sample.name)
    for position, talk, word in words(before):
        after, count = rewrite(before, position, [Replace(replacement(word, NEW))])
        assert count
        assert told(after, position) == changed(said(talk), word)
        given = answers(after)
        others = [at for at in range(len(given)) if at != position]
        assert [given[at] for at in others] == [answers(before)[at] for at in others]
        yield Version(after, f"{position}-rewritten", given)


def _speaks(part: object) -> bool:
    return isinstance(part, Text | ToolCall)


def told(cassette: Cassette, position: int) -> Json:
    talk = reassemble(cassette.interactions[position])
    assert talk is not None
    return said(talk)


def answers(cassette: Cassette) -> list[Answer]:
    return [Answer(each.response.status, each.response.body.content) for each in cassette.interactions]
