"""rVCR (github.com/chorusone/rvcr), for Rust's reqwest: JSON as of Ruby's VCR, with `recorded_at` in RFC 2822.

Source: docs.rs/vcr-cassette, which it writes with; `recorded_with: rVCR 0.1.5` in public issues that quote it.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .ruby_vcr import RUBY_VCR

_WRITES = "rVCR "


def version_of(root: Node) -> str | None:
    """By `recorded_with`."""
    interactions, recorder = root.at(("http_interactions",)), root.at(("recorded_with",))
    if recorder is None or interactions is None or not interactions.is_sequence:
        return None
    return recorder.text.removeprefix(_WRITES) if recorder.text.startswith(_WRITES) else None


RUBY_VCR_RUST: Recorder = RUBY_VCR._replace(
    name="rVCR",
    language="Rust",
    files="JSON",
    version_of=version_of,
    matched=("method", "URL", "headers", "body"),
    kept=(("recorded_at",),),
)
