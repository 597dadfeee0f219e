"""git's index, a range of commits, HEAD -> the blobs that they hold, and where the repository begins.

Only git's plumbing is asked, whose output is the same everywhere, and names are taken as they are (`-z`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..errors import CassetteError

_FILES = ("100644", "100755")  # modes; not links, not submodules
# Whatever a person has configured: paths from the root, each file by itself, names of blobs in full.
_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev", "--no-relative", "--no-ext-diff")


class GitBlob(NamedTuple):
    """A file as git keeps it. `name` is REV:PATH, or the path for the index; `path` is seen from where one stands."""

    name: str
    path: str
    read: Callable[[], bytes]


def git(*arguments: str, folder: str | Path = ".", given: bytes = b"") -> bytes:
    """What git prints, `given` on its standard input. Raises CassetteError with its own words."""
    try:
        words = ("git", "--literal-pathspecs", "-C", str(folder), *arguments)
        done = subprocess.run(words, input=given, capture_output=True, check=False)  # noqa: S603  (no shell, a fixed program)
    except OSError:
        raise CassetteError("git cannot be run", "expected it on the PATH") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"git {arguments[0]} failed"]
        raise CassetteError(said[0].removeprefix("fatal: ").removesuffix("."), "expected a git repository")
    return done.stdout


def top(folder: str | Path = ".") -> Path:
    """The repository's root. Raises CassetteError outside of one."""
    return Path(os.fsdecode(git("rev-parse", "--show-toplevel", folder=folder).removesuffix(b"\n")))


def staged_blobs(paths: Sequence[str]) -> Iterator[GitBlob]:
    """The files of the index that differ from HEAD, as they are there."""
    root = top()
    for _, mode, blob, path in _raw(git("diff", "--cached", *_RAW, "--", *paths)):
        if mode in _FILES:
            shown = os.path.relpath(root / path)
            yield GitBlob(shown, shown, partial(git, "cat-file", "blob", blob))


def added(commits: str, paths: Sequence[str]) -> Iterator[GitBlob]:
    """Every blob that the commits of a range add, each once, named by the first commit that has it."""
    if commits.startswith("-"):
        raise CassetteError(f"--git {commits}", "expected a range of commits, A..B")
    root = top()
    new = {row.split(b" ")[0].decode() for row in git("rev-list", "--objects", commits, "--").splitlines()}
    oldest_first = git("rev-list", "--reverse", commits, "--")
    listed = git("diff-tree", "--stdin", "-r", "-m", "--root", *_RAW, "--", *paths, given=oldest_first)
    for commit, mode, blob, path in _raw(listed):
        if mode in _FILES and blob in new:
            new.discard(blob)
            yield GitBlob(f"{commit[:10]}:{path}", os.path.relpath(root / path), partial(git, "cat-file", "blob", blob))


def in_head(path: str) -> bytes | None:
    """The file as HEAD has it; None where there is no git, no commit, no such file."""
    folder, name = os.path.split(path)
    try:
        return git("cat-file", "blob", f"HEAD:./{name}", folder=folder or ".")
    except CassetteError:
        return None


def _raw(listed: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Commit ("" for the index), mode, blob and path of what is still there, of git's raw format (git-diff-tree(1),
    "RAW OUTPUT FORMAT"). Only zero bytes part words, since names may hold any other.
    """
    words, commit = iter(listed.split(b"\0")), ""
    for entry in words:
        if not entry.startswith(b":"):
            commit = entry.decode()
            continue
        _, mode, _, blob, status = entry[1:].decode().split(" ")
        path = os.fsdecode(next(words))
        if status != "D":
            yield commit, mode, blob, path
