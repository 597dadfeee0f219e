"""The document of `redact --format json`."""

from __future__ import annotations

import json

from cassette_cli.errors import CassetteError
from cassette_cli.reports.redaction_json import redaction_document
from tests.reports.redactions import CHECK, IDENTITY, SPARED, checked, found

KEYS = [
    *("file", "line", "column", "end_line", "end_column", "interaction", "side", "where", "rule", "level", "preview"),
    *("length", "pieces", "fingerprint", "in_head", "replay", "edited", "reason"),
]


def test_all_keys_are_there_always() -> None:
    empty = redaction_document([], CHECK, [])
    assert list(empty) == ["version", "findings", "spared", "files", "unused", "errors"]
    assert empty["version"] == 1
    told = redaction_document([checked(found(), IDENTITY)], CHECK, [])
    assert [list(each) for each in told["findings"]] == [KEYS, KEYS]


def test_a_finding_is_told_by_its_place_and_what_became_of_it() -> None:
    [told] = redaction_document([checked(found(is_edited=True, in_head=None))], CHECK, [])["findings"]
    assert told == {
        "file": "tape.yaml",
        "line": 3,
        "column": 62,
        "end_line": 3,
        "end_column": 101,
        "interaction": 1,
        "side": "request",
        "where": "1.request.url?key",
        "rule": "google-key",
        "level": "secret",
        "preview": "AIza***(39)",
        "length": 39,
        "pieces": 1,
        "fingerprint": found().finding.fingerprint,
        "in_head": None,
        "replay": False,
        "edited": True,
        "reason": None,
    }


def test_files_are_counted() -> None:
    files = [checked(found(is_edited=True)), checked(recorder=""), checked(IDENTITY, spared=SPARED)]
    told = redaction_document(files, CHECK._replace(unreadable=1, large=2, excluded=3), [])
    assert told["files"] == {
        "cassettes": 2,
        "text": 1,
        "unreadable": 1,
        "too_large": 2,
        "excluded": 3,
        "with_findings": 1,
        "edited": 1,
    }
    assert told["spared"] == [
        {"place": "pyproject.toml:5", "rule": "google-key", "reason": "disabled", "count": 1},
        {"place": "pyproject.toml:31", "rule": "jwt", "reason": None, "count": 2},
    ]


def test_errors_have_their_places() -> None:
    told = redaction_document([], CHECK, [CassetteError("cannot be read", file="x.yaml")])
    assert told["errors"] == [{"file": "x.yaml", "line": None, "column": None, "error": "cannot be read"}]
    json.dumps(told)
