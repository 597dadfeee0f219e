"""Chosen interactions of cassettes -> standard output: as text through a pager, as JSON, or one body's bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from ..errors import CassetteError
from ..reassembling import reassemble
from ..reports.escaping import visible
from ..reports.json_documents import cassette_value, document
from ..reports.show_json import interaction_value
from ..reports.show_text import View, shown
from ..summarizing import with_lines
from .choosing import Chosen, chosen
from .faults import Faults
from .options import Format, Wanted
from .output import Screen, painted, screen, write_bytes, write_json
from .paging import write_paged
from .saving import saved


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


def print_show(wanted: Wanted, how: Showing) -> int:
    """The exit status."""
    if how.view == "raw" and wanted.form != "text":
        raise CassetteError(f"raw and {wanted.form} at once", "expected one of them")
    if how.view == "raw" and how.request and how.response:
        raise CassetteError("--raw of --request and --response at once", "expected one of them")
    faults = Faults(debug=wanted.debug)
    meant = chosen(wanted, faults)
    if how.save is not None:
        meant = saved(meant, how.save, faults)
    if how.view == "raw":
        _print_raw(meant, request=how.request)
    elif wanted.form == "text":
        view = View(how.view, how.request or not how.response, how.response or not how.request, how.headers, how.last)
        look = screen(wanted.color, wanted.width, full=how.full, markdown=how.markdown)
        write_paged(_pages(meant, view, look), is_paged=how.is_paged)
    else:
        _print_json(meant, faults, wanted.form, bodies=how.bodies)
    return faults.status


def _pages(meant: Chosen, view: View, look: Screen) -> Iterator[str]:
    """A cassette after the other, an empty line between them."""
    is_first = True
    for cassette, interactions in meant:
        text = painted(shown(cassette, interactions, view, look.page), look.paint)
        yield from text if is_first else ("\n", *text)
        is_first = False


def _print_json(meant: Chosen, faults: Faults, form: Format, *, bodies: bool) -> None:
    """One document, or an interaction a line as soon as it is known. Verbatim."""
    values = (
        (
            cassette,
            (
                interaction_value(cassette.name, line, each, reassemble(each), bodies=bodies)
                for line, each in with_lines(cassette, interactions)
            ),
        )
        for cassette, interactions in meant
    )
    if form == "jsonl":
        write_json(each for _, rows in values for each in rows)
    else:
        cassettes = [cassette_value(cassette, rows) for cassette, rows in values]
        write_json([document(cassettes, faults.found)], indent=2)


def _print_raw(meant: Chosen, *, request: bool) -> None:
    """The decoded bytes of one body. What could play tricks on a terminal is not sent to one."""
    found = [(cassette.name, each) for cassette, interactions in meant for each in interactions]
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
