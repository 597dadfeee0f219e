"""What names somebody without letting anybody in: organisations, projects, accounts, e-mail and network addresses.

Reported in one line, redacted when asked for: Azure's test proxy redacts such names by default, and suite after suite
turns that off again (AZSDK3430, AZSDK3493), because ids are what a recording is matched and read by. A challenge
(`WWW-Authenticate`) stands here for the tenant it names; it asks for a credential and holds none.
Forms and names out of pydantic-ai's and NeMo Guardrails' cassette scrubbers, sentry-python's and Azure's.
"""

from __future__ import annotations

from .rule import Level, NameRule, Place, Rule, TokenRule, folded, token

_HEADER = frozenset({Place.HEADER})
_FIELD = frozenset({Place.FIELD})
_UUID = "[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"


def _row(name: str, what: str, places: frozenset[Place], names: str, spares: tuple[str, ...] = ()) -> NameRule:
    known = tuple(names.split())
    return NameRule(name, Level.IDENTITY, what, places, frozenset(map(folded, known)), known, spares)


IDENTITY: tuple[Rule, ...] = (
    _row(
        "organization-header",
        "organisation, project, workspace or account",
        _HEADER,
        "OpenAI-Organization OpenAI-Project anthropic-organization-id anthropic-workspace-id x-goog-user-project"
        " x-amz-server-side-encryption-aws-kms-key-id x-ms-client-principal-id x-ms-client-principal-name X-Auth-Email"
        "",
        ("openai-version", "openai-processing-ms", "anthropic-version", "x-request-id"),
    ),
    _row(
        "challenge-header",
        "who asks for credentials: realm, tenant",
        _HEADER,
        "WWW-Authenticate Proxy-Authenticate",
        ("Authentication-Info",),
    ),
    _row(
        "address-header",
        "network addresses of persons",
        _HEADER,
        "X-Forwarded-For X-Real-IP Remote-Addr CF-Connecting-IP True-Client-IP X-Client-IP X-Cluster-Client-IP"
        " X-Envoy-External-Address Fastly-Client-IP",
        ("X-Forwarded-Proto", "X-Forwarded-Host", "Via", "CF-RAY"),
    ),
    _row(
        "address-field",
        "network addresses of persons",
        _FIELD,
        "client_ip clientIp ip_address ipAddress remote_addr remote_ip sourceIp source_ip user_ip",
        ("ip", "address", "description"),
    ),
    _row(
        "account-field",
        "accounts, tenants, subscriptions, organisations",
        _FIELD,
        "account_id accountId aws_account_id tenant_id tenantId subscription_id subscriptionId organization_id"
        " organizationId org_id workspace_id SignedTid SignedOid AssumedRoleId RoleArn RoleSessionName"
        " client_id client_email",
        ("id", "user", "account", "tool_call_id", "response_id"),
    ),
    token(
        "openai-organization",
        "OpenAI organisation",
        "org-",
        r"org-[A-Za-z0-9]{24}(?![\w-])",
        catches=("org-" + "a1B2" * 6,),
        spares=("org-chart", "https://example.org-" + "a1B2"),
        level=Level.IDENTITY,
    ),
    token(
        "openai-project",
        "OpenAI project",
        "proj_",
        r"proj_(?=[A-Za-z]*\d)[A-Za-z0-9]{20,}(?!\w)",
        catches=("proj_" + "a1B2" * 6,),
        spares=("proj_weight", "down_proj_" + "a1B2" * 6 + "_x"),
        level=Level.IDENTITY,
    ),
    token(
        "aws-account",
        "AWS account in the name of a resource",
        "arn:aws",
        r"arn:aws[\w-]*:[\w-]*:[\w-]*:(?P<secret>(?!0{12}|123456789012|1{12}|111122223333|444455556666)\d{12})(?!\d)",
        prefix="",
        catches=("arn:aws:iam::" + "210987654321" + ":role/app",),
        spares=(
            "arn:aws:iam::123456789012:role/app",
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2",
        ),
        level=Level.IDENTITY,
    ),
    token(
        "azure-account",
        "Azure subscription or tenant in a path",
        ("/subscriptions/", "login.microsoftonline.com/"),
        rf"(?:/subscriptions/|login\.microsoftonline\.com/)(?P<secret>(?!00000000)(?i:{_UUID}))",
        guard="",
        prefix="",
        catches=("https://management.azure.com/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/app",),
        spares=("/subscriptions/00000000-0000-0000-0000-000000000000", "/subscriptions/list"),
        level=Level.IDENTITY,
    ),
    token(
        "azure-host",
        "Azure resource in a host name",
        (
            ".openai.azure.com",
            ".cognitiveservices.azure.com",
            ".services.ai.azure.com",
            ".vault.azure.net",
            ".blob.core.windows.net",
        ),
        r"(?P<secret>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com"
        r"|vault\.azure\.net|blob\.core\.windows\.net)",
        guard="(?<![A-Za-z0-9-])",
        prefix="",
        before=64,
        catches=("https://acme-prod-1.openai.azure.com/openai/deployments",),
        spares=("https://YOUR_RESOURCE.openai.azure.com", "https://azure.com"),
        level=Level.IDENTITY,
    ),
    token(
        "google-project",
        "Google Cloud project in a path",
        "/projects/",
        r"/projects/(?P<secret>[a-z][a-z0-9-]{4,28}[a-z0-9])(?=/(?:locations|regions|global|secrets|topics|databases|serviceAccounts)/)",
        guard="",
        prefix="",
        catches=("https://us-central1-aiplatform.googleapis.com/v1/projects/acme-prod-123456/locations/us-central1",),
        spares=("/projects/settings", "/projects/my-project"),
        level=Level.IDENTITY,
    ),
    TokenRule(
        name="email",
        level=Level.IDENTITY,
        what="e-mail address, but of those that RFC 2606 sets aside for examples",
        literals=("@",),
        form=(
            r"(?<![\w.+/:%=-])(?!(?:git|no-?reply|user|test)@)[\w.+-]{1,64}@(?!(?i:(?:[\w-]+\.)*example(?:\.(?:com|org|net|edu))?\b))"
            r"(?:[A-Za-z0-9-]{1,63}\.)+(?!(?i:png|jpe?g|gif|svg|webp|js|ts|py|css|local|invalid|test|example|internal)\b)"
            r"[A-Za-z]{2,24}(?![\w-])"
        ),
        prefix="",
        catches=("write to jane.doe@acme-corp.io", "<jane@acme.co.uk>"),
        spares=(
            "jane@example.com",
            "git@github.com:acme/app",
            "icon@2x.png",
            "noreply@anthropic.com",
            "@decorator",
            "a@b",
        ),
        before=64,
    ),
)
