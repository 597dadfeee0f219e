"""A repository -> the same one whose git redacts cassettes when they are staged, and back.

Two things are written: git's configuration (which command the filter is) and a stretch of an attributes file (for
which files) between two marks. Each may be written again and again, and is taken out whole.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import CassetteError
from ..loading import load
from .files import is_named_like_one
from .git_changes import git, top
from .output import write
from .settings import settings

_SECTION = "filter.cassette"
_BEGIN, _END = "# >>> cassette git install", "# <<< cassette git install"
# -P: a folder `cassette_cli` in the repository is not what is run.
_COMMAND = "-P -m cassette_cli redact --quiet --filename=%f -"


class Setup(NamedTuple):
    """What the options ask for."""

    folders: tuple[str, ...]
    is_global: bool
    attributes: str | None
    config: str | None
    is_configured: bool

    @property
    def scope(self) -> str:
        return "--global" if self.is_global else "--local"

    @property
    def file(self) -> Path:
        return Path(self.attributes) if self.attributes else top() / ".gitattributes"


def install(setup: Setup, *, redacting: bool) -> int:
    """Set the filter up. Without `smudge` a required filter would stop each checkout, so it is `cat`."""
    if not redacting:
        raise CassetteError("nothing to install", "expected --filter")
    patterns = sorted(set(_patterns(setup)))
    if not patterns:
        raise CassetteError("no cassette in this repository", "expected a folder for them, or `paths` configured")
    rest = _without_block(_read(setup.file), setup.file)
    end = "\r\n" if "\r\n" in rest else "\n"
    block = end.join((_BEGIN, *(f"{pattern} filter=cassette" for pattern in patterns), _END))
    gap = "" if not rest or rest.endswith("\n") else end
    for name, value in (
        ("clean", f"{shlex.quote(sys.executable)} {_COMMAND}"),
        ("smudge", "cat"),
        ("required", "true"),
    ):
        git("config", setup.scope, f"{_SECTION}.{name}", value)
    _write(setup.file, f"{rest}{gap}{block}{end}")
    write(f"{pattern}\n" for pattern in patterns)
    write(["These are redacted when they are staged. For what is staged already: git add --renormalize .\n"])
    return 0


def status(setup: Setup) -> int:
    """Say what is set up; 1 if something is not."""
    clean, required = _configured("clean"), _configured("required")
    patterns = [row for row in _block(_read(setup.file)) if row]
    write([f"filter: {clean or 'not configured'}\n"])
    write([f"required: {required or 'no, so that a failing filter stages the secret'}\n"])
    write([f"{os.path.relpath(setup.file)}: {', '.join(patterns) or 'no cassettes'}\n"])
    program = shlex.split(clean)[:1] if clean else []
    is_there = bool(program) and Path(program[0]).exists()
    if program and not is_there:
        write([f"{program[0]} is not there: cassette git install --filter\n"])
    return 0 if is_there and required == "true" and patterns else 1


def uninstall(setup: Setup) -> int:
    """Take out what `install` wrote; what is staged and committed stays redacted."""
    before = _read(setup.file)
    rest = _without_block(before, setup.file)
    if _configured("clean", setup.scope):
        git("config", setup.scope, "--remove-section", _SECTION)
    if rest.strip():
        _write(setup.file, rest)
    elif before:
        setup.file.unlink()
    return 0


def _patterns(setup: Setup) -> Iterator[str]:
    """The attribute patterns of the folders that were named, else that are configured, else that hold cassettes."""
    root = top()
    set_up = settings(setup.config, is_wanted=setup.is_configured)
    if setup.folders:
        for folder in setup.folders:
            yield from _meant_by(os.path.relpath(Path(folder).resolve(), root.resolve()), [Path(folder)])
        return
    if set_up.values.paths:
        above = os.path.relpath(set_up.folder.resolve(), root.resolve())
        for path in set_up.values.paths:
            yield from _meant_by(os.path.normpath(f"{above}/{path}"), set_up.found(path))
        return
    names = list(_cassettes(root))
    found = sorted({name.rpartition("/")[0] for name in names} - {""})
    yield from (_everything_in(each) for each in found if not _is_below(each, found))
    yield from (_quoted(f"/{name}") for name in names if "/" not in name)


def _cassettes(root: Path) -> Iterator[str]:
    """The files of the repository, ignored ones left out, that are cassettes."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=root)
    for name in map(os.fsdecode, sorted(set(listed.split(b"\0")) - {b""})):
        if is_named_like_one(name) and (root / name).is_file():
            try:
                load((root / name).read_bytes(), name)
            except (CassetteError, OSError):
                continue
            yield name


def _is_below(folder: str, folders: Iterable[str]) -> bool:
    return any(folder.startswith(f"{other}/") for other in folders)


def _meant_by(name: str, found: Sequence[Path]) -> Iterator[str]:
    """Files have a pattern, all in folders another one: what is `found` tells, without any it is both."""
    name = name.replace(os.sep, "/")
    if name == ".." or name.startswith("../"):
        raise CassetteError(f"{name!r}, which is outside of the repository", "expected a folder in it")
    kinds = {path.is_dir() for path in found if path.exists()} or {True, False}
    if False in kinds:
        yield _quoted(f"/{name}")
    if True in kinds:
        yield _everything_in(name)


def _everything_in(folder: str) -> str:
    return _quoted("/**" if folder == "." else f"/{folder}/**")


def _quoted(pattern: str) -> str:
    """As gitattributes(5) wants what holds a blank or a quote."""
    if not any(sign in pattern for sign in ' "\\\t'):
        return pattern
    escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _configured(name: str, *scope: str) -> str:
    try:
        return git("config", *scope, "--get", f"{_SECTION}.{name}").decode("utf-8", "replace").strip()
    except CassetteError:
        return ""


def _read(path: Path) -> str:
    """All of a file, its line ends as they are, and bytes that are no UTF-8 so that `_write` gives them back."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else ""
    except OSError as fault:
        raise CassetteError(f"cannot be read ({fault.strerror})", file=os.path.relpath(path)) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    except OSError as fault:
        raise CassetteError(f"cannot be written ({fault.strerror})", file=os.path.relpath(path)) from None


def _block(text: str) -> list[str]:
    """The patterns between the marks."""
    inside = text.partition(_BEGIN)[2].partition(_END)[0]
    return [row.removesuffix(" filter=cassette") for row in inside.splitlines()]


def _without_block(text: str, path: Path) -> str:
    """What stands around the marks. Raises CassetteError for the first one alone: all below would be taken for ours."""
    before, mark, after = text.partition(_BEGIN)
    _, end, rest = after.partition(_END)
    if mark and not end:
        line = before.count("\n") + 1
        raise CassetteError(f"no {_END!r} below", "expected both marks or none", file=os.path.relpath(path), line=line)
    return before + rest.removeprefix("\r").removeprefix("\n") if mark else text
