"""A value that a name makes a secret -> what of it is one: no scheme word, no placeholder.

Schemes are those of RFC 9110 section 11.4, and AWS'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .documents.edits import Span
from .encodings import BASE64, LIMIT
from .errors import CassetteError
from .rules import Rules

_SCHEME = re.compile(r"(?:bearer|basic|token|digest|negotiate|apikey|api-key|key|aws4-hmac-sha256)\s+", re.IGNORECASE)
_BASIC = re.compile(r"basic\s+", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:Credential|Signature)=([^,\s]*)")  # for AWS
_COOKIE = re.compile(r"(?:^|;)\s*([^=;]+?)\s*=([^;]*)")
_NEXT = r',\s*[^;,=\s"{}]+='  # several Set-Cookie may be joined by commas; a value and a date have commas, too
_SET_COOKIE = re.compile(rf"(?:^|\n|(?={_NEXT}),)\s*([^=;\n]+?)\s*=((?:[^;,\n]|(?!{_NEXT}),)*)")


def is_said(rules: Rules, text: str) -> bool:
    """Whether a value says nothing that anybody could use: nothing, or a placeholder, in base64 perhaps."""
    secret = text[scheme_end(text) :]
    if not secret.strip() or rules.is_placeholder(secret):
        return True
    signed = _SIGNED.findall(text)
    if len(signed) == 2:
        return all(rules.is_placeholder(said.partition("/")[0]) for said in signed)
    basic = _BASIC.match(text)
    inside = _credentials(text[basic.end() :]) if basic else ""
    return bool(inside) and rules.is_placeholder(inside.partition(":")[2] or inside)


def is_of_cookies(name: str) -> bool:
    """Whether a header's value is made of cookies."""
    return name.lower() in ("cookie", "set-cookie", "cookie2", "set-cookie2")


def scheme_end(text: str) -> int:
    """Where the value begins behind a scheme word like `Bearer`."""
    scheme = _SCHEME.match(text)
    return scheme.end() if scheme and scheme.end() < len(text) else 0


def _credentials(text: str) -> str:
    """What Basic credentials say (RFC 7617); "" if they are none."""
    try:
        return BASE64.decode(text.encode("latin-1"), LIMIT).decode("utf-8", "replace")
    except (CassetteError, UnicodeError):
        return ""


def cookies(name: str, text: str) -> Iterator[tuple[str, Span]]:
    """Names of the cookies in a header, with where their values stand: a value goes up to `;`, whatever is in it."""
    form = _SET_COOKIE if "set" in name.lower() else _COOKIE
    return ((pair[1], Span(*pair.span(2))) for pair in form.finditer(text))
