"""Secrets known by the form in which they are passed on, whoever gave them out.

Forms out of gitleaks' rules (MIT), detect-secrets' plugins (Apache-2.0) and Azure's test proxy (AZSDK1000-1007), and
out of the standards: RFC 7519 (JWT), RFC 7468 (PEM), RFC 6750 (Bearer), RFC 7617 (Basic), RFC 3986 section 3.2.1 (user
info).
"""

from __future__ import annotations

from .rule import TokenRule, token

# A colon among base64 digits, by where it falls in a group of four: `O[g-v]..`, `.[DTjz][o-r].` or `..[AEIM...]6`.
_COLON = (
    r"(?:[A-Za-z0-9+/]{4})*"
    r"(?:O[g-v][A-Za-z0-9+/=]{2}|[A-Za-z0-9+/][DTjz][o-r][A-Za-z0-9+/=]|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]6)"
)
# Where a URL's or a form's pair begins; Go writes `&` in JSON as \u0026.
_AFTER_AMPERSAND = r"(?:(?<![^?&;\s\"'])|(?<=u0026)|(?<=%26))"
# What examples in documents have for a password; nobody's.
_OF_EXAMPLES = r"(?i:(?:my|your|db|the)?[_-]?(?:password|passphrase|secret|postgres|changeme))"

TOKENS_FORMS: tuple[TokenRule, ...] = (
    token(
        "jwt",
        "JSON Web Token; it goes whole, because what it says tells who",
        "eyJ",
        r"eyJ[\w-]{14,4000}\.(?:eyJ?[\w-]{14,}\.[\w-]*|[\w-]{0,600}\.[\w-]{10,40}\.[\w-]{16,}\.[\w-]{16,})",
        catches=(
            "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIwMTIzNDU2Nzg5In0" + "." + "a1B2" * 10,
            "eyJ" + "hbGciOiJkaXIiLCJlbmMi" + ".." + "a1B2" * 4 + "." + "c3D4" * 9 + "." + "e5F6" * 5,
        ),
        spares=("eyJ" + "zdWIiOiIwMTIzNDU2Nzg5In0", "eyJ0.eyJ1.x", "gAAAA" + "a1B2" * 30),
    ),
    token(
        "private-key",
        "private key in PEM form",
        "-----BEGIN",
        r"-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[\s\S]{64,20000}?KEY(?: BLOCK)?-----",
        catches=("-----BEGIN RSA " + "PRIVATE KEY-----\n" + "a1B2" * 20 + "\n-----END RSA " + "PRIVATE KEY-----",),
        spares=(
            "-----BEGIN PUBLIC KEY-----\n" + "a1B2" * 20 + "\n-----END PUBLIC KEY-----",
            "-----BEGIN CERTIFICATE-----",
        ),
    ),
    token(
        "bearer",
        "token after the word Bearer, in any text",
        ("Bearer ", "bearer ", "BEARER "),
        r"(?i:bearer)\s+(?P<secret>(?=[\w.~+/=-]*\d)[\w.~+/=-]{12,})",
        prefix="",
        catches=("curl -H 'Authorization: Bearer " + "a1B2c3D4e5F6" + "'",),
        spares=(
            "Bearer authentication",
            "Bearer YOUR_API_KEY",
            'Bearer realm="https://auth.example.com/v1"',
            "a bearer certificates-of-deposit",
            "Bearer REDACTED",
            "Bearer test_key_1",
        ),
    ),
    token(
        "basic",
        "user name and password after the word Basic, in any text",
        ("Basic ", "basic ", "BASIC "),
        rf"(?i:basic)\s+(?P<secret>(?={_COLON})(?=[a-z]*[A-Z0-9+/=])(?:[A-Za-z0-9+/]{{4}})+(?:[A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?)"
        r"(?![A-Za-z0-9+/=])",
        prefix="",
        catches=(
            "Authorization: Basic " + "dXNlcjpwYXNzd29yZA==",
            "basic " + "YWRtaW46c2VjcmV0MTIz",
            "Basic " + "dXNlcjE6cGFzcw==",
        ),
        spares=("Basic authentication", "basic understanding", "basic Authorization", "Basic realm=", "Basic REDACTED"),
    ),
    token(
        "url-password",
        "password in a URL, before the host",
        "://",
        rf"://[^\s/?#:@\"'<>\\]{{0,100}}:(?P<secret>(?!{_OF_EXAMPLES}@)[^\s/?#@\"'<>\\{{}}$\[\]]{{1,200}})@(?=[A-Za-z0-9\[])",
        guard="",
        prefix="",
        catches=(
            "postgresql://app:" + "s3cr3tpw0rd" + "@db.example.com/app",
            "https://:" + "a1B2c3D4" + "@host.example.com/",
        ),
        spares=(
            "https://user:REDACTED@host.example.com",
            "postgresql://user:password@localhost/db",
            "redis://:${REDIS_PASSWORD}@localhost",
            "http://localhost:11434/@me",
            "https://example.com/a:b@c",
        ),
    ),
    token(
        "aws-signature",
        "signature of a request signed for AWS, and which key signed it",
        ("Credential=", "Signature="),
        r"(?:Credential=(?=[^\s,&]{16,200}(?:/|%2F)aws4_request)|Signature=(?=[0-9a-f]{64}(?!\w)))(?P<secret>[\w%/+=.-]+)",
        prefix="",
        catches=(
            "AWS4-HMAC-SHA256 Credential=" + "KEY" * 6 + "/20250101/us-east-1/bedrock/aws4_request, SignedHeaders=host",
            "SignedHeaders=host, Signature=" + "0123456789abcdef" * 4,
            "https://s3.example.com/key?X-Amz-Signature=" + "0123456789abcdef" * 4,
        ),
        spares=("Credential=REDACTED, Signature=REDACTED", "Signature=none"),
    ),
    token(
        "signed-url",
        "what signs a URL of Amazon's or Google's stores",
        ("X-Amz-Security-Token=", "X-Goog-Signature=", "X-Goog-Credential=", "Signature="),
        r"(?:X-Amz-Security-Token|X-Goog-Signature|X-Goog-Credential|(?<=[?&])Signature)=(?P<secret>[\w%/+=.~-]{16,})",
        prefix="",
        catches=(
            "https://s3.example.com/key?X-Amz-Security-Token=" + "IQoJb3JpZ2lu" * 8,
            "https://cdn.example.com/a?Signature=" + "a1B2" * 12,
        ),
        spares=("X-Goog-Signature=REDACTED", "X-Amz-Expires=3600&X-Amz-Date=20250101T000000Z"),
    ),
    token(
        "sas-signature",
        "signature of an Azure shared access URL",
        "sig=",
        rf"{_AFTER_AMPERSAND}sig=(?P<secret>[A-Za-z0-9%+/_-]{{16,}}={{0,2}})",
        guard="",
        prefix="",
        catches=("https://acme.blob.core.windows.net/c?sv=2024-01-01&sig=" + "a1B2" * 11 + "%3D",),
        spares=("https://acme.blob.core.windows.net/c?sv=2024-01-01&sig=REDACTED", "config=0123456789abcdef0123"),
    ),
    token(
        "connection-string",
        "key or password in a connection string",
        ("AccountKey=", "SharedAccessKey=", "SharedSecretValue=", "Password=", "password=", "Pwd=", "PWD="),
        r"(?:AccountKey|SharedAccessKey|SharedSecretValue|(?<=;)(?:[Pp]assword|Pwd|PWD))=(?P<secret>[^;\s\"'<>&\\]{8,})",
        prefix="",
        catches=(
            "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey="
            + "a1B2" * 21
            + "==;EndpointSuffix=core.windows.net",
            "Server=db;User Id=app;Password=" + "s3cr3tpw0rd" + ";",
        ),
        spares=("AccountKey=REDACTED;", "?new_password=", "Server=db;Password=<password>;"),
    ),
    token(
        "oauth-code",
        "code or state that an OAuth login hands over, in a URL or form",
        ("code=", "state="),
        rf"{_AFTER_AMPERSAND}(?:code|state)=(?P<secret>(?=[\w.~%+/-]*\d)(?=[\w.~%+/-]*[a-z])[\w.~%+/-]{{16,}})",
        guard="",
        prefix="",
        catches=(
            "https://app.example.com/callback?code=" + "4/0a1B2c3D4e5F6g7" + "&scope=email",
            "grant_type=authorization_code&code=" + "a1B2" * 5,
        ),
        spares=("?state=open", "&code=200", "errorcode=0123456789abcdef", "&code=ERR_INVALID_ARGUMENT_TYPE"),
    ),
)
