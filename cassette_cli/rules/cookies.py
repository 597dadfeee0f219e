"""Cookies by themselves, where a recorder keeps them as names and values: every value, and no list of names.

Lists of known session cookies left analytics ids behind in each project that tried one (notebooklm-py#637,
opentelemetry-python-genai#87): which cookie lets somebody in is the server's to know.
"""

from __future__ import annotations

import re

from .rule import Level, NameRule, Place

COOKIES: tuple[NameRule, ...] = (
    NameRule(
        name="cookie-value",
        level=Level.SESSION,
        what="the value of every cookie; its name and attributes stay",
        places=frozenset({Place.COOKIE}),
        names=frozenset(),
        alike=re.compile(r".+", re.DOTALL),
        catches=("__cf_bm", "sessionid", "_ga", "connect.sid"),
    ),
)
