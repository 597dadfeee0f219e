"""LangChain's dialect of VCR.py: requests and responses in two lists, in a gzip file (`*.yaml.gz`).

The n-th response answers the n-th request. A header's values may be redacted, those that speak of the body too.
Source: langchain libs/standard-tests/langchain_tests/conftest.py, CustomSerializer and CustomPersister.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side


def version_of(root: Node) -> str | None:
    """By its two lists, which must be equally long: an answer to no request would be shown with another one."""
    requests, responses = root.at(("requests",)), root.at(("responses",))
    if requests is None or responses is None or not (requests.is_sequence and responses.is_sequence):
        return None
    if len(list(requests.items)) != len(list(responses.items)):
        return None
    first = next(requests.items, None)
    return "" if first is None or first.at(("uri",)) else None


VCRPY_LANGCHAIN = Recorder(
    name="LangChain",
    language="Python",
    files="YAML in gzip, requests and responses in two lists",
    version_of=version_of,
    interactions=("requests",),
    responses=("responses",),
    request=Side((), body=(("body",),)),
    response=Side((), body=(("body", "string"), ("body",))),
    method=("method",),
    url=("uri",),
    status=(("status", "code"),),
    reason=("status", "message"),
    signs=(("uri",),),
    matched=("method", "URL", "body"),
)
