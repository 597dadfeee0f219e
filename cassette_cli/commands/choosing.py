"""The shared options -> the chosen interactions, one cassette after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from ..cassette import Cassette, Interaction
from ..errors import SelectionError
from ..reassembling import reassemble
from ..selecting import Filters, Selector, parse_filters, parse_selector, select
from .faults import Faults, say
from .files import Tape, tapes
from .options import Wanted
from .settings import Settings

Chosen: TypeAlias = Iterable[tuple[Cassette, Iterable[Interaction]]]
_MIB = 1024 * 1024


def chosen(wanted: Wanted, faults: Faults, set_up: Settings) -> Iterator[tuple[Cassette, Iterable[Interaction]]]:
    """Each cassette with those of its interactions that are meant; none of them in no cassette is said at the end."""
    selector = None if wanted.interaction is None else parse_selector(wanted.interaction)
    filters = parse_filters(wanted.filters)
    found = 0

    def counted(interactions: Iterable[Interaction]) -> Iterator[Interaction]:
        nonlocal found
        for interaction in interactions:
            found += 1
            yield interaction

    for tape in tapes(wanted.files, faults, wanted.body_limit * _MIB, set_up.is_excluded):
        interactions = _among(tape, selector, filters, faults)
        if interactions is not None:
            yield tape.cassette, counted(interactions)
    if not found and not faults.found and (selector or filters != Filters()):
        say("no interaction is chosen by these options")


def _among(tape: Tape, selector: Selector | None, filters: Filters, faults: Faults) -> Iterator[Interaction] | None:
    """A position that is out of range is a fault of a named file; one of a folder is passed over."""
    try:
        return select(tape.cassette.interactions, selector, filters, reassemble)
    except SelectionError as fault:
        if tape.is_named:
            faults.report(fault.located(tape.cassette.name))
        return None
