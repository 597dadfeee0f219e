"""What came of looking for secrets -> lines: one a finding or a file, then totals and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..rules.rule import Level
from .figures import counted
from .lines import Line, Segment, line
from .page import Page
from .redaction_results import Checked, Found, Scope, by_rule, of_level, spared_in
from .replay_hints import hint

_SEVERAL = 4  # files or rules that a line may name


def file_lines(file: Checked, page: Page, *, is_check: bool, is_verbose: bool) -> Iterator[Line]:
    """What is said of one file: when checked, each finding; when edited, counts by rule, and each that is left."""
    if not is_check and file.edited:
        count, marks = len(file.edited), " REPLAY" if file.is_replay_changed else ""
        said = f": redacted {count:,} ({by_rule(file.edited)})"
        yield line(Segment(page.word(file.name), "heading"), page.word(said), Segment(marks, "warning"))
    for each in file.found:
        if (each.is_meant and (is_check or each.reason)) or is_verbose:
            yield finding_line(file, each, page)
    if file.equal:
        said = f"{counted(file.equal, 'request')} can no longer be told from another; --numbered keeps them apart"
        yield line(Segment(page.word(file.name), "heading"), f": {said}")


def finding_line(file: Checked, found: Found, page: Page) -> Line:
    """`FILE:LINE:COLUMN: RULE WHERE PREVIEW`, and its marks."""
    each = found.finding
    deltas = f" ({each.pieces} deltas)" if each.pieces > 1 else ""
    marks = [*(["REPLAY"] if each.replay else []), *(["in HEAD: rotate this key"] if found.in_head else [])]
    if found.reason:
        marks.append(f"cannot be edited: {page.word(found.reason)}")
    return line(
        Segment(page.word(f"{file.name}:{each.line}:{each.column}"), "heading"),
        ": ",
        Segment(each.rule, "magenta"),
        f" {page.word(each.where)}{deltas} {page.word(each.preview)}",
        Segment("".join(f" {mark}" for mark in marks), "warning"),
    )


def totals(files: Sequence[Checked], scope: Scope, page: Page) -> Iterator[Line]:
    """What is said at the end, of all files together."""
    bad = [file for file in files if file.meant]
    if scope.is_check and not bad:
        yield line(f"{_counts(files, scope)}: nothing to redact")
    elif scope.is_check:
        secrets = sum(len(file.meant) for file in bad)
        fixable = [file.name for file in bad if any(not each.reason for each in file.meant)]
        names = " ".join(map(_quoted, fixable)) if len(fixable) <= _SEVERAL else "FILE..."
        fix = f". To fix: cassette redact {names}" if fixable else ""
        yield line(page.word(f"{counted(secrets, 'secret')} in {len(bad):,} of {_kinds(files)}{fix}"))
    else:
        changed = [file for file in files if file.edited]
        values = sum(len(file.edited) for file in changed)
        said = f"Redacted {counted(values, 'value')} in {len(changed):,} of {_kinds(files)}." if values else ""
        yield from [line(said)] if said else []
        left = sum(len(file.left) for file in files)
        yield from [line(f"Left: {counted(left, 'secret')} that cannot be edited.")] if left else []
    yield from _advice(files, scope, page)
    if not scope.is_check or bad:
        yield line(_counts(files, scope))


def _advice(files: Sequence[Checked], scope: Scope, page: Page) -> Iterator[Line]:
    for recorder, matched in sorted({(file.recorder, file.matched) for file in files if file.is_replay_changed}):
        yield line(f"REPLAY: {hint(recorder, matched)}")
    published = sorted({each.finding.rule for file in files for each in file.meant if each.in_head})
    if published:
        yield line(f"In HEAD already: {', '.join(published)}. Rotate it; redacting does not unpublish it.")
    identities = [file for file, each in of_level(files, Level.IDENTITY) if not each.is_meant]
    if identities:
        where = counted(len({file.name for file in identities}), "file")
        yield line(f"Left: {counted(len(identities), 'identity value')} in {where} (--identity redacts them).")
    if spared := spared_in(files):
        each_of = ", ".join(f"{each.place} {each.times}" for each in spared)
        yield line(page.word(f"Spared: {sum(each.times for each in spared):,} ({each_of})"))
    for place in scope.unused:
        yield line(page.word(f"{place}: spared nothing; it may be taken out"))
    alarms = [(file, each) for file in files for each in file.meant]
    if scope.is_check and alarms:
        file, found = alarms[0]
        rules = f'"{file.path}" = ["{found.finding.rule}"]'
        yield line(page.word(f"False alarm? [tool.cassette.redact.per-file-ignores] {rules}"))


def _kinds(files: Sequence[Checked]) -> str:
    """`3 cassettes`, and other files where there were any."""
    cassettes = sum(1 for file in files if file.recorder)
    others = len(files) - cassettes
    return counted(cassettes, "cassette") + (f" and {counted(others, 'other file')}" if others else "")


def _counts(files: Sequence[Checked], scope: Scope) -> str:
    """`1,391 cassettes checked, 9 files scanned as text, 0 unreadable`; of cassettes alone only the first."""
    cassettes = sum(1 for file in files if file.recorder)
    texts = len(files) - cassettes
    said = [f"{counted(cassettes, 'cassette')} checked"]
    if texts or scope.unreadable:
        said += [f"{counted(texts, 'file')} scanned as text", f"{scope.unreadable:,} unreadable"]
    said += [f"{counted(scope.large, 'file')} above 10 MB passed over"] if scope.large else []
    said += [f"{scope.excluded:,} excluded"] if scope.excluded else []
    return ", ".join(said)


def _quoted(name: str) -> str:
    import shlex  # noqa: PLC0415  (deferred for start-up time)

    return shlex.quote(name)
