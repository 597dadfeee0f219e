"""Header names whose values are secret, whatever they look like.

Names out of cassetter's defaults, sentry-python's and schemathesis' scrubbers, pydantic-ai's and NeMo Guardrails'
cassette scrubbers and Azure's test proxy (SanitizerDictionary.cs); the others are their vendors' own. The markers at
the end are schemathesis': a header nobody has heard of is judged by the words in its name. `x-ms-copy-source` is a URL,
and a secret only where it is signed, which tokens_forms knows.
"""

from __future__ import annotations

import re

from .rule import Level, NameRule, Place, folded

_HEADER = frozenset({Place.HEADER})
_HEADER_OR_FIELD = frozenset({Place.HEADER, Place.FIELD})  # tool definitions and echoes tell of headers in JSON


def _row(  # noqa: PLR0913 - the columns of a row
    name: str,
    what: str,
    headers: str,
    *,
    spares: tuple[str, ...] = (),
    places: frozenset[Place] = _HEADER,
    alike: re.Pattern[str] | None = None,
    catches: tuple[str, ...] = (),
    level: Level = Level.SECRET,
) -> NameRule:
    """A row whose names are its own examples."""
    known = tuple(headers.split())
    return NameRule(name, level, what, places, frozenset(map(folded, known)), known + catches, spares, alike)


# Words that make a header secret, and the headers in which they mean something else: counts of LLM tokens, CORS,
# who wrote it, what is asked for. `key` counts at the end only, and a key that makes a request unique opens nothing.
_COUNTS = (
    r"x-ratelimit-.*|anthropic-.*ratelimit-.*|.*-tokens|.*-token-(?:count|limit|usage|latency)|.*-tokens?-per-.*"
    r"|.*-tokens-.*"
)
_HARMLESS = (
    r"x-stainless-.*|.*idempotency-key|access-control-.*|sec-.*|:?authority|.*\bauthor(?:s|-.*)?"
    r"|(?:x-)?(?:surrogate|cache|partition|sort|etag|public|routing|dedup(?:lication)?|trace|request|correlation)-key"
    r"|.*-key-(?:id|name|version)|.*-auth-(?:method|type|mode|required|status|user|url|provider)"
    r"|(?:www|proxy)-authenticate|.*authentication-(?:info|results)|.*-session-(?:affinity|duration|count|ttl)"
    r"|azureml-model-session|x-amz-bedrock-agent-session-id"  # a deployment; a conversation
)
_MARKED = re.compile(
    rf"(?!(?:{_COUNTS}|{_HARMLESS})\Z)"
    r"(?:.*(?:token|secret|passwo?r?d|passwd|credential).*|.*\bauth\b.*|.*auth(?:orization)?\b|.*(?:-|api|access)key)"
)
_SESSION_MARKED = re.compile(rf"(?!(?:{_COUNTS}|{_HARMLESS})\Z).*\bsession(?:-?(?:id|key|token))?")

HEADERS: tuple[NameRule, ...] = (
    _row(
        "authorization",
        "Authorization and its kin; the scheme word stays",
        "Authorization Proxy-Authorization X-Forwarded-Authorization X-Authorization SupplementaryAuthorization"
        " x-ms-authorization-auxiliary X-Amz-Authorization",
        places=_HEADER_OR_FIELD,
        spares=("Authority", "Author", ":authority", "Access-Control-Allow-Credentials"),
    ),
    _row(
        "api-key-header",
        "API keys in a header of their own",
        "X-Api-Key Api-Key ApiKey X-ApiKey x-goog-api-key anthropic-api-key openai-api-key xi-api-key"
        " x-portkey-api-key Helicone-Auth X-Subscription-Token Ocp-Apim-Subscription-Key Subscription-Key"
        " X-Functions-Key X-RapidAPI-Key DD-API-KEY DD-APPLICATION-KEY X-Honeycomb-Team X-Auth-Key",
        spares=("Idempotency-Key", "X-Idempotency-Key", "x-stainless-lang", "x-stainless-retry-count"),
    ),
    _row(
        "auth-token-header",
        "tokens in a header of their own",
        "X-Auth-Token X-Access-Token X-Refresh-Token X-Id-Token X-Xet-Access-Token X-Vault-Token Private-Token"
        " Job-Token Deploy-Token X-GitHub-Token Circle-Token X-Shopify-Access-Token X-Amz-Security-Token"
        " x-ms-token-aad-access-token X-Sentry-Auth CF-Access-Client-Id CF-Access-Client-Secret"
        " Cf-Access-Jwt-Assertion X-Goog-IAP-JWT-Assertion X-Figma-Token X-Plex-Token X-Consul-Token X-Nomad-Token",
        spares=("x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "anthropic-ratelimit-input-tokens-limit"),
    ),
    _row(
        "csrf-header",
        "tokens against forged requests",
        "X-CSRFToken X-CSRF-Token X-XSRF-Token CSRF-Token XSRF-Token",
        spares=("X-Request-Id",),
    ),
    _row(
        "encryption-key-header",
        "keys with which a store encrypts what it keeps",
        "x-ms-encryption-key x-ms-encryption-key-sha256 x-amz-server-side-encryption-customer-key"
        " x-amz-server-side-encryption-customer-key-MD5 x-amz-copy-source-server-side-encryption-customer-key"
        " x-goog-encryption-key x-goog-encryption-key-sha256",
        spares=("x-amz-server-side-encryption", "x-ms-encryption-algorithm"),
    ),
    _row(
        "azure-token-header",
        "tokens and keys of Azure Storage and Event Grid",
        "x-ms-copy-source-authorization x-ms-file-rename-source-authorization aeg-sas-token aeg-sas-key",
        spares=("x-ms-copy-source", "x-ms-copy-status", "x-ms-version"),
    ),
    _row("cookie", "cookies sent: their values", "Cookie Cookie2", places=_HEADER_OR_FIELD, level=Level.SESSION),
    _row(
        "set-cookie",
        "cookies set: their values; names and attributes stay",
        "Set-Cookie Set-Cookie2",
        places=_HEADER_OR_FIELD,
        level=Level.SESSION,
    ),
    _row(
        "session-header",
        "sessions named in a header",
        "X-Session-Id Session-Id X-Session-Token X-Amzn-SessionId",
        alike=_SESSION_MARKED,
        catches=("X-Acme-Session", "Mcp-Session-Id"),
        spares=("X-Session-Duration", "Possession", "azureml-model-session", "x-amz-bedrock-agent-session-id"),
        level=Level.SESSION,
    ),
    _row(
        "secret-header",
        "headers whose name says that they are secret: token, secret, password, credential, auth, -key",
        "",
        alike=_MARKED,
        catches=("X-Acme-Token", "Acme-Secret", "X-Db-Password", "X_CLIENT_CREDENTIAL", "X-Acme-Key", "X-Acme-Auth"),
        spares=(
            "x-ratelimit-reset-tokens",
            "x-amzn-bedrock-input-token-count",
            "x-amzn-bedrock-output-token-count",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-priority-input-tokens-limit",
            "max-tokens",
            "x-input-tokens",
            "llm_provider-x-ratelimit-limit-tokens",
            "X-Author",
            "author",
            "authority",
            "idempotency-key",
            "x-stainless-read-timeout",
            "Sec-WebSocket-Key",
            "Access-Control-Allow-Headers",
            "Surrogate-Key",
            "WWW-Authenticate",
            "Authentication-Results",
            "Keep-Alive",
            "x-monkey",
            "key",
        ),
    ),
)
