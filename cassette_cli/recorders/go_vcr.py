"""go-vcr (github.com/dnaeon/go-vcr), format 1 (its v1 and v2) and format 2 (v3, v4).

Format 2 numbers its interactions and keeps durations as Go writes them; format 1 does neither (`duration: ""`). v4
leaves out empty fields, and a user's own marshaller may indent in any way, so nothing here depends on either.
Source: go-vcr pkg/cassette/cassette.go, types Cassette and Interaction.
"""

from __future__ import annotations

import re

from ..documents.nodes import Node
from .recorder import Recorder
from .sides import Side

_VERSIONS = ("1", "2")
_MILLISECONDS = {"h": 3.6e6, "m": 6e4, "s": 1e3, "ms": 1.0, "us": 1e-3, "µs": 1e-3, "μs": 1e-3, "ns": 1e-6}
_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|us|µs|μs|ns|m|s)")


def milliseconds(text: str) -> float | None:
    """A Go duration (`446.60825ms`, `1m2.5s`; Go time.ParseDuration) in milliseconds, None if it is none."""
    if not text or _NUMBER.sub("", text):
        return None
    return sum(float(number) * _MILLISECONDS[unit] for number, unit in _NUMBER.findall(text))


def version_of(root: Node) -> str | None:
    """By what a request calls its address: `url` here, `uri` in VCR.py, which also writes `version: 1`.

    A cassette without interactions is told by its version, and by the `---` that go-vcr writes and VCR.py does not.
    """
    interactions, version = root.at(("interactions",)), root.at(("version",))
    if interactions is None or not interactions.is_sequence or version is None or version.text not in _VERSIONS:
        return None
    first = next(interactions.items, None)
    if first is None:
        known = version.text == "2" or root.tree.layer.text.lstrip().startswith("---")
    else:
        known = first.at(("request", "url")) is not None or first.at(("response", "code")) is not None
    return version.text if known else None


GO_VCR = Recorder(
    name="go-vcr",
    language="Go",
    files="YAML, in formats 1 (go-vcr 1 and 2) and 2 (3 and 4)",
    version_of=version_of,
    interactions=("interactions",),
    request=Side(
        ("request",),
        body=(("body",),),
        lengths=(("content_length",),),
        repeats=(("form",), ("host",), ("request_uri",)),
    ),
    response=Side(("response",), body=(("body",),), lengths=(("content_length",),)),
    method=("method",),
    url=("url",),
    status=(("code",),),
    reason=("status",),
    signs=(("request", "url"),),
    identity=("id",),
    duration=("response", "duration"),
    milliseconds=milliseconds,
    matched=("method", "URL", "in format 2 all else of the request, too"),
    kept=(("id",), ("response", "duration")),
)
