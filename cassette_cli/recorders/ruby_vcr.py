"""Ruby's VCR (github.com/vcr/vcr) from 2.0 on: YAML, JSON, or YAML deflated (`.zz`).

A body is `{encoding, string}` or `{encoding, base64_string}`, in files of VCR 2.0 a plain string. `encoding` is the
Ruby string's own; Psych writes a binary string that is no ASCII as `!binary`. `recorded_at` must stay an HTTP date, or
the cassette does not load any more.
Source: vcr lib/vcr/structs.rb, lib/vcr/cassette/serializers/*.rb.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import NAMED_BODY, Side, by_name

_WRITES = "VCR "


def version_of(root: Node) -> str | None:
    """By `recorded_with`; without it a YAML file is Ruby's, since Betamax writes JSON."""
    interactions, recorder = root.at(("http_interactions",)), root.at(("recorded_with",))
    if interactions is None or not interactions.is_sequence:
        return None
    if recorder is None:
        return "" if root.tree.syntax.name == "yaml" else None
    return recorder.text.removeprefix(_WRITES) if recorder.text.startswith(_WRITES) else None


RUBY_VCR = Recorder(
    name="Ruby VCR",
    language="Ruby",
    files="YAML, JSON, or YAML deflated (`.zz`)",
    version_of=version_of,
    interactions=("http_interactions",),
    request=Side(("request",), body=NAMED_BODY, wrapping=by_name, spelled_in=("body", "encoding")),
    response=Side(("response",), body=NAMED_BODY, wrapping=by_name, spelled_in=("body", "encoding")),
    method=("method",),
    url=("uri",),
    status=(("status", "code"),),
    reason=("status", "message"),
    signs=(("request", "uri"), ("response", "status")),
    kept=(("recorded_at",), ("response", "adapter_metadata")),
)
