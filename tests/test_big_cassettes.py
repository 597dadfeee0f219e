"""Cassettes of 10 and 100 MB: the first law holds there too. Minutes long in all, so only `make soak` runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cassette_cli.loading import load
from tests.shared import ROOT


@pytest.mark.soak
@pytest.mark.parametrize("megabytes", [10, 100])
def test_a_big_cassette_keeps_its_bytes_and_all_its_interactions(megabytes: int) -> None:
    made = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "make_cassettes.py"), str(megabytes)],
        check=True,
        capture_output=True,
        text=True,
    )
    data = Path(made.stdout.strip()).read_bytes()
    loaded = load(data)
    assert loaded.to_bytes() == data
    assert [interaction.id for interaction in loaded.interactions] == [
        str(number) for number in range(data.count(b"\n    - id: "))
    ]
