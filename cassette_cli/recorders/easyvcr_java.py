"""EasyVCR for Java (github.com/EasyPost/easyvcr-java): a JSON list; names begin with a small letter, headers are lists.

The response's status line stands among its headers, under the name `null`, as Java's HttpURLConnection has it.
Source: easypost-java cassettes/*.json.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder, number_of
from .sides import Side


def version_of(root: Node) -> str | None:
    """By when it was recorded; VCR.py before 1.0 has the other names too, but no time."""
    known = all(root.at((0, *path)) is not None for path in (("recordedAt",), ("request", "uri"), ("response",)))
    return "" if known and root.is_sequence else None


EASYVCR_JAVA = Recorder(
    name="EasyVCR for Java",
    language="Java",
    files="JSON, a list",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),), is_decoded=True),
    response=Side(("response",), body=(("body",),), is_decoded=True, repeats=(("uri",),)),
    method=("method",),
    url=("uri",),
    status=(("status", "code"),),
    reason=("status", "message"),
    signs=(("request", "uri"), ("response",)),
    duration=("duration",),
    milliseconds=number_of,
    kept=(("recordedAt",),),
)
