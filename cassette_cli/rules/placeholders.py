"""A value -> whether somebody has put a placeholder there already.

Placeholders are fixed points: no rule takes them, so that redacting twice changes nothing, and what another tool has
redacted stays as it is. Whole values only, after a scheme word at most: a secret with `REDACTED` in it is a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import Pattern

_WORD = r"redacted|filtered|scrubbed|saniti[sz]ed|masked|hidden|removed|omitted|obfuscated|placeholder"
_MADE_UP = r"dummy|fake|mock|test|example|your"
_SCHEME = r"(?:(?:bearer|basic|token|apikey|digest)\s+)?"

# Each is compared without case, unless it says so itself.
PLACEHOLDERS = (
    rf"[_*({{<\[]*(?:{_WORD})(?:[-_ ]?\d+)?[_*)}}>\]]*",  # REDACTED, REDACTED-2, [REDACTED], __FILTERED__
    rf"[_*({{<\[]*(?:{_WORD})(?:[-_ ][a-z]+)+[_*)}}>\]]*",  # REDACTED_API_KEY
    r"\[[\w .:-]*\]",
    r"<[a-z_ -][\w -]*>",
    r"\{\{[\w .:-]*\}\}",
    r"\$\{[\w.:-]*\}",
    r"[\w-]{0,24}\*{3,}(?:[\w-]{0,8}|\(\d+\))",  # sk-***abcd: as providers say it in errors; our own sk-***(51)
    r"[\w-]{0,24}(?:\.\.\.|\u2026)[\w-]{0,8}",
    r"x{4,}(?:[-_]x+)*",
    r"[a-z][a-z_-]*[-_]x{3,}",
    rf"(?:{_MADE_UP})(?:[-_ ][a-z]+)*(?:[-_ ]?\d{{1,3}})?",  # test_key, DUMMY, your-api-key, fake_token_1
    r"\s*",  # nothing is nobody's secret
)


def pattern(more: Iterable[str] = ()) -> Pattern[str]:
    """All placeholders in one, to be matched whole. What is added is compared as written."""
    known = "|".join(f"(?:{each})" for each in PLACEHOLDERS)
    added = "".join(f"|(?:{each})" for each in more)
    return re.compile(rf"\s*(?i:{_SCHEME})(?:(?i:{known}){added})\s*")
