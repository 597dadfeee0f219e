"""The signs of files that hold recorded traffic and are not read, so that the error can name them.

Signs are those of the programs' own sources; a file that bears none of them is no recording that is known.
"""

from __future__ import annotations

import re

from ..documents.nodes import Node
from ..documents.styles import Path

# The first bytes of files that are neither YAML nor JSON text.
_MAGIC: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"RPCReplay"), "a go-replayers RPC recording (protobuf)"),
    (re.compile(rb"WARC/[01]\."), "a WARC file"),
    (re.compile(rb"\d+:\d+:(?:version|backup|type|client_conn);"), "a mitmproxy flow file"),
    (re.compile(rb"\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|\x4d\x3c\xb2\xa1|\x0a\x0d\x0d\x0a"), "a packet capture"),
    (re.compile(rb"(?s)(?=.*http_interactions)(?=.*<%)"), "an ERB template of a cassette (Ruby VCR's `erb: true`)"),
    (re.compile(rb"SQLite format 3\0"), "an SQLite database (requests-cache or its kin)"),
)

# What must be there, seen from the root, and whose file it then is. The first that fits counts.
_SIGNS: tuple[tuple[tuple[Path, ...], str], ...] = (
    ((("log", "entries"),), "a HAR file without a list of entries"),
    ((("data", "pairs"), ("meta", "schemaVersion")), "a Hoverfly simulation"),
    ((("imposters",),), "a Mountebank configuration"),
    ((("info", "_postman_id"),), "a Postman collection"),
    ((("info", "schema"), ("item",)), "a Postman collection"),
    ((("mappings", 0, "request"), ("mappings", 0, "response")), "a collection of WireMock stubs"),
    ((("request", "urlPath"), ("response",)), "a WireMock stub"),
    ((("request", "urlPattern"), ("response",)), "a WireMock stub"),
    ((("request", "urlPathPattern"), ("response",)), "a WireMock stub"),
    ((("request", "urlPathTemplate"), ("response",)), "a WireMock stub"),
    ((("request", "url"), ("response", "status")), "a WireMock stub"),
    ((("requests", 0, "uri"), ("responses",)), "a LangChain cassette of requests and responses that do not pair"),
    ((("interactions", 0, "request", "url"),), "a go-vcr cassette of another version than 1 and 2"),
    ((("interactions", 0),), "a cassette of an unknown recorder"),
    ((("http_interactions",),), "a cassette of an unknown recorder"),
    (((0, "request"), (0, "response")), "a list of requests and responses of an unknown recorder"),
)


def known_by_magic(data: bytes) -> str | None:
    """Whose file this is by its first bytes; None if it is text, or nobody's."""
    return next((name for magic, name in _MAGIC if magic.match(data)), None)


def known_by_signs(root: Node) -> str | None:
    """Whose file this is, as far as it can be told: "a WireMock stub". None if it looks like nobody's."""
    return next((name for signs, name in _SIGNS if all(root.at(sign) is not None for sign in signs)), None)
