"""Tokens of what takes money, sends mail and messages, or ships parcels.

Forms out of gitleaks' and betterleaks' rules (MIT) and kingfisher's (Apache-2.0). Test keys are keys: somebody pays for
what one does with them, and a scanner that sees one in a repository warns its owner.
"""

from __future__ import annotations

from .rule import TokenRule, token

_HEX = "0123456789abcdef"

TOKENS_SERVICES: tuple[TokenRule, ...] = (
    token(
        "stripe-key",
        "Stripe secret or restricted key",
        ("sk_test_", "sk_live_", "sk_prod_", "rk_test_", "rk_live_", "rk_prod_"),
        r"[sr]k_(?:test|live|prod)_[A-Za-z0-9]{10,}",
        prefix="sk_",
        catches=("sk_" + "live_" + "a1B2" * 6, "rk_" + "test_" + "a1B2" * 6),
        spares=("sk_test_", "sk_test_...", "task_test_" + "a1B2" * 6),
    ),
    token(
        "stripe-webhook-secret",
        "Stripe (or Svix) webhook signing secret",
        "whsec_",
        r"whsec_[A-Za-z0-9+/]{24,}={0,2}",
        catches=("whsec_" + "a1B2" * 8,),
        spares=("whsec_test",),
    ),
    token(
        "square-token",
        "Square access token",
        ("sq0atp-", "sq0csp-", "EAAAE", "EAAAl"),
        r"(?:sq0atp-[\w-]{22,60}|sq0csp-[\w-]{43}|EAAA[El][\w-]{59})(?![\w-])",
        prefix="sq0atp-",
        catches=("sq0atp-" + "a1B2" * 6, "EAAAE" + "a1B2" * 14 + "c3D"),
        spares=("sq0atp-1", "EAAAE" + "a" * 20),
    ),
    token(
        "shopify-token",
        "Shopify token or shared secret",
        ("shpat_", "shpca_", "shppa_", "shpss_"),
        r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}",
        prefix="shp",
        catches=("shpat_" + _HEX * 2,),
        spares=("shpat_1",),
    ),
    token(
        "sendgrid-key",
        "SendGrid API key",
        "SG.",
        r"SG\.[\w-]{16,32}\.[\w-]{32,64}",
        catches=("SG." + "a1B2c3D4e5F6g7H8i9J0k1" + "." + "a1B2" * 10 + "c3D",),
        spares=("SG.pdf", "MSG." + "a1B2c3D4e5F6g7H8i9J0k1" + "." + "a1B2" * 11),
    ),
    token(
        "twilio-key",
        "Twilio API key",
        "SK",
        r"SK[0-9a-f]{32}(?![A-Za-z0-9])",
        catches=("SK" + _HEX * 2,),
        spares=("SKU0123", "SK" + _HEX * 3),
    ),
    token(
        "mailgun-key",
        "Mailgun API key",
        "key-",
        r"key-[a-f0-9]{32}(?![\w-])",
        catches=("key-" + _HEX * 2,),
        spares=("key-value", "monkey-" + _HEX * 2),
    ),
    token(
        "mailchimp-key",
        "Mailchimp API key",
        "-us",
        r"[a-f0-9]{32}-us\d{1,2}(?![\w-])",
        before=32,
        prefix="",
        catches=(_HEX * 2 + "-us12",),
        spares=(_HEX * 2 + "-user", "en-us12"),
    ),
    token(
        "brevo-key",
        "Brevo (Sendinblue) API key",
        ("xkeysib-", "xsmtpsib-"),
        r"x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}",
        prefix="xkeysib-",
        catches=("xkeysib-" + _HEX * 4 + "-" + "a1B2" * 4,),
        spares=("xkeysib-1",),
    ),
    token(
        "easypost-key",
        "EasyPost API key",
        ("EZAK", "EZTK"),
        r"EZ[AT]K[A-Za-z0-9]{54}(?![A-Za-z0-9])",
        prefix="EZ",
        catches=("EZAK" + "a1B2c3" * 9, "EZTK" + "a1B2c3" * 9),
        spares=("EZAK-NONE",),
    ),
    token(
        "shippo-token",
        "Shippo token",
        ("shippo_live_", "shippo_test_"),
        r"shippo_(?:live|test)_[a-fA-F0-9]{40}",
        prefix="shippo_",
        catches=("shippo_live_" + _HEX * 2 + "01234567",),
        spares=("shippo_test_1",),
    ),
    token(
        "duffel-token",
        "Duffel token",
        ("duffel_live_", "duffel_test_"),
        r"duffel_(?:live|test)_[\w=-]{43}",
        prefix="duffel_",
        catches=("duffel_live_" + "a1B2" * 10 + "c3D",),
        spares=("duffel_test_1",),
    ),
    token(
        "typeform-token",
        "Typeform token",
        "tfp_",
        r"tfp_[\w.=-]{40,}",
        catches=("tfp_" + "a1B2" * 15,),
        spares=("tfp_1",),
    ),
    token(
        "facebook-token",
        "Meta (Facebook) access token",
        ("EAAM", "EAAC", "EAAB"),
        r"EAA[MCB][A-Za-z0-9]{100,}(?![A-Za-z0-9+/=])",
        prefix="EAA",
        catches=("EAAC" + "a1B2" * 30,),
        spares=("EAAC", "EAAC" + "a1B2" * 30 + "+"),
    ),
)
