"""What came of looking for secrets -> the document of --format json, and a line a finding for jsonl.

All keys are always there. No value holds a secret: a finding is told by its place, its rule and a preview.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..errors import CassetteError
from .json_documents import VERSION, error_value
from .redaction_results import Checked, Found, Scope, spared_in


def redaction_document(files: Sequence[Checked], scope: Scope, errors: Sequence[CassetteError]) -> dict[str, Any]:
    """The whole of it."""
    cassettes = sum(1 for file in files if file.recorder)
    return {
        "version": VERSION,
        "findings": [finding_value(file, each) for file in files for each in file.found],
        "spared": [
            {"place": each.place, "rule": each.rule, "reason": each.reason or None, "count": each.times}
            for each in spared_in(files)
        ],
        "files": {
            "cassettes": cassettes,
            "text": len(files) - cassettes,
            "unreadable": scope.unreadable,
            "too_large": scope.large,
            "excluded": scope.excluded,
            "with_findings": sum(1 for file in files if file.meant),
            "edited": sum(1 for file in files if file.edited),
        },
        "unused": list(scope.unused),
        "errors": [error_value(fault) for fault in errors],
    }


def finding_value(file: Checked, found: Found) -> dict[str, Any]:
    """One finding."""
    each = found.finding
    return {
        "file": file.name,
        "line": each.line,
        "column": each.column,
        "end_line": each.end_line,
        "end_column": each.end_column,
        "interaction": each.interaction,
        "side": each.side,
        "where": each.where,
        "rule": each.rule,
        "level": str(each.level),
        "preview": each.preview,
        "length": each.length,
        "pieces": each.pieces,
        "fingerprint": each.fingerprint,
        "in_head": found.in_head,
        "replay": each.replay,
        "edited": found.is_edited,
        "reason": found.reason or None,
    }
