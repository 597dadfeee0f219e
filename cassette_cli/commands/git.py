"""`cassette git`: what git does by itself with cassettes: redact them when they are staged."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from . import options


def command(  # noqa: PLR0913  (a command line's options are its arguments)
    *,
    action: Annotated[Literal["install", "status", "uninstall"], typer.Argument(help="What is to be done.")],
    folders: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FOLDER...]", help="Where the cassettes are. Without: the configured paths, or a search."
        ),
    ] = None,
    redacting: Annotated[bool, typer.Option("--filter", help="Redact cassettes whenever they are staged.")] = False,
    everywhere: Annotated[bool, typer.Option("--global", help="Configure git for all repositories of yours.")] = False,
    attributes: Annotated[
        str | None, typer.Option("--attributes", metavar="FILE", help="Write there, not into .gitattributes.")
    ] = None,
    config: Annotated[
        str | None, typer.Option("--config", metavar="FILE", help="Take the configuration from it.")
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Take no configuration.")] = False,
    debug: options.Debug = False,
) -> int:
    """Let git redact cassettes: install --filter, status, uninstall.

    What is staged is redacted, the file itself stays as it is. A secret that cannot be edited away stops the `git add`.
    Status 1: `git status` finds that something is not set up.
    """
    from .git_setup import Setup, install, status, uninstall  # noqa: PLC0415  (deferred for start-up time)

    setup = Setup(tuple(folders or ()), everywhere, attributes, config, not no_config)
    if action == "install":
        return install(setup, redacting=redacting)
    return status(setup) if action == "status" else uninstall(setup)
