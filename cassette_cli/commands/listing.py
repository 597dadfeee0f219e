"""Cassettes with their summaries -> standard output, in the order and format that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from ..cassette import Cassette, Interaction
from ..glancing import glance
from ..reports.list_columns import columns
from ..summarizing import Summary, summarize
from .choosing import chosen
from .faults import Faults, say
from .masks import is_suspect, mask_of, rules_of
from .options import Format, Order, Wanted
from .output import Screen, screen, write, write_json
from .settings import Settings, settings

_SAYING = ("url", "model", "request_model", "response_model", "preview")  # of a summary, in recorded words
Listed: TypeAlias = tuple[Cassette, Iterable[Summary]]

_AMOUNTS: dict[str, Callable[[Summary], float]] = {
    "size": lambda each: each.response_bytes or 0,
    "tokens": lambda each: ((each.usage.input_tokens or 0) + (each.usage.output_tokens or 0)) if each.usage else 0,
    "duration": lambda each: each.duration_ms or 0,
}


def print_list(wanted: Wanted, order: Order | None) -> int:
    """The exit status."""
    set_up = settings(wanted.config, is_wanted=wanted.is_configured)
    mask = mask_of(set_up)
    faults = Faults(debug=wanted.debug, mask=mask)
    meant = chosen(wanted, faults, set_up)
    listed = ((cassette, _masked(cassette, each, set_up, mask)) for cassette, each in meant)
    ordered = _in_order(listed, order) if order else listed
    if wanted.form == "text":
        is_filtered = wanted.interaction is not None or any(wanted.filters.values())
        _print_text(ordered, screen(wanted.color, wanted.width), is_filtered=is_filtered)
    else:
        _print_json(ordered, faults, wanted.form)
    return faults.status


def _masked(
    cassette: Cassette, interactions: Iterable[Interaction], set_up: Settings, mask: Callable[[str], str]
) -> Iterator[Summary]:
    """In every format: a list is printed everywhere, and a URL is where keys are."""
    for each in summarize(cassette, interactions, glance):
        shown = each
        if is_suspect("\n".join(_words(each)), set_up):
            from .hiding import masked_interactions  # noqa: PLC0415  (deferred for start-up time: few lines need it)

            one = masked_interactions(cassette, [cassette.interactions[each.position]], rules_of(set_up))
            shown = next(summarize(one.cassette, one.interactions, glance))
        told: dict[str, Any] = {name: mask(said) for name in _SAYING if (said := getattr(shown, name))}
        warnings = tuple(map(mask, shown.warnings))
        yield each._replace(**told, warnings=warnings)


def _words(summary: Summary) -> Iterator[str]:
    """What of a line was recorded."""
    yield from (said for name in _SAYING if (said := getattr(summary, name)))
    yield from summary.warnings


def _in_order(listed: Iterable[Listed], order: Order) -> Iterator[Listed]:
    """The files by what they hold together, largest first, and so their interactions; or the files by name."""
    held = [(cassette, list(summaries)) for cassette, summaries in listed]
    if order == "name":
        yield from sorted(held, key=lambda each: each[0].name)
        return
    amount = _AMOUNTS[order]
    for cassette, summaries in sorted(held, key=lambda each: -sum(map(amount, each[1]))):
        yield cassette, sorted(summaries, key=amount, reverse=True)


def _print_text(listed: Iterable[Listed], look: Screen, *, is_filtered: bool) -> None:
    """A table a file where there is a width, else tab-separated lines; an empty cassette only if all is asked for."""
    if look.page.width is None:
        write(f"{look.paint(columns(each, look.page))}\n" for _, summaries in listed for each in summaries)
        return
    from ..reports.list_table import table, total  # noqa: PLC0415  (deferred for start-up time)

    everything: list[Summary] = []
    files = 0
    for cassette, summaries in listed:
        rows = list(summaries)
        if rows or not (is_filtered or cassette.interactions):
            write(["\n"] if files else [])
            write(f"{look.paint(line)}\n" for line in table(cassette, rows, look.page))
            files += 1
            everything += rows
    if files > 1:
        if sys.stdout.isatty():
            say("")
        say(total(everything, files))


def _print_json(listed: Iterable[Listed], faults: Faults, form: Format) -> None:
    """One document, or an interaction a line as soon as it is known."""
    from ..reports.json_documents import cassette_value, document  # noqa: PLC0415  (deferred, as above)

    values = ((cassette, (each.as_json() for each in summaries)) for cassette, summaries in listed)
    if form == "jsonl":
        write_json(each for _, rows in values for each in rows)
    else:
        cassettes = [cassette_value(cassette, rows) for cassette, rows in values]
        write_json([document(cassettes, faults.found)], indent=2)
