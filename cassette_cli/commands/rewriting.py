"""Files and wishes -> the same files rewritten, or what would become of them. All is known before any is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..cassette import Cassette, Reading
from ..errors import CassetteError, EditError
from ..loading import load
from ..reports.text_diff import text_diff
from ..rules import DEFAULTS
from .faults import Faults, say
from .files import located
from .hiding import without_secrets
from .output import painted, screen, write, write_bytes
from .redact_inputs import Source, sources
from .rewrite_files import Rewriting, Rewritten, rewritten
from .writing import write_file

_FOUND = 1
_MIB = 1024 * 1024


class _File(NamedTuple):
    """A file that could be rewritten: what was read of it, and what became of that."""

    source: Source
    data: bytes
    before: Cassette
    result: Rewritten

    @property
    def is_changed(self) -> bool:
        return self.result.after is not self.before

    @property
    def new_data(self) -> bytes:
        return self.result.after.to_bytes() if self.is_changed else self.data


def run_rewrite(wanted: Rewriting) -> int:
    """The exit status: 0 done, 1 a check found something to change, 2 trouble, and then that file is as it was."""
    _refuse_nonsense(wanted)
    faults = Faults(debug=wanted.debug)
    files = list(_files(wanted, faults))
    if wanted.is_replacing and files:
        _check_times(files, wanted.times)
    for each in files:
        try:
            _tell(each, wanted)
        except OSError as fault:
            said = CassetteError(f"cannot be written ({fault.strerror or fault})", "it is as it was")
            faults.report(said.located(each.source.name))
    is_found = wanted.check and any(each.is_changed for each in files)
    return max(faults.status, _FOUND if is_found else 0)


def _refuse_nonsense(wanted: Rewriting) -> None:
    if not (wanted.wishes or wanted.drop or wanted.keep or wanted.renumber):
        raise CassetteError("nothing to do", "expected --set, --replace, --drop or another edit")
    if wanted.drop and wanted.keep:
        raise CassetteError("--drop and --keep at once", "expected one of them")
    if wanted.output and (len(wanted.files) > 1 or wanted.diff or wanted.check):
        raise CassetteError("-o with --diff, --check or several files", "expected one FILE and -o OUT")
    if wanted.times is not None and not wanted.is_replacing:
        raise CassetteError("--count without --replace", "expected --replace OLD --with NEW")


def _check_times(files: Sequence[_File], expected: int | None) -> None:
    times = sum(sum(each.result.replaced.values()) for each in files)
    if expected is not None and times != expected:
        raise EditError(f"{times} to replace", f"expected {expected} (--count)")
    if not times and expected is None:
        raise EditError("nothing to replace", "expected a text that stands in what was chosen")


def _files(wanted: Rewriting, faults: Faults) -> Iterator[_File]:
    for source in sources(wanted.files, None):
        sibling = source.sibling or Reading().sibling
        try:
            data = source.read()
            before = load(data, source.name, body_limit=wanted.body_limit * _MIB, sibling=sibling)
            yield _File(source, data, before, rewritten(before, wanted))
        except (CassetteError, OSError) as fault:
            if not (source.is_walked and isinstance(fault, CassetteError) and not fault.line):
                faults.report(located(fault, source.name))


def _tell(each: _File, wanted: Rewriting) -> None:
    """Write, or print what would be written, and say what was done. Raises OSError."""
    name, result = each.source.name, each.result
    for note in result.notes:
        say(f"{name}: {note}")
    if wanted.diff:
        paper = screen(wanted.color, None)
        before, after = (without_secrets(cassette, DEFAULTS) for cassette in (each.before, result.after))
        write(painted(text_diff(name, before, after, paper.page), paper.paint))
        return
    is_piped = wanted.output == "-" or (wanted.output is None and name == "-")
    if is_piped and not wanted.check:
        write_bytes(each.new_data)
        return
    if not wanted.check:
        _write(each, wanted.output)
    write([f"{name}: {'; '.join(result.done) or 'nothing to change'}\n"])


def _write(each: _File, output: str | None) -> None:
    if output is not None:
        path = Path(output)
        path.touch()
        write_file(path, each.new_data, path.read_bytes())
    elif each.source.target is not None:
        write_file(each.source.target, each.new_data, each.data)
    elif each.is_changed:
        raise OSError(0, "it is in git; -o OUT takes it")
