"""What the options of `redact` name -> the inputs to be looked through: files, folders, standard input, git's blobs.

More than the other commands read: in a folder every file may hold a key, whatever it is called. Passed over are only
hidden folders and installed packages, and what is counted: huge files that no recorder names so. A zero byte says
nothing, since recordings of sound and pictures have those, too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..cassette import Sibling
from ..errors import CassetteError
from .files import beside, given, is_named_like_one, missing

_LARGE = 10_000_000  # bytes of a file that is scanned as text; the report says so (reports.redaction_text)
UTF16 = (b"\xff\xfe", b"\xfe\xff")  # how such a text begins


class Source(NamedTuple):
    """Something to look through. `name` is what messages call it; `path` is its path without a revision.

    `target` is the file that may be written, None where there is none (git's blobs; `-` goes to standard output).
    `is_walked` is whether it was found in a folder, not named.
    """

    name: str
    path: str
    read: Callable[[], bytes]
    target: Path | None = None
    is_walked: bool = False
    sibling: Sibling | None = None

    @property
    def is_given(self) -> bool:
        """Whether it is standard input, whatever it is called."""
        return self.read is given


def sources(arguments: Sequence[str], filename: str | None) -> Iterator[Source]:
    """In the order of the arguments, those of a folder sorted. `filename` is what standard input is called."""
    for argument in arguments:
        path = Path(argument)
        if argument == "-":
            yield Source(filename or "-", filename or "-", given)
        elif argument and path.is_dir():
            for each in _walk(path):
                yield Source(str(each), str(each), each.read_bytes, each, is_walked=True, sibling=beside(each))
        elif argument and (path.exists() or path.is_symlink()):
            yield Source(argument, argument, path.read_bytes, path, sibling=beside(path))
        elif ":" in argument and not argument.startswith("-"):
            yield Source(argument, argument.partition(":")[2], _blob(argument))
        else:
            yield Source(argument, argument, _missing(argument or "''"))


def git_sources(*, staged: bool, commits: str | None, arguments: Sequence[str]) -> Iterator[Source]:
    """What git's index changes, or what commits add; of the named paths only, if there are any."""
    from .git_changes import added, staged_blobs  # noqa: PLC0415  (deferred for start-up time)

    for blob in staged_blobs(arguments) if staged else added(commits or "", arguments):
        yield Source(blob.name, blob.path, blob.read, is_walked=True)


def _walk(folder: Path) -> list[Path]:
    """Every file, sorted."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = (name for name in folders if not name.startswith(".") and name != "node_modules")
        found += (path for name in names if _is_looked_at(path := Path(place, name)))
    return sorted(found)


def _is_looked_at(path: Path) -> bool:
    """Not a named pipe, which would wait for ever; a link that leads nowhere is told of when it is read."""
    return path.is_file() or (path.is_symlink() and not path.exists())


def is_too_large(source: Source, data: bytes) -> bool:
    """Of what is no cassette: nobody waits for a disk image."""
    return source.is_walked and len(data) > _LARGE and not is_named_like_one(source.path)


def _blob(name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        from .git_blobs import blob  # noqa: PLC0415  (deferred for start-up time)

        return blob(name)

    return read


def _missing(name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return missing(name)
        except CassetteError as fault:
            raise fault.located(name) from None

    return read
