"""One file's bytes and the rules of a run -> what was found in it, and its bytes without that.

A cassette is looked at in all its layers; what is none is scanned as text. Nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

from ..cassette import Cassette
from ..containers import opened
from ..documents.edits import Edit, Span
from ..errors import CassetteError, DecodeError
from ..loading import load
from ..recorders import RECORDERS
from ..redacting import Finding, redact, redact_text
from ..reports.redaction_results import Checked, Found
from ..rules.matching import Rules
from ..rules.rule import Level
from .files import is_trouble, may_be_named_so
from .git_changes import in_head
from .redact_edits import edited, edits_of, made_equal
from .redact_inputs import UTF16, Source
from .redact_options import Redacting
from .redact_rules import Ruling

_MIB = 1024 * 1024
_ENCODED = re.compile("content-?encoding|base64|!!binary", re.IGNORECASE)
_ALWAYS = (Level.SECRET, Level.SESSION)


class Outcome(NamedTuple):
    """`data` is what the file should hold; `closed` is what nobody could look into: bodies, or all of it.

    `text`, `edits` and `hidden` are for a diff (reports.redaction_diff).
    """

    checked: Checked
    data: bytes
    closed: Sequence[CassetteError] = ()
    text: str = ""
    edits: Sequence[Edit] = ()
    hidden: Sequence[Span] = ()


class Looker:
    """How the files of a run are looked through."""

    def __init__(
        self, wanted: Redacting, ruling: Ruling, match_on: Sequence[str], path_of: Callable[[str], str]
    ) -> None:
        self._wanted = wanted
        self._ruling = ruling
        self._match_on = match_on
        self._path_of = path_of
        self._levels = (*_ALWAYS, Level.IDENTITY) if wanted.identity else _ALWAYS

    def look(self, source: Source, data: bytes) -> Outcome:
        """Raises CassetteError only where nothing at all can be made of the bytes."""
        limit = self._wanted.body_limit * _MIB
        try:
            cassette = load(data, source.name, body_limit=limit, sibling=source.sibling)
        except CassetteError as fault:
            text = _text_of(data, limit)
            return self._in_text(source, data, text)._replace(closed=list(_broken(source, text, fault)))
        return self._in_cassette(source, data, cassette)

    def _in_text(self, source: Source, data: bytes, text: str) -> Outcome:
        found, spared = self._ruling.findings(
            source.path, lambda rules: redact_text(text, rules, self._levels), lambda each: _stretch(text, each)
        )
        heads = self._in_head(source) if found else None
        told = [self._found(each, each.problem, heads, _stretch(text, each)) for each in found]
        checked = Checked(*self._named(source), found=tuple(told), spared=tuple(spared))
        return Outcome(checked, data)

    def _in_cassette(self, source: Source, data: bytes, cassette: Cassette) -> Outcome:
        found, spared = self._ruling.findings(source.path, lambda rules: self._redact(cassette, rules), value_of)
        found = [each._replace(replay=self._is_compared(each)) for each in found] if self._match_on else found
        meant = [each for each in found if each.level in self._levels]
        after, refused = cassette, {each: each.problem for each in meant if each.problem}
        edits: Sequence[Edit] = ()
        if not self._wanted.check or self._wanted.diff:
            wished = [each for each in meant if not each.problem]
            after, more = edited(cassette, wished)
            refused.update(more)
            edits = edits_of(cassette, [each for each in wished if each not in more]) if self._wanted.diff else ()
        heads = self._in_head(source) if meant else None
        name, path = self._named(source)
        checked = Checked(
            name=name,
            path=path,
            recorder=cassette.recorder,
            matched=tuple(self._match_on) or next(each.matched for each in RECORDERS if each.name == cassette.recorder),
            found=tuple(
                self._found(each, refused.get(each, ""), heads, value_of(each), is_tried=self._wanted.is_writing)
                for each in found
            ),
            spared=tuple(spared),
            equal=made_equal(cassette, after) if any(each.side == "request" for each in meant) else 0,
        )
        hidden = [_span(cassette.text, each) for each in refused]
        written = data if after is cassette else after.to_bytes()
        return Outcome(checked, written, list(_closed(cassette)), cassette.text, edits, hidden)

    def _named(self, source: Source) -> tuple[str, str]:
        """What the file is called, and its path; a name may hold a token, too."""
        return self._ruling.masked(source.name), self._ruling.masked(self._path_of(source.path))

    def _redact(self, cassette: Cassette, rules: Rules) -> list[Finding]:
        return redact(
            cassette,
            rules,
            placeholder=self._ruling.placeholder,
            levels=tuple(Level),
            numbered=self._wanted.numbered,
        )

    def _found(
        self, each: Finding, reason: str, heads: frozenset[bytes] | None, value: str, *, is_tried: bool = False
    ) -> Found:
        """Without what holds the secret: its changes, and a place that names it (a key may be one)."""
        is_meant = each.level in self._levels
        told = None if heads is None else _hash(value) in heads
        return Found(
            finding=each._replace(where=self._ruling.masked(each.where), changes=()),
            in_head=told,
            is_meant=is_meant,
            is_edited=is_meant and is_tried and not reason,
            reason=self._ruling.masked(reason),
        )

    def _is_compared(self, each: Finding) -> bool:
        """Whether it stands in what the configuration says that a replay compares."""
        place = each.where.partition(".request.")[2].lower()
        return each.side == "request" and any(place.startswith(word.lower()) for word in self._match_on)

    def _in_head(self, source: Source) -> frozenset[bytes] | None:
        """The secrets that HEAD has in the same file."""
        data = in_head(source.path) if source.name != "-" and (source.target or source.is_walked) else None
        if data is None:
            return None
        limit = self._wanted.body_limit * _MIB
        try:
            cassette = load(data, source.name, body_limit=limit)
        except CassetteError:
            text = _text_of(data, limit)
            return frozenset(
                _hash(_stretch(text, each)) for each in redact_text(text, self._ruling.rules, self._levels)
            )
        return frozenset(_hash(value_of(each)) for each in self._redact(cassette, self._ruling.rules))


def value_of(finding: Finding) -> str:
    """The secret itself, which only this folder sees: allow entries speak of it, and HEAD is compared by it."""
    return next((change.layer.text[slice(*change.edit.span)] for change in finding.changes), "")


def _broken(source: Source, text: str, fault: CassetteError) -> Iterator[CassetteError]:
    """That a file is a cassette which cannot be read (a merge's marks, a bad line), where it is one: what is secret
    by the name of its header or field was not looked for.
    """
    if may_be_named_so(source.path) and is_trouble(fault, source.path, text.encode("utf-8", "replace")):
        found = f"cannot be read as a cassette: {fault.message}"
        yield CassetteError(found, "what is secret by its name only is not found", line=fault.line, column=fault.column)


def _closed(cassette: Cassette) -> Iterator[CassetteError]:
    """The bodies that cannot be decoded, so that nobody knows what is in them: an extra is missing, data is broken.

    Where nothing speaks of an encoding there is none to fail; then a body is not decoded once more.
    """
    for each in cassette.interactions.found_by(_ENCODED.search):
        for side, body in (("request", each.request.body), ("response", each.response.body)):
            if problem := body.problem:
                found = f"{each.index}.{side}.body cannot be looked into: {problem}"
                yield CassetteError(found, file=cassette.name, line=each.line)


def _text_of(data: bytes, limit: int) -> str:
    """The characters of a file that is no cassette, unpacked. Bytes that are no text are shown as latin-1."""
    try:
        inside = opened(data, limit)
    except DecodeError:
        inside = None
    content = inside.content if inside else data
    try:
        return content.decode("utf-16" if content.startswith(UTF16) else "utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _span(text: str, finding: Finding) -> Span:
    """Where it stands in the file's text."""
    return Span(_offset(text, finding.line, finding.column), _offset(text, finding.end_line, finding.end_column))


def _stretch(text: str, finding: Finding) -> str:
    return text[slice(*_span(text, finding))]


def _offset(text: str, line: int, column: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = text.index("\n", at) + 1
    return at + column - 1


def _hash(value: str) -> bytes:
    return sha256(value.encode("utf-8", "surrogatepass")).digest()
