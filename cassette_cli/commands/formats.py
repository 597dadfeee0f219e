"""`cassette formats`: the recorders whose files are read, and what may be edited; the APIs whose calls are read."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from . import options

Tables: TypeAlias = Literal["text", "json", "markdown"]


def command(
    *,
    of_apis: Annotated[bool, typer.Option("--apis", help="The LLM APIs, instead of the recorders.")] = False,
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
    from ..apis import APIS  # noqa: PLC0415  (deferred for start-up time)
    from ..recorders import RECORDERS  # noqa: PLC0415  (as above)
    from ..reports.formats_table import (  # noqa: PLC0415  (as above)
        apis_as_json,
        apis_table,
        recorders_as_json,
        recorders_table,
    )
    from ..reports.tables import as_markdown, as_text  # noqa: PLC0415  (as above)
    from .output import painted, screen, write, write_json  # noqa: PLC0415  (as above)

    form = options.one_of("text", form, {"json": json})
    if form == "json":
        write_json([apis_as_json(APIS) if of_apis else recorders_as_json(RECORDERS)], indent=2)
        return 0
    table = apis_table(APIS) if of_apis else recorders_table(RECORDERS)
    if form == "markdown":
        write(f"{row}\n" for row in as_markdown(table))
    else:
        look = screen(color, width)
        write(painted(as_text(table, look.page), look.paint))
    return 0
