"""The README says what is true: its commands and its example print what stands there, its options and links exist."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cassette_cli
from cassette_cli.apis import APIS
from cassette_cli.recorders import RECORDERS
from tests.commands.running import cassette
from tests.readme import README, blocks, renewed, with_tables
from tests.shared import ROOT

TEXT = README.read_text("utf-8")
BLOCKS = {(block["body"] or block["code"]).splitlines()[0].removeprefix("$ "): block for block in blocks(TEXT)}
EXAMPLE = next(block["code"] for block in BLOCKS.values() if block["code"])


@pytest.mark.parametrize("first_line", BLOCKS)
def test_a_block_is_what_is_printed(first_line: str) -> None:
    if "HEAD:" in BLOCKS[first_line][0] and not (shutil.which("git") and (ROOT / ".git").exists()):
        pytest.skip("needs git, and a clone")
    assert renewed(BLOCKS[first_line]) == BLOCKS[first_line][0], "python -m tests.readme"


def test_every_block_is_run_but_those_that_install() -> None:
    fences = re.findall(r"^```(\w+)", TEXT, re.MULTILINE)
    assert len(BLOCKS) == fences.count("console") + fences.count("python")
    assert set(fences) == {"sh", "console", "python", "text", "yaml", "toml"}


def test_the_example_passes_a_strict_type_checker(tmp_path: Path) -> None:
    example = tmp_path / "example.py"
    example.write_text(EXAMPLE, "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", str(example)]
    assert "Success" in subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout


def test_each_option_that_is_named_is_one() -> None:
    helps = "".join(
        cassette(*words, "--help").out
        for words in ([], ["list"], ["show"], ["formats"], ["redact"], ["rewrite"], ["rules"])
    )
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    named = {option for code in re.findall(r"`([^`]+)`", prose) for option in re.findall(r"(?<!\S)--[\w-]+", code)}
    assert len(named) > 20
    assert named - set(re.findall(r"--[\w-]+", helps)) == set()


def test_the_tables_of_recorders_and_of_apis_are_todays() -> None:
    assert with_tables(TEXT) == TEXT, "python -m tests.readme"
    assert all(f"\n| {each.name} |" in TEXT for each in (*RECORDERS, *APIS))


def test_exactly_the_public_names_are_told_of() -> None:
    told = TEXT.partition("`cassette_cli.__all__`")[2].partition("The map of the modules")[0]
    assert set(re.findall(r"`(\w+)`", told)) == set(cassette_cli.__all__)


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md"])
def test_what_a_paper_links_to_is_there(paper: str) -> None:
    links = re.findall(r"\]\(((?!https?://)[^)#]+)\)", (ROOT / paper).read_text("utf-8"))
    assert [link for link in links if not (ROOT / paper).parent.joinpath(link).exists()] == []
