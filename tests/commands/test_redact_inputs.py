"""Where `redact` looks: named files, folders with all that is in them, git's index, the commits of a range.

The blobs are told by `commands.git_changes`.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest

from cassette_cli.commands.git_changes import added, in_head
from tests.commands.planted import ADDRESS, HEADER, SECRETS, STREAMED, planted
from tests.commands.running import SEED, cassette
from tests.shared import ROOT

NOTE = f"key = {STREAMED}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cassette with secrets, a clean one, and other files."""
    (tmp_path / "tapes").mkdir()
    (tmp_path / "tapes" / "a.yaml").write_text(planted(), "utf-8")
    shutil.copy(ROOT / SEED, tmp_path / "tapes" / "b.yaml")
    (tmp_path / "tapes" / "conf.yaml").write_text("a: 1\n", "utf-8")
    (tmp_path / "tapes" / "picture.png").write_bytes(b"\x89PNG\0\0")
    for name in (".hidden", "node_modules"):
        (tmp_path / "tapes" / name).mkdir()
        (tmp_path / "tapes" / name / "a.yaml").write_text(planted(), "utf-8")
    return tmp_path


def test_a_folder_is_walked_and_the_last_line_counts_all_that_was_in_it(folder: Path) -> None:
    done = cassette("redact", "tapes", folder=folder)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("tapes/a.yaml: redacted 3 (")
    last = "2 cassettes checked, 2 files scanned as text, 0 unreadable"
    assert done.out.splitlines()[-1] == last
    assert "Redacted 3 values in 1 of 2 cassettes and 2 other files.\n" in done.out


def test_any_text_in_a_folder_is_scanned_whatever_it_is(folder: Path) -> None:
    shutil.rmtree(folder / "tapes")
    (folder / "tapes").mkdir()
    torn = planted()[: len(planted()) // 2] + "\n\t: [}\n"
    for name, text in (
        ("torn.yaml", torn + NOTE),
        ("conflict.yaml", f"<<<<<<< HEAD\n{NOTE}=======\n>>>>>>> x\n"),
        ("other.json", json.dumps({"a": [NOTE]})),
        ("README", NOTE),
        ("LATIN.md", "caf\xe9 " + NOTE),
        ("wide.txt", NOTE),
    ):
        charset = {"LATIN.md": "latin-1", "wide.txt": "utf-16"}.get(name, "utf-8")
        (folder / "tapes" / name).write_text(text, charset)
    (folder / "tapes" / "picture.png").write_bytes(b"\x89PNG\0\0" + NOTE.encode())
    (folder / "tapes" / "rpc.replay").write_bytes(b"RPCReplay\0\x01" + NOTE.encode())
    (folder / "tapes" / "old.log.gz").write_bytes(gzip.compress(NOTE.encode()))
    done = cassette("redact", "--check", "tapes", folder=folder)
    assert done.status == 2
    hit = {row.partition(":")[0].removeprefix("tapes/") for row in done.out.splitlines() if "ghp_***(40)" in row}
    assert hit == {path.name for path in (folder / "tapes").iterdir()}
    assert "0 cassettes checked, 9 files scanned as text, 0 unreadable" in done.out


HTTPRR = "POST https://a.example/v1/audio HTTP/1.1\r\nAuthorization: Bearer {}\r\n\r\n"
SOUND = b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 8\r\n\r\n\xff\xf3\0\0\xff\xf3\0\0"


def test_zero_bytes_hide_no_cassette(repository: Path) -> None:
    request = HTTPRR.format(HEADER).encode()
    trace = f"httprr trace v1\n{len(request)} {len(SOUND)}\n".encode() + request + SOUND
    (repository / "tapes" / "speech.httprr").write_bytes(trace)
    git(repository, "add", "tapes/speech.httprr")
    for options in (("tapes/speech.httprr",), ("--staged",)):
        done = cassette("redact", "--check", *options, folder=repository)
        assert (done.status, done.out.count("Authorization")) == (1, 1)
    assert cassette("redact", "tapes", folder=repository).status == 0
    assert HEADER.encode() not in (repository / "tapes" / "speech.httprr").read_bytes()
    git(repository, "commit", "-q", "-m", "m")
    done = cassette("redact", "--check", "--git", "HEAD", folder=repository)
    assert (done.status, done.out.count(":tapes/speech.httprr:")) == (1, 1)


def test_a_huge_file_in_a_folder_is_passed_over_and_counted(tmp_path: Path) -> None:
    (tmp_path / "big.log").write_text(NOTE + "x" * 10_000_000, "utf-8")
    done = cassette("redact", "--check", ".", folder=tmp_path)
    assert done == (0, "0 cassettes checked, 1 file above 10 MB passed over: nothing to redact\n", "")


def test_a_body_that_nobody_can_look_into_is_trouble_and_the_rest_is_edited(tmp_path: Path) -> None:
    torn = b64encode(gzip.compress(NOTE.encode())[:-12]).decode()
    response = f"{{status: {{code: 200}}, headers: {{Content-Encoding: [gzip]}}, body: {{string: !!binary {torn}}}}}"
    request = f"{{method: GET, uri: 'https://a.example/?key={ADDRESS}', body: null, headers: {{}}}}"
    text = f"version: 1\ninteractions:\n- request: {request}\n  response: {response}\n"
    (tmp_path / "tape.yaml").write_text(text, "utf-8")
    done = cassette("redact", "tape.yaml", folder=tmp_path)
    assert done.status == 2
    assert done.err.startswith("tape.yaml:3: error: 0.response.body cannot be looked into: ")
    assert "?key=REDACTED" in (tmp_path / "tape.yaml").read_text("utf-8")
    assert cassette("redact", "--check", "tape.yaml", folder=tmp_path).status == 2
    through = cassette("redact", "-q", "-", folder=tmp_path, given=text.encode())
    assert (through.status, through.out) == (2, "")


def test_what_is_excluded_is_not_even_read(folder: Path) -> None:
    (folder / "cassette.toml").write_text("exclude = ['gone.yaml']\n", "utf-8")
    (folder / "gone.yaml").symlink_to("nowhere.yaml")
    done = cassette("redact", "--check", "gone.yaml", folder=folder)
    assert (done.status, done.err) == (0, "")


def test_what_is_excluded_is_not_looked_at_even_if_it_is_named(folder: Path) -> None:
    (folder / "cassette.toml").write_text("exclude = ['tapes/a.yaml']\npaths = ['tapes']\n", "utf-8")
    done = cassette("redact", "tapes/a.yaml", "tapes/b.yaml", folder=folder)
    assert (done.status, done.out) == (0, "1 cassette checked, 1 excluded\n")
    assert cassette("redact", "--check", folder=folder).status == 0
    assert cassette("redact", "--check", "--no-config", "tapes/a.yaml", folder=folder).status == 1
    given = planted().encode()
    through = cassette("redact", "--filename", "tapes/a.yaml", "-q", "-", folder=folder, given=given)
    assert through == (0, planted(), "tapes/a.yaml: excluded by cassette.toml, not looked at\n")


def test_without_a_file_the_configured_paths_are_looked_through(folder: Path) -> None:
    (folder / "cassette.toml").write_text("paths = ['**/tapes', 'gone']\n", "utf-8")
    assert cassette("redact", "--check", folder=folder).out.startswith("tapes/a.yaml:18:24: ")
    (folder / "cassette.toml").write_text("paths = ['gone']\n", "utf-8")
    assert "no FILE; expected a file for `paths`" in cassette("redact", folder=folder).err


@pytest.fixture
def repository(folder: Path) -> Path:
    if not shutil.which("git"):
        pytest.skip("needs git")
    (folder / ".gitignore").write_text(".hidden\nnode_modules\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "n")
    git(folder, "config", "user.email", "e@example.com")
    return folder


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def commit(folder: Path, message: str) -> str:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "--short=10", "HEAD").strip()


def test_the_index_is_checked_not_the_working_tree(repository: Path) -> None:
    git(repository, "add", ".")
    shutil.copy(ROOT / SEED, repository / "tapes" / "a.yaml")
    done = cassette("redact", "--staged", folder=repository)
    assert done.status == 1
    assert done.out.startswith("tapes/a.yaml:18:24: ")
    assert "2 cassettes checked, 3 files scanned as text, 0 unreadable" in done.out
    assert cassette("redact", "--staged", folder=repository / "tapes").out.startswith("a.yaml:18:24: ")
    assert cassette("redact", "--staged", "tapes/b.yaml", folder=repository).status == 0
    (repository / "cassette.toml").write_text("[redact]\nignore = ['npm-token']\n", "utf-8")
    assert "spared nothing" not in cassette("redact", "--staged", folder=repository).out  # other files may hold one


def test_only_what_the_index_changes_is_checked(repository: Path) -> None:
    commit(repository, "all")
    done = cassette("redact", "--staged", folder=repository)
    assert done == (0, "0 cassettes checked: nothing to redact\n", "")


def test_a_range_is_checked_with_every_version_on_its_way(repository: Path) -> None:
    tape = repository / "tapes" / "a.yaml"
    text = tape.read_text("utf-8")
    shutil.copy(ROOT / SEED, tape)
    first = commit(repository, "clean")
    tape.write_text(text, "utf-8")
    leak = commit(repository, "leak")
    shutil.copy(ROOT / SEED, tape)
    commit(repository, "clean again")
    done = cassette("redact", "--git", f"{first}..HEAD", folder=repository)
    assert done.status == 1
    assert done.out.startswith(f"{leak}:tapes/a.yaml:18:24: ")
    assert "3 secrets in 1 of 1 cassette" in done.out
    assert cassette("redact", "--git", f"{leak}..HEAD", folder=repository).status == 0
    assert cassette("show", f"{leak}:tapes/a.yaml", folder=repository).status == 0


def test_a_merge_adds_only_what_its_side_brings(repository: Path) -> None:
    first = commit(repository, "main has the secrets already")
    git(repository, "checkout", "-q", "-b", "side", first)
    (repository / "new.txt").write_text("clean", "utf-8")
    side = commit(repository, "side")
    git(repository, "checkout", "-q", "main")
    (repository / "other.txt").write_text("clean, too", "utf-8")
    commit(repository, "other")
    git(repository, "merge", "-q", "--no-edit", "side")
    done = cassette("redact", "--git", f"{first}..HEAD", folder=repository)
    assert done == (0, "0 cassettes checked, 2 files scanned as text, 0 unreadable: nothing to redact\n", "")
    assert side


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--git", "nope..HEAD"], "error: bad revision 'nope..HEAD'; expected a git repository"),
        (["--git", "--all"], "error: --git --all; expected a range of commits, A..B"),
    ],
)
def test_a_range_that_git_does_not_know_is_one_line(repository: Path, arguments: list[str], said: str) -> None:
    commit(repository, "all")
    done = cassette("redact", *arguments, folder=repository)
    assert (done.status, done.out, done.err) == (2, "", f"{said}\n")


def test_outside_of_a_repository_there_is_no_index(tmp_path: Path) -> None:
    done = cassette("redact", "--staged", folder=tmp_path)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert done.err.startswith("error: not a git repository")


def test_what_git_already_has_is_to_be_rotated(repository: Path) -> None:
    commit(repository, "leak")
    tape = repository / "tapes" / "a.yaml"
    tape.write_text(tape.read_text("utf-8").replace("      - application/json", "      - text/plain"), "utf-8")
    done = cassette("redact", "--check", "tapes", folder=repository)
    assert done.out.count("in HEAD: rotate this key") == len(SECRETS)
    assert "Rotate it; redacting does not unpublish it." in done.out
    (repository / "tapes" / "new.yaml").write_text(planted(), "utf-8")
    told = json.loads(cassette("redact", "--check", "--json", "tapes/a.yaml", "tapes/new.yaml", folder=repository).out)
    assert {(each["file"], each["in_head"]) for each in told["findings"] if each["level"] == "secret"} == {
        ("tapes/a.yaml", True),
        ("tapes/new.yaml", None),
    }


def test_names_with_blanks_and_accents_are_found_in_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = commit(repository, "all")
    (repository / "tapes" / "é b.yaml").write_text(NOTE, "utf-8")
    commit(repository, "more")
    monkeypatch.chdir(repository / "tapes")
    [blob] = added(f"{first}..HEAD", [])
    assert (blob.path, blob.read()) == ("é b.yaml", NOTE.encode())
    assert in_head("é b.yaml") == NOTE.encode()
    assert in_head("gone.yaml") is None


def test_a_revisions_file_can_be_checked_and_not_be_edited(repository: Path) -> None:
    commit(repository, "all")
    done = cassette("redact", "--check", "HEAD:tapes/a.yaml", folder=repository)
    assert done.status == 1
    assert done.out.startswith("HEAD:tapes/a.yaml:18:24: ")
    refused = cassette("redact", "HEAD:tapes/a.yaml", folder=repository)
    assert refused.status == 2
    assert refused.err == "HEAD:tapes/a.yaml: error: a file in git, which is not edited; expected --check\n"


MARKS = "<<<<<<< HEAD\n{}=======\n>>>>>>> other\n"


@pytest.mark.parametrize("broken", [MARKS, "{}\t bad: [\n", "{}\0"])
def test_a_cassette_that_cannot_be_read_is_never_fine(tmp_path: Path, broken: str) -> None:
    text = broken.format((ROOT / SEED).read_text("utf-8"))
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "wide.yaml").write_text(text, "utf-16")
    (tmp_path / "notes.md").write_text(text, "utf-8")  # nobody's cassette
    for options in (("--check",), ()):
        done = cassette("redact", *options, ".", folder=tmp_path)
        assert done.status == 2
        said = [row for row in done.err.splitlines() if "error: cannot be read as a cassette: " in row]
        assert [row.partition(":")[0] for row in said] == ["a.yaml", "wide.yaml"]
        assert all(row.endswith("; what is secret by its name only is not found") for row in said)
    through = cassette("redact", "-q", "--filename=a.yaml", "-", folder=tmp_path, given=text.encode())
    assert (through.status, through.out) == (2, "")
    assert (tmp_path / "a.yaml").read_text("utf-8") == text


def test_git_is_asked_the_same_whatever_a_person_has_configured(repository: Path) -> None:
    git(repository, "config", "log.showRoot", "false")
    git(repository, "config", "log.diffMerges", "off")
    for name in ("a\x01b.yaml", "a\x01:b.yaml", "z.yaml"):
        (repository / name).write_text(f"{NOTE}{name}", "utf-8")
    root = commit(repository, "root")
    done = cassette("redact", "--check", "--git", "HEAD", folder=repository)
    assert done.status == 2
    assert done.out.count("github-token text") == 3
    assert f"{root}:z.yaml:1:7: " in done.out
    git(repository, "checkout", "-q", "-b", "side")
    git(repository, "commit", "-q", "--allow-empty", "-m", "side")
    git(repository, "checkout", "-q", "main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "main")
    git(repository, "merge", "-q", "--no-commit", "--no-ff", "side")
    (repository / "evil.yaml").write_text(f"{NOTE}evil", "utf-8")
    merge = commit(repository, "merge")
    done = cassette("redact", "--check", "--git", f"{root}..HEAD", folder=repository)
    assert (done.status, done.out.count(f"{merge}:evil.yaml:1:7: ")) == (2, 1)


def test_standard_input_has_the_configuration_nearest_to_its_name(tmp_path: Path) -> None:
    (tmp_path / "part" / "tapes").mkdir(parents=True)
    (tmp_path / "cassette.toml").write_text("exclude = ['**']\n", "utf-8")
    (tmp_path / "part" / "cassette.toml").write_text("[redact]\nplaceholder = 'HIDDEN'\n", "utf-8")
    for name in ("part/tapes/a.yaml", "part/gone/a.yaml"):
        done = cassette("redact", "-q", f"--filename={name}", "-", folder=tmp_path, given=planted().encode())
        assert (done.status, done.out.count("HIDDEN")) == (0, 3)
