"""`cassette rules`: what is taken for a secret, with examples of what is caught and of what is spared."""

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
    """List the rules of `redact`: the name, the level, what it is, and examples.

    Values of the level secret and session are redacted, those of identity with --identity. The examples are made up.
    """
    from ..reports.rules_table import rules_as_json, rules_as_markdown, rules_table  # noqa: PLC0415  (deferred)
    from ..reports.tables import as_text  # noqa: PLC0415  (deferred for start-up time)
    from ..rules import RULES  # noqa: PLC0415  (as above)
    from .output import painted, screen, write, write_json  # noqa: PLC0415  (as above)

    form = options.one_of("text", form, {"json": json})
    if form == "json":
        write_json([rules_as_json(RULES)], indent=2)
    elif form == "markdown":
        write(f"{row}\n" for row in rules_as_markdown(RULES))
    else:
        look = screen(color, width)
        write(painted(as_text(rules_table(RULES), look.page), look.paint))
    return 0
