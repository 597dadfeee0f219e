"""Every file of the corpus, redacted at the defaults -> how many of its lines change, and nothing else.

`python -m tests.redaction_locality` writes the table at the end of `redaction_corpus.md`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cassette_cli.editing import edit
from cassette_cli.loading import load
from cassette_cli.redacting import redact
from tests.recorded import NOT_READ
from tests.shared import CORPUS

PAGE = Path(__file__).with_name("redaction_corpus.md")
MARK = "\n## Lines that change\n"
HEAD = (
    "| recorder | files | with hits | hits | not editable | lines changed | of lines |",
    "|---|--:|--:|--:|--:|--:|--:|",
)


class Redacted(NamedTuple):
    """A file before and after; `problems` are why findings in it could not be edited."""

    path: str
    recorder: str
    hits: int
    problems: tuple[str, ...]
    before: bytes
    after: bytes

    @property
    def lines(self) -> int:
        return len(self.before.splitlines())

    @property
    def changed_lines(self) -> int:
        """Lines of the file before that are others afterwards."""
        before, after = self.before.splitlines(), self.after.splitlines()
        if len(before) == len(after):
            return sum(one != other for one, other in zip(before, after, strict=True))
        pairs = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        return sum(last - first for kind, first, last, *_ in pairs if kind != "equal")


@cache
def corpus_redacted() -> tuple[Redacted, ...]:
    """All files that are read. What cannot be edited stays as it is."""
    return tuple(_redacted())


def _redacted() -> Iterator[Redacted]:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        paths = [row["path"] for row in csv.DictReader(manifest, delimiter="\t") if row["recorder"] not in NOT_READ]
    for path in paths:
        before = load((CORPUS / path).read_bytes(), path)
        found = redact(before)
        after = edit(before, [change for each in found if not each.problem for change in each.changes])
        problems = tuple(each.problem for each in found if each.problem)
        yield Redacted(path, before.recorder, len(found), problems, before.to_bytes(), after.to_bytes())


def table(files: Iterable[Redacted]) -> str:
    """By recorder, and in all."""
    made = list(files)
    names = sorted({each.recorder for each in made})
    rows = [_row(name, [each for each in made if each.recorder == name]) for name in names]
    return "\n".join([*HEAD, *rows, _row("**all**", made)])


def _row(name: str, files: list[Redacted]) -> str:
    counts = (
        len(files),
        sum(each.hits > 0 for each in files),
        sum(each.hits for each in files),
        sum(len(each.problems) for each in files),
        sum(each.changed_lines for each in files),
        sum(each.lines for each in files),
    )
    return f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |"


def page(files: Iterable[Redacted]) -> str:
    """The whole page: what was read by hand, then the table."""
    by_hand = PAGE.read_text("utf-8").partition(MARK)[0]
    said = (
        "\nWritten by `python -m tests.redaction_locality`. Outside the values that held a secret each file is the\n"
        "same, byte for byte; `tests/test_redaction_locality.py` proves it by another parser.\n\n"
    )
    return f"{by_hand}{MARK}{said}{table(files)}\n"


if __name__ == "__main__":
    PAGE.write_text(page(corpus_redacted()), "utf-8")
