"""Our hooks in a repository of its own, run by the real pre-commit."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands.planted import SECRETS, planted
from tests.commands.running import COMMAND, SEED, environment
from tests.shared import CASSETTES, ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {each["id"]: each for each in yaml.safe_load(MANIFEST.read_text("utf-8"))}

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def test_the_manifest_is_one_that_pre_commit_takes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_hooks_are_the_two_that_the_readme_names() -> None:
    assert {name: each["entry"] for name, each in HOOKS.items()} == {
        "cassette-redact": "cassette redact",
        "cassette-check": "cassette redact --check",
    }


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_given_the_files_that_recorders_write(hook: str) -> None:
    pattern = re.compile(HOOKS[hook]["files"])
    read = [path.name for path in CASSETTES if path.parent.name != "refused" and "." in path.name]
    missed = [name for name in read if not pattern.search(name)]
    assert missed == []
    others = ("a.py", "yaml", "a.jsonl", "a.yaml.md", "har", "a.gz", "a.zippy")
    assert [name for name in others if pattern.search(name)] == []


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose hook is run out of this environment, as the manifest says but for `language`: pre-commit
    would otherwise install this package from the index.
    """
    run(tmp_path, "git", "init", "-q")
    run(tmp_path, "git", "config", "user.name", "n")
    run(tmp_path, "git", "config", "user.email", "e@example.com")
    hook = HOOKS["cassette-redact"]
    options = hook["entry"].split(" ", 1)[1]
    local = {**hook, "additional_dependencies": [], "language": "system", "entry": f"{shlex.join(COMMAND)} {options}"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
    run(tmp_path, sys.executable, "-m", "pre_commit", "install")
    return tmp_path


def run(folder: Path, *words: str) -> str:
    done = attempt(folder, *words)
    assert done.returncode == 0, done.stdout
    return done.stdout


def attempt(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Nothing of the person's own pre-commit is used or changed."""
    return subprocess.run(
        words,
        cwd=folder,
        env=environment(PRE_COMMIT_HOME=str(folder / ".git" / "pre-commit"), PRE_COMMIT_COLOR="never"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


@needs_git
def test_the_first_commit_is_stopped_and_mended_and_the_second_one_passes(repository: Path) -> None:
    for name in ("one.yaml", "two.yaml", "three.json"):
        (repository / name).write_text(planted(), "utf-8")
    shutil.copy(ROOT / SEED, repository / "clean.yaml")
    ordinary = "# a comment\nkey:   'value'   # kept\nlist: [1,2]\n"
    (repository / "ordinary.yaml").write_text(ordinary, "utf-8")
    run(repository, "git", "add", ".")
    first = attempt(repository, "git", "commit", "-m", "m")
    assert first.returncode != 0
    assert "redact secrets in cassettes" in first.stdout
    assert "files were modified by this hook" in first.stdout
    assert first.stdout.count(": redacted 3 (") == 3
    assert [secret for secret in SECRETS if secret in first.stdout] == []
    assert attempt(repository, "git", "rev-parse", "HEAD").returncode != 0
    run(repository, "git", "add", ".")
    run(repository, "git", "commit", "-m", "m")
    committed = run(repository, "git", "grep", "-h", "", "HEAD")
    assert [secret for secret in SECRETS if secret in committed] == []
    assert (repository / "ordinary.yaml").read_text("utf-8") == ordinary
    assert (repository / "clean.yaml").read_bytes() == (ROOT / SEED).read_bytes()


@needs_git
def test_a_name_that_looks_like_an_option_is_a_file(repository: Path) -> None:
    names = ("--config=a.yaml", "--filename=b.yaml", "-x.yaml", "--no-config.yaml")
    (repository / "a.yaml").write_text("[[redact.allow]]\nregex = '.*'\nreason = 'r'\n", "utf-8")
    for name in names:
        (repository / name).write_text(planted(), "utf-8")
    run(repository, "git", "add", ".")
    done = attempt(repository, "git", "commit", "-m", "m")
    assert done.returncode != 0
    assert [name for name in names if f"{name}: redacted 3 (" not in done.stdout] == []


@needs_git
def test_a_secret_that_cannot_be_edited_stops_every_commit(repository: Path) -> None:
    (repository / "conf.yaml").write_text(f"key: {SECRETS[2]}\n", "utf-8")
    run(repository, "git", "add", ".")
    for _ in range(2):
        done = attempt(repository, "git", "commit", "-m", "m")
        assert done.returncode != 0
        assert "conf.yaml:1:6: github-token text ghp_***(40) cannot be edited" in done.stdout
