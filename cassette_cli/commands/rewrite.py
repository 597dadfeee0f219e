"""`cassette rewrite`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import CassetteError, SelectionError
from ..selecting import parse_selector
from . import options

_EDITS = ("set", "patch", "replace", "with", "body", "header", "remove_header", "status")
_META = "cassette.order"  # in the context: the names of the options as they were typed
Words = list[str] | None


class Ordered(typer.core.TyperCommand):
    """Edits are made in the order given, which options of several names do not keep by themselves."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        values, _, order = self.make_parser(ctx).parse_args([*args])
        _refuse_file(values.get("interaction"))
        ctx.meta[_META] = [(parameter.name or "").removesuffix("_") for parameter in order]
        return super().parse_args(ctx, args)


def _refuse_file(selector: str | None) -> None:
    """`-i FILE` edits in place with sed and perl; here every edit does, and -i is something else."""
    if selector is not None and Path(selector).exists():
        try:
            parse_selector(selector)
        except SelectionError:
            said = "-i picks interactions; files are already changed in place"
            raise SelectionError(said, f"did you mean: {selector} without -i") from None


def command(  # noqa: PLR0913  (a command line's options are its arguments)
    context: typer.Context,
    files: options.Files,
    *,
    set_: Annotated[
        Words,
        typer.Option("--set", metavar="POINTER=TEXT", help="Put a text at a JSON Pointer; POINTER:=JSON any value."),
    ] = None,
    patch: Annotated[
        Words, typer.Option("--patch", metavar="PATCH", help="Apply a JSON Patch: a file, - or the JSON itself.")
    ] = None,
    replace: Annotated[
        Words, typer.Option("--replace", metavar="OLD", help="Replace a text where something is said.")
    ] = None,
    with_: Annotated[Words, typer.Option("--with", metavar="NEW", help="What takes its place.")] = None,
    regex: Annotated[bool, typer.Option("--regex", help="OLD is a regular expression; NEW may name groups.")] = False,
    count: Annotated[
        int | None, typer.Option("--count", min=0, metavar="N", help="Refuse to replace another number of times.")
    ] = None,
    body: Annotated[Words, typer.Option("--body", metavar="FILE", help="Put in what a file holds, or -.")] = None,
    header: Annotated[Words, typer.Option("--header", metavar="NAME=VALUE", help="Set a header.")] = None,
    remove_header: Annotated[Words, typer.Option("--remove-header", metavar="NAME", help="Take a header out.")] = None,
    status: Annotated[Words, typer.Option("--status", metavar="CODE", help="Set the answer's status.")] = None,
    request: Annotated[bool, typer.Option("--request", help="Edit what was asked.")] = False,
    response: Annotated[bool, typer.Option("--response", help="Edit what was answered (the default).")] = False,
    interaction: options.Interactions = None,
    drop: Annotated[
        str | None, typer.Option("--drop", metavar="SEL", help="Take interactions out: 3, 0-4, 3-, -1 or 0,2,5.")
    ] = None,
    keep: Annotated[str | None, typer.Option("--keep", metavar="SEL", help="Take all others out.")] = None,
    renumber: Annotated[bool, typer.Option("--renumber", help="Number go-vcr's interactions anew.")] = False,
    follow: Annotated[
        bool, typer.Option("--follow", help="Rewrite later requests that repeat an edited answer, too.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Write there, - for standard output.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print what would change.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; status 1 if anything would change.")] = False,
    color: options.Colors = "auto",
    body_limit: options.BodyLimit = 256,
    debug: options.Debug = False,
) -> int:
    """Change what was recorded, in place, and leave every other byte of the file alone.

    Of a streamed answer a pointer means the answer in one piece (/choices/0/message/content); the edit goes back into
    the stream. A whole place may stand for a pointer: 1.response.body/model, 0.request.headers.Accept.
    """
    from .rewrite_files import Rewriting  # noqa: PLC0415  (as above)
    from .rewrite_wishes import options_given, wishes  # noqa: PLC0415  (deferred for start-up time)
    from .rewriting import run_rewrite  # noqa: PLC0415  (as above)

    if request and response:
        raise CassetteError("--request and --response at once", "expected one of them")
    typed = dict(zip(_EDITS, (set_, patch, replace, with_, body, header, remove_header, status), strict=True))
    given = options_given(iter(context.meta[_META]), {name: values or [] for name, values in typed.items()})
    wanted = Rewriting(
        files=tuple(files),
        wishes=tuple(wishes(given, "request" if request else "response", is_regex=regex)),
        interaction=interaction,
        times=count,
        drop=drop,
        keep=keep,
        renumber=renumber,
        follow=follow,
        output=output,
        diff=diff,
        check=check,
        color=color,
        body_limit=body_limit,
        debug=debug,
    )
    return run_rewrite(wanted)
