"""What a FILE may be: a file, a folder, standard input, a revision's file in git (`commands.git_blobs`)."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import COMMAND, SEED, cassette, shell
from tests.shared import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two cassettes, and much that is none."""
    for name in ("b/second.yml", "first.yaml", ".hidden/no.yaml", "node_modules/no.yaml", "a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / SEED, path)
    (tmp_path / "other.yaml").write_text("a: 1\n", "utf-8")
    (tmp_path / "template.yaml").write_text("a: {{ b }}: c: [\n", "utf-8")
    (tmp_path / "empty.json").write_text("", "utf-8")
    return tmp_path


def files(out: str) -> list[str]:
    return list(dict.fromkeys(row.rpartition(".y")[0] for row in [line.split("\t")[0] for line in out.splitlines()]))


def test_a_folder_is_walked_in_order_and_what_is_no_cassette_is_passed_over(folder: Path) -> None:
    done = cassette("list", ".", folder=folder)
    assert (done.status, done.err) == (0, "")
    assert files(done.out) == ["b/second", "first"]


def test_a_broken_cassette_in_a_folder_is_trouble(folder: Path) -> None:
    (folder / "torn.yaml").write_text("interactions:\n- request: [\n", "utf-8")
    done = cassette("list", ".", folder=folder)
    assert done.status == 2
    assert done.err.startswith("torn.yaml:")
    assert len(files(done.out)) == 2


def test_a_folder_without_any_cassette_says_so(tmp_path: Path) -> None:
    assert cassette("list", tmp_path) == (0, "", f"{tmp_path}: no cassette in this folder that can be read\n")


def test_arguments_keep_their_order(folder: Path) -> None:
    done = cassette("list", "first.yaml", "b", folder=folder)
    assert files(done.out) == ["first", "b/second"]


def test_a_dash_is_standard_input() -> None:
    given = (ROOT / SEED).read_bytes()
    assert cassette("list", "-", given=given).out == cassette("list", SEED).out.replace(SEED, "-")


def test_standard_input_is_there_once() -> None:
    given = (ROOT / SEED).read_bytes()
    done = cassette("list", "-", "-", given=given)
    assert (done.status, done.out) == (2, cassette("list", "-", given=given).out)
    said = "-: error: standard input is closed, or was read already; expected a cassette there, and - once\n"
    assert done.err == said
    closed = shell(f"{shlex.join(COMMAND)} list - <&-")
    assert (closed.returncode, closed.stderr.decode()) == (2, said)


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    dangling = tmp_path / "gone.yaml"
    dangling.symlink_to(tmp_path / "nowhere")
    done = cassette("list", dangling)
    assert done == (2, "", f"{dangling}: error: cannot be read (No such file or directory)\n")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose HEAD has the seed, and whose working tree has it no more."""

    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)

    if not shutil.which("git"):
        pytest.skip("needs git")
    git("init", "-q")
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / SEED, tmp_path / "tests" / "weather.yaml")
    git("add", ".")
    git("-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-q", "-m", "m")
    (tmp_path / "tests" / "weather.yaml").unlink()
    return tmp_path


@pytest.mark.parametrize("name", ["HEAD:tests/weather.yaml", ":tests/weather.yaml", "HEAD:./tests/weather.yaml"])
def test_a_revisions_file_is_read_out_of_git(repository: Path, name: str) -> None:
    done = cassette("list", name, folder=repository)
    assert (done.status, done.err) == (0, "")
    assert done.out == cassette("list", SEED).out.replace(SEED, name)


def test_a_file_that_git_does_not_know_is_an_error_of_one_line(repository: Path) -> None:
    done = cassette("list", "HEAD:nothing.yaml", folder=repository)
    assert done.status == 2
    assert done.err.startswith("HEAD:nothing.yaml: error: path 'nothing.yaml' does not exist in 'HEAD'; expected")
    assert done.err.count("\n") == 1
    for name, found in (("HEAD:tests", "it is no file in git"), ("nope:x", "invalid object name 'nope'")):
        assert cassette("list", name, folder=repository).err.startswith(f"{name}: error: {found}; expected REV:PATH")


def test_what_looks_like_an_option_is_never_given_to_git(repository: Path) -> None:
    done = cassette("list", "--", "-x:y", folder=repository)
    assert done == (2, "", "-x:y: error: no such file; expected a file, a folder, - or REV:PATH\n")


def test_a_file_with_a_colon_in_its_name_is_a_file(tmp_path: Path) -> None:
    shutil.copy(ROOT / SEED, tmp_path / "HEAD:x.yaml")
    assert cassette("list", "HEAD:x.yaml", folder=tmp_path).status == 0
