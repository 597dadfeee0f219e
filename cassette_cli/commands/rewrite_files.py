"""One cassette and the wishes of a run -> the cassette in which they came true, and what is to be said of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..cassette import Cassette, Request
from ..dropping import dropped, renumbered
from ..editing import edit
from ..errors import CassetteError, SelectionError
from ..repeats import repeats
from ..reports.places import short_url
from ..rewriting import RemoveHeader, Replace, rewrite
from ..selecting import parse_selector
from ..staleness import stale
from .options import Color
from .rewrite_wishes import Wanted

_LISTED = 5  # interactions, where one has to be chosen
_USER = re.compile(r"(?:(?<=://)|^)[^/]*@")


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
    def replacements(self) -> list[int]:
        """Which of the wishes are --replace, which may come true anywhere or nowhere."""
        return [number for number, each in enumerate(self.wishes) if isinstance(each.wish, Replace)]


class Rewritten(NamedTuple):
    """What became of a cassette. `replaced` counts by wish; `done` and `notes` are for people."""

    after: Cassette
    replaced: Mapping[int, int]
    done: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def rewritten(before: Cassette, wanted: Rewriting, chosen: Sequence[int]) -> Rewritten:
    """With the wishes made of the interactions at these positions.

    Raises EditError where a wish cannot be had, SelectionError where it is not clear which interaction is meant.
    """
    after, edited = before, set[int]()
    by_wish, by_position = Counter[int](), Counter[int]()
    for number, each in enumerate(wanted.wishes):
        for position in _meant(each, before, chosen):
            last = after
            try:
                after, times = rewrite(after, position, [each.wish])
            except CassetteError as fault:
                fault.found = f"interaction {position}: {fault.found}"
                raise
            if isinstance(each.wish, Replace):
                by_wish[number] += times
                by_position[position] += times
            elif after.text != last.text:
                edited.add(position)
    touched = sorted({*edited, *+by_position})
    notes = [f"interaction {at}: {note}" for at in touched for note in _stale(before, after, at)]
    after, followed = _followed(before, after, touched, is_wanted=wanted.follow)
    after, reduced = _reduced(after, wanted)
    done = [*_said(by_position, edited), *reduced]
    return Rewritten(after if after.text != before.text else before, by_wish, tuple(done), (*notes, *followed))


def _said(replaced: Counter[int], edited: Iterable[int]) -> Iterator[str]:
    counts = [f"{times} in {at}" for at, times in sorted((+replaced).items())]
    positions = [str(position) for position in sorted(edited)]
    if counts:
        yield f"replaced {', '.join(counts)}"
    if positions:
        yield f"edited {', '.join(positions)}"


def _stale(before: Cassette, after: Cassette, position: int) -> Iterable[str]:
    return stale(before, before.interactions[position], after.interactions[position])


def _meant(wanted: Wanted, cassette: Cassette, chosen: Sequence[int]) -> Sequence[int]:
    """The interactions that a wish is meant for: the one that it names, all that are chosen, or the only one."""
    if wanted.interaction is not None:
        return parse_selector(str(wanted.interaction), wanted.said).positions(len(cassette.interactions))
    if isinstance(wanted.wish, RemoveHeader):
        return [at for at in chosen if _has(cassette, at, wanted.wish)] or chosen
    if wanted.is_of_all or len(chosen) == 1:
        return chosen
    listed = [f"{at} {_named(cassette.interactions[at].request)}" for at in chosen[:_LISTED]]
    more = [f"{len(chosen) - _LISTED} more"] if len(chosen) > _LISTED else []
    found = f"{wanted.said} is for one interaction, found {len(chosen)}"
    raise SelectionError(found, f"expected -i N: {', '.join([*listed, *more])}" if chosen else "")


def _has(cassette: Cassette, position: int, wish: RemoveHeader) -> bool:
    interaction = cassette.interactions[position]
    side = interaction.request if wish.side == "request" else interaction.response
    return side.header(wish.name) is not None


def _named(request: Request) -> str:
    """Without what in a URL may be secret."""
    return f"{request.method} {_USER.sub('', short_url(request.url).partition('?')[0])}"


def _followed(
    before: Cassette, after: Cassette, touched: Iterable[int], *, is_wanted: bool
) -> tuple[Cassette, list[str]]:
    """Later requests that repeat what was edited: rewritten, or told of."""
    notes: list[str] = []
    for position in touched:
        found = list(repeats(before.interactions[position], after))
        able = [each for each in found if each.changes and is_wanted]
        left = [str(each.position) for each in found if each not in able]
        if able:
            after = edit(after, [change for each in able for change in each.changes])
            where = ", ".join(str(each.position) for each in able)
            notes.append(f"interaction {position}: the request of {where}, which repeats it, follows")
        if left:
            how = "cannot be rewritten" if is_wanted else "stays as it is (--follow rewrites it)"
            notes.append(f"interaction {position}: the request of {', '.join(left)}, which repeats it, {how}")
    return after, notes


def _reduced(cassette: Cassette, wanted: Rewriting) -> tuple[Cassette, list[str]]:
    """Without the interactions that go, and numbered."""
    done: list[str] = []
    count = len(cassette.interactions)
    if wanted.drop is not None or wanted.keep is not None:
        option, selector = ("--drop", wanted.drop) if wanted.drop is not None else ("--keep", wanted.keep)
        named = set(parse_selector(selector or "", option).positions(count))
        gone = sorted(named if option == "--drop" else set(range(count)) - named)
        cassette = edit(cassette, dropped(cassette, gone))
        done += [f"dropped {', '.join(map(str, gone))}"] if gone else []
    if wanted.renumber:
        after = edit(cassette, renumbered(cassette))
        done += ["renumbered"] if after is not cassette else []
        cassette = after
    return cassette, done
