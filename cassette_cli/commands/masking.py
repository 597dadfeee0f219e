"""A message and rules -> the message in which no token stands that the rules know, only its preview.

A message may quote what was recorded, and what was recorded may be secret.
"""

from __future__ import annotations

from ..cassette import Cassette
from ..rules.matching import Rules


def masked(text: str, rules: Rules) -> str:
    """What the rules find by its form shown as in a report: `sk-or-v1-***(73)`."""
    pieces: list[str] = []
    done = 0
    for rule, (start, end) in rules.hits(text) if rules.may_hit(text) else ():
        shown = rule.prefix if text.startswith(rule.prefix, start) else ""
        pieces += (text[done:start], f"{shown}***({end - start})")
        done = end
    return "".join((*pieces, text[done:]))


def without_secrets(cassette: Cassette) -> str:
    """The file's text with dots for whatever `redact` would take, always as many."""
    from ..redacting import redact  # noqa: PLC0415  (deferred for start-up time)

    text = cassette.text
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    spans = sorted(
        (starts[each.line - 1] + each.column - 1, starts[each.end_line - 1] + each.end_column - 1)
        for each in redact(cassette)
    )
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        if start >= done:
            pieces += (text[done:start], "......")
        done = max(done, end)
    return "".join((*pieces, text[done:]))
