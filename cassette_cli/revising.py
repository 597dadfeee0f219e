"""A side of an interaction -> the JSON that it says, and how another value goes back into the file.

Of a streamed answer that is the unstreamed one. JSON keeps its own formatting; of a structured body (`parsed_body`)
the JSON is edited that its recorder would send, which changes the YAML itself, in the file's own style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from .aligned_tokens import is_emptied
from .apis.api import EMPTY
from .cassette import Interaction
from .documents.json_text import parse
from .documents.layers import Change
from .documents.revaluing import revalue, same
from .errors import DecodeError, EditError, ParseError
from .parts import Json
from .pointers import SideName
from .reassembling import stream_of
from .reshaping import reshaped
from .restreaming import restreamed
from .streamed_answers import StreamedAnswer, streamed_answer


class Revisable(NamedTuple):
    """A value, and what makes another one of it. `revise` raises EditError. Of a stream that is to have other parts
    `reshape` gives the changes after which it has them, and `fitted` the wished value with a finish reason to match.
    """

    value: Json
    revise: Callable[[Json], list[Change]]
    reshape: Callable[[Json], list[Change]] = lambda value: []
    fitted: Callable[[Json], Json] = lambda value: value


def revisable(interaction: Interaction, side: SideName) -> Revisable:
    """What a side's body says. Raises EditError for a body that is no JSON, and for a stream whose API is not known."""
    body = interaction.request.body if side == "request" else interaction.response.body
    if side == "response" and stream_of(interaction) is not None:
        stream = streamed_answer(interaction)
        if stream is None:
            raise EditError("a stream of an API that is not known", "--replace, which goes over its text")
        old = stream.answer.value
        return Revisable(
            old,
            partial(restreamed, stream),
            partial(reshaped, stream),
            partial(_fitted, stream),
        )
    try:
        layer = body.layer
    except DecodeError as fault:
        raise EditError(f"a body that cannot be decoded ({fault.message})") from None
    if layer is None or not layer.text.strip():
        raise EditError(f"a {side} without a body", "one that is JSON")
    try:
        root = parse(layer).root
    except ParseError as fault:
        raise EditError(f"a body that is no JSON ({fault.message})", "JSON; --replace changes any text") from None
    return Revisable(root.value, lambda value: revalue(root, value))


def _fitted(stream: StreamedAnswer, value: Json) -> Json:
    reshaping = stream.api.reshaping
    return reshaping.fitted(stream.answer.value, value) if reshaping and isinstance(value, dict) else value


def is_as_wished(before: Json, wished: Json, after: Json) -> bool:
    """Whether a body says what it was to say. What repeated a text in a stream follows it (OpenRouter sends a thought
    twice), its tokens are emptied, and a text of which nothing is left may be gone.
    """
    followed = dict(_reworded(before, wished))
    return _agree(before, wished, after, followed)


def _reworded(before: Json, wished: Json) -> Iterator[tuple[str, Json]]:
    """Texts that were to change, each with what it was to become."""
    if isinstance(before, dict) and isinstance(wished, dict):
        for name in before.keys() & wished.keys():
            yield from _reworded(before[name], wished[name])
    elif isinstance(before, list) and isinstance(wished, list):
        for old, new in zip(before, wished, strict=False):
            yield from _reworded(old, new)
    elif isinstance(before, str) and before != wished:
        yield before, wished


def _agree(before: Json, wished: Json, after: Json, followed: dict[str, Json]) -> bool:
    if same(wished, after) or (wished in EMPTY and after in EMPTY):
        return True
    if isinstance(wished, dict) and isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        names = wished.keys() | after.keys()
        return all(
            (name == "logprobs" and is_emptied(old.get(name), after.get(name)))
            or _agree(old.get(name), wished.get(name), after.get(name), followed)
            for name in names
        )
    if isinstance(wished, list) and isinstance(after, list) and len(wished) == len(after):
        items = before if isinstance(before, list) and len(before) == len(wished) else [None] * len(wished)
        return all(_agree(*three, followed) for three in zip(items, wished, after, strict=True))
    return isinstance(before, str) and before in followed and same(followed[before], after)
