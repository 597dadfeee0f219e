"""The rows of the recorders -> the table of what is read and what may be edited: for people, as Markdown, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..documents.styles import Path
from ..recorders.recorder import Recorder
from ..recorders.sides import Side
from .lines import Line, Row, Segment, line
from .page import Page

VERSION = 1
_MARGIN = 4


class Format(NamedTuple):
    """What the table says of one recorder."""

    recorder: str
    language: str
    files: str
    edited: str
    matched: str


def formats(recorders: Iterable[Recorder]) -> Iterator[Format]:
    """The table, by name."""
    for each in _by_name(recorders):
        edited = f"no: {each.read_only}" if each.read_only else f"all but {each.unedited}" if each.unedited else "yes"
        yield Format(each.name, each.language, each.files, edited, ", ".join(each.matched))


def as_text(recorders: Iterable[Recorder], page: Page) -> Iterator[Line]:
    """A name with its language, and below it what its files are; piped, a tab-separated line for each."""
    for each in formats(recorders):
        if page.width is None:
            yield line("\t".join(each))
            continue
        heading = line(Segment(each.recorder, "heading"), Segment(f" {page.glyphs.dot} {each.language}", "dim"))
        yield from page.wrapped(Row(heading, _MARGIN), page.width)
        for text in (each.files, f"matched on: {each.matched}", f"edited: {each.edited}"):
            indented = line(Segment(" " * _MARGIN), text)
            yield from page.wrapped(Row(indented, _MARGIN), page.width)


def as_markdown(recorders: Iterable[Recorder]) -> Iterator[str]:
    """The table of the README."""
    yield "| recorder | language | files | edited | matched on |"
    yield "|---|---|---|---|---|"
    for each in formats(recorders):
        yield f"| {' | '.join(each)} |"


def as_json(recorders: Iterable[Recorder]) -> dict[str, Any]:
    """With what an editor has to know: which fields follow an edit, which say the same again, which must stay."""
    return {"version": VERSION, "recorders": [_value(each) for each in _by_name(recorders)]}


def _by_name(recorders: Iterable[Recorder]) -> list[Recorder]:
    return sorted(recorders, key=lambda each: each.name.lower())


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
