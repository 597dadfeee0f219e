"""The built-in rules, a configuration and options -> the rules of a run, and what they spare in each file.

A rule that is ignored is off, so that it hides nothing that another rule would find in the same value; what it would
have found is counted all the same, since every run says what was spared and by which line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches

from ..configuration import Added, Allowed
from ..errors import CassetteError
from ..redacting import Finding
from ..reports.redaction_results import Spared
from ..rules import DEFAULTS, RULES
from ..rules.matching import Rules
from ..rules.rule import Level, NameRule, Place, Rule, TokenRule, folded
from .masking import masked
from .redact_options import Additions
from .settings import Settings, glob_pattern

_URL_SAFE = re.compile(r"[\w.~-]+", re.ASCII)
Look = Callable[[Rules], Sequence[Finding]]
ValueOf = Callable[[Finding], str]


class Ruling:
    """The rules of one run. It remembers which entries of the configuration spared something."""

    def __init__(self, settings: Settings, wished: Additions) -> None:
        self._settings = settings
        redact = settings.values.redact
        self.rows = tuple(_chosen((*RULES, *_added(settings, wished)), wished))
        names = {rule.name for rule in (*RULES, *self.rows)}
        off = [each for listed in (redact.ignore, *(each[1] for each in redact.per_file_ignores)) for each in listed]
        named = [(each.text, each.line) for each in off]
        named += [(each.rule, each.line) for each in redact.allow if each.rule]
        for name, line in named:
            _refuse_unknown(name, names, settings.values.file, line)
        self._made: dict[frozenset[str], Rules] = {}
        self.rules = self._without(frozenset())
        self.placeholder = wished.placeholder or redact.placeholder
        self._refuse_placeholder()
        self._met: set[int] = set()
        self._used: set[int] = set()

    def findings(self, name: str, look: Look, value_of: ValueOf) -> tuple[list[Finding], list[Spared]]:
        """What the rules find in a file, without what configuration spares there."""
        redact = self._settings.values.redact
        listed = [*redact.ignore]
        for glob, rules in redact.per_file_ignores:
            if self._settings.is_meant(name, [glob]):
                listed += rules
        allowed = [each for each in redact.allow if not each.files or self._settings.is_meant(name, each.files)]
        self._met |= {each.line for each in listed} | {each.line for each in allowed}
        spared: Counter[tuple[str, str, str]] = Counter()
        found = look(self.rules)
        lines = {each.text: each.line for each in reversed(listed)}
        if any(each.rule in lines for each in found):
            for each in found:
                if each.rule in lines:
                    spared[self._spared(lines[each.rule]), each.rule, ""] += 1
            found = look(self._without(frozenset(lines)))
        kept: list[Finding] = []
        for each in found:
            by = next((entry for entry in allowed if _allows(entry, each, value_of)), None)
            if by:
                spared[self._spared(by.line), each.rule, by.reason] += 1
            else:
                kept.append(each)
        return kept, [Spared(*key, count) for key, count in spared.items()]

    def masked(self, text: str) -> str:
        """For messages, which may quote what was recorded."""
        return masked(text, self.rules)

    def unused(self) -> list[str]:
        """The entries that held for some file and spared nothing there."""
        return [f"{self._settings.values.file}:{line}" for line in sorted(self._met - self._used)]

    def _spared(self, line: int) -> str:
        self._used.add(line)
        return f"{self._settings.values.file}:{line}"

    def _without(self, names: frozenset[str]) -> Rules:
        if names not in self._made:
            rows = tuple(rule for rule in self.rows if rule.name not in names)
            placeholders = self._settings.values.redact.placeholders
            is_usual = rows == RULES and not placeholders  # nearly always: they are made already
            self._made[names] = DEFAULTS if is_usual else Rules.of(rows, placeholders)
        return self._made[names]

    def _refuse_placeholder(self) -> None:
        """It has to stand in URLs, and a second run must not take it for a secret."""
        word = self.placeholder
        if not _URL_SAFE.fullmatch(word):
            raise CassetteError(f"placeholder {word!r}", "expected letters, digits, - . _ or ~, which fit into a URL")
        if not self.rules.is_placeholder(word):
            raise CassetteError(f"placeholder {word!r}", "expected REDACTED or the like; `placeholders` may add forms")
        if self.rules.hits(word):
            raise CassetteError(f"placeholder {word!r}, which a rule finds", "expected one that no rule finds")


def _chosen(rows: Iterable[Rule], wished: Additions) -> Iterator[Rule]:
    rows = list(rows)
    names = {rule.name for rule in rows}
    for name in (*wished.select, *wished.ignore):
        _refuse_unknown(name, names)
    for rule in rows:
        if (not wished.select or rule.name in wished.select) and rule.name not in wished.ignore:
            yield rule


def _added(settings: Settings, wished: Additions) -> Iterator[Rule]:
    """Rules for what configuration and options name."""
    redact = settings.values.redact
    for place, names in (
        (Place.HEADER, (*redact.headers, *wished.headers)),
        (Place.QUERY, (*redact.query, *wished.query)),
        (Place.FIELD, (*redact.fields, *wished.fields)),
    ):
        if names:
            places = frozenset({place, Place.COOKIE} if place == Place.FIELD else {place})
            what = f"a {place} that was named for this repository"
            folded_names = frozenset(map(folded, names))
            yield NameRule(f"added-{place}", Level.SECRET, what, places, folded_names, catches=tuple(names))
    for each in redact.patterns:
        if any(rule.name == each.name for rule in RULES):
            file = settings.values.file
            raise CassetteError(f"a pattern {each.name!r}, as a rule is called", "expected a new name", file=file)
        yield _token_rule(each)
    for text in wished.patterns:
        try:
            regex = re.compile(text, re.ASCII)
        except (re.error, ValueError) as fault:
            said = getattr(fault, "msg", fault)
            raise CassetteError(f"--add-pattern: no regular expression: {said}", "expected one as Python's") from None
        if regex.search(""):
            raise CassetteError("--add-pattern that finds the empty text", "expected one that finds a secret")
        yield _token_rule(Added("added-pattern", regex, "", (), ()))


def _token_rule(added: Added) -> TokenRule:
    """What always begins with its prefix is looked for only where that stands; any other regex everywhere."""
    form, prefix = added.regex.pattern, added.prefix
    rest = next((form[len(each) :] for each in (prefix, re.escape(prefix)) if form.startswith(each)), "?")
    literals = (prefix,) if prefix and not rest.startswith(("?", "*", "{")) and "|" not in rest else ()
    what = "a form that was added for this repository"
    return TokenRule(added.name, Level.SECRET, what, literals, form, prefix, added.catches, added.spares)


def _allows(entry: Allowed, finding: Finding, value_of: ValueOf) -> bool:
    return (
        entry.rule in ("", finding.rule)
        and (not entry.where or glob_pattern(entry.where).fullmatch(finding.where) is not None)
        and entry.regex.fullmatch(value_of(finding)) is not None
    )


def _refuse_unknown(name: str, names: Iterable[str], file: str = "", line: int = 0) -> None:
    if name not in names:
        near = get_close_matches(name, names, 1, 0.4)
        expected = f"did you mean: {near[0]}" if near else "`cassette rules` lists them"
        raise CassetteError(f"no rule {name!r}", expected, file=file, line=line)
