"""`cassette formats`: the recorders whose files are read, and what may be edited."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from . import options

Tables: TypeAlias = Literal["text", "json", "markdown"]


def command(
    *,
    form: Annotated[Tables, typer.Option("--format", "-f", help="What is printed.")] = "text",
    json: options.Json = False,
    color: options.Colors = "auto",
    width: options.Width = None,
    debug: options.Debug = False,
) -> int:
    """Name the recorders whose files are read, in which files, and what may be edited.

    What is matched on is what the recorder itself compares to find an answer, unless a test says otherwise: an edit of
    it changes which answer is found.
    """
    from ..recorders import RECORDERS  # noqa: PLC0415  (deferred for start-up time)
    from ..reports.formats_table import as_json, as_markdown, as_text  # noqa: PLC0415  (as above)
    from .output import painted, screen, write, write_json  # noqa: PLC0415  (as above)

    form = options.one_of("text", form, {"json": json})
    if form == "json":
        write_json([as_json(RECORDERS)], indent=2)
    elif form == "markdown":
        write(f"{row}\n" for row in as_markdown(RECORDERS))
    else:
        look = screen(color, width)
        write(painted(as_text(RECORDERS, look.page), look.paint))
    return 0
