r"""A JSON scalar's source <-> what it says; an edit of what it says -> the smallest edit of its source.

A string stays a string, and new characters are spelled as the string itself, else its surroundings, spell theirs:
raw or escaped, `/` or `\/`, `&` or Go's `\u0026`. A number, true, false or null that an edit makes into
something else becomes a string. What was written is decoded again before it is handed out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import EditError
from .edits import Edit, Span, apply
from .layers import Change, Pieces, Run
from .nodes import Node
from .styles import Value

_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(_INTEGER.pattern + r"(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)")  # of a valid string; a pair is one character
_SPECIAL = re.compile(r'["\\/&<>\x00-\x1f]|[^\x00-\x7f]')
_BROKEN_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HEX_LETTER = re.compile(r"\\u[0-9]{0,3}(?:([A-F])|[a-f])")
_SHORT = {'"': r"\"", "\\": r"\\", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_REACH = 20_000  # characters each side in which the surroundings' habits are looked for


def decoded(source: str) -> str:
    """What a scalar says: a string's characters, any other scalar's source."""
    if source[0] != '"':
        return source
    return str(json.loads(source)) if "\\" in source else source[1:-1]


def meaning(source: str) -> Value:
    """What a scalar stands for."""
    if source[0] == '"':
        return decoded(source)
    if source in _WORDS:
        return _WORDS[source]
    return integer(source) if _INTEGER.fullmatch(source) else float(source)


def integer(digits: str) -> int | str:
    """A whole number; its text where it has more digits than int() takes (sys.get_int_max_str_digits)."""
    try:
        return int(digits)
    except ValueError:
        return digits


class _Habit(NamedTuple):
    """Characters that may be written raw or escaped, and the traces that either leaves."""

    characters: re.Pattern[str]
    raw: re.Pattern[str]
    escaped: re.Pattern[str]

    def escapes(self, sources: Sequence[str]) -> bool | None:
        """Whether they are escaped in the first source that has any of them; None if none has."""
        for source in sources:
            if self.raw.search(source):
                return False
            if self.escaped.search(source):
                return True
        return None


_HABITS = (  # the first that finds a trace decides
    _Habit(re.compile("/"), re.compile(r"(?<!\\)/"), re.compile(r"\\/")),  # PHP and older Ruby escape it
    # encoding/json of Go, SetEscapeHTML: the three, and the two separators always
    _Habit(re.compile("[&<>]"), re.compile("[&<>]"), re.compile(r"\\u00(?:26|3[cCeE])")),
    _Habit(re.compile("[\u2028\u2029]"), re.compile("[\u2028\u2029]"), re.compile(r"\\u202[89]")),
    _Habit(re.compile(r"[^\x00-\x7f]"), re.compile(r"[^\x00-\x7f]"), re.compile(r"\\u(?!00[0-7]|202[89])")),
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How strings are spelled at some place. `sources`: text nearby, the nearest first, without escaped backslashes."""

    sources: tuple[str, ...]

    @classmethod
    def at(cls, node: Node) -> Spelling:
        """As the node itself does if it is a scalar, else as its surroundings do."""
        (start, end), text = node.span, node.tree.layer.text
        end = end if node.is_scalar else start
        near = text[start:end], text[max(start - _REACH, 0) : start], text[end : end + _REACH]
        return cls((_traces(near[0]), _traces(near[1] + near[2])))

    def quoted(self, text: str) -> str:
        return f'"{self.spelled(text)}"'

    def spelled(self, text: str) -> str:
        """The source that says `text`. Raises EditError for what JSON would read as another text."""
        if not _SPECIAL.search(text):
            return text
        if _BROKEN_PAIR.search(text):
            raise EditError("two halves of a surrogate pair as two characters", "text that JSON can tell from the pair")
        characters = set(_SPECIAL.findall(text))
        spelling: dict[str, str | int | None] = {}  # as str.maketrans has it
        spelling |= {character: self._control(character) for character in characters if character < " "}
        spelling |= {
            character: self._unicode(character) for character in characters if "\ud800" <= character <= "\udfff"
        }
        spelling |= {character: _SHORT[character] for character in characters if character in '"\\'}
        for habit in _HABITS:
            found = {character for character in characters - spelling.keys() if habit.characters.match(character)}
            escapes = habit.escapes(self.sources) if found else None
            if escapes is not None:
                spelling |= {character: self._escape(character) if escapes else character for character in found}
        return text.translate(str.maketrans(spelling))

    def _control(self, character: str) -> str:
        """The short escape where there is one, unless the long one alone is in use here."""
        short, long = _SHORT.get(character), self._unicode(character)
        used = (source for source in self.sources if long in source or (short and short in source))
        return short if short and short in next(used, short) else long

    def _escape(self, character: str) -> str:
        return r"\/" if character == "/" else self._unicode(character)

    def _unicode(self, character: str) -> str:
        r"""`\u00e9`, of two for an astral character, with capitals if the surroundings use them."""
        found = next(filter(None, map(_HEX_LETTER.search, self.sources)), None)
        form = "\\u%04X" if found and found[1] else "\\u%04x"
        units = character.encode("utf-16-be", "surrogatepass")
        return "".join(form % int.from_bytes(units[at : at + 2]) for at in range(0, len(units), 2))


@dataclass(frozen=True, slots=True)
class ScalarLayer:
    """A scalar's text as a layer of the tree's own; equal if it is the same node of the same tree."""

    node: Node
    text: str = field(compare=False)

    @property
    def depth(self) -> int:
        return self.node.tree.layer.depth + 1

    def lift(self, edits: Sequence[Edit]) -> list[Change]:
        """The same edits said of the tree's text. Raises EditError where JSON cannot say the new text."""
        wished = apply(self.text, edits)
        source, start = self.node.source, self.node.span.start
        lifted = self._of_string(source, edits) if source[0] == '"' else self._of_word(source, edits, wished)
        if decoded(apply(source, lifted)) != wished:
            line, column = self.node.tree.position(start)
            raise EditError("a change that no JSON string can say", "whole surrogate pairs", line=line, column=column)
        outer = self.node.tree.layer
        return [Change(outer, Edit(Span(start + span.start, start + span.end), new)) for span, new in lifted]

    def _of_string(self, source: str, edits: Sequence[Edit]) -> list[Edit]:
        spelling = Spelling.at(self.node)
        pieces = pieces_of(source)
        return [Edit(pieces.widen(span)[1], spelling.spelled(new)) for span, new in edits]

    def _of_word(self, source: str, edits: Sequence[Edit], wished: str) -> list[Edit]:
        if _kind(wished) is _kind(source):
            return list(edits)
        return [Edit(Span(0, len(source)), Spelling.at(self.node).quoted(wished))]


def pieces_of(source: str) -> Pieces:
    """Which stretch of a string's source, quotes included, says which stretch of its text. An escape is one piece."""
    runs: list[Run] = []
    inner, outer, end = 0, 1, len(source) - 1
    for escape in _ESCAPE.finditer(source, 1, end):
        length = escape.start() - outer
        runs.append(Run(inner, outer, length))
        inner, outer = inner + length + 1, escape.end()
    return Pieces((*runs, Run(inner, outer, end - outer)))


def _kind(word: str) -> type | None:
    """The type of a number or word, one for all numbers; None for any other text."""
    if word not in _WORDS and not _NUMBER.fullmatch(word):
        return None
    kind = type(meaning(word))
    return float if kind is int else kind


def _traces(source: str) -> str:
    """The source without its escaped backslashes: of what is left, every backslash starts an escape."""
    return source.replace("\\\\", "")
