"""The recorders whose files are read, and (`refused`) the signs of the others.

One more recorder is one file beside this one and one line in `RECORDERS`. The first that knows a file has it, so those
that say more of themselves stand before those that say less.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .betamax import BETAMAX
from .cassetter import CASSETTER
from .ddapm import DDAPM
from .easyvcr import EASYVCR
from .easyvcr_java import EASYVCR_JAVA
from .exvcr import EXVCR
from .go_vcr import GO_VCR
from .har import HAR
from .har_playwright import HAR_PLAYWRIGHT
from .har_polly import HAR_POLLY
from .httpreplay import HTTPREPLAY
from .httprr import HTTPRR
from .inline_snapshot import INLINE_SNAPSHOT
from .nock import NOCK
from .okreplay import OKREPLAY
from .php_vcr import PHP_VCR
from .pydantic_websocket import PYDANTIC_WEBSOCKET
from .pydantic_xai import PYDANTIC_XAI
from .r_vcr import R_VCR
from .recorder import Recorder
from .ruby_vcr import RUBY_VCR
from .ruby_vcr_1 import RUBY_VCR_1
from .ruby_vcr_rust import RUBY_VCR_RUST
from .vcrpy import VCRPY
from .vcrpy_before_1 import VCRPY_BEFORE_1
from .vcrpy_langchain import VCRPY_LANGCHAIN

RECORDERS: tuple[Recorder, ...] = (
    GO_VCR,
    CASSETTER,
    VCRPY,
    VCRPY_LANGCHAIN,
    R_VCR,
    RUBY_VCR,
    RUBY_VCR_RUST,
    BETAMAX,
    HAR_POLLY,
    HAR_PLAYWRIGHT,
    HAR,
    NOCK,
    EASYVCR,
    EASYVCR_JAVA,
    EXVCR,
    INLINE_SNAPSHOT,
    OKREPLAY,
    HTTPRR,
    HTTPREPLAY,
    DDAPM,
    PYDANTIC_WEBSOCKET,
    PYDANTIC_XAI,
    RUBY_VCR_1,
    VCRPY_BEFORE_1,
    PHP_VCR,
)


def recorder_of(root: Node) -> tuple[Recorder, str] | None:
    """Who wrote the file with this root, and in which version of its format; None if nobody here did."""
    for recorder in RECORDERS:
        version = recorder.version_of(root)
        if version is not None:
            return recorder, version
    return None


def recorder_by_magic(data: bytes) -> Recorder | None:
    """Whose file this is by its first bytes: one that is neither YAML nor JSON."""
    return next((each for each in RECORDERS if each.magic and data.startswith(each.magic)), None)
