"""`cassette show`: the conversation as a person wants to read it."""

from __future__ import annotations

from typing import Annotated

import typer

from ..errors import CassetteError
from . import options


def command(  # noqa: PLR0913  (a command line's options are its arguments)
    *,
    files: options.Files,
    interaction: options.Interactions = None,
    method: options.Method = None,
    url: options.Url = None,
    status: options.Status = None,
    provider: options.Provider = None,
    api: options.Api = None,
    model: options.Model = None,
    contains: options.Contains = None,
    view: Annotated[options.View, typer.Option("--view", help="What of an interaction is shown.")] = "conversation",
    http: Annotated[bool, typer.Option("--http", help="The same as --view http.")] = False,
    events: Annotated[bool, typer.Option("--events", help="The same as --view events.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="The same as --view raw: a body's bytes, for piping.")] = False,
    request: Annotated[bool, typer.Option("--request", help="Only what was asked.")] = False,
    response: Annotated[bool, typer.Option("--response", help="Only what was answered.")] = False,
    headers: Annotated[bool, typer.Option("--headers", help="With the headers.")] = False,
    last: Annotated[bool, typer.Option("--last", help="Only the messages after the last answer.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Shorten and fold nothing.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Lay out an answer's Markdown, on a terminal.")] = False,
    save: Annotated[str | None, typer.Option("--save", metavar="DIR", help="Write images, sounds and files.")] = None,
    bodies: Annotated[bool, typer.Option("--bodies", help="JSON with bodies beside conversations.")] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="Show secrets as they were recorded.")] = False,
    mask: Annotated[bool, typer.Option("--mask", help="Mask secrets in JSON and in raw bytes, too.")] = False,
    form: options.Formats = "text",
    json: options.Json = False,
    jsonl: options.JsonLines = False,
    color: options.Colors = "auto",
    width: options.Width = None,
    pager: Annotated[bool, typer.Option("--pager/--no-pager", help="Page on a terminal.")] = True,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    body_limit: options.BodyLimit = 256,
    debug: options.Debug = False,
) -> int:
    """Show what was asked and answered, streams put together again.

    What an earlier interaction has shown already is named, not repeated, and long texts are shortened; --full shows
    all. What is no call of a language model is shown as request and response. Secrets are masked (sk-***(73)), but for
    --raw and JSON, which are as recorded.
    """
    from .showing import Showing, print_show  # noqa: PLC0415  (deferred for start-up time)

    form = options.format_of(form, json=json, jsonl=jsonl)
    view = options.one_of("conversation", view, {"http": http, "events": events, "raw": raw})
    filters = {"method": method, "url": url, "status": status, "provider": provider, "api": api, "model": model}
    filters["contains"] = contains
    if reveal and mask:
        raise CassetteError("--reveal and --mask at once", "expected one of them")
    wanted = options.Wanted(
        files, interaction, filters, form, color, width, body_limit, debug, config, is_configured=not no_config
    )
    how = Showing(
        view=view,
        request=request,
        response=response,
        headers=headers,
        last=last,
        full=full,
        markdown=markdown,
        bodies=bodies,
        save=save,
        is_paged=pager,
        is_masked=mask or (form == "text" and view != "raw" and not reveal),
    )
    return print_show(wanted, how)
