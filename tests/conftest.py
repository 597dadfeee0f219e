"""How the tests run: hypothesis' profiles, and what a test that is left out means on the machine that checks all.

With `CASSETTE_CI` in the environment a skipped test is a failure, unless its reason is one that no installation mends:
a green run there has run everything.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

MAY_BE_LEFT_OUT = ("needs ../shared/",)

SLOW_INPUTS = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True, suppress_health_check=SLOW_INPUTS)
settings.register_profile("soak", deadline=None, print_blob=True, max_examples=5_000, suppress_health_check=SLOW_INPUTS)
settings.load_profile("ci" if os.environ.get("CI") else "default")

# What a shell runs in the background ignores Ctrl-C, and so would each command that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def red_if_left_out(report: Report) -> Report:
    """The report, a failure if it is of a test that could have run."""
    if os.environ.get("CASSETTE_CI") and report.skipped and isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        if not reason.removeprefix("Skipped: ").startswith(MAY_BE_LEFT_OUT):
            report.outcome = "failed"
            report.longrepr = f"{path}:{line}: left out where nothing may be: {reason}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return red_if_left_out((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return red_if_left_out((yield))
