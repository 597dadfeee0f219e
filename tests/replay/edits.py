"""A sample -> the cassette as it is and after each of its edits, and what a client must be given for each request.

An edit changes one word of one response: the last one of its body, through the body's own layer, and, of a streamed
body, the last one of the event in its middle, through that event's. What is wished is worked out on the body's text
alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cassette_cli.bodies import Body
from cassette_cli.cassette import Cassette
from cassette_cli.documents.edits import Edit, Span, apply
from cassette_cli.documents.layers import Change
from cassette_cli.editing import edit
from cassette_cli.framings import Event, framing_of
from cassette_cli.loading import load

# Letters that can be others where a body has to stay JSON: of no escape, no number and no literal.
WORD = re.compile(r"(?<![\\\w])(?!(?:true|false|null)\b)[^\W\d_]{2,}\b")
LONGER = "Überraschungsgäste"  # in UTF-8 and Latin-1, in two bytes and in one


class Answer(NamedTuple):
    """What a client is given: the body's bytes, all codings undone."""

    status: int | None
    content: bytes


class Version(NamedTuple):
    """A cassette, which version it is (`recorded`, or the edit as `INTERACTION-PART`), and the answers it must give."""

    cassette: Cassette
    name: str
    answers: list[Answer]

    def saved(self, folder: Path) -> Path:
        """The file in the folder that it is written to."""
        stem, _, suffix = self.cassette.name.partition(".")
        path = folder / f"{stem}-{self.name}.{suffix}"
        path.write_bytes(self.cassette.to_bytes())
        return path


class Wish(NamedTuple):
    """The change of one word, the part of the body where it was seen, and the body's text once it is made."""

    part: str
    change: Change
    text: str


def versions(sample: Path) -> Iterator[Version]:
    """The sample as it was recorded, and after each of its edits, made one at a time."""
    cassette = load(sample.read_bytes(), sample.name)
    interactions = list(cassette.interactions)
    recorded = [Answer(each.response.status, each.response.body.content) for each in interactions]
    yield Version(cassette, "recorded", recorded)
    for interaction in interactions:
        body = interaction.response.body
        for wish in wishes(body):
            wished = [  # an alias is the same layer: who shares the body gets the edited one, too
                Answer(answer.status, sent(body, wish.text)) if other.response.body.layer == body.layer else answer
                for other, answer in zip(interactions, recorded, strict=True)
            ]
            yield Version(edit(cassette, [wish.change]), f"{interaction.index}-{wish.part}", wished)


def wishes(body: Body) -> Iterator[Wish]:
    """The words that are changed in a body: none, if it is no text or has no word."""
    text, layer = body.text, body.layer
    word = last_word(text or "")
    if text is None or layer is None or word is None:
        return
    yield Wish("body", Change(layer, Edit(word, LONGER)), apply(text, [Edit(word, LONGER)]))
    framing = framing_of(text, body.media_type)
    streamed = [wish for event in framing.events(layer) if (wish := wish_in(event))] if framing else []
    yield from streamed[len(streamed) // 2 :][:1]


def wish_in(event: Event) -> Wish | None:
    """The last word of an event: where its data says it, and where the body's text does."""
    data = [field for field in event.fields if field.name == "data"]
    places = [(field.value.start, word) for field in data if (word := last_word(field.text))]
    inside = last_word(event.data)
    if inside is None or not places:
        return None
    line, word = places[-1]
    outside = Span(line + word.start, line + word.end)
    return Wish("event", Change(event.layer, Edit(inside, LONGER)), apply(event.source, [Edit(outside, LONGER)]))


def last_word(text: str) -> Span | None:
    """Where the last word of a text stands."""
    found = list(WORD.finditer(text))
    return Span(*found[-1].span()) if found else None


def sent(body: Body, text: str) -> bytes:
    """The bytes that a client is given if the body says this text: in its charset, data as `json.dumps` says it."""
    if body.structured is not None:
        return json.dumps(json.loads(text)).encode()
    charset = getattr(body.layer, "charset", None) or (body.spelled_in.text if body.spelled_in else None)
    return text.encode("utf-8" if charset in (None, "null", "ASCII-8BIT") else charset)


def wire(body: Body) -> bytes:
    """The bytes that the body has on the wire, its compression still on."""
    if body.wire is None:
        return b""
    return body.wire.text.encode("latin-1" if body.is_bytes else "utf-8")
