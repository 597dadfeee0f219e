"""A recorder, and what it compares to find an answer -> what a test has to do after a compared value was redacted.

The recording then says `REDACTED` where the test still sends the secret: the test must mask what it sends in the same
way, before it is compared.
"""

from __future__ import annotations

from collections.abc import Sequence

# By recorder; the words are those of its own documentation.
_HINTS = {
    "VCR.py": "mask it with filter_query_parameters, filter_post_data_parameters or before_record_request",
    "go-vcr": "mask it in a BeforeSave hook and the matcher",
    "Ruby VCR": "mask it with filter_sensitive_data",
    "Betamax": "mask it with define_cassette_placeholder",
    "Polly.js": "leave it out of matchRequestsBy",
    "nock": "mask it with filteringPath or filteringRequestBody",
    "cassetter": "mask it with its filters",
    "vcr for R": "mask it with filter_sensitive_data",
    "php-vcr": "leave it out with enableRequestMatchers",
}
_OTHERS = "mask it in the test in the same way, or leave it out of what is compared"


def hint(recorder: str, matched: Sequence[str]) -> str:
    """`go-vcr matches on method, URL; mask it in a BeforeSave hook and the matcher.`"""
    return f"{recorder} matches on {', '.join(matched)}; {_HINTS.get(recorder, _OTHERS)}."
