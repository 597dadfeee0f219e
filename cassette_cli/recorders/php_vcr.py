"""php-vcr (github.com/php-vcr/php-vcr): a YAML or JSON list, mostly in a file without an extension.

All of a request is compared, so that any edit of it asks for a look at the test's own. Entries of YAML are found by
the `-` in the first column, which an edit keeps there.
Source: php-vcr src/VCR/Storage/{Yaml,Json}.php, src/VCR/Response.php, src/VCR/Configuration.php.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import BASE64, Encoding
from .recorder import Recorder, number_of
from .sides import Side, Stored


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """By what the headers say of the content (Response::toArray)."""
    is_binary = stored.headers.get("content-transfer-encoding") == "binary"
    return (BASE64,) if is_binary or "application/x-gzip" in stored.headers.get("content-type", "") else ()


def milliseconds(text: str) -> float | None:
    """The total time, which curl keeps in seconds."""
    seconds = number_of(text)
    return None if seconds is None else seconds * 1000


def version_of(root: Node) -> str | None:
    """By a `url` in the request and a `status` in the response."""
    known = root.at((0, "request", "url")) is not None and root.at((0, "response", "status")) is not None
    return "" if known and root.is_sequence else None


PHP_VCR = Recorder(
    name="php-vcr",
    language="PHP",
    files="YAML or JSON, a list, often without an extension",
    version_of=version_of,
    interactions=(),
    request=Side(("request",), body=(("body",),), repeats=(("post_fields",),)),
    response=Side(("response",), body=(("body",),), wrapping=wrapping, repeats=(("curl_info", "url"),)),
    method=("method",),
    url=("url",),
    status=(("status", "code"), ("status",)),
    reason=("status", "message"),
    signs=(("request", "url"), ("response",)),
    duration=("response", "curl_info", "total_time"),
    milliseconds=milliseconds,
    matched=("method", "URL", "host", "headers", "body", "post_fields", "query_string", "soap_operation"),
    kept=(("index",),),
)
