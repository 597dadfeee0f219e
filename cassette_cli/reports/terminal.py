"""Styled lines -> what a terminal understands: colours, the widths of characters, Markdown, a progress bar.

The only file that imports rich. No text is ever read as rich's markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from io import StringIO
from typing import TextIO, TypeVar

from rich.cells import cell_len, chop_cells
from rich.color import ColorSystem
from rich.style import Style

from .lines import Line, Segment

__all__ = ["cell_len", "chop_cells", "markdown", "paint", "progress"]

_STYLES = {
    "heading": "bold",
    "rule": "bold",
    "light": "dim",
    "dim": "dim",
    "user": "bold cyan",
    "assistant": "bold green",
    "tool": "yellow",
    "reasoning": "dim italic",
    "key": "blue",
    "good": "green",
    "bad": "bold red",
    "warning": "yellow",
}
_Item = TypeVar("_Item")


def paint(line: Line) -> str:
    """The line in the sixteen colours that every terminal has, which are the reader's own."""
    return "".join(_style(style).render(text, color_system=ColorSystem.STANDARD) for text, style in _trimmed(line))


def markdown(text: str, width: int) -> list[Line]:
    """The text's Markdown, laid out; links are written out, never made into terminal links."""
    from rich.console import Console  # noqa: PLC0415  (deferred for start-up time)
    from rich.markdown import Markdown  # noqa: PLC0415

    console = Console(file=StringIO(), width=width, color_system="standard", force_terminal=True, legacy_windows=False)
    lines = console.render_lines(Markdown(text, hyperlinks=False), pad=False)
    return [tuple(Segment(piece.text, str(piece.style or "")) for piece in line) for line in lines]


def progress(items: Sequence[_Item], stream: TextIO) -> Iterator[_Item]:
    """The items, with a bar on the stream that goes when they are done. Standard output is left where it leads."""
    from rich.console import Console  # noqa: PLC0415  (deferred for start-up time)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=stream, soft_wrap=True), transient=True, redirect_stdout=False) as bar:
        yield from bar.track(items)


@cache
def _style(name: str) -> Style:
    return Style.parse(_STYLES.get(name, name) or "none")


def _trimmed(line: Line) -> Iterator[Segment]:
    """Without spaces at the end of the line."""
    segments = list(line)
    while segments and not segments[-1].text.rstrip(" "):
        segments.pop()
    for at, (text, style) in enumerate(segments):
        yield Segment(text.rstrip(" ") if at == len(segments) - 1 else text, style)
