"""VCR.py before 1.0: a list of requests and responses, the URL in parts, response headers as lines of text.

Today's VCR.py refuses it (and has `python -m vcr.migration`), so it is read and not edited.
Source: vcrpy vcr/migration.py, vcr/serialize.py.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side

_PORTS = {"http": "80", "https": "443"}


def version_of(root: Node) -> str | None:
    """By a request with a `uri`, or, older still, with a `host` and a `path`, beside a status with a code."""
    request = root.at((0, "request"))
    if not root.is_sequence or request is None or root.at((0, "response", "status", "code")) is None:
        return None
    return "" if request.get("uri") or (request.get("host") and request.get("path")) else None


def url_of(request: Node) -> str:
    """`uri`, or what the parts say together."""
    uri = request.at(("uri",))
    if uri is not None:
        return uri.text
    scheme, host, port, path = (found.text if (found := request.at((part,))) else "" for part in _PARTS)
    return f"{scheme}://{host}{'' if port in ('', _PORTS.get(scheme)) else f':{port}'}{path}"


_PARTS = ("protocol", "host", "port", "path")

VCRPY_BEFORE_1 = Recorder(
    name="VCR.py before 1.0",
    language="Python",
    files="YAML or JSON, a list",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),)),
    response=Side(("response",), body=(("body", "string"), ("body",))),
    method=("method",),
    url=("uri",),
    url_of=url_of,
    status=(("status", "code"),),
    reason=("status", "message"),
    signs=(("request",), ("response",)),
    read_only="VCR.py itself no longer reads this format; `python -m vcr.migration` rewrites it",
)
