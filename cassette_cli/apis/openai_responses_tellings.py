"""What several events say of one leaf, some of it more than once -> that leaf.

What a final response says counts most, then a finished item, then finished parts and strings, then what they began
with. A text is joined out of its deltas wherever they give the text that counts; whoever says it once more is a copy of
it. Of a resumed stream the deltas are only the text's end, and so copies of a part of it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from ..parts import Json, JsonPath
from .api import Copy, Place, texts, word
from .draft import Draft, Leaf

_WORDS = frozenset({"text", "refusal", "arguments", "input", "code", "command", "diff", "message"})


class Weight(IntEnum):
    """How much a telling counts."""

    BEGUN = 0  # a skeleton, which deltas fill
    SAID = 1  # a piece that is whole: an annotation, a name
    DONE = 2  # a string or a part at its end
    ITEM = 3  # the whole item at its end
    FINAL = 4  # the item in the response at its end


class Telling(NamedTuple):
    """A value that an event says at `path`."""

    weight: Weight
    event: int
    path: JsonPath
    value: Json


class Piece(NamedTuple):
    """A delta."""

    event: int
    path: JsonPath
    text: str


def unread(draft: Draft, source: Telling | Piece, value: Json) -> None:
    """Keep what the answer has no place for."""
    draft.unread["/".join(map(str, ("events", source.event, *source.path)))] = value


def leaf_of(draft: Draft, told: list[Telling], pieces: list[Piece]) -> Leaf:
    """The leaf that they make, those that count more being later; what it does not say is unread."""
    return _text(draft, told, pieces) if pieces else _value(draft, told)


def keep_otherwise(draft: Draft, telling: Telling) -> None:
    """Words and members that what counts more does not say; names, marks and seals may be others each time."""
    said = telling.value
    if telling.weight > Weight.BEGUN and said and (isinstance(said, dict | list) or telling.path[-1] in _WORDS):
        unread(draft, telling, said)


def _value(draft: Draft, told: list[Telling]) -> Leaf:
    """What counts most, at every place that says it."""
    best = told[-1].value
    leaf = Leaf(best)
    for each in told:
        if each.value == best:
            leaf.places.append((each.event, each.path))
        else:
            keep_otherwise(draft, each)
    leaf.places.sort()
    return leaf


def _text(draft: Draft, told: list[Telling], pieces: list[Piece]) -> Leaf:
    """The deltas joined, after what the skeleton may have begun with; or the text that counts, if it is another."""
    joined = "".join(piece.text for piece in pieces)
    best = told[-1].value if told and told[-1].weight >= Weight.DONE else None
    begun = next((each for each in told if each.weight == Weight.BEGUN and word(each.value)), None)
    if begun is not None and joined and begun.value.startswith(joined):
        best = begun.value if best is None else best  # some begin with the whole text
    elif begun is not None and best in (None, begun.value + joined):
        pieces = [Piece(begun.event, begun.path, begun.value), *pieces]
        joined = begun.value + joined
        told = [each for each in told if each is not begun]
    if best is not None and best != joined:
        return _other_text(draft, told, pieces, joined)
    leaf = Leaf(joined=True)
    leaf.length = len(joined)
    leaf.pieces = [piece.text for piece in pieces]
    leaf.places = [piece[:2] for piece in pieces]
    for each in told:
        if each.value == joined and (joined or each.weight > Weight.BEGUN):
            leaf.copies.append(Copy(Place(each.event, each.path), 0, leaf.length))
        else:
            keep_otherwise(draft, each)
    return leaf


def _other_text(draft: Draft, told: list[Telling], pieces: list[Piece], joined: str) -> Leaf:
    """The deltas are the text's end in a resumed stream, its beginning where some were lost; else they are unread."""
    leaf = _value(draft, told)
    whole = texts(leaf.value)
    if not whole.startswith(joined) and not whole.endswith(joined):
        unread(draft, pieces[0], joined)
        return leaf
    start = 0 if whole.startswith(joined) else len(whole) - len(joined)
    for event, path, text in pieces:
        if text:
            leaf.copies.append(Copy(Place(event, path), start, start + len(text)))
        start += len(text)
    return leaf
