"""Where results go: what kind of page standard output is, in which colours, and through which pager."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ..reports.escaping import escaped_in_json
from ..reports.glyphs import glyphs_for
from ..reports.lines import Line, plain
from ..reports.page import Page
from .options import Color

_LEAST_WIDTH = 20


class Screen(NamedTuple):
    """What a report is laid out on, and how its lines become text."""

    page: Page
    paint: Callable[[Line], str]


def screen(color: Color, width: int | None, *, full: bool = False, markdown: bool = False) -> Screen:
    """Standard output as it is. A pipe has no width unless one is asked for, and then no rich is needed."""
    is_terminal = sys.stdout.isatty()
    if width is None and is_terminal:
        width = max(shutil.get_terminal_size().columns, _LEAST_WIDTH)
    glyphs = glyphs_for(sys.stdout.encoding)
    has_color = _has_color(color, is_terminal=is_terminal)
    if width is None and not has_color:
        return Screen(Page(glyphs=glyphs, spell=_spelling(), full=full), plain)
    from ..reports import terminal  # noqa: PLC0415  (deferred for start-up time)

    page = Page(
        width=width,
        measure=terminal.cell_len,
        chop=terminal.chop_cells,
        glyphs=glyphs,
        spell=_spelling(),
        full=full,
        markdown=terminal.markdown if markdown and width else None,
    )
    return Screen(page, terminal.paint if has_color else plain)


def write(text: Iterable[str]) -> None:
    """To standard output, piece by piece."""
    for piece in text:
        sys.stdout.write(piece)


def write_json(values: Iterable[Any], indent: int | None = None) -> None:
    """To standard output, a value after the other, each with a line end.

    Escaped is what the encoding may lack and, also where JSON need not escape it, what could play tricks.
    """
    import json  # noqa: PLC0415  (deferred for start-up time)

    for value in values:
        write((escaped_in_json(json.dumps(value, ensure_ascii=not _is_unicode(), indent=indent)), "\n"))


def write_bytes(content: bytes) -> None:
    """To standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def painted(lines: Iterable[Line], paint: Callable[[Line], str]) -> Iterator[str]:
    """Lines as text with line ends."""
    return (f"{paint(line)}\n" for line in lines)


def _is_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().startswith("utf")


def _spelling() -> Callable[[str], str]:
    """Texts in the characters that standard output has, so that what is measured is what is printed."""
    encoding = sys.stdout.encoding or "ascii"
    return str if _is_unicode() else lambda text: text.encode(encoding, "backslashreplace").decode(encoding)


def _has_color(color: Color, *, is_terminal: bool) -> bool:
    """The option, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether somebody looks."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return is_terminal and os.environ.get("TERM") != "dumb"
