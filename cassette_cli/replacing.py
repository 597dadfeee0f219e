"""A word and what takes its place -> the values in which it stood, with the other word in them.

Of a call to a model the word is looked for where something was said: in texts, thoughts, refusals, arguments and
results, never in ids or names. Of anything else, in the strings of its JSON, and of what is no JSON in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from .documents.edits import apply
from .documents.json_text import parse
from .documents.layers import Source
from .documents.revaluing import revalue
from .editing import settle
from .errors import EditError, ParseError
from .messages import Message
from .parts import Json, JsonPath, Reasoning, Refusal, ServerToolCall, ServerToolCallResponse, Text, ToolCall
from .parts import ToolCallResponse as ToolResult

_SAYING = (Text, Reasoning, Refusal, ToolCall, ToolResult, ServerToolCall, ServerToolCallResponse)


class Replacement(NamedTuple):
    r"""`pattern` is what is looked for; `new` what takes its place, with groups (`\1`) if `is_regex`."""

    pattern: re.Pattern[str]
    new: str
    is_regex: bool = False

    def made_in(self, text: str) -> tuple[str, int]:
        """The text with all of them replaced, and how many there were."""
        return self.pattern.subn(self.new if self.is_regex else lambda match: self.new, text)


def replacement(old: str, new: str, *, is_regex: bool = False) -> Replacement:
    """Raises EditError for an expression that is none, and for an empty word."""
    if not old:
        raise EditError("an empty text to replace", "expected --replace OLD --with NEW")
    try:
        pattern = re.compile(old if is_regex else re.escape(old))
        if is_regex:
            re.compile(f"{old}\n|").sub(new, "")  # is met once, with empty groups; flags stay in front
    except (re.error, IndexError) as fault:
        raise EditError(f"{old!r} with {new!r} is no regular expression that can be replaced ({fault})") from None
    return Replacement(pattern, new, is_regex)


def places_said(messages: Iterable[Message]) -> list[JsonPath]:
    """Where the JSON of a request or an answer says something."""
    return [part.at for message in messages for part in message.parts if isinstance(part, _SAYING) and part.at]


def replaced(value: Json, places: Sequence[JsonPath], wanted: Replacement) -> tuple[Json, int]:
    """The value with all replaced at these places and in what they hold, and how many there were."""
    counts: list[int] = []

    def text(said: str) -> str:
        new, count = wanted.made_in(said)
        counts.append(count)
        return new

    for place in _outermost(places):
        value = _changed(value, place, lambda said: _strings(said, text))
    return value, sum(counts)


def _outermost(places: Sequence[JsonPath]) -> Iterator[JsonPath]:
    """Each once, and none within another."""
    known = set(places)
    return (place for place in dict.fromkeys(places) if not any(place[:end] in known for end in range(len(place))))


def _changed(value: Json, path: JsonPath, change: Callable[[Json], Json]) -> Json:
    """The value with what stands at a path changed; as it is where nothing does."""
    if not path:
        return change(value)
    step, *rest = path
    if isinstance(value, dict) and step in value:
        return {**value, step: _changed(value[step], tuple(rest), change)}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [_changed(item, tuple(rest), change) if at == step else item for at, item in enumerate(value)]
    return value


def _strings(value: Json, change: Callable[[str], str]) -> Json:
    if isinstance(value, str):
        return _json_text(value, change) if value[:1] in "{[" and value[:1] else change(value)
    if isinstance(value, dict):
        return {name: _strings(member, change) for name, member in value.items()}
    return [_strings(item, change) for item in value] if isinstance(value, list) else value


def _json_text(text: str, change: Callable[[str], str]) -> str:
    """JSON in a string, as arguments are: its strings are changed, with the escapes that they have."""
    try:
        root = parse(Source(text)).root
    except ParseError:
        return change(text)
    return apply(text, settle(revalue(root, _strings(root.value, change))))
