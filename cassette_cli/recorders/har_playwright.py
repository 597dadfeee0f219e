"""Playwright's HAR: bodies in files beside it (`content._file`), or all of it in a zip file.

Editing such a body is editing another file, which is not done yet; what stands in the HAR file itself is edited.
Source: playwright packages/playwright-core/src/server/har/harTracer.ts, harRecorder.ts, harBackend.ts.
"""

from __future__ import annotations

from ..documents.nodes import Node
from ..encodings import Encoding
from .har import HAR
from .har import version_of as version_of_har
from .har import wrapping as wrapping_of_har
from .recorder import Recorder
from .sides import Stored, in_file

_MAKER = "Playwright"


def version_of(root: Node) -> str | None:
    """By the creator's name."""
    maker = root.at(("log", "creator", "name"))
    return version_of_har(root) if maker is not None and maker.text.startswith(_MAKER) else None


def wrapping(stored: Stored) -> tuple[Encoding, ...]:
    """What `_file` names is the body itself; else as in any HAR."""
    names = (stored.side.at(("content", "_file")), stored.side.at(("postData", "_file")))
    return in_file(stored) if stored.node in names else wrapping_of_har(stored)


HAR_PLAYWRIGHT: Recorder = HAR._replace(
    name="Playwright",
    language="any",
    files="JSON, a HAR file with bodies in files beside it, or in a zip file",
    version_of=version_of,
    request=HAR.request._replace(body=(("postData", "_file"), *HAR.request.body), wrapping=wrapping),
    response=HAR.response._replace(body=(("content", "_file"), ("content", "text")), wrapping=wrapping),
    matched=("method", "URL", "body"),
    unedited="bodies in other files, and a zip file",
)
