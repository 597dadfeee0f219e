"""Names in a URL's query, and in forms, whose values are secret.

Names out of NeMo Guardrails', cassetter's and schemathesis' scrubbers, Azure's test proxy and Cloudflare's HAR
sanitizer; those of signed URLs are AWS' (Signature Version 2 and 4), Google's and Azure's own. `sv`, `se` and `sp` of a
shared access signature only say what it allows. An OAuth `code` or `state` is known by its form (tokens_forms):
`state=open` is no secret.
"""

from __future__ import annotations

from .rule import Level, NameRule, Place, folded

_QUERY = frozenset({Place.QUERY})
_PAGES = (
    "page_token",
    "pageToken",
    "next_page_token",
    "nextToken",
    "continuation_token",
    "progressToken",
    "max_tokens",
)


def _row(name: str, what: str, names: str, spares: tuple[str, ...], level: Level = Level.SECRET) -> NameRule:
    known = tuple(names.split())
    return NameRule(name, level, what, _QUERY, frozenset(map(folded, known)), known, spares)


QUERIES: tuple[NameRule, ...] = (
    _row(
        "query-key",
        "API keys in a URL",
        "key api_key apikey x-api-key api-key subscription-key appid app_key",
        ("keyword", "keys", "key-marker", "api-version"),
    ),
    _row(
        "query-token",
        "tokens in a URL",
        "token access_token accesstoken refresh_token id_token auth auth_token authorization jwt private_token"
        " oauth_token circle-token api_token bearer",
        _PAGES,
    ),
    _row(
        "query-secret",
        "secrets in a URL or form",
        "client_secret secret app_secret consumer_secret oauth_token_secret hub.verify_token",
        ("client_id", "secretary"),
    ),
    _row(
        "query-password", "passwords in a URL or form", "password passwd pwd passphrase", ("passenger", "pass_through")
    ),
    _row(
        "query-signature",
        "signatures: who has the URL can use it",
        "sig signature X-Amz-Signature X-Amz-Credential X-Amz-Security-Token X-Goog-Signature X-Goog-Credential"
        " AWSAccessKeyId GoogleAccessId hmac oauth_signature",
        ("sv", "se", "sp", "X-Amz-Date", "X-Amz-Expires", "X-Amz-Algorithm", "signature_version"),
    ),
    _row(
        "query-login",
        "what an OAuth or SAML login hands over",
        "code_verifier assertion client_assertion SAMLRequest SAMLResponse authenticity_token",
        ("code", "state", "code_challenge", "redirect_uri", "grant_type", "scope"),
    ),
    _row(
        "query-session",
        "sessions in a URL",
        "session sessionid session_id sid phpsessid jsessionid",
        ("side",),
        Level.SESSION,
    ),
)
