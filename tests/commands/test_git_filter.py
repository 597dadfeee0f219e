"""`cassette git`: a filter that redacts what is staged (`commands.git`, `commands.git_setup`), run by git itself."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.planted import HEADER, SECRETS, STREAMED, planted
from tests.commands.running import SEED, Done, cassette, environment
from tests.shared import ROOT

PATTERN = "/tests/tapes/**"
BLOCK = f"# >>> cassette git install\n{PATTERN} filter=cassette\n# <<< cassette git install\n"

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a cassette, a folder below it with another one, and files that are none."""
    tapes = tmp_path / "tests" / "tapes"
    (tapes / "more").mkdir(parents=True)
    for name in ("a.yaml", "more/b.yaml"):
        shutil.copy(ROOT / SEED, tapes / name)
    (tmp_path / "conf.yaml").write_text("a: 1\n", "utf-8")
    run(tmp_path, "init", "-q")
    run(tmp_path, "config", "user.name", "n")
    run(tmp_path, "config", "user.email", "e@example.com")
    return tmp_path


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=folder, check=False, capture_output=True, env=environment())


def run(folder: Path, *words: str) -> str:
    done = git(folder, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def install(folder: Path, *more: str) -> Done:
    return cassette("git", "install", "--filter", *more, folder=folder)


def test_it_is_set_up_for_the_folders_that_hold_cassettes(repository: Path) -> None:
    done = install(repository)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == PATTERN
    assert (repository / ".gitattributes").read_text("utf-8") == BLOCK
    assert run(repository, "config", "filter.cassette.required") == "true\n"
    assert run(repository, "config", "filter.cassette.clean").startswith(sys.executable)


def test_doing_it_twice_is_doing_it_once_and_what_stood_there_stays(repository: Path) -> None:
    attributes = repository / ".gitattributes"
    attributes.write_text("*.png binary", "utf-8")
    install(repository)
    install(repository)
    assert attributes.read_text("utf-8") == f"*.png binary\n{BLOCK}"
    assert cassette("git", "uninstall", folder=repository).status == 0
    assert attributes.read_text("utf-8") == "*.png binary\n"
    assert git(repository, "config", "filter.cassette.clean").returncode == 1


def test_line_ends_and_what_is_no_utf_8_stay_as_they_are(repository: Path) -> None:
    attributes = repository / ".gitattributes"
    before = b"*.png binary\r\n# caf\xe9\r\n"
    attributes.write_bytes(before)
    install(repository)
    install(repository)
    assert attributes.read_bytes() == before + BLOCK.replace("\n", "\r\n").encode()
    assert cassette("git", "status", folder=repository).status == 0
    assert cassette("git", "uninstall", folder=repository).status == 0
    assert attributes.read_bytes() == before


@pytest.mark.parametrize("action", [["install", "--filter"], ["uninstall"]])
def test_a_mark_without_its_end_takes_nothing_along(repository: Path, action: list[str]) -> None:
    attributes = repository / ".gitattributes"
    before = f"a\n# >>> cassette git install\n{PATTERN} filter=cassette\n*.png binary\n"
    attributes.write_text(before, "utf-8")
    done = cassette("git", *action, folder=repository)
    assert (done.status, done.out, attributes.read_text("utf-8")) == (2, "", before)
    assert done.err == (".gitattributes:2: error: no '# <<< cassette git install' below; expected both marks or none\n")
    assert git(repository, "config", "filter.cassette.clean").returncode == 1


def test_the_last_mark_may_have_lost_its_line_end(repository: Path) -> None:
    attributes = repository / ".gitattributes"
    install(repository)
    attributes.write_text(BLOCK.rstrip("\n"), "utf-8")
    install(repository)
    assert attributes.read_text("utf-8") == BLOCK


@pytest.mark.parametrize("paths", ["tests/tapes/a.yaml", "tests/tapes/*.yaml", "tests/*/", "tests/tapes"])
def test_configured_paths_may_be_files_folders_and_globs(repository: Path, paths: str) -> None:
    (repository / "cassette.toml").write_text(f"paths = ['{paths}']\n", "utf-8")
    assert install(repository).status == 0
    (repository / "tests" / "tapes" / "a.yaml").write_text(planted(), "utf-8")
    run(repository, "add", ".")
    assert [secret for secret in SECRETS if secret in run(repository, "show", ":tests/tapes/a.yaml")] == []


def test_what_lies_outside_of_the_repository_is_refused(repository: Path) -> None:
    done = install(repository, "..")
    assert (done.status, done.out) == (2, "")
    assert "'..', which is outside of the repository; expected a folder in it" in done.err
    assert not (repository / ".gitattributes").exists()


def test_attributes_that_cannot_be_written_are_one_line(repository: Path) -> None:
    done = install(repository, "--attributes", "nowhere/attributes")
    assert done.status == 2
    assert done.err == "nowhere/attributes: error: cannot be written (No such file or directory)\n"


def test_what_is_staged_is_redacted_and_the_file_stays_as_it_is(repository: Path) -> None:
    install(repository)
    tape = repository / "tests" / "tapes" / "a.yaml"
    tape.write_text(planted(), "utf-8")
    run(repository, "add", ".")
    staged = run(repository, "show", ":tests/tapes/a.yaml")
    assert "- Bearer REDACTED\n" in staged
    assert [secret for secret in SECRETS if secret in staged] == []
    assert tape.read_text("utf-8") == planted()
    assert run(repository, "show", ":tests/tapes/more/b.yaml") == (ROOT / SEED).read_text("utf-8")
    assert run(repository, "show", ":conf.yaml") == "a: 1\n"


def test_git_takes_the_file_for_unchanged_after_the_commit(repository: Path) -> None:
    install(repository)
    (repository / "tests" / "tapes" / "a.yaml").write_text(planted(), "utf-8")
    run(repository, "add", ".")
    run(repository, "commit", "-q", "-m", "m")
    assert run(repository, "status", "--porcelain") == ""


def test_what_is_checked_out_is_what_was_committed(repository: Path) -> None:
    install(repository)
    tape = repository / "tests" / "tapes" / "a.yaml"
    tape.write_text(planted(), "utf-8")
    run(repository, "add", ".")
    run(repository, "commit", "-q", "-m", "m")
    tape.unlink()
    run(repository, "checkout", "-q", "--", "tests/tapes/a.yaml")
    assert HEADER not in tape.read_text("utf-8")
    assert cassette("redact", "--check", tape).status == 0


def test_what_cannot_be_edited_is_not_staged(repository: Path) -> None:
    install(repository)
    (repository / "tests" / "tapes" / "notes.txt").write_text(f"key = {STREAMED}\n", "utf-8")
    done = git(repository, "add", "tests/tapes/notes.txt")
    assert done.returncode != 0
    assert b"tests/tapes/notes.txt:1:7: github-token text ghp_***(40) cannot be edited" in done.stderr
    assert STREAMED.encode() not in done.stderr
    assert run(repository, "ls-files") == ""


def test_what_is_no_cassette_and_holds_no_secret_passes_through(repository: Path) -> None:
    install(repository)
    odd = b"\0\xff\r\nbinary \x89PNG\n"
    (repository / "tests" / "tapes" / "picture.png").write_bytes(odd)
    run(repository, "add", ".")
    assert git(repository, "show", ":tests/tapes/picture.png").stdout == odd


def test_the_configuration_holds_for_the_filter_too(repository: Path) -> None:
    configured = "[redact.per-file-ignores]\n'tests/tapes/notes.txt' = ['github-token']\n"
    (repository / "cassette.toml").write_text(configured, "utf-8")
    install(repository)
    (repository / "tests" / "tapes" / "notes.txt").write_text(f"key = {STREAMED}\n", "utf-8")
    run(repository, "add", "tests/tapes/notes.txt")
    assert run(repository, "show", ":tests/tapes/notes.txt") == f"key = {STREAMED}\n"


def test_a_folder_of_the_repository_is_not_run_in_the_programs_place(repository: Path) -> None:
    install(repository)
    package = repository / "cassette_cli"
    package.mkdir()
    (package / "__main__.py").write_text("raise SystemExit(3)\n", "utf-8")
    run(repository, "add", "tests")


def test_folders_are_named_configured_or_found(repository: Path) -> None:
    shutil.copy(ROOT / SEED, repository / "top level.yaml")
    assert install(repository).out.splitlines()[:2] == ['"/top level.yaml"', PATTERN]
    (repository / "cassette.toml").write_text("paths = ['tests/**/more']\n", "utf-8")
    assert install(repository).out.splitlines()[0] == "/tests/**/more/**"
    assert install(repository, "tests", ".").out.splitlines()[:2] == ["/**", "/tests/**"]
    inside = cassette("git", "install", "--filter", "--no-config", "more", folder=repository / "tests" / "tapes")
    assert inside.out.splitlines()[0] == "/tests/tapes/more/**"


def test_another_attributes_file_can_be_named(repository: Path) -> None:
    own = repository / ".git" / "info" / "attributes"
    install(repository, "--attributes", str(own))
    assert own.read_text("utf-8").endswith(BLOCK)
    assert not (repository / ".gitattributes").exists()


def test_the_status_says_what_is_set_up_and_what_is_not(repository: Path) -> None:
    before = cassette("git", "status", folder=repository)
    assert before.status == 1
    assert before.out.splitlines()[0] == "filter: not configured"
    install(repository)
    after = cassette("git", "status", folder=repository)
    assert (after.status, after.err) == (0, "")
    assert after.out.splitlines()[1:] == ["required: true", f".gitattributes: {PATTERN}"]
    run(repository, "config", "filter.cassette.clean", "/gone/python -m cassette_cli redact -")
    gone = cassette("git", "status", folder=repository)
    assert gone.status == 1
    assert "/gone/python is not there: cassette git install --filter\n" in gone.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["install"], "error: nothing to install; expected --filter\n"),
        (["nonsense"], "error: Invalid value for"),
        ([], "error: Missing argument"),
    ],
)
def test_what_cannot_be_meant_is_one_line(repository: Path, arguments: list[str], said: str) -> None:
    done = cassette("git", *arguments, folder=repository)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith(said)


def test_without_a_cassette_there_is_nothing_to_set_up(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    done = install(tmp_path)
    assert (done.status, done.out) == (2, "")
    assert "no cassette in this repository; expected a folder for them, or `paths` configured" in done.err
    assert git(tmp_path, "config", "filter.cassette.clean").returncode == 1


def test_outside_of_a_repository_it_is_one_line(tmp_path: Path) -> None:
    done = install(tmp_path)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("error: not a git repository")
