"""Which configuration holds: the nearest one, up to the repository's root, and whose files its globs mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from cassette_cli.commands.settings import glob_pattern, settings
from cassette_cli.errors import CassetteError

IN_PYPROJECT = "[tool.cassette]\npaths = ['{}']\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person stands, two folders below a repository's root, which lies in a folder of its own."""
    here = tmp_path / "root" / "package" / "deep"
    here.mkdir(parents=True)
    (tmp_path / "root" / ".git").mkdir()
    monkeypatch.chdir(here)
    return here


def test_without_any_file_nothing_is_set(folder: Path) -> None:
    assert settings().values.file == ""


def test_the_nearest_file_holds_alone(folder: Path) -> None:
    (folder.parents[1] / "pyproject.toml").write_text(IN_PYPROJECT.format("far") + "exclude = ['x']\n", "utf-8")
    assert settings().values.paths == ("far",)
    (folder.parent / "pyproject.toml").write_text(IN_PYPROJECT.format("near"), "utf-8")
    found = settings()
    assert (found.values.paths, found.values.exclude, found.folder) == (("near",), (), folder.parent)
    assert found.values.file == "../pyproject.toml"


def test_a_pyproject_without_the_table_is_passed_by(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[project]\nname = 'cassette-lover'\n", "utf-8")
    (folder.parent / "pyproject.toml").write_text(IN_PYPROJECT.format("above"), "utf-8")
    assert settings().values.paths == ("above",)


def test_a_cassette_toml_wins_over_the_pyproject_beside_it(folder: Path) -> None:
    (folder / "pyproject.toml").write_text(IN_PYPROJECT.format("shared"), "utf-8")
    (folder / "cassette.toml").write_text("paths = ['own']\n", "utf-8")
    assert settings().values.paths == ("own",)


def test_the_search_ends_at_the_repositorys_root(folder: Path) -> None:
    (folder.parents[2] / "cassette.toml").write_text("paths = ['outside']\n", "utf-8")
    assert settings().values.file == ""


def test_a_file_can_be_named_and_the_search_be_left_out(folder: Path) -> None:
    (folder / "cassette.toml").write_text("paths = ['near']\n", "utf-8")
    other = folder.parents[2] / "other.toml"
    other.write_text("paths = ['named']\n", "utf-8")
    assert settings(str(other)).values.paths == ("named",)
    assert settings(str(other)).folder == other.parent
    assert settings(is_wanted=False).values.paths == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("gone.toml", None, "gone.toml: error: cannot be read (No such file or directory); expected a TOML file"),
        ("pyproject.toml", "[tool.x]\n", "pyproject.toml: error: no [tool.cassette]; expected that table in a"),
        (
            "cassette.toml",
            "\n[redact]\nheader = []",
            "cassette.toml:3: error: unknown key 'header' in [redact]; did you",
        ),
        ("cassette.toml", "a = 'é'", "cassette.toml: error: no UTF-8; expected a TOML file"),
    ],
)
def test_a_file_that_is_named_has_to_be_one(folder: Path, name: str, text: str | None, said: str) -> None:
    if text is not None:
        (folder / name).write_text(text, "latin-1")
    with pytest.raises(CassetteError) as caught:
        settings(name)
    assert str(caught.value).startswith(said)


def test_a_mistake_in_the_nearest_file_is_never_passed_over(folder: Path) -> None:
    (folder.parent / "cassette.toml").write_text("path = []\n", "utf-8")
    with pytest.raises(CassetteError, match=r"\.\./cassette\.toml:1: error: unknown key 'path'"):
        settings()


def test_a_file_and_no_file_at_once_is_refused(folder: Path) -> None:
    with pytest.raises(CassetteError, match="--config and --no-config at once"):
        settings("cassette.toml", is_wanted=False)


def test_globs_speak_of_the_folder_in_which_the_configuration_stands(folder: Path) -> None:
    (folder.parent / "cassette.toml").write_text("exclude = ['deep/broken/**']\n", "utf-8")
    found = settings()
    assert found.is_excluded("broken/a.yaml")
    assert found.is_excluded(str(folder / "broken" / "x" / "a.yaml"))
    assert not found.is_excluded("whole/a.yaml")


def test_the_configured_paths_are_those_that_exist_seen_from_where_one_stands(folder: Path) -> None:
    (folder.parent / "cassette.toml").write_text("paths = ['**/cassettes', 'deep/one.yaml', 'gone']\n", "utf-8")
    for name in ("a/cassettes", "b/c/cassettes"):
        (folder / name).mkdir(parents=True)
    (folder / "one.yaml").touch()
    assert settings().files() == ["a/cassettes", "b/c/cassettes", "one.yaml"]


@pytest.mark.parametrize(("path", "files"), [(".", [".."]), ("deep/a[1].yaml", ["a[1].yaml"])])
def test_a_path_that_is_there_is_no_glob(folder: Path, path: str, files: list[str]) -> None:
    (folder.parent / "cassette.toml").write_text(f"paths = ['{path}']\n", "utf-8")
    (folder / "a[1].yaml").touch()
    (folder / "a1.yaml").touch()
    assert settings().files() == files


@pytest.mark.parametrize("path", ["", "/no/such/*.yaml"])
def test_what_is_no_path_and_no_glob_is_refused(folder: Path, path: str) -> None:
    (folder / "cassette.toml").write_text(f"paths = ['{path}']\n", "utf-8")
    with pytest.raises(CassetteError, match=r"^cassette.toml: error: `paths` with .*; expected a path, or a glob"):
        settings().files()


@pytest.mark.parametrize(
    ("glob", "meant", "others"),
    [
        ("tests/**/cassettes", ["tests/cassettes", "tests/a/b/cassettes/x.yaml"], ["tests/cassettes2", "cassettes"]),
        ("tests/cassettes/**", ["tests/cassettes/a.yaml", "tests/cassettes/b/c.yaml"], ["tests/cassettes.yaml"]),
        ("*.yaml", ["a.yaml"], ["a/b.yaml", "a.yamlx"]),
        ("**/*.yaml", ["a.yaml", "b/c/a.yaml"], ["a.yml"]),
        ("./a?/", ["ab/c", "ab"], ["a/c", "abc"]),
        ("a[1].yaml", ["a[1].yaml"], ["a1.yaml"]),
    ],
)
def test_a_glob_means_these_and_not_those(glob: str, meant: list[str], others: list[str]) -> None:
    pattern = glob_pattern(glob)
    assert [name for name in meant if not pattern.fullmatch(name)] == []
    assert [name for name in others if pattern.fullmatch(name)] == []
