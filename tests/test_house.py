"""The repository around the package: its samples are listed, small and clean; its papers name what is there."""

from __future__ import annotations

import re
import tomllib

import pytest

import cassette_cli
from tests.shared import CASSETTES, ROOT, SAMPLES, SHARED, SIDE_FILE

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RECORDED = CASSETTES
KILOBYTE = 1_000
SEED = SHARED / "seed" / "openrouter_weather.yaml"


def named(requirement: str) -> str:
    """A requirement's distribution: `rich>=13.9` -> rich."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def test_every_sample_is_told_of_in_their_readme() -> None:
    rows = re.findall(r"^\| (`[^|]*)\|", (SAMPLES / "README.md").read_text("utf-8"), re.MULTILINE)
    told = {name.rpartition("/")[2] for row in rows for name in re.findall(r"`([^`]+)`", row)}
    names = {path.name for path in RECORDED}
    assert {name for name in told if not SIDE_FILE.fullmatch(name)} | {"openrouter_weather.yaml"} == names


def test_all_samples_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in RECORDED) < 1000 * KILOBYTE


def test_no_sample_holds_a_key_or_tells_of_the_machine_that_recorded_it() -> None:
    suspect = re.compile(rb"sk-[\w-]{8}|Bearer (?!REDACTED|realm=)\w|/home/|/root/|/Users/|/tmp/|AKIA|ghp_", re.ASCII)
    assert [path.name for path in RECORDED if suspect.search(path.read_bytes())] == []


def test_recorded_samples_ask_nobody_but_the_server_beside_them() -> None:
    hosts = {
        host
        for path in RECORDED
        if path.name != "openrouter_weather.yaml"
        for host in re.findall(rb"\b(?:uri|url)\b\W+https?://([^/\"'\s]+)", path.read_bytes())
    }
    assert hosts - {b"127.0.0.1:8377", b"127.0.0.1"} == set()


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seed, which is not beside this repository")
def test_the_first_sample_is_the_seed_byte_for_byte() -> None:
    assert (SAMPLES / "openrouter_weather.yaml").read_bytes() == SEED.read_bytes()


def test_each_dependency_has_its_reason_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    lists = [project["dependencies"], *project["optional-dependencies"].values(), *groups.values()]
    assert [
        named(requirement) for wanted in lists for requirement in wanted if f"`{named(requirement)}" not in text
    ] == []


def examples(heading: str) -> list[str]:
    """The Python blocks of a section of CONTRIBUTING.md."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition(f"\n### {heading}\n")[2].partition("\n##")[0]
    return re.findall(r"^```python\n(.*?)^```", section, re.MULTILINE | re.DOTALL)


def test_the_example_of_a_recorder_is_that_recorders_file() -> None:
    [example] = examples("One more recorder")
    assert (ROOT / "cassette_cli/recorders/okreplay.py").read_text("utf-8").endswith(example)


def test_the_examples_of_an_api_are_that_apis_row_and_its_streaming() -> None:
    source = (ROOT / "cassette_cli/apis/openai_transcription.py").read_text("utf-8")
    row, streaming = examples("One more API")
    assert source.endswith(row)
    assert streaming in source


def test_the_changelog_tells_of_the_version() -> None:
    assert f"\n## {cassette_cli.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_version_stands_in_one_place() -> None:
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"] == {"path": "cassette_cli/__init__.py"}


def test_make_targets_are_told_of_at_its_top() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert [name for name in phony[1].split() if name != "help" and f"\n#   make {name} " not in makefile] == []
