"""VCR.py (github.com/kevin1024/vcrpy) and what builds on it: pytest-recording, pydantic-ai's `parsed_body` dialect.

YAML or JSON, the same fields. A response's body is `{string: ...}`; with the old httpx stub it was `content`, and the
status `status_code`; pydantic-ai keeps JSON bodies as data under `parsed_body`. A request body that was an iterator or
a file is a Python object in the file, whose text lies in its `state` or `args`.
Source: vcrpy vcr/serialize.py, vcr/request.py, vcr/stubs/httpx_stubs.py; pydantic-ai tests/json_body_serializer.py.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Form, Side, Stored, text_or_data


def version_of(root: Node) -> str | None:
    """By what a request calls its address, `uri`; without any interaction by the two keys.

    OkReplay's tapes have `interactions` with a `uri`, too, but say when each was `recorded` and have no version.
    """
    interactions, version = root.at(("interactions",)), root.at(("version",))
    if interactions is None or not interactions.is_sequence or version is None:
        return None
    first = next(interactions.items, None)
    return version.text if first is None or first.at(("request", "uri")) else None


def form(stored: Stored) -> Form:
    """`parsed_body` is sent as JSON, also where it is a string or a number."""
    return Form.DATA if stored.node == stored.side.at(("parsed_body",)) else text_or_data(stored)


VCRPY = Recorder(
    name="VCR.py",
    language="Python",
    files="YAML or JSON; also pytest-recording's, httpx bodies from before VCR.py 6, pydantic-ai's `parsed_body`",
    version_of=version_of,
    interactions=("interactions",),
    request=Side(
        ("request",), body=(("parsed_body",), ("body", "state", 0), ("body", "args", 0, 0), ("body",)), form=form
    ),
    response=Side(
        ("response",),
        body=(("parsed_body",), ("body", "string"), ("content",), ("body",)),
        form=form,
        repeats=(("url",),),
    ),
    method=("method",),
    url=("uri",),
    status=(("status", "code"), ("status_code",)),
    reason=("status", "message"),
    signs=(("request", "uri"),),
)
