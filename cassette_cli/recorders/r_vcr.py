"""vcr for R (github.com/ropensci/vcr): YAML or JSON in the manner of Ruby's VCR, with other statuses and bodies.

A status is a number, or `{status_code, message}` before 2.0; a header is one value or several. A body may lie in a file
of its own (`file: yes`), which `string` names. `recorded_with` stands in each interaction, in later files once.
Source: ropensci/vcr README and vignettes (0.1 to 2.1), the cassettes that they show.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import Encoding
from .recorder import Recorder
from .sides import NAMED_BODY, Side, Stored, by_name, in_file

_WRITES = ("vcr/", "VCR-vcr/")


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """A file's name, if the body says so."""
    is_file = stored.side.at(("body", "file"))
    return in_file(stored) if is_file is not None and is_file.text in ("yes", "true") else by_name(stored)


def version_of(root: Node) -> str | None:
    """By `recorded_with`, at either place."""
    interactions = root.at(("http_interactions",))
    recorder = root.at(("recorded_with",)) or root.at(("http_interactions", 0, "recorded_with"))
    if recorder is None or interactions is None or not interactions.is_sequence:
        return None
    name = next((name for name in _WRITES if recorder.text.startswith(name)), None)
    return recorder.text.removeprefix(name).partition(",")[0] if name else None


R_VCR = Recorder(
    name="vcr for R",
    language="R",
    files="YAML or JSON",
    version_of=version_of,
    interactions=("http_interactions",),
    request=Side(("request",), body=NAMED_BODY, wrapping=wrapping, is_decoded=True),
    response=Side(("response",), body=NAMED_BODY, wrapping=wrapping, is_decoded=True),
    method=("method",),
    url=("uri",),
    status=(("status", "status_code"), ("status",)),
    reason=("status", "message"),
    signs=(("request", "uri"), ("response",)),
    kept=(("recorded_at",),),
    unedited="bodies in files of their own",
)
