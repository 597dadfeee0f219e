"""Names of fields, in JSON at any depth, forms and XML, whose values are secret.

Names out of pydantic-ai's and NeMo Guardrails' cassette scrubbers, sentry-python's and schemathesis' scrubbers and
Azure's test proxy (AZSDK3002-3012, 3400-3431); AWS' are those of STS and IAM answers. Compared whole: a name with
`token` in it is mostly a count or a page (`max_tokens`, `nextPageToken`), and `signature`, `thoughtSignature` and
`encrypted_content` are sent back to the API as they are, so replay needs them. `token` itself is a secret unless it is
a number, an object, or one of `logprobs`: that is for whoever knows where it stands.
"""

from __future__ import annotations

import re

from .rule import Level, NameRule, Place, folded

_FIELD = frozenset({Place.FIELD})


def _row(
    name: str,
    what: str,
    names: str,
    spares: tuple[str, ...],
    *,
    alike: re.Pattern[str] | None = None,
    catches: tuple[str, ...] = (),
    level: Level = Level.SECRET,
) -> NameRule:
    known = tuple(names.split())
    return NameRule(name, level, what, _FIELD, frozenset(map(folded, known)), known + catches, spares, alike)


FIELDS: tuple[NameRule, ...] = (
    _row(
        "password-field",
        "passwords",
        "password passwd pwd pass passphrase passcode mysql_pwd ssh_password admin_password administratorLoginPassword"
        " runAsPassword certificatePassword user_password new_password old_password current_password"
        " password_confirmation _password",
        ("passed", "passage", "password_policy", "passenger", "bypass"),
        alike=re.compile(r".+-(?:password|passwd)|.+-?passw(?:or)?d"),
        catches=("DB_PASSWORD", "smtpPassword"),
    ),
    _row(
        "secret-field",
        "secrets of applications",
        "secret client_secret clientSecret applicationSecret app_secret consumer_secret oauth_token_secret secret_key"
        " shared_secret signing_secret webhook_secret",
        ("secrets", "secret_name", "secretary", "signature", "thoughtSignature", "thought_signature"),
        alike=re.compile(r".+-?(?:client|app|signing|webhook|shared)-?secret"),
        catches=("AZURE_CLIENT_SECRET",),
    ),
    _row(
        "api-key-field",
        "API keys",
        "api_key apiKey x-api-key api_token apiToken app_key access_key accesskey subscription_key function_key",
        ("key", "keys", "public_key", "foreign_key", "idempotency_key", "cache_key", "prompt_cache_key", "keyboard"),
        alike=re.compile(r".+-?api-?key"),
        catches=("OPENAI_API_KEY", "mistralApiKey"),
    ),
    _row(
        "token-field",
        "tokens",
        "token access_token accessToken refresh_token refreshToken id_token idToken auth_token authToken bearer"
        " bearer_token xetAccessToken acrToken csrf_token csrfToken csrf _csrf xsrf xsrf_token authHeader"
        " sasToken accessSAS blobSasUrl blob_sas_url sasUri registration_token personal_access_token",
        (
            "tokens",
            "max_tokens",
            "prompt_tokens",
            "total_tokens",
            "token_count",
            "token_ids",
            "token_type",
            "stop_token",
            "next_page_token",
            "nextPageToken",
            "pageToken",
            "nextToken",
            "progressToken",
            "continuationToken",
            "encrypted_content",
            "logprobs",
        ),
        alike=re.compile(r".+-?(?:access|refresh|auth|bearer)-?token"),
        catches=("GITHUB_ACCESS_TOKEN",),
    ),
    _row(
        "aws-credentials-field",
        "AWS credentials, as STS and IAM answer them",
        "AccessKeyId aws_access_key_id SecretAccessKey secret_access_key aws_secret_access_key SessionToken"
        " session_token aws_session_token",
        ("AccessKeyLastUsed", "AssumedRoleUser", "Expiration", "requestId"),
        alike=re.compile(r".+-?secret-?access-?key"),
        catches=("S3_SECRET_ACCESS_KEY",),
    ),
    _row(
        "private-key-field",
        "private keys",
        "private_key privateKey private_key_id client_key_data encrypted_key_data",
        ("public_key", "private", "keyId"),
    ),
    _row(
        "azure-key-field",
        "keys and connection strings of Azure accounts",
        "connectionString connection_string accountKey account_key primaryKey secondaryKey primaryMasterKey"
        " secondaryMasterKey sharedAccessKey shared_access_key primaryConnectionString secondaryConnectionString"
        " containerRegistryPassword instrumentationKey",
        ("connection", "accountName", "primary", "keyName"),
    ),
    _row(
        "credential-field",
        "credentials, however they are made",
        "credential credentials encryptedCredential",
        ("credential_type", "credentialId"),
    ),
    _row(
        "login-field",
        "what an OAuth or SAML login hands over",
        "assertion client_assertion code_verifier authenticity_token SAMLRequest SAMLResponse",
        ("code", "state", "assertions", "grant_type", "client_assertion_type"),
    ),
    _row("webhook-field", "URLs that let anybody post", "webhook_url webhookUrl incoming_webhook_url", ("webhook_id",)),
    _row(
        "session-field",
        "sessions of a browser",
        "phpsessid jsessionid connect.sid session_cookie sessionCookie session_key sessionKey",
        ("session", "sessions", "session_name"),
        level=Level.SESSION,
    ),
)
