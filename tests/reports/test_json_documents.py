"""The document around everything (`reports.json_documents`)."""

from __future__ import annotations

from cassette_cli.errors import CassetteError
from cassette_cli.reports.json_documents import cassette_value, document
from tests.reports.made import cassette


def test_the_version_stands_at_the_top_and_errors_have_their_place() -> None:
    fault = CassetteError("a hole", "expected none", file="a.yaml", line=3, column=4)
    told = document([cassette_value(cassette(), [{"index": 0}])], [fault, CassetteError("no file")])
    assert list(told) == ["version", "cassettes", "errors"]
    assert told["version"] == 1
    assert told["cassettes"] == [
        {"file": "made.json", "recorder": "VCR.py", "format_version": "1", "notes": [], "interactions": [{"index": 0}]}
    ]
    assert told["errors"] == [
        {"file": "a.yaml", "line": 3, "column": 4, "error": "a hole; expected none"},
        {"file": None, "line": None, "column": None, "error": "no file"},
    ]
