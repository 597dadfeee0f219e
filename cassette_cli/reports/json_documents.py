"""What is said of cassettes and of their interactions -> the one document of --format json.

The keys are those of CLI.md, all of them always; a change of them is a change of `version`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..cassette import Cassette
from ..errors import CassetteError
from ..summarizing import Summary

VERSION = 1


def cassette_value(cassette: Cassette, interactions: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A file with what is said of its interactions."""
    return {
        "file": cassette.name,
        "recorder": cassette.recorder,
        "format_version": cassette.format_version or None,
        "notes": list(cassette.notes),
        "interactions": list(interactions),
    }


def list_value(cassette: Cassette, summaries: Iterable[Summary]) -> dict[str, Any]:
    """A file with its interactions in a line each."""
    return cassette_value(cassette, (summary.as_json() for summary in summaries))


def document(cassettes: Sequence[dict[str, Any]], errors: Sequence[CassetteError]) -> dict[str, Any]:
    """The whole of it, for --format json."""
    return {"version": VERSION, "cassettes": cassettes, "errors": [error_value(fault) for fault in errors]}


def error_value(fault: CassetteError) -> dict[str, Any]:
    """Where, and what was found and expected."""
    return {
        "file": fault.file or None,
        "line": fault.line or None,
        "column": fault.column or None,
        "error": fault.message,
    }
