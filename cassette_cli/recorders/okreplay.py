"""OkReplay (github.com/airbnb/okreplay) and Betamax for Java: a YAML document with the tag `!tape`.

Header values are single strings; a body is text, or bytes under `!!binary` in one line.
Source: okreplay-core YamlTapeLoader, TapeRepresenter.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side

_TAG = "!tape"


def version_of(root: Node) -> str | None:
    """By its tag."""
    interactions = root.at(("interactions",))
    return "" if root.tag == _TAG and interactions is not None and interactions.is_sequence else None


OKREPLAY = Recorder(
    name="OkReplay",
    language="Java",
    files="YAML with the tag `!tape`",
    version_of=version_of,
    interactions=("interactions",),
    request=Side(("request",), body=(("body",),)),
    response=Side(("response",), body=(("body",),)),
    method=("method",),
    url=("uri",),
    status=(("status",),),
    signs=(("request", "uri"), ("response",)),
    kept=(("recorded",),),
)
