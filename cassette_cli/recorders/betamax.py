"""Betamax (github.com/betamaxpy/betamax): JSON, in one line unless a serializer of betamax-serializers was used.

A body is `{encoding, string}`, or `{encoding, base64_string}` if it was gzip or `preserve_exact_body_bytes` was asked
for (`replace_in_body` may put an empty `string` beside it); before 0.2 it was a string, a header one value, and the
status `status_code`. JSON that is broken counts as an empty cassette there, so an edit must not break it.
Source: betamax src/betamax/util.py, src/betamax/cassette/cassette.py.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import NAMED_BODY, Side, by_name

_WRITES = "betamax"


def version_of(root: Node) -> str | None:
    """By `recorded_with`, which older files have without a version; without it by the syntax."""
    interactions, recorder = root.at(("http_interactions",)), root.at(("recorded_with",))
    if interactions is None or not interactions.is_sequence:
        return None
    if recorder is None:
        return "" if root.tree.syntax.name == "json" else None
    name, _, version = recorder.text.partition("/")
    return version if name == _WRITES else None


BETAMAX = Recorder(
    name="Betamax",
    language="Python",
    files="JSON",
    version_of=version_of,
    interactions=("http_interactions",),
    request=Side(("request",), body=NAMED_BODY, wrapping=by_name, spelled_in=("body", "encoding")),
    response=Side(
        ("response",), body=NAMED_BODY, wrapping=by_name, spelled_in=("body", "encoding"), repeats=(("url",),)
    ),
    method=("method",),
    url=("uri",),
    status=(("status", "code"), ("status_code",)),
    reason=("status", "message"),
    signs=(("request", "uri"), ("response",)),
    kept=(("recorded_at",),),
)
