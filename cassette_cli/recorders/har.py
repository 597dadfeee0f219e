"""HAR 1.2 (the W3C draft of 2012), as browsers and proxies export it: Chrome, Firefox, Safari, Charles, Insomnia ...

`content.text` is the decoded body while the headers are those of the wire, so a header that says gzip beside a plain
body is as it should be; what is no text is base64. `content.size` and `bodySize` follow an edit where they held.
Source: HAR 1.2 section "content", "postData"; mitmproxy mitmproxy/io/har.py.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import BASE64, HEX, Encoding
from .recorder import Recorder, number_of
from .sides import Form, Side, Stored

ENTRIES = ("log", "entries")
_ENCODINGS = {"base64": BASE64, "hex": HEX}
REPEATS_IN_REQUEST = (("queryString",), ("cookies",))
REPEATS_IN_RESPONSE = (("cookies",), ("redirectURL",))


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """`encoding` beside the text; Polly.js has had hexadecimal digits, too."""
    encoding = stored.side.at(("content", "encoding"))
    known = _ENCODINGS.get(encoding.text.lower()) if encoding is not None else None
    return (known,) if known else ()


def form(stored: Stored) -> Form | None:
    """A text; a form whose text is left out is its `params`."""
    params = stored.side.at(("postData", "params"))
    if stored.node.is_scalar:
        return None if params and not stored.node.text and next(params.items, None) else Form.TEXT
    return Form.DATA if next(stored.node.items, None) else None


def version_of(root: Node) -> str | None:
    """By its entries; the version is the format's own."""
    entries, version = root.at(ENTRIES), root.at(("log", "version"))
    if entries is None or not entries.is_sequence:
        return None
    return version.text if version is not None else ""


HAR = Recorder(
    name="HAR",
    language="any",
    files="JSON, of Chrome, Firefox, Safari, Charles, Insomnia, mitmproxy and others",
    version_of=version_of,
    interactions=ENTRIES,
    request=Side(
        ("request",),
        body=(("postData", "text"), ("postData", "params")),
        form=form,
        wrapping=lambda stored: (),
        is_decoded=True,
        lengths=(("bodySize",),),
        repeats=(*REPEATS_IN_REQUEST, ("postData", "params")),
    ),
    response=Side(
        ("response",),
        body=(("content", "text"),),
        wrapping=wrapping,
        is_decoded=True,
        lengths=(("content", "size"), ("bodySize",)),
        repeats=REPEATS_IN_RESPONSE,
    ),
    method=("method",),
    url=("url",),
    status=(("status",),),
    reason=("statusText",),
    signs=(("request", "url"), ("response",)),
    duration=("time",),
    milliseconds=number_of,
    matched=("what the player chooses",),
)
