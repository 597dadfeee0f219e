"""`cassette redact`: what must not be committed is found and edited away."""

from __future__ import annotations

from typing import Annotated

import typer

from . import options
from .redact_options import Additions, Format, Redacting

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILE...]", help="Cassettes, folders, - for standard input. Without: the configured paths."
    ),
]
Names = list[str] | None


def command(  # noqa: PLR0913  (a command line's options are its arguments)
    *,
    files: Files = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; status 1 if there is a secret.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; print what would change, secrets as dots.")
    ] = False,
    staged: Annotated[bool, typer.Option("--staged", help="Check what git's index changes.")] = False,
    git: Annotated[str | None, typer.Option("--git", metavar="A..B", help="Check what these commits add.")] = None,
    identity: Annotated[bool, typer.Option("--identity", help="Redact organisation ids, e-mail and the like.")] = False,
    select: Annotated[Names, typer.Option("--select", metavar="RULE", help="Only this rule. Repeatable.")] = None,
    ignore: Annotated[Names, typer.Option("--ignore", metavar="RULE", help="Not this rule. Repeatable.")] = None,
    add_header: Annotated[Names, typer.Option("--add-header", metavar="NAME", help="A secret header.")] = None,
    add_query: Annotated[Names, typer.Option("--add-query", metavar="NAME", help="A secret in URLs.")] = None,
    add_field: Annotated[Names, typer.Option("--add-field", metavar="NAME", help="A secret field of bodies.")] = None,
    add_pattern: Annotated[Names, typer.Option("--add-pattern", metavar="REGEX", help="A form of secrets.")] = None,
    placeholder: Annotated[
        str, typer.Option("--placeholder", metavar="TEXT", help="What takes a secret's place.", show_default="REDACTED")
    ] = "",
    numbered: Annotated[bool, typer.Option("--numbered", help="REDACTED-1, REDACTED-2: a number a secret.")] = False,
    filename: Annotated[
        str | None, typer.Option("--filename", metavar="NAME", help="What standard input is called, for configuration.")
    ] = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="What is printed.")] = "text",
    json: options.Json = False,
    jsonl: options.JsonLines = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name each value, identities too.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what is left to do.")] = False,
    color: options.Colors = "auto",
    body_limit: options.BodyLimit = 256,
    debug: options.Debug = False,
) -> int:
    """Find keys, tokens and cookies in cassettes and edit them away in place. Nothing else of a file changes.

    Files that are no cassettes are scanned as text, and what is found there is told. Folders are walked, but for
    hidden ones and node_modules. The secret itself is never printed. Status 1: --check found something; 2: something
    is left that cannot be edited.
    """
    from .redacting import run_redact  # noqa: PLC0415  (deferred for start-up time)

    additions = Additions(
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        headers=tuple(add_header or ()),
        query=tuple(add_query or ()),
        fields=tuple(add_field or ()),
        patterns=tuple(add_pattern or ()),
        placeholder=placeholder,
    )
    wanted = Redacting(
        files=tuple(files or ()),
        additions=additions,
        check=check,
        diff=diff,
        staged=staged,
        commits=git,
        identity=identity,
        numbered=numbered,
        filename=filename,
        config=config,
        is_configured=not no_config,
        form=options.one_of("text", form, {"json": json, "jsonl": jsonl}),
        verbose=verbose,
        quiet=quiet,
        color=color,
        body_limit=body_limit,
        debug=debug,
    )
    return run_redact(wanted)
