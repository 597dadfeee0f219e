"""Files that are named -> the same files without secrets, and a report; or only the report."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import CassetteError
from ..reports.lines import Line, plain
from ..reports.redaction_diff import difference
from ..reports.redaction_results import Checked, Scope
from ..reports.redaction_text import file_lines, totals
from .faults import TROUBLE, Faults, say
from .files import located, watched
from .output import painted, screen, write, write_bytes, write_json
from .redact_files import Looker, Outcome
from .redact_inputs import Source, git_sources, is_too_large, sources
from .redact_options import Redacting
from .redact_rules import Ruling
from .settings import Settings, settings
from .writing import write_file

_FOUND = 1


def run_redact(wanted: Redacting) -> int:
    """The exit status: 0 nothing is left, 1 something was found by a check, 2 something is left, or went wrong."""
    near = (wanted.filename or "") if "-" in wanted.files else ""  # git's filter stands at the root
    set_up = settings(wanted.config, is_wanted=wanted.is_configured, near=near)
    wanted = wanted._replace(identity=wanted.identity or set_up.values.redact.identity)
    ruling = Ruling(set_up, wanted.additions)
    run = _Run(wanted, set_up, ruling)
    files = run.files(watched(list(_sources(wanted, set_up))))
    if wanted.form == "text":
        run.print_text(files)
    else:
        run.print_document(list(files))
    return run.status


def _sources(wanted: Redacting, set_up: Settings) -> Iterator[Source]:
    if wanted.staged and wanted.commits is not None:
        raise CassetteError("--staged and --git at once", "expected one of them")
    if wanted.staged or wanted.commits is not None:
        return git_sources(staged=wanted.staged, commits=wanted.commits, arguments=wanted.files)
    names = wanted.files or tuple(set_up.files())
    if not names:
        paths = set_up.values.paths
        expected = (
            "expected a file for `paths` of the configuration" if paths else "expected one, or `paths` configured"
        )
        raise CassetteError("no FILE", expected)
    if wanted.diff and wanted.form != "text":
        raise CassetteError(f"{wanted.form} and --diff at once", "expected one of them")
    if "-" in names and wanted.is_writing and wanted.form != "text":
        raise CassetteError(f"{wanted.form} and - at once", "expected --check, since standard output has the cassette")
    return sources(names, wanted.filename)


class _Run:
    """One run: what is left over of all files, and where it is told."""

    def __init__(self, wanted: Redacting, set_up: Settings, ruling: Ruling) -> None:
        self.wanted = wanted
        self.set_up = set_up
        self.ruling = ruling
        self.faults = Faults(debug=wanted.debug, mask=ruling.masked)
        self.looker = Looker(wanted, ruling, set_up.values.match_on, _from_root)
        self.screen = screen(wanted.color, None)
        self.is_filter = "-" in wanted.files and wanted.is_writing
        self.unreadable = self.excluded = self.large = 0
        self.worst = 0

    @property
    def status(self) -> int:
        return max(self.worst, self.faults.status)

    def files(self, inputs: Iterable[Source]) -> Iterator[Checked]:
        """Each file that could be looked through, after it was written."""
        for source in inputs:
            is_excluded = source.name != "-" and self.set_up.is_excluded(source.path)
            if is_excluded and not source.is_given:
                self.excluded += 1
                continue
            try:
                data = source.read()
            except (CassetteError, OSError) as fault:
                self.unreadable += 1
                self.faults.report(located(fault, source.name))
                continue
            if is_excluded:
                self.excluded += 1
                if self.is_filter:  # what is not looked at goes through it as it is
                    say(f"{source.name}: excluded by {self.set_up.values.file}, not looked at")
                    write_bytes(data)
            elif is_too_large(source, data):
                self.large += 1
            else:
                yield from self._checked(source, data)

    def _checked(self, source: Source, data: bytes) -> Iterator[Checked]:
        try:
            outcome = self.looker.look(source, data)
            if self.wanted.is_writing:
                self._write(source, data, outcome)
            elif self.wanted.diff:
                page = self.screen.page
                rows = difference(outcome.checked.name, outcome.text, outcome.edits, outcome.hidden, page)
                write(painted(rows, self.screen.paint))
        except CassetteError as fault:
            self.unreadable += 1
            self.faults.report(fault.located(source.name))
        except OSError as fault:
            self.unreadable += 1
            written = f"cannot be written ({fault.strerror or fault})"
            self.faults.report(CassetteError(written, "it is as it was", file=source.name))
        except Exception as fault:  # noqa: BLE001  (its words may hold a secret; other files go on)
            self.unreadable += 1
            said = CassetteError(f"internal error: {type(fault).__name__}", "--debug shows where", file=source.name)
            self.faults.report(said.with_traceback(fault.__traceback__))
        else:
            for closed in outcome.closed:
                self.faults.report(closed.located(source.name))
            is_found = bool(outcome.checked.meant) and not self.wanted.is_writing
            is_only_shown = self.wanted.diff and not self.wanted.check
            found = TROUBLE if outcome.checked.left else _FOUND if is_found and not is_only_shown else 0
            self.worst = max(self.worst, found)
            yield outcome.checked

    def _write(self, source: Source, before: bytes, outcome: Outcome) -> None:
        if source.target is not None:
            write_file(source.target, outcome.data, before)
        elif not source.is_given:
            if outcome.checked.meant:
                raise CassetteError("a file in git, which is not edited", "expected --check", file=source.name)
        elif not outcome.checked.left and not outcome.closed:
            write_bytes(outcome.data)

    def scope(self) -> Scope:
        """An entry is told to be unused only where all files were looked at, not what a commit changes."""
        is_of_git = self.wanted.staged or self.wanted.commits is not None
        is_all = not is_of_git and (not self.wanted.files or any(Path(name).is_dir() for name in self.wanted.files))
        unused = tuple(self.ruling.unused()) if is_all else ()
        return Scope(not self.wanted.is_writing, self.unreadable, self.excluded, self.large, unused)

    def print_text(self, files: Iterable[Checked]) -> None:
        """Line by line; to stderr where standard output has the cassette."""
        page, seen = self.screen.page, []
        for file in files:
            seen.append(file)
            is_verbose = self.wanted.verbose
            is_check = not self.wanted.is_writing
            told = file if is_check or not self.wanted.quiet else file._replace(found=tuple(file.left))
            self._tell(file_lines(told, page, is_check=is_check, is_verbose=is_verbose))
        if not self.wanted.quiet:
            self._tell(totals(seen, self.scope(), page))

    def _tell(self, lines: Iterable[Line]) -> None:
        if self.is_filter or self.wanted.diff:
            for row in lines:
                say(plain(row))
        else:
            write(painted(lines, self.screen.paint))

    def print_document(self, files: list[Checked]) -> None:
        form = self.wanted.form
        if form == "github":
            from ..reports.redaction_github import workflow_commands  # noqa: PLC0415  (deferred for start-up time)

            write(f"{row}\n" for row in workflow_commands(files, self.scope()))
        elif form == "sarif":
            from ..reports.redaction_sarif import sarif  # noqa: PLC0415  (deferred for start-up time)

            write_json([sarif(files, self.ruling.rows, self.faults.found)], indent=2)
        else:
            from ..reports.redaction_json import finding_value, redaction_document  # noqa: PLC0415  (as above)

            if form == "jsonl":
                write_json(finding_value(file, each) for file in files for each in file.found)
            else:
                write_json([redaction_document(files, self.scope(), self.faults.found)], indent=2)


def _from_root(path: str) -> str:
    """The path from the repository's root, as GitHub and SARIF want it; as it is outside of one."""
    whole = Path(path).absolute()
    root = next((folder for folder in whole.parents if (folder / ".git").exists()), Path.cwd())
    return os.path.relpath(whole, root).replace(os.sep, "/") if path != "-" else path
