"""The FILE arguments -> cassettes: files, folders that are walked, `-` for standard input, `REV:PATH` from git.

What is named has to be a cassette; in a folder what is none is passed over, unless it looks like one that is broken.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..cassette import Cassette
from ..errors import CassetteError, NotACassette, ParseError
from ..loading import load
from .faults import Faults, say

_SUFFIXES = (".yaml", ".yml", ".json", ".har", ".httprr", ".zz")
_SUFFIXES_WALKED = _SUFFIXES + tuple(f"{suffix}.gz" for suffix in _SUFFIXES)
_SIGN = b"interactions"  # what nearly every recorder calls them, and hardly anybody else
_MANY = 20  # files; reading fewer is over before a bar would be seen


class Input(NamedTuple):
    """Something to read; `folder` is the folder it was found in, "" if it was named itself."""

    name: str
    read: Callable[[], bytes]
    folder: str = ""


class Tape(NamedTuple):
    """A cassette that was read, and whether the command line named it."""

    cassette: Cassette
    is_named: bool


def tapes(arguments: Sequence[str], faults: Faults, body_limit: int) -> Iterator[Tape]:
    """The cassettes, in the order of the arguments, those of a folder sorted. What cannot be read is a fault."""
    found: set[str] = set()
    for each in _watched([each for argument in arguments for each in _inputs(argument)]):
        data = b""
        try:
            data = each.read()
            cassette = load(data, each.name, body_limit=body_limit)
        except (CassetteError, OSError) as fault:
            if not each.folder or _is_trouble(fault, data):
                faults.report(_located(fault, each.name))
            continue
        del data
        found.add(each.folder)
        yield Tape(cassette, not each.folder)
    for argument in arguments:
        if argument and Path(argument).is_dir() and argument not in found:
            say(f"{argument}: no cassette in this folder that can be read")


def _inputs(argument: str) -> Iterator[Input]:
    path = Path(argument)
    if argument == "-":
        yield Input("-", _given)
    elif not argument:
        yield Input(argument, lambda: _missing("''"))
    elif path.is_dir():
        yield from (Input(str(each), each.read_bytes, argument) for each in _walk(path))
    elif path.exists() or path.is_symlink():
        yield Input(argument, path.read_bytes)
    elif ":" in argument and not argument.startswith("-"):
        from .git_blobs import blob  # noqa: PLC0415  (deferred for start-up time)

        yield Input(argument, lambda: blob(argument))
    else:
        yield Input(argument, lambda: _missing(argument))


def _given() -> bytes:
    """Standard input, which is there once."""
    if sys.stdin is None or sys.stdin.closed:
        raise CassetteError("standard input is closed, or was read already", "expected a cassette there, and - once")
    with sys.stdin.buffer as given:
        return given.read()


def _missing(name: str) -> bytes:
    raise CassetteError("no such file", "expected a file, a folder, - or REV:PATH", file=name)


def _walk(folder: Path) -> list[Path]:
    """What may be a cassette, by its name, sorted; nothing in hidden folders and installed packages."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = (name for name in folders if not name.startswith(".") and name != "node_modules")
        found += (Path(place, name) for name in names if name.lower().endswith(_SUFFIXES_WALKED))
    return sorted(found)


def _is_trouble(fault: CassetteError | OSError, data: bytes) -> bool:
    """In a folder: not that a file is no cassette, but that one is broken or cannot be opened."""
    if isinstance(fault, NotACassette):
        return False
    return not isinstance(fault, ParseError) or _SIGN in data


def _located(fault: CassetteError | OSError, name: str) -> CassetteError:
    if isinstance(fault, CassetteError):
        return fault.located(name)
    return CassetteError(f"cannot be read ({fault.strerror or fault})", file=name)


def _watched(inputs: list[Input]) -> Iterable[Input]:
    """With a progress bar, where somebody waits at a terminal and the results go elsewhere."""
    if len(inputs) < _MANY or not sys.stderr.isatty() or sys.stdout.isatty():
        return inputs
    from ..reports.terminal import progress  # noqa: PLC0415  (deferred for start-up time)

    return progress(inputs, sys.stderr)
