"""What came of looking for secrets -> SARIF 2.1.0, which GitHub's code scanning and other viewers read.

Columns are counted in characters, as everywhere here, and the log says so (`unicodeCodePoints`, section 3.14.17).
Files are named from the repository's root, as GitHub wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..errors import CassetteError
from ..rules.rule import Level, Rule
from .redaction_results import Checked, Found

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://pypi.org/project/cassette-cli/"
_LEVELS = {Level.SECRET: "error", Level.SESSION: "warning", Level.IDENTITY: "note"}


def sarif(files: Sequence[Checked], rules: Iterable[Rule], errors: Sequence[CassetteError]) -> dict[str, Any]:
    """One run. Only the rules that found something are described."""
    found = [(file, each) for file in files for each in file.found]
    names = {each.finding.rule for _, each in found}
    told = [rule for rule in rules if rule.name in names]
    positions = {rule.name: position for position, rule in enumerate(told)}
    run = {
        "tool": {
            "driver": {
                "name": "cassette",
                "version": __version__,
                "informationUri": _HOME,
                "rules": [_rule(rule) for rule in told],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "the repository's root"}}},
        "invocations": [
            {
                "executionSuccessful": not errors,
                "toolExecutionNotifications": [_notification(fault) for fault in errors],
            }
        ],
        "results": [_result(file, each, positions) for file, each in found],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.what},
        "help": {"text": "Take it out with `cassette redact FILE`, and rotate it if it was ever pushed."},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"tags": ["security"], "security-severity": "8.0" if rule.level == Level.SECRET else "4.0"},
    }


def _result(file: Checked, found: Found, positions: dict[str, int]) -> dict[str, Any]:
    each = found.finding
    said = [f"{each.rule} in {each.where}: {each.preview}"]
    said += ["also in HEAD: rotate this key"] if found.in_head else []
    said += [f"cannot be edited: {found.reason}"] if found.reason else []
    rule = {"ruleIndex": positions[each.rule]} if each.rule in positions else {}
    return {
        "ruleId": each.rule,
        **rule,
        "level": _LEVELS[each.level],
        "message": {"text": "; ".join(said)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(file.path),
                    "region": {
                        "startLine": max(each.line, 1),
                        "startColumn": max(each.column, 1),
                        "endLine": max(each.end_line, 1),
                        "endColumn": max(each.end_column, 1),
                    },
                }
            }
        ],
        "partialFingerprints": {"cassette/v1": each.fingerprint},
    }


def _notification(fault: CassetteError) -> dict[str, Any]:
    place = {"locations": [{"physicalLocation": {"artifactLocation": _artifact(fault.file)}}]} if fault.file else {}
    return {"level": "error", "message": {"text": fault.message}, **place}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": "ROOT"}
