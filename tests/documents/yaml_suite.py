"""The YAML test suite beside this repository -> its cases. Read with our own parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cassette_cli.documents.layers import Source
from cassette_cli.documents.yaml_text import parse
from tests.shared import SUITES

_SPELLED = {"␣": " ", "»": "\t", "↵": "", "∎\n": "", "←": "\r", "⇔": "\ufeff", "—": ""}


@dataclass(frozen=True, slots=True)
class Case:
    name: str  # "229Q", or "3RLN-1" in a file of several
    text: str
    must_fail: bool


def cases() -> Iterator[Case]:
    for path in sorted((SUITES / "yaml-test-suite").glob("*.yaml")):
        found = parse(Source(path.read_text(encoding="utf-8"))).root.value
        assert isinstance(found, list)
        text = ""
        for number, case in enumerate(found):
            assert isinstance(case, dict)
            text = str(case.get("yaml", text))
            for spelled, meant in _SPELLED.items():
                text = text.replace(spelled, meant)
            name = path.stem if len(found) == 1 else f"{path.stem}-{number}"
            yield Case(name, text, case.get("fail") is True)
