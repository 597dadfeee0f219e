"""The rows of the recorders and of the APIs -> the tables of what is read, and of what may be edited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..apis.api import Api
from ..documents.styles import Path
from ..recorders.recorder import Recorder
from ..recorders.sides import Side
from .tables import Table

VERSION = 1


def recorders_table(recorders: Iterable[Recorder]) -> Table:
    """The recorders by name."""
    rows = [
        (each.name, each.language, each.files, _edited(each), ", ".join(each.matched)) for each in _by_name(recorders)
    ]
    return Table(("recorder", "language", "files", "edited", "matched on"), tuple(rows))


def apis_table(apis: Iterable[Api]) -> Table:
    """The wire formats by name."""
    rows = [(each.name, each.operation, ", ".join(each.spoken_by), ", ".join(each.streams)) for each in _sorted(apis)]
    return Table(("api", "operation", "spoken by", "streamed as"), tuple(rows))


def recorders_as_json(recorders: Iterable[Recorder]) -> dict[str, Any]:
    """With what an editor has to know: which fields follow an edit, which say the same again, which must stay."""
    return {"version": VERSION, "recorders": [_value(each) for each in _by_name(recorders)]}


def apis_as_json(apis: Iterable[Api]) -> dict[str, Any]:
    """As the table."""
    values = [
        {
            "api": each.name,
            "operation": each.operation,
            "spoken_by": list(each.spoken_by),
            "streams": list(each.streams),
        }
        for each in _sorted(apis)
    ]
    return {"version": VERSION, "apis": values}


def _by_name(recorders: Iterable[Recorder]) -> list[Recorder]:
    return sorted(recorders, key=lambda each: each.name.lower())


def _sorted(apis: Iterable[Api]) -> list[Api]:
    return sorted(apis, key=lambda each: each.name)


def _edited(recorder: Recorder) -> str:
    if recorder.read_only:
        return f"no: {recorder.read_only}"
    return f"all but {recorder.unedited}" if recorder.unedited else "yes"


def _value(recorder: Recorder) -> dict[str, Any]:
    return {
        "recorder": recorder.name,
        "language": recorder.language,
        "files": recorder.files,
        "edited": not recorder.read_only,
        "read_only": recorder.read_only or None,
        "unedited": recorder.unedited or None,
        "matched": list(recorder.matched),
        "request": _side(recorder.request),
        "response": _side(recorder.response),
        "kept": [_pointer(path) for path in recorder.kept],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "lengths": [_pointer((*side.node, *path)) for path in side.lengths],
        "repeats": [_pointer((*side.node, *path)) for path in side.repeats],
        "charset": _pointer((*side.node, *side.spelled_in)) if side.spelled_in else None,
    }


def _pointer(path: Path) -> str:
    """Seen from the interaction, as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
