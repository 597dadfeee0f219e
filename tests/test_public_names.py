"""The package's own face: each public name is there, typed, and costs nothing until it is asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import cassette_cli
from tests.shared import ROOT


def run(*arguments: str) -> Sequence[str]:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=False)
    return (done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize("name", cassette_cli.__all__)
def test_a_public_name_is_what_its_own_module_calls_so(name: str) -> None:
    found = getattr(cassette_cli, name)
    assert getattr(found, "__name__", name) == name
    assert name in dir(cassette_cli)


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'cassette_cli' has no attribute 'dump'"):
        getattr(cassette_cli, "dump")  # noqa: B009  (a type checker would know)


def test_importing_the_package_loads_none_of_its_modules() -> None:
    code = "import sys, cassette_cli; print(*(name for name in sys.modules if name.startswith('cassette_cli.')))"
    assert run("-c", code) == [""]


def test_a_type_checker_knows_each_name_and_no_other(tmp_path: Path) -> None:
    """The package is checked as somebody else sees it: what it imports for itself is not public."""
    names = ", ".join(cassette_cli.__all__)
    user = tmp_path / "user.py"
    user.write_text(
        f"from cassette_cli import {names}\n"
        "from cassette_cli import TYPE_CHECKING\n"
        "reveal_type(load(b'').interactions[0].request.header('a'))\n"
        "reveal_type(load(b'').dump)\n",
        "utf-8",
    )
    said = run("-m", "mypy", "--strict", "--no-error-summary", str(user))
    assert [line.partition(": ")[2] for line in said] == [
        'error: Module "cassette_cli" does not explicitly export attribute "TYPE_CHECKING"  [attr-defined]',
        'note: Revealed type is "str | None"',
        'error: "Cassette" has no attribute "dump"  [attr-defined]',
        'note: Revealed type is "Any"',
    ]
