"""Chosen interactions of cassettes -> standard output: as text through a pager, as JSON, or one body's bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..errors import CassetteError
from ..reassembling import reassemble
from ..reports.escaping import visible
from ..reports.json_documents import cassette_value, document
from ..reports.show_json import interaction_value
from ..reports.show_text import View, shown
from ..summarizing import with_lines
from .choosing import chosen
from .faults import Faults
from .hiding import Shown, in_strings, masked_interactions
from .masks import mask_of, rules_of
from .options import Format, Wanted
from .output import Screen, painted, screen, write_bytes, write_json
from .paging import write_paged
from .saving import saved
from .settings import settings


class Showing(NamedTuple):
    """What the options of `show` ask for beyond those that all commands share."""

    view: str
    request: bool
    response: bool
    headers: bool
    last: bool
    full: bool
    markdown: bool
    bodies: bool
    save: str | None
    is_paged: bool
    is_masked: bool


def print_show(wanted: Wanted, how: Showing) -> int:
    """The exit status."""
    if how.view == "raw" and wanted.form != "text":
        raise CassetteError(f"raw and {wanted.form} at once", "expected one of them")
    if how.view == "raw" and how.request and how.response:
        raise CassetteError("--raw of --request and --response at once", "expected one of them")
    set_up = settings(wanted.config, is_wanted=wanted.is_configured)
    faults = Faults(debug=wanted.debug, mask=mask_of(set_up))
    meant = chosen(wanted, faults, set_up)
    if how.save is not None:
        meant = saved(meant, how.save, faults)
    seen = (masked_interactions(*each, rules_of(set_up)) if how.is_masked else Shown(*each) for each in meant)
    if how.view == "raw":
        _print_raw(seen, request=how.request)
    elif wanted.form == "text":
        view = View(how.view, how.request or not how.response, how.response or not how.request, how.headers, how.last)
        full = how.full or set_up.values.show_full
        look = screen(wanted.color, wanted.width, full=full, markdown=how.markdown)
        write_paged(_pages(seen, view, look), is_paged=how.is_paged and set_up.values.show_pager)
    else:
        _print_json(seen, faults, wanted.form, bodies=how.bodies)
    return faults.status


def _pages(seen: Iterable[Shown], view: View, look: Screen) -> Iterator[str]:
    """A cassette after the other, an empty line between them."""
    is_first = True
    for cassette, interactions, mask in seen:
        text = painted(shown(cassette, interactions, view, look.page._replace(mask=mask)), look.paint)
        yield from text if is_first else ("\n", *text)
        is_first = False


def _print_json(seen: Iterable[Shown], faults: Faults, form: Format, *, bodies: bool) -> None:
    """One document, or an interaction a line as soon as it is known. Verbatim, unless it is masked."""
    values = (
        (
            cassette,
            (
                in_strings(interaction_value(cassette.name, line, each, reassemble(each), bodies=bodies), mask)
                for line, each in with_lines(cassette, interactions)
            ),
        )
        for cassette, interactions, mask in seen
    )
    if form == "jsonl":
        write_json(each for _, rows in values for each in rows)
    else:
        cassettes = [cassette_value(cassette, rows) for cassette, rows in values]
        write_json([document(cassettes, faults.found)], indent=2)


def _print_raw(seen: Iterable[Shown], *, request: bool) -> None:
    """The decoded bytes of one body. What could play tricks on a terminal is not sent to one."""
    found = [(cassette.name, each) for cassette, interactions, _ in seen for each in interactions]
    if not found:
        return
    if len(found) > 1:
        raise CassetteError(f"--raw of {len(found)} interactions", "expected one: choose it with -i")
    (name, interaction), side = found[0], "request" if request else "response"
    body = interaction.request.body if request else interaction.response.body
    where = f"{interaction.index}.{side}.body"
    try:
        content = body.content
    except CassetteError as fault:
        raise CassetteError(f"{where}: {fault.found}", fault.expected, file=name, line=interaction.line) from fault
    if sys.stdout.isatty() and not _is_harmless(content):
        raise CassetteError(f"{where} holds binary or control characters", "expected a pipe or a file", file=name)
    write_bytes(content)


def _is_harmless(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return visible(text) == text.replace("\r\n", "\n")
