"""A few words -> whether they need be searched for secrets at all, told without the rules, which take time to load.

Never a wrong no for what the built-in rules find: each of their examples is a test of that.
"""

from __future__ import annotations

import re

# Long runs, as keys are; names that secrets stand under, in any spelling; what private keys and user info begin with.
_HINT = re.compile(
    r"[\w+=~%-]{16}|@|-----|basic |bearer |\\u00|%[0-9a-f]{2}|appid"
    r"|pass|pwd|secret|token|key|auth|cred|sess|sid|sig|cookie|jwt|code|assert|connection|account|webhook|sas"
    r"|csrf|xsrf|saml|state|hmac|otp|pin|salt|seed|phrase|bearer|license|cert|private|access",
    re.IGNORECASE,
)


def may_be_secret(text: str) -> bool:
    """Whether the rules have to look."""
    return _HINT.search(text) is not None
