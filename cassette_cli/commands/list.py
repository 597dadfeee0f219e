"""`cassette list`: a line for each interaction."""

from __future__ import annotations

from typing import Annotated

import typer

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
    sort: Annotated[options.Order | None, typer.Option("--sort", help="Largest first; names from a to z.")] = None,
    form: options.Formats = "text",
    json: options.Json = False,
    jsonl: options.JsonLines = False,
    color: options.Colors = "auto",
    width: options.Width = None,
    config: options.Config = None,
    no_config: options.NoConfig = False,
    body_limit: options.BodyLimit = 256,
    debug: options.Debug = False,
) -> int:
    """List the interactions of cassettes, a line each.

    Piped, a line is tab-separated: FILE:LINE, index, status, method, URL, model, stream, input tokens, output
    tokens, milliseconds, bytes, the first words of the answer, warnings.
    """
    from .listing import print_list  # noqa: PLC0415  (deferred for start-up time)

    form = options.format_of(form, json=json, jsonl=jsonl)
    filters = {"method": method, "url": url, "status": status, "provider": provider, "api": api, "model": model}
    filters["contains"] = contains
    wanted = options.Wanted(
        files, interaction, filters, form, color, width, body_limit, debug, config, is_configured=not no_config
    )
    return print_list(wanted, sort)
