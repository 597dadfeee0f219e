"""Ruby's VCR 1.x: a YAML list of Ruby structs. VCR 2 and later refuse it, so it is read and not edited.

Source: vcr spec/fixtures/cassette_spec/1_x_cassette.yml, VCR 1.x lib/vcr/structs.rb.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side

_STRUCT = "!ruby/struct:VCR"


def version_of(root: Node) -> str | None:
    """By the struct that the list holds."""
    first = root.at((0,))
    return "" if first is not None and root.is_sequence and first.tag.startswith(_STRUCT) else None


RUBY_VCR_1 = Recorder(
    name="Ruby VCR 1.x",
    language="Ruby",
    files="YAML, a list of Ruby structs",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),)),
    response=Side(("response",), body=(("body",),)),
    method=("method",),
    url=("uri",),
    status=(("status", "code"),),
    reason=("status", "message"),
    signs=(("request", "uri"), ("response",)),
    read_only="VCR 2 and later no longer read this format",
)
