"""The FILE arguments -> cassettes: files, folders that are walked, `-` for standard input, `REV:PATH` from git.

What is named has to be a cassette; in a folder what is none is passed over, unless it looks like one that is broken.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..cassette import Cassette, Sibling
from ..errors import CassetteError, DecodeError, NotACassette, ParseError
from ..loading import load
from .faults import Faults, say

_OF_RECORDERS = (".har", ".httprr", ".zz")  # nobody else's
_SUFFIXES = (".yaml", ".yml", ".json", ".replay", *_OF_RECORDERS)
_SUFFIXES_WALKED = (*_SUFFIXES, *(f"{suffix}.gz" for suffix in _SUFFIXES), ".zip")
# What recorders call interactions, or how they begin one, and hardly anybody else does.
_SIGN = re.compile(rb'interactions|"entries"|httprr trace|"rawHeaders"|"request"\s*:\s*\{|^-\s+request:', re.MULTILINE)
_WITHOUT_SUFFIX = re.compile(rb'\s*(?:-\s+request:|\[\s*\{\s*"request")')  # how php-vcr's files begin
_Item = TypeVar("_Item")
_MANY = 20  # files; reading fewer is over before a bar would be seen


class Input(NamedTuple):
    """Something to read; `folder` is the folder it was found in, "" if it was named itself. `sibling` reads a file
    beside it that it names. `path` is the file that may be written, None where there is none.
    """

    name: str
    read: Callable[[], bytes]
    folder: str = ""
    sibling: Sibling | None = None
    path: Path | None = None


class Tape(NamedTuple):
    """A cassette that was read, and whether the command line named it."""

    cassette: Cassette
    is_named: bool


def tapes(
    arguments: Sequence[str], faults: Faults, body_limit: int, is_excluded: Callable[[str], bool] = lambda name: False
) -> Iterator[Tape]:
    """The cassettes, in the order of the arguments, those of a folder sorted. What cannot be read is a fault."""
    found: set[str] = set()
    for each in inputs(arguments, is_excluded):
        cassette = loaded(each, faults, body_limit)
        if cassette is not None:
            found.add(each.folder)
            yield Tape(cassette, not each.folder)
    tell_empty(arguments, found)


def inputs(arguments: Sequence[str], is_excluded: Callable[[str], bool] = lambda name: False) -> Iterable[Input]:
    """What the arguments name, in their order, those of a folder sorted; with a progress bar for many."""
    found = [each for argument in arguments for each in _inputs(argument)]
    return watched([each for each in found if each.name == "-" or not is_excluded(each.name)])


def loaded(source: Input, faults: Faults, body_limit: int) -> Cassette | None:
    """The cassette; None where there is none, and that is a fault if it should be one."""
    data = b""
    try:
        data = source.read()
        return load(data, source.name, body_limit=body_limit, sibling=source.sibling)
    except (CassetteError, OSError) as fault:
        if not source.folder or is_trouble(fault, source.name, data):
            faults.report(located(fault, source.name))
        return None


def tell_empty(arguments: Sequence[str], found: Container[str]) -> None:
    """Which folders have no cassette; `found` are those that have."""
    for argument in arguments:
        if argument and Path(argument).is_dir() and argument not in found:
            say(f"{argument}: no cassette in this folder that can be read")


def _inputs(argument: str) -> Iterator[Input]:
    path = Path(argument)
    if argument == "-":
        yield Input("-", given)
    elif not argument:
        yield Input(argument, lambda: missing("''"))
    elif path.is_dir():
        yield from (Input(str(each), each.read_bytes, argument, beside(each), each) for each in _walk(path))
    elif path.exists() or path.is_symlink():
        yield Input(argument, path.read_bytes, sibling=beside(path), path=path)
    elif ":" in argument and not argument.startswith("-"):
        from .git_blobs import blob  # noqa: PLC0415  (deferred for start-up time)

        yield Input(argument, lambda: blob(argument))
    else:
        yield Input(argument, lambda: missing(argument))


def given() -> bytes:
    """Standard input, which is there once."""
    if sys.stdin is None or sys.stdin.closed:
        raise CassetteError("standard input is closed, or was read already", "expected a cassette there, and - once")
    with sys.stdin.buffer as stream:
        return stream.read()


def missing(name: str) -> bytes:
    """What is named, and not there."""
    raise CassetteError("no such file", "expected a file, a folder, - or REV:PATH", file=name)


def _walk(folder: Path) -> list[Path]:
    """What may be a cassette, by its name, sorted; nothing in hidden folders and installed packages."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = (name for name in folders if not name.startswith(".") and name != "node_modules")
        found += (path for name in names if _may_be_one(path := Path(place, name)))
    return sorted(found)


def may_be_named_so(name: str) -> bool:
    """Whether a recorder may have given the name: with its suffix, or with none, like php-vcr's."""
    return is_named_like_one(name) or "." not in Path(name).name


def is_named_like_one(name: str) -> bool:
    """Whether a recorder may have given a file its suffix."""
    return name.lower().endswith(_SUFFIXES_WALKED)


def _may_be_one(path: Path) -> bool:
    """By its suffix; what has none is looked into, since php-vcr's files have none."""
    if "." in path.name:
        return is_named_like_one(path.name)
    if not path.is_file():
        return False  # a named pipe would wait for ever
    try:
        with path.open("rb") as file:
            return _WITHOUT_SUFFIX.match(file.read(200)) is not None
    except OSError:
        return False


def beside(path: Path) -> Sibling:
    """Who reads the files that a cassette keeps bodies in: those in its own folder, and no others."""

    def read(name: str) -> bytes:
        folder = path.parent.resolve()
        try:
            file = (folder / name).resolve()
            if file.is_relative_to(folder) and file.is_file():
                return file.read_bytes()
        except (OSError, ValueError) as fault:
            raise DecodeError(f"a body that is kept in {name!r}, which cannot be read ({fault})") from None
        raise DecodeError(f"a body that is kept in {name!r}", "that file in the cassette's folder")

    return read


def is_trouble(fault: CassetteError | OSError, name: str, data: bytes) -> bool:
    """In a folder: not that a file is no cassette, but that one is broken or cannot be opened."""
    if isinstance(fault, NotACassette):
        return False
    if not isinstance(fault, ParseError) or name.lower().removesuffix(".gz").endswith(_OF_RECORDERS):
        return True
    return name.lower().endswith(".gz") or _SIGN.search(data) is not None  # nobody packs other YAML and JSON so


def located(fault: CassetteError | OSError, name: str) -> CassetteError:
    """A fault of reading as one that names the file."""
    if isinstance(fault, CassetteError):
        return fault.located(name)
    return CassetteError(f"cannot be read ({fault.strerror or fault})", file=name)


def watched(inputs: list[_Item]) -> Iterable[_Item]:
    """With a progress bar, where somebody waits at a terminal and the results go elsewhere."""
    if len(inputs) < _MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        return inputs
    from ..reports.terminal import progress  # noqa: PLC0415  (deferred for start-up time)

    return progress(inputs, sys.stderr)
