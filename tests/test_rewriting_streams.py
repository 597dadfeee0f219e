"""Each text, thought, refusal and call of each stream can be edited; then the stream says it, and nothing else new."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

import pytest

from cassette_cli.apis import Kind
from cassette_cli.cassette import Cassette
from cassette_cli.documents.revaluing import same
from cassette_cli.loading import load
from cassette_cli.messages import Conversation
from cassette_cli.parts import Json, JsonPath, Part, Reasoning, Refusal, Text, ToolCall
from cassette_cli.pointers import path_in, pointer_of
from cassette_cli.reassembling import reassemble
from cassette_cli.rewriting import SetValue, rewrite
from cassette_cli.streamed_answers import LeafLayer, StreamedAnswer, streamed_answer
from tests.recorded import corpus
from tests.shared import CASSETTES, CORPUS, needs_corpus

KINDS = ("word", "longer", "shorter", "empty", "emoji")
SAMPLES = [path for path in CASSETTES if not {"refused", "broken", "playwright"} & set(path.parts)]


class Said(NamedTuple):
    """A part of a streamed answer, and what stands there in the answer's JSON."""

    index: int
    stream: StreamedAnswer
    conversation: Conversation
    part: Part
    value: Json


def said(cassette: Cassette) -> Iterator[Said]:
    if cassette.read_only:
        return
    for interaction in cassette.interactions:
        stream, conversation = streamed_answer(interaction), reassemble(interaction)
        for message in conversation.answers if stream and conversation else ():
            for part in message.parts:
                if isinstance(part, Text | Reasoning | Refusal | ToolCall) and part.at:
                    value = stream.answer.value
                    if path_in(value, pointer_of(part.at)) is not None:
                        for step in part.at:
                            value = value[step]
                        yield Said(interaction.index, stream, conversation, part, value)


def wishes(found: Said) -> Iterator[tuple[str, Json]]:
    """Each kind of edit that can be made of it."""
    value = found.value
    if isinstance(found.part, ToolCall):
        arguments = value
        if isinstance(value, str):
            try:
                arguments = json.loads(value)
            except ValueError:
                return
        if isinstance(arguments, dict):
            new = arguments | {"city": "Oslo"}
            yield "arguments", json.dumps(new) if isinstance(value, str) else new
    elif isinstance(value, str):
        start, end = longest_piece(found.stream, found.part.at) or (0, len(value))
        middle = (start + end) // 2
        edited = (
            value[:middle] + "§" + value[middle + 1 :],
            value + " and more of it, \n" * 5,
            value[: len(value) // 3],
            "",
            value[:3] + "😀" + value[3:],
        )
        yield from zip(KINDS, edited, strict=True)


def leaf_of(stream: StreamedAnswer, path: JsonPath) -> LeafLayer | None:
    origin = stream.answer.origin(path)
    return LeafLayer.of(stream, path, origin) if origin and origin.kind is Kind.JOINED else None


def longest_piece(stream: StreamedAnswer, path: JsonPath) -> tuple[int, int] | None:
    leaf = leaf_of(stream, path)
    spans = zip((0, *leaf.ends), leaf.ends, strict=False) if leaf else ()
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def told(conversation: Conversation) -> list[Json]:
    """All parts of all answers, and why each ended."""
    finished = [(message.finish_reason, message.finish_reason_raw) for message in conversation.answers]
    return [*finished, *(part._replace(at=()) for message in conversation.answers for part in message.parts)]


def check(cassette: Cassette, found: Said, kind: str, new: Json) -> None:
    at, before = found.part.at, found.stream
    tape, _ = rewrite(cassette, found.index, [SetValue(pointer_of(at), new)])
    after, conversation = streamed_answer(tape.interactions[found.index]), reassemble(tape.interactions[found.index])
    assert after
    assert conversation
    wished = deepcopy(before.answer.value)
    holder = wished
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = new
    if not has_repeats(before, at) and new != "":
        assert same(after.answer.value, wished)
    place = after.answer.value
    for step in at if new != "" else ():
        place = place[step]
    assert new == "" or same(place, new)
    for name in ("model", "response_id", "usage", "error", *(["stream"] if new != "" else [])):
        assert getattr(conversation, name) == getattr(found.conversation, name), name
    if new != "":  # of which nothing may be left
        for one, other in zip(told(found.conversation), told(conversation), strict=True):
            is_edited = one[-1] == other[-1] and (one[-1] == "tool_call" or (found.value in one and new in other))
            assert one == other or is_edited
    assert [(event.name, event.id) for event in after.events] == [(event.name, event.id) for event in before.events]
    changed = [
        number
        for number, (one, other) in enumerate(zip(before.events, after.events, strict=True))
        if one.source[slice(*one.span)] != other.source[slice(*other.span)]
    ]
    assert changed or new == found.value
    if kind == "word" and (leaf := leaf_of(before, at)):
        start = next(number for number, pair in enumerate(zip(leaf.text, new, strict=True)) if pair[0] != pair[1])
        piece = next(number for number, end in enumerate(leaf.ends) if end > start)
        copies = {copy.place.event for copy in leaf.origin.copies if copy.start <= start < copy.end}
        touched = {leaf.origin.places[piece].event} | copies
        assert touched <= set(changed) | copies
        assert set(changed) <= touched | tokens(before)


def has_repeats(stream: StreamedAnswer, at: JsonPath) -> bool:
    origin = stream.answer.origin(at)
    return bool(origin and origin.copies) or bool(tokens(stream))


def tokens(stream: StreamedAnswer) -> set[int]:
    """The events that say log probabilities, which follow the text that they are of."""
    return {number for number, event in enumerate(stream.events) if '"logprobs"' in event.data}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_edit_of_each_thing_said_in_the_samples(path) -> None:
    cassette = load(path.read_bytes(), path.name)
    for found in said(cassette):
        for kind, new in wishes(found):
            if new != found.value:
                check(cassette, found, kind, new)


def of_the_corpus() -> Iterator[tuple[str, Cassette, Said]]:
    for name in dict.fromkeys(name.rpartition(":")[0] for name, _ in corpus()):
        cassette = load((CORPUS / name).read_bytes(), name)
        yield from ((name, cassette, found) for found in said(cassette))


@needs_corpus
def test_an_edit_of_each_thing_said_in_the_corpus() -> None:
    """One of each thing's edits in turn; all of them in `make soak`."""
    done = 0
    for number, (_, cassette, found) in enumerate(of_the_corpus()):
        possible = [(kind, new) for kind, new in wishes(found) if new != found.value]
        if possible:
            check(cassette, found, *possible[number % len(possible)])
            done += 1
    assert done > 400


@needs_corpus
@pytest.mark.soak
def test_every_edit_of_each_thing_said_in_the_corpus() -> None:
    for _, cassette, found in of_the_corpus():
        for kind, new in wishes(found):
            if new != found.value:
                check(cassette, found, kind, new)
