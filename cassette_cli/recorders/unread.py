"""The signs of recorders whose files are not read yet, so that the error can name them.

Signs are those of the recorders' own sources; a file that bears none of them is no cassette that is known.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..documents.styles import Path

# The tag of the root, or of its first item, begins so.
_TAGS: tuple[tuple[str, str], ...] = (
    ("!tape", "an OkReplay tape"),
    ("!ruby/struct:VCR", "a Ruby VCR 1.x cassette"),
)

# The first bytes of files that are not YAML or JSON text.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "a gzip file"),
    (b"\x78\x01", "a zlib file (Ruby VCR's .zz)"),
    (b"\x78\x9c", "a zlib file (Ruby VCR's .zz)"),
    (b"\x78\xda", "a zlib file (Ruby VCR's .zz)"),
    (b"PK\x03\x04", "a zip file (Playwright's HAR)"),
    (b"httprr trace v1", "an httprr trace"),
    (b"RPCReplay", "a go-replayers RPC recording"),
    (b"WARC/", "a WARC file"),
)

# What must be there, seen from the root, and whose file it then is. The first that fits counts.
_SIGNS: tuple[tuple[Path, str], ...] = (
    (("log", "_recordingName"), "a Polly.js recording"),
    (("log", "entries"), "a HAR file"),
    (("http_interactions",), "a Ruby VCR or Betamax cassette"),
    (("requests",), "a LangChain cassette"),
    (("Entries",), "a go-replayers HTTP recording"),
    (("interactions", 0, "kind"), "a pydantic-ai websocket cassette"),
    (("interactions", 0, "recorded"), "an OkReplay tape"),
    (("interactions", 0, "request", "url"), "a go-vcr cassette of another version than 1 and 2"),
    (("interactions", 0), "a cassette of an unknown recorder"),
    ((0, "rawHeaders"), "a nock recording"),
    ((0, "scope"), "a nock recording"),
    ((0, "Request"), "an EasyVCR cassette"),
    ((0, "request", "uri"), "a VCR.py cassette from before version 1.0"),
    ((0, "request"), "a cassette of ExVCR, php-vcr or their kin"),
    (("request", "urlPath"), "a WireMock stub"),
    (("request", "url"), "a cassette with a single interaction (dd-apm-test-agent or its kin)"),
)


def unread_recorder(root: Node) -> str | None:
    """Whose file this is, as far as it can be told: "a HAR file". None if it looks like nobody's."""
    tags = {node.tag for node in (root, root.at((0,))) if node}
    by_tag = next((name for start, name in _TAGS if any(tag.startswith(start) for tag in tags)), None)
    return by_tag or next((name for sign, name in _SIGNS if root.at(sign) is not None), None)
