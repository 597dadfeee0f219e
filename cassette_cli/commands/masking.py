"""A message and rules -> the message in which no token stands that the rules know, only its preview.

A message may quote what was recorded, and what was recorded may be secret.
"""

from __future__ import annotations

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
