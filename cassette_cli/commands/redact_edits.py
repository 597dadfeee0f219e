"""A cassette and findings -> the cassette without them, and which of them cannot be edited.

All are edited at once; where that fails, those that fail by themselves are found, so that the others still go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from ..cassette import Cassette, Interaction
from ..documents.edits import Edit, apply
from ..edited_bodies import EditedBodies
from ..editing import edit, settle
from ..errors import DecodeError, EditError
from ..redacting import Finding


def edited(cassette: Cassette, findings: Sequence[Finding]) -> tuple[Cassette, dict[Finding, str]]:
    """The cassette without what was found, and why each of those is left that cannot be edited."""
    try:
        return _edit(cassette, findings), {}
    except EditError as fault:
        refused = dict(_refused(cassette, findings, fault))
    others = [each for each in findings if each not in refused]
    try:
        return _edit(cassette, others), refused
    except EditError as fault:
        return cassette, {**refused, **dict.fromkeys(others, fault.message)}


def _edit(cassette: Cassette, findings: Sequence[Finding]) -> Cassette:
    return edit(cassette, [change for each in findings for change in each.changes])


def _refused(cassette: Cassette, findings: Sequence[Finding], fault: EditError) -> Iterator[tuple[Finding, str]]:
    """Those that cannot be edited by themselves, found by halving."""
    if len(findings) == 1:
        yield findings[0], fault.message
        return
    middle = len(findings) // 2
    for half in (findings[:middle], findings[middle:]):
        try:
            _edit(cassette, half)
        except EditError as nearer:
            yield from _refused(cassette, half, nearer)


def edits_of(cassette: Cassette, findings: Sequence[Finding]) -> list[Edit]:
    """The same as edits of the file's text, for a diff."""
    bodies = EditedBodies(cassette)
    changes = [change for each in findings for change in each.changes]
    return settle(changes, lambda layer, edits: bodies.follow(layer, apply(layer.text, edits)))


def made_equal(before: Cassette, after: Cassette) -> int:
    """How many requests were different from all others, and are not any more."""
    if after is before:
        return 0
    old, new = ({_asked(each) for each in cassette.interactions} for cassette in (before, after))
    return max(len(old) - len(new), 0)


def _asked(interaction: Interaction) -> tuple[str, str, bytes]:
    request = interaction.request
    try:
        body = request.body.content
    except DecodeError:
        body = b""
    return request.method, request.url, sha256(body).digest()
