"""A streamed answer and the value it should have -> changes of the events that said what is to be another.

A text that came in pieces goes back into them: what stands around an edit keeps its pieces, what is replaced keeps
their boundaries as far as it reaches, and what is put in between two pieces belongs to the one on its left. Pieces
that lose all their text stay as empty ones, since an event has more to say than its text.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Any

from .apis import Kind
from .apis.api import EMPTY
from .documents.edits import Edit, Span, apply, difference
from .documents.json_text import parse
from .documents.layers import Change, Source
from .documents.revaluing import revalue, same
from .editing import settle
from .errors import EditError, ParseError
from .parts import Json, JsonPath
from .pointers import pointer_of
from .streamed_answers import LeafLayer, StreamedAnswer

_ALIGNED = 3_000  # characters, old and new together, beyond which a text is replaced as one: alignment is quadratic


def restreamed(stream: StreamedAnswer, value: Json) -> list[Change]:
    """Changes after which the stream adds up to `value`. Raises EditError that names the pointer which no event says,
    or which the stream has no place for.
    """
    return list(_changes(stream, (), stream.answer.value, value))


def _changes(stream: StreamedAnswer, path: JsonPath, old: Json, new: Json) -> Iterator[Change]:
    if same(old, new):
        return
    origin = stream.answer.origin(path)
    if origin is None and isinstance(old, dict) and isinstance(new, dict):
        pairs = {name: (old.get(name), new.get(name)) for name in (*old, *new)}
        yield from _changes_within(stream, path, pairs, old.keys() & new.keys())
    elif origin is None and isinstance(old, list) and isinstance(new, list):
        items = dict(enumerate(zip_longest(old, new)))
        yield from _changes_within(stream, path, items, range(min(len(old), len(new))))
    elif origin is None or origin.kind is Kind.SYNTHETIC or not origin.places:
        raise EditError(f"{pointer_of(path)}, which no event of the stream says", "a value that an event says")
    elif origin.kind is Kind.JOINED:
        leaf = LeafLayer.of(stream, path, origin)
        yield from (
            Change(leaf, edit) for edit in in_pieces(aligned(leaf.text, _wished(leaf.text, old, new, path)), leaf)
        )
    else:
        yield from stream.revalued(path, new)


def _changes_within(
    stream: StreamedAnswer, path: JsonPath, pairs: Mapping[Any, tuple[Json, Json]], both: Container[Any]
) -> Iterator[Change]:
    """Of members or items, old and new. A member that only one of them has may say nothing."""
    for step, (old, new) in pairs.items():
        if step in both:
            yield from _changes(stream, (*path, step), old, new)
        elif isinstance(step, int) or old not in EMPTY or new not in EMPTY:
            raise _inexpressible((*path, step))


def _inexpressible(path: JsonPath) -> EditError:
    return EditError(f"{pointer_of(path)} cannot be expressed in this stream yet", "a change of what its events say")


def _wished(text: str, old: Json, new: Json, path: JsonPath) -> str:
    """What a joined text is to be: of a string the string, of other values the JSON that the text is."""
    if not isinstance(old, str):
        return reworded(text, new)
    new = "" if new is None else new
    if not isinstance(new, str):
        raise EditError(f"{pointer_of(path)} is text that came in pieces", "another text")
    return new


def reworded(text: str, value: Json) -> str:
    """The JSON text that says `value`, in the formatting of a text that says something else."""
    try:
        return apply(text, settle(revalue(parse(Source(text)).root, value)))
    except ParseError:  # no arguments at all, or cut ones
        return json.dumps(value, ensure_ascii=False)


def aligned(before: str, after: str) -> list[Edit]:
    """The edits that make `after` out of `before`, leaving alone what both have; of long texts the one stretch that
    differs.
    """
    whole = difference(before, after)
    if not whole:
        return []
    (start, end), text = whole[0]
    if end - start + len(text) > _ALIGNED or not text or start == end:
        return whole
    matcher = SequenceMatcher(None, before[start:end], text, autojunk=False)
    return [
        Edit(Span(start + first, start + last), text[low:high])
        for kind, first, last, low, high in matcher.get_opcodes()
        if kind != "equal"
    ]


def in_pieces(edits: Sequence[Edit], leaf: LeafLayer) -> Iterator[Edit]:
    """The same edits, none of which crosses the end of a piece."""
    for (start, end), text in edits:
        if start == end and start in leaf.ends and start > 0:  # between two pieces: the end of the left one
            yield Edit(Span(start - 1, end), leaf.text[start - 1] + text)
            continue
        inside = leaf.ends[bisect_left(leaf.ends, start + 1) : bisect_left(leaf.ends, end)]
        for first, last in pairwise((start, *sorted({*inside}), end)) if inside else ((start, end),):
            yield Edit(Span(first, last), text[first - start : None if last == end else last - start])
