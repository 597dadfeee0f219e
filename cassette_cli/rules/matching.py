"""Rules and a name, or rules and a text -> what must not be committed.

A name is looked up, a text is searched: where a token's literal stands, the token's pattern is tried, and nowhere
else. Of hits that overlap a secret goes before an identity (a password before the e-mail address that `pass@host.com`
looks like), then the longer one, then the earlier rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import Match, Pattern
from typing import NamedTuple, Self
from urllib.parse import unquote

from ..documents.edits import Span
from .literals import Literals
from .placeholders import pattern as placeholder_pattern
from .rule import GUARD, Level, NameRule, Place, Rule, TokenRule, folded

SHORTEST = 8  # characters of a token; values under a name are of any length
NEAR = 200  # characters between a token and the word that explains it
_LONGEST = 400  # of a token that is looked for around a word or a literal inside it; it is then matched anew

# Names with a string behind them, in JSON (at any depth of JSON in JSON), forms and URLs, XML.
_JSON_NAME = re.compile(r'"([A-Za-z0-9_.\- ]{1,64}+)\\*+"\s*+:\s*+\\*+"')
_EQUALS = re.compile(r"=(?<=[A-Za-z0-9_\]D]=)")
_NAME_BEFORE = re.compile(r"[A-Za-z0-9_.\-%\[\]]++\Z")
_XML_NAME = re.compile(r"<(?:[\w.-]{1,64}:)?([\w.-]{1,64}+)(?:\s[^<>]*)?>(?=[^<])", re.ASCII)


class Hit(NamedTuple):
    """What a rule found: the secret alone, without what only led to it."""

    rule: TokenRule
    span: Span


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rules:
    """Rules made ready. Where two rules know a name, the earlier one has it."""

    rules: tuple[Rule, ...]
    names: dict[tuple[Place, str], NameRule]
    alike: tuple[NameRule, ...]
    by_literal: dict[str, tuple[TokenRule, ...]]
    everywhere: tuple[TokenRule, ...]
    literals: Literals
    placeholder: Pattern[str]
    rank: dict[str, int]

    @classmethod
    def of(cls, rules: Iterable[Rule], placeholders: Iterable[str] = ()) -> Self:
        """The rules in the order of their rank, and what is a placeholder besides the known ones (patterns)."""
        rules = tuple(rules)
        tokens = [rule for rule in rules if isinstance(rule, TokenRule)]
        named = [rule for rule in rules if isinstance(rule, NameRule)]
        names: dict[tuple[Place, str], NameRule] = {}
        for rule in named:
            for place in rule.places:
                for name in rule.names:
                    names.setdefault((place, name), rule)
        by_literal: dict[str, tuple[TokenRule, ...]] = {}
        for token in tokens:
            for literal in _led_by(token):
                by_literal[literal] = (*by_literal.get(literal, ()), token)
        guarded = {word for word, led in by_literal.items() if all(_is_guarded(rule) for rule in led)}
        return cls(
            rules,
            names,
            tuple(rule for rule in named if rule.alike),
            by_literal,
            tuple(rule for rule in tokens if not _led_by(rule)),
            Literals.of(set(by_literal) - guarded, guarded),
            placeholder_pattern(placeholders),
            {rule.name: number for number, rule in reversed(list(enumerate(rules)))},
        )

    def rule_for(self, place: Place, name: str) -> NameRule | None:
        """The rule that takes values under the name, if any; of `user[password]` the innermost part counts too."""
        if rule := self.names.get((place, folded(name))):
            return rule
        plain = name.lower().replace("_", "-")
        for rule in self.alike:
            if place in rule.places and rule.alike and rule.alike.fullmatch(plain):
                return rule
        inner = name[:-1].rpartition("[")[2] if name.endswith("]") else ""
        return self.rule_for(place, inner) if inner else None

    def may_name(self, text: str) -> bool:
        """Whether JSON, a form, a URL or XML may hold a string under a name that a rule knows; cheap, and never a
        wrong no.
        """
        fields = {*_JSON_NAME.findall(text), *_XML_NAME.findall(text)}
        if any(self.rule_for(Place.FIELD, name) for name in fields):
            return True
        names = set()
        for equals in _EQUALS.finditer(text):
            before = _NAME_BEFORE.search(text[max(0, equals.start() - 64) : equals.start()])
            names.add(before[0] if before else "")
        known = (self.rule_for(place, unquote(name)) for name in names for place in (Place.FIELD, Place.QUERY))
        return any(known)

    def may_hit(self, text: str) -> bool:
        """Whether anything stands in the text that a token could begin with; cheap, and never a wrong no."""
        return bool(self.everywhere) or self.literals.present(text)

    def hits(self, text: str) -> list[Hit]:
        """All secrets in the text that are known by their form, from the first to the last."""
        found: dict[Hit, None] = {}
        done: dict[tuple[str, str], int] = {}  # inside a hit its own rule need not look: `sk-1-sk-1-...` is one
        windows: dict[TokenRule, list[Span]] = {}
        for word, start in self.literals.places(text):
            for rule in self.by_literal[word]:
                if not _is_led_at_once(rule):
                    windows.setdefault(rule, []).append(_window(rule, start, len(word)))
                elif start >= done.get((word, rule.name), 0):
                    match = rule.pattern.match(text, start)
                    if match and (span := self._secret(rule, match, text)):
                        found[Hit(rule, span)] = None
                        done[word, rule.name] = span.end
        for rule, spans in (*windows.items(), *((rule, [Span(0, len(text))]) for rule in self.everywhere)):
            for match in _matches(rule, text, spans):
                if span := self._secret(rule, match, text):
                    found[Hit(rule, span)] = None
        return self._apart(found)

    def is_placeholder(self, text: str) -> bool:
        """Whether the whole value is one, after a scheme word (`Bearer`) or none."""
        return self.placeholder.fullmatch(text) is not None

    def _secret(self, rule: TokenRule, match: Match[str], text: str) -> Span | None:
        """Where the secret stands, if the match is one: long enough, near enough, and no placeholder."""
        start, end = match.span("secret" if "secret" in match.re.groupindex else 0)
        secret = text[start:end]
        if (
            len(secret) < SHORTEST
            or self.is_placeholder(secret)
            or self.is_placeholder(secret.removeprefix(rule.prefix))
        ):
            return None
        if rule.near:
            around = text[max(0, start - NEAR) : start].lower() + "\0" + text[end : end + NEAR].lower()
            if not any(word in around for word in rule.near):
                return None
        return Span(start, end)

    def _apart(self, found: Iterable[Hit]) -> list[Hit]:
        """The hits without those that overlap a better one."""
        better: list[Hit] = []  # in the order of the text
        for hit in sorted(found, key=lambda hit: _worth(hit, self.rank)):
            at = bisect_left(better, hit.span, key=lambda other: other.span)
            near = better[max(at - 1, 0) : at + 1]
            if all(hit.span.end <= other.span.start or other.span.end <= hit.span.start for other in near):
                better.insert(at, hit)
        return better


def _worth(hit: Hit, rank: dict[str, int]) -> tuple[bool, int, int, int]:
    start, end = hit.span
    return hit.rule.level is Level.IDENTITY, start - end, rank[hit.rule.name], start


def _led_by(rule: TokenRule) -> tuple[str, ...]:
    """The words that lead to a rule's hits: its literals, else the words it stands near, as people spell them."""
    return rule.literals or tuple(
        spelt for word in rule.near for spelt in dict.fromkeys((word, word.capitalize(), word.upper()))
    )


def _is_guarded(rule: TokenRule) -> bool:
    return bool(rule.literals) and not rule.before and rule.form.startswith(GUARD)


def _is_led_at_once(rule: TokenRule) -> bool:
    """Whether its matches begin where its literal does."""
    return bool(rule.literals) and not rule.before


def _window(rule: TokenRule, start: int, length: int) -> Span:
    """Where a match may stand to which a word of this length at `start` leads."""
    before, after = (rule.before, _LONGEST) if rule.literals else (NEAR + _LONGEST, NEAR + _LONGEST)
    return Span(max(0, start - before), start + length + after)


def _matches(rule: TokenRule, text: str, windows: Iterable[Span]) -> Iterator[Match[str]]:
    """The rule's matches that begin in these windows. Where windows overlap the text is searched once."""
    for first, last in joined(windows):
        for near in rule.pattern.finditer(text, first, last):
            match = rule.pattern.match(text, near.start())  # what the window's end has cut off, whole
            if match:
                yield match


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in the order of the text, those that overlap as one."""
    open_at = end = -1
    for first, last in sorted(spans):
        if first > end >= 0:
            yield Span(open_at, end)
        if first > end:
            open_at = first
        end = max(end, last)
    if end >= 0:
        yield Span(open_at, end)
