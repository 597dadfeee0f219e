"""Numbers as a person reads them."""

from __future__ import annotations

import pytest

from cassette_cli.reports.figures import counted, duration, size


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 B"),
        (884, "884 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (4_259, "4.3 kB"),
        (11_163, "11.2 kB"),
        (99_960, "100.0 kB"),
        (124_000, "124 kB"),
        (999_400, "999 kB"),
        (999_600, "1.0 MB"),
        (3_100_000, "3.1 MB"),
        (2_000_000_000, "2.0 GB"),
        (5_000_000_000_000, "5000 GB"),
    ],
)
def test_a_size_has_about_three_digits(count: int, said: str) -> None:
    assert size(count) == said


@pytest.mark.parametrize(
    ("milliseconds", "said"),
    [
        (0.5, "0.5 ms"),
        (4.2, "4.2 ms"),
        (9.97, "10 ms"),
        (446.6, "447 ms"),
        (999.4, "999 ms"),
        (999.6, "1.00 s"),
        (1_319.5, "1.32 s"),
        (12_345, "12.3 s"),
        (100_500, "100 s"),
        (200_000, "3 min 20 s"),
        (179_700, "3 min 0 s"),
    ],
)
def test_a_duration_has_about_three_digits(milliseconds: float, said: str) -> None:
    assert duration(milliseconds) == said


def test_a_noun_follows_its_number() -> None:
    assert [counted(count, "message") for count in (0, 1, 2, 1_024)] == [
        "0 messages",
        "1 message",
        "2 messages",
        "1,024 messages",
    ]
