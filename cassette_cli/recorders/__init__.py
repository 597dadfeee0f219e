"""The recorders whose files are read, and the signs by which the others are known.

One more recorder is one file beside this one and one line in `RECORDERS`.
"""

from __future__ import annotations

from ..documents.nodes import Node
from .go_vcr import GO_VCR
from .recorder import Recorder
from .vcrpy import VCRPY

RECORDERS: tuple[Recorder, ...] = (GO_VCR, VCRPY)


def recorder_of(root: Node) -> tuple[Recorder, str] | None:
    """Who wrote the file with this root, and in which version of its format; None if nobody here did."""
    for recorder in RECORDERS:
        version = recorder.version_of(root)
        if version is not None:
            return recorder, version
    return None
