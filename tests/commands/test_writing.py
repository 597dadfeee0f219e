"""A file is written whole or not at all."""

from __future__ import annotations

import resource
import stat
from pathlib import Path

import pytest

from cassette_cli.commands.writing import write_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tape.yaml"
    path.write_bytes(b"before")
    return path


def test_the_bytes_are_the_new_ones_and_nothing_else_is_left(file: Path) -> None:
    assert write_file(file, b"after", b"before")
    assert file.read_bytes() == b"after"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_whose_bytes_do_not_change_is_not_touched(file: Path) -> None:
    before = file.stat()
    assert not write_file(file, b"before", b"before")
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_the_mode_stays(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_file(file, b"after", b"before")
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_link_stays_and_what_it_leads_to_is_written(file: Path) -> None:
    folder = file.parent / "links"
    folder.mkdir()
    link = folder / "tape.yaml"
    link.symlink_to(Path("..") / file.name)
    write_file(link, b"after", b"before")
    assert link.readlink() == Path("..") / file.name
    assert file.read_bytes() == b"after"
    assert list(folder.iterdir()) == [link]


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(file: Path) -> None:
    with pytest.raises(OSError, match="changed by somebody else"):
        write_file(file, b"after", b"what was read")
    assert file.read_bytes() == b"before"


def test_a_name_of_any_length_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 250)
    file.write_bytes(b"before")
    write_file(file, b"after", b"before")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"after"]


def test_a_disk_that_takes_no_more_leaves_the_file_as_it_was_and_nothing_beside_it(file: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_file(file, b"after" * 100, b"before")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == b"before"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_with_further_names_is_refused(file: Path) -> None:
    (file.parent / "other.txt").hardlink_to(file)
    with pytest.raises(OSError, match="it has 2 names"):
        write_file(file, b"after", b"before")
    assert file.read_bytes() == b"before"


def test_a_read_only_file_is_refused_to_everybody(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(OSError, match="it is read-only"):
        write_file(file, b"after", b"before")
    assert file.read_bytes() == b"before"
