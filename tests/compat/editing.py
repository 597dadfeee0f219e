"""A recorded stream -> the same after `rewrite` has changed one word of its text, or of its tools' arguments.

What is wished is worked out on the message alone: the word is another one wherever it was said, and all else is said
still, ids, names, citations and why the answer ends among it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

from cassette_cli.apis.api import parsed
from cassette_cli.cassette import Cassette
from cassette_cli.loading import load
from cassette_cli.messages import Conversation
from cassette_cli.parts import Json, Part, Text, ToolCall
from cassette_cli.reassembling import reassemble
from cassette_cli.replacing import replacement
from cassette_cli.rewriting import Replace, rewrite
from tests.compat.judging import Recorded, recorded
from tests.shared import CORPUS

NEW = 'Überraschung, "so"'  # longer than most words, with what JSON has to escape and what it may
STAYING = ("citations", "id", "name")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}(?![^\W\d_])")


class Edited(NamedTuple):
    """A call after an edit, and what its answers must say."""

    call: Recorded
    wished: Json


class Wish(NamedTuple):
    """The word of a recorded stream that is to be another one."""

    call: Recorded
    part: str
    word: str


def wishes(judge: ModuleType) -> Iterator[Wish]:
    """For each recorded stream that this judge reads as we do: one in the text, one in the arguments."""
    calls = {call.name: call for call in recorded()}
    for verdict in judge.verdicts():
        if verdict.streamed and not verdict.difference:
            yield from _wishes(calls[verdict.name])


def _wishes(call: Recorded) -> Iterator[Wish]:
    parts = [part for message in call.ours.answers for part in message.parts]
    words = {
        "text": [text for part in parts if isinstance(part, Text) for text in texts(_meant(part.content))],
        "arguments": [text for part in parts if isinstance(part, ToolCall) for text in texts(part.arguments)],
    }
    for kind, candidates in words.items():
        word = rarest(candidates, parts)
        if word:
            yield Wish(call, kind, word)


def edited(wish: Wish) -> Edited:
    call, _, word = wish
    file, _, position = call.name.rpartition(":")
    after, _ = rewrite(_cassette(file), int(position), [Replace(replacement(word, NEW))])
    found = after.interactions[int(position)]
    ours = reassemble(found)
    assert ours is not None
    return Edited(Recorded(call.name, found, ours), changed(said(call.ours), word))


@cache
def _cassette(file: str) -> Cassette:
    return load((CORPUS / file).read_bytes(), file)


def said(talk: Conversation) -> Json:
    """The answers, part by part, each with why it ends. Text that is JSON stands there as what it means."""
    return [[message.finish_reason_raw, *(_told(part) for part in message.parts)] for message in talk.answers]


def _told(part: Part) -> Json:
    value: dict[str, Any] = part.as_json()
    return {**value, "content": _meant(part.content)} if isinstance(part, Text) else value


def _meant(text: str) -> Json:
    return parsed(text) if text[:1] in ("{", "[") else text


def texts(value: Json) -> Iterator[str]:
    """All that a value holds."""
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(item)


def rarest(candidates: Sequence[str], parts: Sequence[Part]) -> str | None:
    """The word in these texts that is said least often in all parts; of several, the longest."""
    words = Counter(word for text in candidates for word in _WORD.findall(text))
    whole = "\n".join(text for part in parts for text in texts(part.as_json()))
    return min(words, key=lambda word: (whole.count(word), -len(word)), default=None)


def changed(value: Json, word: str) -> Json:
    """The value with the new word for the old one, where something is said."""
    if isinstance(value, str):
        return value.replace(word, NEW)
    if isinstance(value, dict):
        is_part = "type" in value
        return {
            name: member if is_part and name in STAYING else changed(member, word) for name, member in value.items()
        }
    return [changed(item, word) for item in value] if isinstance(value, list) else value
