"""pydantic-ai's recordings of xAI's gRPC API: YAML that looks like VCR.py's; each message as data and as protobuf.

Both forms say the same, and only the data could be edited, so these are read only.
Source: pydantic-ai tests/models/xai, cassettes/*.xai.yaml.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side, text_or_data

_METHOD = ("collections_method", "method")


def version_of(root: Node) -> str | None:
    """By the names under which the first call keeps what it sent."""
    first, version = root.at(("interactions", 0)), root.at(("version",))
    names = [key.text for key, _ in first.entries] if first is not None else []
    known = any(name.endswith(("_sample", "_stream", "_method")) for name in names)
    return version.text if known and version is not None else None


def url_of(call: Node) -> str:
    """The call's own name: there is no URL."""
    method = call.at(_METHOD)
    kind = next((kind for kind in ("sample", "stream") if call.get(f"request_{kind}")), "")
    return f"xai:{method.text if method is not None else kind}"


PYDANTIC_XAI = Recorder(
    name="pydantic-ai xAI",
    language="Python",
    files="YAML",
    version_of=version_of,
    interactions=("interactions",),
    request=Side(
        (),
        body=(("request_sample", "json"), ("request_stream", "json"), ("collections_method", "request_json")),
        form=text_or_data,
    ),
    response=Side(
        (),
        body=(("response_sample", "json"), ("response_stream", "chunks_json"), ("collections_method", "response_json")),
        form=text_or_data,
    ),
    url_of=url_of,
    signs=(),
    matched=("the order of calls",),
    read_only="each message stands there twice, as data and as protobuf, and both would have to change",
)
