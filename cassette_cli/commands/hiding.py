"""What was recorded -> what of it may be printed: in the place of each secret its preview, `sk-or-v1-***(73)`.

A cassette is shown as it would be after `redact`, so that a secret is gone from every view of it, also one that lies
in five pieces of a stream. What else is printed is a text in which the rules look for secrets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

from ..cassette import Cassette, Interaction
from ..documents.edits import Edit, apply
from ..documents.layers import Change, Source
from ..editing import settle
from ..errors import EditError
from ..parts import Json
from ..redacting import LEVELS, Finding, redact
from ..rules import Rule, Rules, TokenRule
from ..seeking import Seeker
from ..suspecting import may_hold
from .redact_edits import edited

_SHORT = 8  # characters; what is shorter is masked at its place, and not wherever it may be a word


class Shown(NamedTuple):
    """Interactions of a cassette as they may be shown, and a mask for each text that is printed of them."""

    cassette: Cassette
    interactions: Iterable[Interaction]
    mask: Callable[[str], str] = str


def masked_words(text: str, rules: Rules) -> str:
    """Recorded words with previews of what the rules find, taken apart: URLs, pairs of names and values, base64."""
    if not may_hold(rules, text):
        return text
    source = Source(text)
    found = Seeker.of(rules).text(source)
    meant = (each for each in found if each.rule.level in LEVELS)
    changes = [Change(each.layer, Edit(each.span, _preview(each.rule, each.text))) for each in meant]
    try:
        return apply(text, settle(changes))
    except EditError:
        return f"***({len(text)})"


def masked_interactions(cassette: Cassette, interactions: Iterable[Interaction], rules: Rules) -> Shown:
    """What cannot be edited (a body in a file beside) is masked by its words."""
    positions = [each.index for each in interactions]
    found = redact(cassette, rules, among=positions)
    shown = [each._replace(changes=_previewed(each), problem="") for each in found]
    after, refused = edited(replace(cassette, read_only=""), shown) if shown else (cassette, {})
    left = {change.layer.text[slice(*change.edit.span)]: each.preview for each in refused for change in each.changes}

    def mask(text: str) -> str:
        for secret, preview in left.items():
            text = text.replace(secret, preview) if len(secret) >= _SHORT else text
        return masked_words(text, rules)

    return Shown(after, [after.interactions[position] for position in positions], mask)


def in_strings(value: Json, mask: Callable[[str], str]) -> Json:
    """JSON with each string masked."""
    if isinstance(value, dict):
        return {name: in_strings(member, mask) for name, member in value.items()}
    if isinstance(value, list):
        return [in_strings(item, mask) for item in value]
    return mask(value) if isinstance(value, str) else value


def _previewed(finding: Finding) -> tuple[Change, ...]:
    """The changes of a finding with its preview in the place of the placeholder, which is in the first one."""
    (layer, edit), *others = finding.changes
    return Change(layer, Edit(edit.span, finding.preview)), *others


def without_secrets(cassette: Cassette, rules: Rules) -> str:
    """The file's text with dots for whatever `redact` would take, always as many."""
    text = cassette.text
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    spans = sorted(
        (starts[each.line - 1] + each.column - 1, starts[each.end_line - 1] + each.end_column - 1)
        for each in redact(cassette, rules)
    )
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        if start >= done:
            pieces += (text[done:start], "......")
        done = max(done, end)
    return "".join((*pieces, text[done:]))


def _preview(rule: Rule, text: str) -> str:
    """The part of a form that everybody may know, and a length."""
    shown = rule.prefix if isinstance(rule, TokenRule) and text.startswith(rule.prefix) else ""
    return f"{shown}***({len(text)})"
