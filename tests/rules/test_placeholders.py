"""What has been redacted stays as it is; what only looks a little like it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cassette_cli.rules import DEFAULTS, RULES, TokenRule
from cassette_cli.rules.placeholders import pattern

REDACTED = [
    *(
        "REDACTED",
        "redacted",
        "[REDACTED]",
        "<REDACTED>",
        "**REDACTED**",
        "__REDACTED__",
        "REDACTED-1",
        "REDACTED_API_KEY",
    ),
    *("[FILTERED]", "<filtered>", "FILTERED", "SCRUBBED", "scrubbed", "Sanitized", "MASKED", "<removed>", "[token]"),
    *("***", "********", "sk-***", "sk-proj-****abcd", "XXXX", "xxxxxxxx", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
    *("SET-COOKIE-XXX", "X-API-KEY-XXX", "AUTHORIZATION-XXX", "<API_KEY>", "<your api key>", "<AUTH_TOKEN>"),
    *("test_key", "test-api-key", "test_token_1", "DUMMY", "dummy-key", "fake_token", "your-api-key", "YOUR_API_KEY"),
    *("{{ api_key }}", "${API_KEY}", "sk-...", "", "  ", "FAKE-SESSION-TOKEN-FOR-VCR-TESTING-ONLY"),
]
NOT_REDACTED = [
    *("hunter2", "pw", "s3cr3t", "0123456789abcdef", "redactedhunter2", "REDACTED hunter2!", "<b1@ck>", "[pass,word]"),
    *("test_0a1b2c3d4e5f60718293a4b5c6d7e8f9", "xxx1", "**", "XXX", "dummy4a1B2c3D4", "$ecret", "a1B2-XXX4", "Bearer"),
]


@pytest.mark.parametrize("scheme", ["", "Bearer ", "Basic ", "token ", "bearer "])
@pytest.mark.parametrize("value", REDACTED)
def test_a_placeholder_is_one_with_and_without_a_scheme_word(scheme: str, value: str) -> None:
    assert DEFAULTS.is_placeholder(scheme + value)


@pytest.mark.parametrize("value", NOT_REDACTED)
def test_anything_else_may_be_a_secret(value: str) -> None:
    assert not DEFAULTS.is_placeholder(value)


@pytest.mark.parametrize("text", [text for rule in RULES if isinstance(rule, TokenRule) for text in rule.catches])
def test_no_example_of_a_token_is_a_placeholder(text: str) -> None:
    assert not DEFAULTS.is_placeholder(text)


@given(
    st.sampled_from(REDACTED),
    st.sampled_from(["{}", "Bearer {}", "https://app:{}@host.acme.io", "AccountKey={};", "x?sig={}"]),
)
def test_a_placeholder_is_never_hit(value: str, around: str) -> None:
    text = around.format(value)
    assert [hit for hit in DEFAULTS.hits(text) if value and value in text[hit.span.start : hit.span.end]] == []


def test_what_is_added_is_compared_as_written_and_whole() -> None:
    more = pattern([r"<[A-Z_]+>", r"acme-\d+"])
    assert more.fullmatch("acme-12")
    assert more.fullmatch("Bearer acme-12")
    assert not more.fullmatch("ACME-12")
    assert not more.fullmatch("acme-12b")
