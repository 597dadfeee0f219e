"""The verdicts of all SDKs -> `README.md` beside this file. `python -m tests.compat.table` writes it.

The versions are those that pyproject.toml allows.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from tests.compat.editing import wishes
from tests.compat.judging import Verdict, recorded
from tests.shared import ROOT

HERE = Path(__file__).parent
README = HERE / "README.md"
HEAD = """# What the official SDKs make of the corpus

Written by `python -m tests.compat.table`; the tests see to it that it is so. Each SDK is fed the recorded answers of
its API through a mock transport, in pieces of 1 to 61 bytes, and what it makes of them is compared with ours: text,
reasoning, tool calls, finish reason, usage, ids, as far as the SDK gives them.
"""


EDITED = """## After an edit

Of each stream that is read the same, `rewrite` then changes one word of the text, and one of the arguments of its
tools, where they have one. The SDK reads every one of these with the new word, and all else as it was: ids, model,
usage, why it ends, the other parts (`test_rewritten_streams.py`).

| API | judge | texts edited | arguments edited |
|---|---|--:|--:|"""


class Judged(NamedTuple):
    """One verdict, and the requirement of the SDK that gave it."""

    judge: str
    verdict: Verdict


def judged() -> Iterator[Judged]:
    """All verdicts of the modules beside this one."""
    wanted = requirements()
    for module in modules():
        for verdict in module.verdicts():
            yield Judged(wanted[module.JUDGE], verdict)


def modules() -> list[ModuleType]:
    """Those that compare us with an SDK."""
    return [import_module(f"tests.compat.{path.stem}") for path in sorted(HERE.glob("test_*_sdk.py"))]


def requirements() -> dict[str, str]:
    """The development dependencies, by their names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = (re.match(r"[\w.-]+", wanted) for wanted in project["dependency-groups"]["dev"])
    return {name[0]: name.string for name in found if name}


def markdown() -> str:
    """The whole page."""
    given = list(judged())
    sections = [HEAD, *_edited(), *_otherwise(given), *_unjudged(given)]
    return "\n".join([sections[0], *_rows(given), "", *sections[1:]])


def _answers(*, streamed: bool) -> str:
    return "streamed" if streamed else "in one piece"


def _rows(given: Iterable[Judged]) -> Iterator[str]:
    yield "| API | answers | judge | recorded | fed | the same | otherwise |"
    yield "|---|---|---|--:|--:|--:|--:|"
    recordings = Counter((call.ours.api, call.ours.stream is not None) for call in recorded())
    fed: Counter[tuple[str, bool, str]] = Counter()
    same: Counter[tuple[str, bool, str]] = Counter()
    for judge, verdict in given:
        key = (verdict.api, verdict.streamed, judge)
        fed[key] += 1
        same[key] += not verdict.difference
    for api, streamed, judge in sorted(fed, key=lambda key: (key[0], not key[1], key[2])):
        count, equal = fed[api, streamed, judge], same[api, streamed, judge]
        counts = (recordings[api, streamed], count, equal, count - equal)
        yield f"| {api} | {_answers(streamed=streamed)} | `{judge}` | {' | '.join(map(str, counts))} |"


def _edited() -> Iterator[str]:
    """How many streams are edited; `test_rewritten_streams.py` sees to it that all of them are read as was wished."""
    wanted = requirements()
    counts: Counter[tuple[str, str, str]] = Counter()
    for module in modules():
        counts.update((wish.call.ours.api, wanted[module.JUDGE], wish.part) for wish in wishes(module))
    rows = [
        f"| {api} | `{judge}` | {counts[api, judge, 'text']} | {counts[api, judge, 'arguments']} |"
        for api, judge in sorted({key[:2] for key in counts})
    ]
    yield "\n".join([EDITED, *rows, ""])


def _otherwise(given: Iterable[Judged]) -> Iterator[str]:
    """Each answer that is read otherwise, and why."""
    lines = [
        f"- {verdict.api}, `{judge}`, `{verdict.name.rpartition('/')[2]}`: {verdict.difference}."
        for judge, verdict in given
        if verdict.difference
    ]
    if lines:
        yield "\n".join(["## Otherwise, and why", "", *sorted(lines), ""])


def _unjudged(given: Iterable[Judged]) -> Iterator[str]:
    """What is recorded and no SDK was fed with."""
    fed = {verdict.name for _, verdict in given}
    left = Counter((call.ours.api, call.ours.stream is not None) for call in recorded() if call.name not in fed)
    if left:
        rows = [
            f"| {api} | {_answers(streamed=streamed)} | {count} |"
            for (api, streamed), count in sorted(left.items(), key=lambda item: (item[0][0], not item[0][1]))
        ]
        yield "\n".join(
            [
                "## Without a judge",
                "",
                "Recorded, read by us, and fed to no SDK: errors, and what is no message.",
                "",
                "| API | answers | recorded |",
                "|---|---|--:|",
                *rows,
                "",
            ]
        )


if __name__ == "__main__":
    README.write_text(markdown(), "utf-8")
