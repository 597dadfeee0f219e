"""One cassette and the wishes of a run -> the cassette in which they came true, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..cassette import Cassette
from ..dropping import dropped, renumbered
from ..editing import edit
from ..errors import EditError, SelectionError
from ..repeats import repeats
from ..reports.figures import counted
from ..rewriting import Replace, rewrite
from ..selecting import parse_selector
from ..staleness import stale
from .options import Color
from .rewrite_wishes import Wanted

_LISTED = 5  # interactions, where one has to be chosen


class Rewriting(NamedTuple):
    """What the options ask for. `drop`, `keep` and `interaction` are selectors as typed; `times` is of --count."""

    files: tuple[str, ...]
    wishes: tuple[Wanted, ...]
    interaction: str | None
    times: int | None
    drop: str | None
    keep: str | None
    renumber: bool
    follow: bool
    output: str | None
    diff: bool
    check: bool
    color: Color
    body_limit: int
    debug: bool

    @property
    def is_replacing(self) -> bool:
        return any(isinstance(each.wish, Replace) for each in self.wishes)


class Rewritten(NamedTuple):
    """What became of a cassette: `replaced` counts by interaction; `done` and `notes` are for people."""

    after: Cassette
    replaced: dict[int, int]
    done: tuple[str, ...]
    notes: tuple[str, ...]


def rewritten(before: Cassette, wanted: Rewriting) -> Rewritten:
    """Raises EditError where a wish cannot be had, SelectionError where it is not clear which interaction is meant."""
    chosen = _chosen(before, wanted.interaction)
    after, replaced, edited = before, dict[int, int](), set[int]()
    for each in wanted.wishes:
        for position in _meant(each, before, chosen):
            try:
                after, times = rewrite(after, position, [each.wish])
            except EditError as fault:
                raise EditError(f"interaction {position}: {fault.found}", fault.expected) from fault
            if not isinstance(each.wish, Replace):
                edited.add(position)
            elif times:
                replaced[position] = replaced.get(position, 0) + times
    touched = sorted({*edited, *replaced})
    notes = [f"interaction {at}: {note}" for at in touched for note in _stale(before, after, at)]
    after, followed = _followed(before, after, touched, is_wanted=wanted.follow)
    after, more = _reduced(after, wanted)
    counts = ", ".join(f"{times} in {at}" for at, times in sorted(replaced.items()))
    done = [f"replaced {counts}"] if replaced else []
    done += [f"edited {', '.join(map(str, sorted(edited)))}"] if edited else []
    return Rewritten(after, replaced, (*done, *more), (*notes, *followed))


def _stale(before: Cassette, after: Cassette, position: int) -> Iterable[str]:
    return stale(before, before.interactions[position], after.interactions[position])


def _chosen(cassette: Cassette, selector: str | None) -> list[int]:
    count = len(cassette.interactions)
    if selector is None:
        return list(range(count))
    if Path(selector).exists():
        raise SelectionError("-i picks interactions; files are already changed in place", "expected -i 3")
    return parse_selector(selector).positions(count)


def _meant(wanted: Wanted, cassette: Cassette, chosen: Sequence[int]) -> Sequence[int]:
    """The interactions that a wish is meant for: the one that it names, all that are chosen, or the only one."""
    count = len(cassette.interactions)
    if wanted.interaction is not None:
        if wanted.interaction >= count:
            raise SelectionError(f"has {counted(count, 'interaction')} (0-{count - 1})", f"found {wanted.said}")
        return [wanted.interaction]
    if wanted.is_of_all or len(chosen) == 1:
        return chosen
    requests = (cassette.interactions[at].request for at in chosen[:_LISTED])
    listed = [f"{at} {each.method} {each.url}" for at, each in zip(chosen, requests, strict=False)]
    more = [f"{len(chosen) - _LISTED} more"] if len(chosen) > _LISTED else []
    raise SelectionError(f"{wanted.said} is for one interaction, -i N; found {', '.join([*listed, *more])}")


def _followed(
    before: Cassette, after: Cassette, touched: Iterable[int], *, is_wanted: bool
) -> tuple[Cassette, list[str]]:
    """Later requests that repeat what was edited: rewritten, or told of."""
    notes: list[str] = []
    for position in touched:
        found = list(repeats(before.interactions[position], after))
        where = ", ".join(str(each.position) for each in found)
        if found and is_wanted:
            after = edit(after, [change for each in found for change in each.changes])
            notes.append(f"interaction {position}: requests that repeat it follow: {where}")
        elif found:
            notes.append(f"interaction {position}: repeated by the request of {where}; --follow rewrites it, too")
    return after, notes


def _reduced(cassette: Cassette, wanted: Rewriting) -> tuple[Cassette, list[str]]:
    """Without the interactions that go, and numbered."""
    done: list[str] = []
    count = len(cassette.interactions)
    if wanted.drop or wanted.keep:
        named = set(parse_selector(wanted.drop or wanted.keep or "").positions(count))
        gone = sorted(named if wanted.drop else set(range(count)) - named)
        cassette = edit(cassette, dropped(cassette, gone))
        done += [f"dropped {counted(len(gone), 'interaction')}"] if gone else []
    if wanted.renumber:
        after = edit(cassette, renumbered(cassette))
        done += ["renumbered"] if after is not cassette else []
        cassette = after
    return cassette, done
