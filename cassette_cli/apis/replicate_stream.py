"""The events of a streamed prediction -> the prediction, as far as a stream tells it: output, logs, state, error.

Events are text and no JSON, even where a piece of the output is some ("42"): a place in one has the empty path and
means all of its data. Pieces are joined as they are; spaces at their ends are words' ends. Unstreamed the output is
the list of the pieces, or, of some models, one string; a string is what it is here. A file comes whole, so files are
a list. That it succeeded is said by no event but by how the stream ends.
Source: replicate.com/docs (Streaming output), recordings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..parts import Json
from .api import Answer, Said, record, texts
from .draft import Draft

_ADDRESS = re.compile(r"(?:data:[\w/+.;=-]+;base64,|https?://[\w.-]*replicate\.delivery/)\S*$")
_STATES = {"": "succeeded", "error": "failed", "canceled": "canceled"}
_OUTPUT, _STATUS = ("output",), ("status",)


def unstream(events: Iterable[Said]) -> Answer:
    """Fold the events' text into one answer."""
    draft = Draft()
    files = 0
    for event, name, value, data in events:
        if name == "output":
            if _OUTPUT not in draft.leaves and is_address(data):
                draft.last((*_OUTPUT, files), event, (), data)
                files += 1
            elif files:
                draft.keep(event, (), data)
            else:
                draft.join(_OUTPUT, event, (), data)
        elif name == "logs":
            draft.join((name,), event, (), data)
        elif name == "error":
            draft.last((name,), event, (), data)
            draft.set(_STATUS, "failed")
        elif name == "done" and _state(value):
            if _STATUS not in draft.leaves:
                draft.set(_STATUS, _state(value))
        else:
            draft.keep(event, (), data)
    return draft.answer()


def is_address(text: str) -> bool:
    """Whether it is a file: its data, or where it lies."""
    return bool(_ADDRESS.match(text))


def _state(value: Json) -> str | None:
    """`{}` at a good end, else `{"reason": ...}`; None where it says something else."""
    said = record(value)
    if not isinstance(value, dict) or said.keys() - {"reason"}:
        return None
    return _STATES.get(texts(said.get("reason")))
