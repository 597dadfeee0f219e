"""Files and wishes -> the same files rewritten, or what would become of them. All is known before any is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..cassette import Cassette
from ..errors import CassetteError, EditError, SelectionError
from ..reports.text_diff import text_diff
from ..rules import DEFAULTS
from ..selecting import parse_selector
from .faults import Faults, say
from .files import Input, inputs, loaded, tell_empty
from .hiding import without_secrets
from .masking import masked
from .output import painted, screen, write, write_bytes
from .rewrite_files import Rewriting, Rewritten, rewritten
from .writing import write_file, write_new

_FOUND = 1
_MIB = 1024 * 1024


class _File(NamedTuple):
    """A file that could be rewritten: what was read of it, and what became of that."""

    source: Input
    before: Cassette
    result: Rewritten

    @property
    def is_changed(self) -> bool:
        return self.result.after is not self.before


def run_rewrite(wanted: Rewriting) -> int:
    """The exit status: 0 done, 1 a check found something to change, 2 trouble, and then that file is as it was."""
    _refuse_nonsense(wanted)
    faults = Faults(debug=wanted.debug, mask=partial(masked, rules=DEFAULTS))
    files = list(_files(wanted, faults))
    if wanted.replacements and files:
        _check_times(files, wanted)
    for each in files:
        try:
            _tell(each, wanted)
        except (CassetteError, OSError) as fault:
            faults.report(_unwritten(fault).located(wanted.output or each.source.name))
    is_found = wanted.check and any(each.is_changed for each in files)
    return max(faults.status, _FOUND if is_found else 0)


def _refuse_nonsense(wanted: Rewriting) -> None:
    selectors = {"-i": wanted.interaction, "--drop": wanted.drop, "--keep": wanted.keep}
    for option, selector in selectors.items():
        if selector is not None:
            parse_selector(selector, option)
    if not wanted.wishes and wanted.drop is None and wanted.keep is None and not wanted.renumber:
        raise CassetteError("nothing to do", "expected --set, --replace, --drop or another edit")
    if wanted.drop is not None and wanted.keep is not None:
        raise CassetteError("--drop and --keep at once", "expected one of them")
    if wanted.output is not None and (wanted.diff or wanted.check):
        raise CassetteError(f"-o and {'--diff' if wanted.diff else '--check'} at once", "expected one of them")
    if wanted.output is not None and (len(wanted.files) > 1 or Path(wanted.files[0]).is_dir()):
        raise CassetteError("-o with several files", "expected one FILE and -o OUT")
    if wanted.times is not None and not wanted.replacements:
        raise CassetteError("--count without --replace", "expected --replace OLD --with NEW")


def _check_times(files: Sequence[_File], wanted: Rewriting) -> None:
    """Each --replace has to find something, all of them together as often as --count says."""
    times = {number: sum(each.result.replaced.get(number, 0) for each in files) for number in wanted.replacements}
    total = sum(times.values())
    if wanted.times is not None and total != wanted.times:
        raise EditError(f"found {total} to replace", f"expected {wanted.times} (--count)")
    idle = [wanted.wishes[number].said for number, count in times.items() if not count]
    if idle and wanted.times is None:
        raise EditError(f"{idle[0]}: nothing to replace", "expected a text that is said in what was chosen")


def _files(wanted: Rewriting, faults: Faults) -> Iterator[_File]:
    """Each that could be rewritten; of a folder those that change."""
    found: set[str] = set()
    for source in inputs(wanted.files):
        cassette = loaded(source, faults, wanted.body_limit * _MIB)
        if cassette is None:
            continue
        found.add(source.folder)
        try:
            chosen = _chosen(cassette, wanted.interaction, source)
            each = _File(source, cassette, rewritten(cassette, wanted, chosen) if chosen else Rewritten(cassette, {}))
        except CassetteError as fault:
            faults.report(fault.located(source.name))
        else:
            if each.is_changed or not source.folder:
                yield each
    tell_empty(wanted.files, found)


def _chosen(cassette: Cassette, selector: str | None, source: Input) -> Sequence[int]:
    """What -i picks. In a folder a file with fewer interactions is passed over, as it has nothing that is meant."""
    count = len(cassette.interactions)
    try:
        return range(count) if selector is None else parse_selector(selector).positions(count)
    except SelectionError:
        if source.folder:
            return []
        raise


def _tell(each: _File, wanted: Rewriting) -> None:
    """Write, or print what would be written, and say what was done. Raises OSError and CassetteError."""
    name, result = each.source.name, each.result
    for note in result.notes:
        say(masked(f"{name}: {note}", DEFAULTS))
    said = f"{name}: {'; '.join(result.done) or 'nothing to change'}"
    if wanted.diff:
        paper = screen(wanted.color, None)
        before, after = (without_secrets(cassette, DEFAULTS) for cassette in (each.before, result.after))
        write(painted(text_diff(name, before, after, paper.page), paper.paint))
        if each.is_changed and before == after:
            say(f"{name}: what changes lies in one text with a secret, and is not shown")
        say(said)
    elif wanted.check:
        write([f"{name}: would be changed: {'; '.join(result.done)}\n" if each.is_changed else f"{said}\n"])
    elif wanted.output == "-" or (wanted.output is None and name == "-"):
        write_bytes(result.after.to_bytes())
        say(said)
    else:
        _write(each, wanted.output)
        write([f"{said}\n"])


def _write(each: _File, output: str | None) -> None:
    after = each.result.after.to_bytes()
    if output is not None:
        _write_there(Path(output), after)
    elif each.source.path is not None:
        write_file(each.source.path, after, each.before.to_bytes())
    elif each.is_changed:
        raise EditError("a file in git, which is not written", "expected -o OUT")


def _write_there(path: Path, data: bytes) -> None:
    """Into another file, new or not; a device takes the bytes as they come."""
    if not path.exists():
        write_new(path, data)
    elif path.is_file():
        write_file(path, data, path.read_bytes())
    else:
        path.write_bytes(data)


def _unwritten(fault: CassetteError | OSError) -> CassetteError:
    if isinstance(fault, CassetteError):
        return fault
    return CassetteError(f"cannot be written ({fault.strerror or fault})", "it is as it was")
